#include "frontend/typescript/load.hpp"

#include <utility>

#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "frontend/typescript/orm_version.hpp"
#include "frontend/typescript/problem.hpp"
#include "frontend/typescript/read_model.hpp"
#include "frontend/typescript/rename_notes.hpp"

namespace sluice::frontend::typescript {

namespace {

std::string argument(const std::vector<std::filesystem::path>& files, casing names,
                     const std::vector<std::string>& schemas) {
  json_writer out(json_writer::style::compact);
  out.begin_object().key("files").begin_array();
  for (const std::filesystem::path& file : files) out.string(file.string());
  out.end_array();
  if (names == casing::snake_case) out.member("casing", "snake_case");
  if (names == casing::camel_case) out.member("casing", "camelCase");
  out.key("schemas").begin_array();
  for (const std::string& schema : schemas) out.string(schema);
  out.end_array().end_object();
  return out.take();
}

}  // namespace

loaded load(script::engine& engine, const std::vector<std::filesystem::path>& files, casing names,
            const std::vector<std::string>& schema_filter) {
  const rapidjson::Document document =
      engine.call("sluice:schema", "read", argument(files, names, schema_filter));
  const commented_files comments = find_rename_comments(engine);
  engine.end();
  std::vector<std::string> paths;
  paths.reserve(files.size());
  for (const std::filesystem::path& file : files) paths.push_back(file.string());
  loaded result{read_model(document), read_problems(document), read_declarations(document, paths)};
  rename_notes notes = read_rename_notes(comments, result.database);
  result.renames = std::move(notes.renames);
  result.remarks.insert(result.remarks.end(), notes.remarks.begin(), notes.remarks.end());
  if (!files.empty()) {
    for (const auto& package : orm_packages(files.front())) engine.depend_on(package);
    if (auto version = check_orm_version(files.front())) {
      result.remarks.insert(result.remarks.begin(), std::move(*version));
    }
  }
  return result;
}

}  // namespace sluice::frontend::typescript
