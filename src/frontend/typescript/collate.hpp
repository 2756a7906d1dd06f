// The order in which a person's dictionary has words, which is how drizzle-kit sorts the files of a
// glob (JavaScript's localeCompare in English): punctuation, digits, letters regardless of case.
#pragma once

#include <string_view>

namespace sluice::frontend::typescript {

bool comes_before(std::string_view a, std::string_view b);

}  // namespace sluice::frontend::typescript
