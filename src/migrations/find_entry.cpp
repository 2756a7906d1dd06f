#include "migrations/find_entry.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::migrations {

namespace {

// "0003" of 0003_email and of "3"; "" where it does not begin with digits and nothing else.
std::string number_of(const std::string& tag) {
  const std::string digits = tag.substr(0, tag.find('_'));
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) return {};
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  return digits.substr(first);
}

}  // namespace

std::size_t find_entry(const std::vector<entry>& entries, const std::string& tag) {
  std::vector<std::string> tags;
  std::vector<std::size_t> numbered;
  const std::string number = tag.find('_') == std::string::npos ? number_of(tag) : "";
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string& one = entries[i].tag;
    if (one == tag) return i;
    if (!number.empty() && number_of(one) == number) numbered.push_back(i);
    tags.push_back(one);
  }
  if (numbered.size() == 1) return numbered.front();
  const std::string near = nearest(tag, tags);
  throw error(failure::config, "FOLDER.UNKNOWN_TAG", concat("the journal has no migration ", tag))
      .advise(near.empty() ? "sluice status shows what there is"
                           : concat("did you mean ", near, "?"));
}

}  // namespace sluice::migrations
