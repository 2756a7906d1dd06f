// A column's type as a schema spells it.
#pragma once

#include <string>
#include <string_view>

namespace sluice::catalog {

// Of format_type()'s text: varchar(20) of "character varying(20)", numeric(10, 2) of
// "numeric(10,2)". An array has one pair of brackets for each dimension that it was declared with.
std::string type_spelling(std::string_view formatted, int dimensions);

}  // namespace sluice::catalog
