#include "frontend/typescript/problem.hpp"

#include <optional>
#include <regex>
#include <utility>

#include "base/file.hpp"
#include "base/text.hpp"

namespace sluice::frontend::typescript {

namespace {

// Where the file declares `name`, or its beginning.
place declaration(const std::string& file, const std::string& name) {
  place where{file, 0, 0};
  const std::optional<std::string> source = read_file_if_exists(file);
  if (!source || name.empty() || name == "default") return where;
  static const std::regex identifier("[A-Za-z0-9_]+");
  if (!std::regex_match(name, identifier)) return where;
  std::smatch found;
  const std::regex declared(concat("\\b(?:const|let|var|function|class)\\s+(", name, ")\\b"));
  if (!std::regex_search(*source, found, declared)) return where;
  const line_column position = locate(*source, static_cast<std::size_t>(found.position(1)));
  where.line = position.line;
  where.column = position.column;
  return where;
}

int number(const rapidjson::Value& object, std::string_view name) {
  const rapidjson::Value* value = member(object, name);
  return value != nullptr && value->IsInt() ? value->GetInt() : 0;
}

}  // namespace

diagnostics read_problems(const rapidjson::Value& document) {
  diagnostics all;
  const rapidjson::Value* problems = member(document, "problems");
  if (problems == nullptr) return all;
  for (const rapidjson::Value& problem : problems->GetArray()) {
    diagnostic one;
    one.level = string_member(problem, "level") == "warning" ? severity::warning : severity::error;
    one.code = string_member(problem, "code");
    one.message = string_member(problem, "message");
    one.hint = string_member(problem, "hint");
    const std::string file = string_member(problem, "file");
    const int line = number(problem, "line");
    one.where = line > 0 ? place{file, line, number(problem, "column")}
                         : declaration(file, string_member(problem, "name"));
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace sluice::frontend::typescript
