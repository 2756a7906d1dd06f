// What AWS answers in XML: elements with text, without attributes that mean anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice::cloud {

// The text of the first element of this name, wherever it stands, its entities decoded; "" where
// there is none.
std::string xml_text(std::string_view document, std::string_view element);

// The insides of all elements of this name, as they are written. Elements of one name are not
// within each other.
std::vector<std::string_view> xml_elements(std::string_view document, std::string_view element);

}  // namespace sluice::cloud
