// Text as code points, and which of them are letters: enough of Unicode for names.
#pragma once

#include <string>
#include <string_view>

namespace sluice::codegen::typescript {

std::u32string code_points(std::string_view utf8);
void append_utf8(std::string& out, char32_t point);
std::string utf8(std::u32string_view points);

char32_t lower(char32_t point);
char32_t upper(char32_t point);
inline bool is_digit(char32_t point) {
  return point >= U'0' && point <= U'9';
}
bool is_letter(char32_t point);  // that may begin a JavaScript identifier, _ and $ aside

}  // namespace sluice::codegen::typescript
