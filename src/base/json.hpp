// JSON in: RapidJSON with errors that name file, line and column.
#pragma once

// RapidJSON 1.1's iterators derive from std::iterator.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include <rapidjson/document.h>
#pragma GCC diagnostic pop

#include <string>
#include <string_view>

namespace sluice {

enum class json_dialect {
  json,
  jsonc,  // with comments and trailing commas, as TypeScript writes its settings
};

// Parses one document; throws JSON.SYNTAX (failure::config) at `file`:line:column. Numbers that a
// double can't hold exactly are kept as they are where they fit 64 bits. Members keep their order.
rapidjson::Document parse_json(std::string_view text, const std::string& file,
                               json_dialect dialect = json_dialect::json);

// Views into the document.
inline std::string_view view(const rapidjson::Value& string) {
  return {string.GetString(), string.GetStringLength()};
}

// The member, or nullptr where `object` is no object or has none of that name.
const rapidjson::Value* member(const rapidjson::Value& object, std::string_view name);

// The member's text, or `otherwise` where it is missing or no string.
std::string string_member(const rapidjson::Value& object, std::string_view name,
                          std::string_view otherwise = {});

}  // namespace sluice
