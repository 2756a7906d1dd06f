// Registries as text: a line more among the imports, an element more in a list. Everything else
// stays as somebody wrote it. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice::data {

// The text with comments and what is between quotes as spaces, byte by byte: what is left is code.
std::string code_of(std::string_view text);

// Behind the last import, or at the beginning.
std::string with_import(const std::string& text, const std::string& line);

// At the end of the list that the variable `name` is declared with; "" means the default export.
// Nothing where there is no such list.
std::optional<std::string> with_element(const std::string& text, const std::string& name,
                                        const std::string& element);

// The quote that the text's imports have; ' where it has none.
char quote_of(std::string_view text);

// "my_migration" as "myMigration", and another name where the text has that already.
std::string variable_for(std::string_view title, std::string_view text);

}  // namespace sluice::data
