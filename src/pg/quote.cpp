#include "pg/quote.hpp"

#include "base/text.hpp"

namespace sluice::pg {

std::string quote_identifier(std::string_view name) {
  return concat("\"", replace_all(std::string(name), "\"", "\"\""), "\"");
}

std::string quote_literal(std::string_view text) {
  std::string quoted = concat("'", replace_all(std::string(text), "'", "''"), "'");
  if (text.find('\\') == std::string_view::npos) return quoted;
  return concat("E", replace_all(std::move(quoted), "\\", "\\\\"));
}

}  // namespace sluice::pg
