// What PostgreSQL adds to an expression when it reads it: the types of literals, and the casts that
// nobody wrote. It prints them, so a printed expression is like that already.
#pragma once

#include "catalog/expression.hpp"

namespace sluice::catalog {

// Only where the types are known and what PostgreSQL does with them; the rest stays as it is.
expression elaborated(expression one);

}  // namespace sluice::catalog
