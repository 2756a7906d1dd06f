// Texts that others wrote (a configuration's line, an error it threw, a statement) without the
// passwords in them.
#pragma once

#include <string>
#include <string_view>

namespace sluice {

// The password of each URL, and each value behind a word that ends in "password": stars in their
// place. With `same_width` as many as there were characters, for lines that a caret points into.
std::string without_passwords(std::string_view text, bool same_width = false);

}  // namespace sluice
