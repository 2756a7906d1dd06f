// Small changes to the SQL that the server prints.
#pragma once

#include <string>
#include <string_view>

namespace sluice::catalog {

// a > 0 of (a > 0); the same text where no pair of brackets is around the whole of it.
std::string_view without_brackets(std::string_view expression);

// On one line: blanks outside of literals and quoted names as single spaces, no semicolon behind.
std::string on_one_line(std::string_view statement);

}  // namespace sluice::catalog
