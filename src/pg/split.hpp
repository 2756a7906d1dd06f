// SQL text as single statements, by PostgreSQL's lexical rules: strings, quoted names, dollar
// quotes, comments, parentheses, bodies of BEGIN ATOMIC. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::pg {

struct statement {
  std::string_view text;           // from its first word, without the semicolon
  std::size_t offset = 0;          // of `text` in the whole
  std::vector<std::string> words;  // the first few outside quotes, in lower case

  // The word at `index`, or "".
  std::string_view word(std::size_t index) const {
    return index < words.size() ? std::string_view(words[index]) : std::string_view();
  }
};

// Comments and empty statements are left out.
std::vector<statement> split_statements(std::string_view sql);

}  // namespace sluice::pg
