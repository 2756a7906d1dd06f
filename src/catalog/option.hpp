// Storage parameters and view options: "fillfactor=70" of reloptions.
#pragma once

#include <string_view>
#include <vector>

#include "model/database.hpp"

namespace sluice::catalog {

enum class option_names { as_they_are, camel_case };

// Of a text[] in its text form. Values are JSON: 70, true, "local".
std::vector<model::option> options_of(std::string_view array, option_names names);

}  // namespace sluice::catalog
