#include "ddl/values_first.hpp"

#include <algorithm>
#include <variant>

#include "base/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

namespace {

using diff::entity;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// 'late', or an element of '{"new","late"}'.
bool says(const std::string& sql, const std::string& value) {
  if (contains(sql, literal(value))) return true;
  return contains(sql, "'{") && contains(sql, concat("\"", value, "\""));
}

bool is_of(const model::column& column, const relation& type) {
  if (!column.type_schema || *column.type_schema != type.schema) return false;
  return column.type == type.name || column.type.starts_with(concat(type.name, "["));
}

// Of a table with a column of that type: a text that is the same elsewhere is another thing.
bool is_about(const std::string& sql, const relation& type, const model::database& after) {
  return std::any_of(after.tables.begin(), after.tables.end(), [&](const model::table& one) {
    return contains(sql, one.name) &&
           std::any_of(one.columns.begin(), one.columns.end(),
                       [&](const model::column& column) { return is_of(column, type); });
  });
}

// What the enum is in the schema before, or nullptr.
model::enum_type* found_before(model::database& before, const relation& type,
                               const diff::answers& given) {
  std::string schema = type.schema;
  std::string name = type.name;
  for (const diff::rename& one : given.renames) {
    if (one.kind != entity::enum_type || one.to.schema != schema || one.to.name != name) continue;
    schema = one.from.schema;
    name = one.from.name;
    break;
  }
  for (const diff::rename& one : given.renames) {
    if (one.kind == entity::schema && one.to.name == schema) schema = one.from.name;
  }
  const auto found = std::find_if(
      before.enums.begin(), before.enums.end(),
      [&](const model::enum_type& one) { return one.schema == schema && one.name == name; });
  return found == before.enums.end() ? nullptr : &*found;
}

// The values of after, those that are renamed under their old names.
std::vector<std::string> values_of(const model::enum_type& after, const model::enum_type& before,
                                   const diff::answers& given) {
  std::vector<std::string> out = after.values;
  for (const diff::rename& one : given.renames) {
    if (one.kind != entity::enum_value || one.to.schema != after.schema ||
        one.to.table != after.name ||
        std::find(before.values.begin(), before.values.end(), one.from.name) ==
            before.values.end()) {
      continue;
    }
    std::replace(out.begin(), out.end(), one.to.name, one.from.name);
  }
  return out;
}

}  // namespace

std::vector<relation> used_at_once(const std::vector<statement>& plan,
                                   const model::database& after) {
  std::vector<relation> out;
  for (const statement& adding : plan) {
    const auto* added = std::get_if<action::add_enum_value>(&adding.does);
    if (added == nullptr) continue;
    const bool is_used = std::any_of(plan.begin(), plan.end(), [&](const statement& one) {
      return !std::holds_alternative<action::add_enum_value>(one.does) &&
             says(one.sql, added->value) && is_about(one.sql, added->type, after);
    });
    if (is_used) out.push_back(added->type);
  }
  return out;
}

std::optional<model::database> values_first(const std::vector<statement>& plan,
                                            const model::database& before,
                                            const model::database& after,
                                            const diff::answers& given) {
  std::optional<model::database> between;
  for (const relation& type : used_at_once(plan, after)) {
    if (!between) between = before;
    model::enum_type* grown = found_before(*between, type, given);
    const auto full =
        std::find_if(after.enums.begin(), after.enums.end(), [&](const model::enum_type& one) {
          return one.schema == type.schema && one.name == type.name;
        });
    if (grown != nullptr && full != after.enums.end()) {
      grown->values = values_of(*full, *grown, given);
    }
  }
  return between;
}

}  // namespace sluice::ddl
