// Two models compared, with the answers that were given beforehand and those of somebody who can be
// asked.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "diff/compare.hpp"

namespace sluice::project {

struct rename_answers {
  std::optional<std::string> hints;       // JSON text
  std::optional<std::string> hints_file;  // or the file that holds it
  bool refuse_renames = false;
  std::vector<diff::noted_rename> notes{};  // of the schema's source
};

// Which candidate was renamed, or nothing where it is new. Empty: there is nobody to ask.
using ask_rename = std::function<std::optional<std::size_t>(const diff::question&)>;

struct compared {
  diff::outcome found;    // what is still open stands in its questions
  diff::answers answers;  // what counted of them
};

// Throws as diff::parse_hints does.
compared compare(const model::database& before, const model::database& after,
                 const rename_answers& given, const ask_rename& ask);

}  // namespace sluice::project
