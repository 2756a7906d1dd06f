#include "base/json.hpp"

#include <rapidjson/error/en.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice {

rapidjson::Document parse_json(std::string_view text, const std::string& file,
                               json_dialect dialect) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);  // a byte order mark
  rapidjson::Document document;
  // Iterative: depth costs heap, not stack, so a hostile file can't overflow it.
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag;
  constexpr unsigned lenient =
      flags | rapidjson::kParseCommentsFlag | rapidjson::kParseTrailingCommasFlag;
  if (dialect == json_dialect::jsonc) {
    document.Parse<lenient>(text.data(), text.size());
  } else {
    document.Parse<flags>(text.data(), text.size());
  }
  if (document.HasParseError()) {
    const line_column at = locate(text, document.GetErrorOffset());
    throw error(failure::config, "JSON.SYNTAX", concat(file, " is not valid JSON"))
        .at({file, at.line, at.column})
        .because(rapidjson::GetParseError_En(document.GetParseError()));
  }
  return document;
}

const rapidjson::Value* member(const rapidjson::Value& object, std::string_view name) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(
      rapidjson::Value(name.data(), static_cast<rapidjson::SizeType>(name.size())));
  return found == object.MemberEnd() ? nullptr : &found->value;
}

std::string string_member(const rapidjson::Value& object, std::string_view name,
                          std::string_view otherwise) {
  const rapidjson::Value* value = member(object, name);
  return std::string(value != nullptr && value->IsString() ? view(*value) : otherwise);
}

}  // namespace sluice
