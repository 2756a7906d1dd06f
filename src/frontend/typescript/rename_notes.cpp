#include "frontend/typescript/rename_notes.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "frontend/typescript/read_column.hpp"

namespace sluice::frontend::typescript {

namespace {

using model::entity;
using model::entity_name;

bool is_source(const std::string& path) {
  constexpr std::array<std::string_view, 8> extensions = {".ts", ".tsx", ".mts", ".cts",
                                                          ".js", ".mjs", ".cjs", ".jsx"};
  return path.find("/node_modules/") == std::string::npos &&
         std::find(extensions.begin(), extensions.end(),
                   std::filesystem::path(path).extension().string()) != extensions.end();
}

std::vector<commented_file> find_comments(const script::engine& engine) {
  std::vector<commented_file> found;
  for (const script::input& one : engine.inputs()) {
    if (one.what != script::input::kind::file || !is_source(one.name)) continue;
    const std::optional<std::string> source = read_file_if_exists(one.name);
    if (!source) continue;
    std::vector<rename_comment> comments = rename_comments(*source);
    if (!comments.empty()) found.push_back({one.name, std::move(comments)});
  }
  return found;
}

// What a file exports, as bundle/locate.js says it.
struct exported {
  std::string name;
  entity kind;
  entity_name object;
  std::vector<std::pair<std::string, std::string>> columns;  // property and name
};

std::vector<exported> read_exports(const rapidjson::Value& list) {
  return read_all<exported>(list, [](const rapidjson::Value& one) {
    exported out{text(one[0]),
                 model::entity_called(text(one[1])).value(),
                 {text(one[2]), text(one[3]), text(one[4])},
                 {}};
    for (const auto& column : one[5].GetArray()) {
      out.columns.emplace_back(text(column[0]), text(column[1]));
    }
    return out;
  });
}

struct subject {
  entity kind;
  entity_name name;
};

template <typename Named>
bool has(const std::vector<Named>& all, const std::string& name) {
  return model::find(all, name) != nullptr;
}

class resolver {
 public:
  resolver(const std::vector<exported>& exports, const model::database& database)
      : exports_(exports), database_(database) {}

  std::optional<subject> find(const rename_comment& comment) const {
    const exported* owner = owner_of(comment);
    if (!owner) return std::nullopt;
    if (comment.is_whole) return subject{owner->kind, owner->object};
    if (owner->kind == entity::table) {
      if (auto found = part_of_table(*owner, comment)) return found;
    }
    if (owner->kind == entity::enum_type) {
      if (auto found = value_of(*owner, comment)) return found;
    }
    const auto& words = comment.literals;
    if (comment.property.empty() &&
        std::find(words.begin(), words.end(), owner->object.name) != words.end()) {
      return subject{owner->kind, owner->object};
    }
    return std::nullopt;
  }

 private:
  const exported* owner_of(const rename_comment& comment) const {
    const auto of = [&](auto is) -> const exported* {
      const auto found = std::find_if(exports_.begin(), exports_.end(), is);
      return found == exports_.end() ? nullptr : &*found;
    };
    const exported* found = of([&](const exported& one) { return one.name == comment.declared; });
    return found ? found
                 : of([&](const exported& one) { return one.object.name == comment.called; });
  }

  std::optional<subject> part_of_table(const exported& owner, const rename_comment& comment) const {
    const auto column =
        std::find_if(owner.columns.begin(), owner.columns.end(),
                     [&](const auto& one) { return one.first == comment.property; });
    if (column != owner.columns.end() && comment.property != "name") {
      return inside(owner, entity::column, column->second);
    }
    const std::string schema = owner.object.schema == "public" ? "" : owner.object.schema;
    for (const model::table& table : database_.tables) {
      if (table.name != owner.object.name || table.schema != schema) continue;
      for (const std::string& one : comment.literals) {
        if (has(table.indexes, one)) return inside(owner, entity::index, one);
        if (has(table.unique_constraints, one)) return inside(owner, entity::unique, one);
        if (has(table.check_constraints, one)) return inside(owner, entity::check, one);
        if (has(table.primary_keys, one)) return inside(owner, entity::primary_key, one);
        if (has(table.foreign_keys, one)) return inside(owner, entity::foreign_key, one);
        if (has(table.policies, one)) return inside(owner, entity::policy, one);
      }
    }
    if (column == owner.columns.end()) return std::nullopt;
    return inside(owner, entity::column, column->second);
  }

  std::optional<subject> value_of(const exported& owner, const rename_comment& comment) const {
    for (const model::enum_type& type : database_.enums) {
      if (type.name != owner.object.name || type.schema != owner.object.schema) continue;
      for (const std::string& one : comment.literals) {
        if (std::find(type.values.begin(), type.values.end(), one) != type.values.end()) {
          return inside(owner, entity::enum_value, one);
        }
      }
    }
    return std::nullopt;
  }

  static subject inside(const exported& owner, entity kind, const std::string& name) {
    return {kind, {owner.object.schema, owner.object.name, name}};
  }

  const std::vector<exported>& exports_;
  const model::database& database_;
};

model::noted_rename note(const subject& about, const rename_comment& comment, place where) {
  entity_name from = about.name;
  from.name = comment.from.back();
  if (model::depth_of(about.kind) == 2 && comment.from.size() > 1) from.schema = comment.from[0];
  return {{about.kind, std::move(from), about.name}, std::move(where)};
}

diagnostic remark(place where, std::string message) {
  return {.level = severity::warning,
          .code = "SCHEMA.RENAME_COMMENT",
          .message = std::move(message),
          .where = std::move(where),
          .hint = "// @renamed from=old_name, behind or above the line that has the new name"};
}

std::string argument(const std::vector<commented_file>& files) {
  json_writer out(json_writer::style::compact);
  out.begin_array();
  for (const commented_file& one : files) out.string(one.path);
  return out.end_array().take();
}

}  // namespace

commented_files find_rename_comments(script::engine& engine) {
  commented_files found{find_comments(engine), rapidjson::Document(rapidjson::kArrayType)};
  if (!found.files.empty()) {
    found.exports = engine.call("sluice:schema", "locate", argument(found.files));
  }
  return found;
}

rename_notes read_rename_notes(const commented_files& found, const model::database& database) {
  rename_notes out;
  const std::vector<commented_file>& files = found.files;
  for (rapidjson::SizeType i = 0; i < found.exports.Size(); ++i) {
    const std::vector<exported> exports = read_exports(found.exports[i]);
    const resolver objects(exports, database);
    for (const rename_comment& one : files[i].comments) {
      const place where{files[i].path, one.where.line, one.where.column};
      const std::optional<subject> about = objects.find(one);
      if (one.from.empty()) {
        out.remarks.push_back(remark(where, "the comment says @renamed, and not from what"));
      } else if (!about) {
        out.remarks.push_back(remark(where, concat("what was renamed from ", one.from.back(),
                                                   " can't be told from the line")));
      } else {
        out.renames.push_back(note(*about, one, where));
      }
    }
  }
  return out;
}

}  // namespace sluice::frontend::typescript
