// A column's default in TypeScript.
#pragma once

#include <string>

#include "codegen/typescript/column_type.hpp"

namespace sluice::codegen::typescript {

// ".default(…)", as drizzle-kit writes it where that means the default, else as SQL; "" for none.
std::string default_call(const model::column& column, const column_type& type);

// A whole number beyond what a JavaScript number holds: the column has to be a bigint to
// TypeScript.
bool has_large_default(const model::column& column, const column_type& type);

// The number as it is if JavaScript holds it, else `otherwise` of it.
bool is_safe_number(const std::string& decimal);

}  // namespace sluice::codegen::typescript
