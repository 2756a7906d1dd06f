// A column's default as a schema writes it: `generate` has 'a' where the server prints 'a'::text.
#pragma once

#include <string_view>

#include "catalog/draft.hpp"
#include "model/database.hpp"

namespace sluice::catalog {

// Of pg_get_expr()'s text. `type` is format_type()'s name of the column's type (a domain's base)
// without length or precision.
model::default_value default_of(std::string_view text, std::string_view type,
                                const column_facts& column);

}  // namespace sluice::catalog
