// The ini files in ~/.aws, read as botocore reads them, which is as Python's configparser does:
// comments only on lines of their own, values that go on in indented lines, names in lower case.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::cloud {

struct ini_value {
  std::string text;
  // name = value lines in an indented block behind an empty value: "s3 =" and what follows it.
  std::map<std::string, std::string> nested;
};

using ini_section = std::map<std::string, ini_value>;
using ini_document = std::vector<std::pair<std::string, ini_section>>;  // in their order

// Throws CLOUD.CONFIG (failure::config) at `file` and the line. No value ever gets into an error.
ini_document parse_ini(std::string_view text, const std::string& file);

}  // namespace sluice::cloud
