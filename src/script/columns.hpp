// Places in code back to places in the text that it was made of.
#pragma once

#include <string_view>

namespace sluice::script {

// The column of `original` that `column` of `made` came from: `made` is the line with characters
// blanked, and texts put in. Columns count from 1.
int original_column(std::string_view original, std::string_view made, int column);

}  // namespace sluice::script
