// Names and texts as SQL writes them.
#pragma once

#include <string>
#include <string_view>

namespace sluice::pg {

std::string quote_identifier(std::string_view name);
// For UTF-8 text and standard_conforming_strings in either setting.
std::string quote_literal(std::string_view text);

}  // namespace sluice::pg
