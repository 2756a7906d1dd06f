#include "frontend/typescript/problem.hpp"

#include <utility>

#include "frontend/typescript/declaration.hpp"

namespace sluice::frontend::typescript {

namespace {

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
                         : place_of_export(file, string_member(problem, "name"),
                                           string_member(problem, "part"));
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace sluice::frontend::typescript
