// Texts as forms and query strings have them (application/x-www-form-urlencoded).
#pragma once

#include <string>
#include <string_view>

namespace sluice::cloud {

// "%2B" is +, "+" is a space; what is no such code stays.
std::string form_decoded(std::string_view text);

}  // namespace sluice::cloud
