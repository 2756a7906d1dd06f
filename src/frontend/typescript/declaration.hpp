// Where a schema's source declares what it exports.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"

namespace sluice::frontend::typescript {

// The export that made a table, a view, an enum or a sequence.
struct declaration {
  std::string schema;  // "" is public
  std::string object;
  std::string file;
  std::string exported;  // its name there
};

// The member "declarations" of what the module sluice:schema gives; its numbers are of `files`.
std::vector<declaration> read_declarations(const rapidjson::Value& document,
                                           const std::vector<std::string>& files);

// Where the file declares that name, or names a part of it (a column, an index and so on) in there;
// where neither can be found, the file. Reads it.
place place_of_export(const std::string& file, const std::string& name, const std::string& part);

// The same of the object that an export made; an empty place where none did.
place find_declaration(const std::vector<declaration>& all, const std::string& schema,
                       const std::string& object, const std::string& part);

}  // namespace sluice::frontend::typescript
