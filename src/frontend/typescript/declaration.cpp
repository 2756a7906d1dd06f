#include "frontend/typescript/declaration.hpp"

#include <optional>
#include <regex>

#include "base/file.hpp"
#include "base/text.hpp"
#include "frontend/typescript/read_column.hpp"
#include "model/schema_name.hpp"

namespace sluice::frontend::typescript {

namespace {

place place_at(const std::string& file, const std::string& source, std::size_t offset) {
  const line_column where = locate(source, offset);
  return {file, where.line, where.column};
}

// The offset behind `const name`, and so on, or npos.
std::size_t find_export(const std::string& source, const std::string& name) {
  static const std::regex identifier("[A-Za-z0-9_]+");
  if (name == "default" || !std::regex_match(name, identifier)) return std::string::npos;
  const std::regex declared(concat("\\b(?:const|let|var|function|class)\\s+(", name, ")\\b"));
  std::smatch found;
  if (!std::regex_search(source, found, declared)) return std::string::npos;
  return static_cast<std::size_t>(found.position(1));
}

// The first string that is the part's name, in the statement that begins there.
std::size_t find_part(const std::string& source, std::size_t start, const std::string& part) {
  const std::size_t end = source.find("\nexport ", start);
  const std::string statement = source.substr(start, end == std::string::npos ? end : end - start);
  for (const char quote : {'\'', '"', '`'}) {
    const std::size_t found =
        statement.find(concat(std::string(1, quote), part, std::string(1, quote)));
    if (found != std::string::npos) return start + found;
  }
  for (std::size_t at = statement.find(concat(part, ":")); at != std::string::npos;
       at = statement.find(concat(part, ":"), at + 1)) {
    const char before = at == 0 ? ' ' : statement[at - 1];
    if (before == ' ' || before == '\t' || before == '\n' || before == '{') return start + at;
  }
  return std::string::npos;
}

bool is_same_schema(const std::string& a, const std::string& b) {
  return model::schema_name(a) == model::schema_name(b);
}

}  // namespace

std::vector<declaration> read_declarations(const rapidjson::Value& document,
                                           const std::vector<std::string>& files) {
  std::vector<declaration> all;
  const rapidjson::Value* list = member(document, "declarations");
  if (list == nullptr) return all;
  for (const rapidjson::Value& one : list->GetArray()) {
    all.push_back({text(one[0]), text(one[1]), files.at(one[2].GetUint()), text(one[3])});
  }
  return all;
}

place place_of_export(const std::string& file, const std::string& name, const std::string& part) {
  const std::optional<std::string> source = read_file_if_exists(file);
  if (!source) return {file, 0, 0};
  const std::size_t start = find_export(*source, name);
  if (start == std::string::npos) return {file, 0, 0};
  const std::size_t at = part.empty() ? std::string::npos : find_part(*source, start, part);
  return place_at(file, *source, at == std::string::npos ? start : at);
}

place find_declaration(const std::vector<declaration>& all, const std::string& schema,
                       const std::string& object, const std::string& part) {
  for (const declaration& one : all) {
    if (one.object == object && is_same_schema(one.schema, schema)) {
      return place_of_export(one.file, one.exported, part);
    }
  }
  return {};
}

}  // namespace sluice::frontend::typescript
