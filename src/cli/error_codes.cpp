#include "cli/error_codes.hpp"

#include "base/text.hpp"

extern "C" {
extern const char sluice_errors_begin[];
extern const char sluice_errors_end[];
}

namespace sluice::cli {

// A row of a table there: | `CODE`, `OTHER` (w) | what happened |
std::string_view meaning_of(std::string_view code) {
  const std::string_view page(sluice_errors_begin,
                              static_cast<std::size_t>(sluice_errors_end - sluice_errors_begin));
  const std::string quoted = concat("`", code, "`");
  for (std::size_t at = page.find(quoted); at != std::string_view::npos;
       at = page.find(quoted, at + 1)) {
    const std::size_t line = page.rfind('\n', at) + 1;
    const std::size_t bar = page.find(" | ", line);
    const std::size_t end = page.find('\n', line);
    if (!page.substr(line).starts_with("| `") || bar == std::string_view::npos || at > bar ||
        bar > end) {
      continue;
    }
    std::string_view meaning = page.substr(bar + 3, end - bar - 3);
    return trim(meaning.substr(0, meaning.rfind('|')));
  }
  return {};
}

}  // namespace sluice::cli
