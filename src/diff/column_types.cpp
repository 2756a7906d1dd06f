#include "diff/column_types.hpp"

#include <algorithm>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "model/schema_name.hpp"
#include "model/type_name.hpp"

namespace sluice::diff {

namespace {

const model::enum_type* enum_of(
    const std::unordered_map<std::string, const model::enum_type*>& enums,
    const model::column& column) {
  if (!column.type_schema) return nullptr;
  const auto found = enums.find(key(*column.type_schema, model::without_array(column.type)));
  return found == enums.end() ? nullptr : found->second;
}

// "timestamp (3)" and "timestamp(3)" are one type, and a serial column holds integers.
std::string spelled(const std::string& type) {
  if (type == "serial") return "integer";
  if (type == "bigserial") return "bigint";
  if (type == "smallserial") return "smallint";
  return replace_all(type, " (", "(");
}

// The old column's type under the names that stand when columns are altered.
struct type_name {
  std::string schema;
  std::string type;
};

type_name type_now(const comparison& all, const model::column& before) {
  const std::string schema = before.type_schema.value_or("public");
  const std::string name = model::without_array(before.type);
  const std::string old_key = key(all.schema_now(schema), name);
  const auto renamed = all.renamed_enums.find(old_key);
  if (renamed != all.renamed_enums.end()) {
    const model::enum_type& is = *renamed->second;
    // drizzle-kit restates the type of an array, which does no harm where nothing else has one of
    // the names.
    const bool is_restated = name != before.type && name != is.name &&
                             !all.enums_after.contains(old_key) &&
                             !all.enums_before.contains(key(is.schema, is.name));
    if (!is_restated) return {is.schema, is.name + before.type.substr(name.size())};
  }
  return {all.schema_now(schema), before.type};
}

entity_name name_of(const table_pair& pair, const model::column& column) {
  return {model::schema_name(pair.after->schema), pair.after->name, column.name};
}

std::string hint_for(const entity_name& column) {
  json_writer out(json_writer::style::compact);
  out.begin_array().begin_object().member("type", "using").member("kind", "column");
  out.key("entity").begin_array();
  out.string(column.schema).string(column.table).string(column.name).end_array();
  out.member("expression", "NULL").end_object().end_array();
  return concat("say what its values become: --hints '", out.take(), "'");
}

}  // namespace

type_change type_change_of(const comparison& all, const table_pair& pair, const model::column& from,
                           const model::column& to) {
  const bool from_enum = enum_of(all.enums_before, from) != nullptr;
  type_change out;
  out.to_enum = enum_of(all.enums_after, to) != nullptr;
  const type_name now = type_now(all, from);
  out.is_changed =
      spelled(now.type) != spelled(to.type) || (out.to_enum && now.schema != to.type_schema);
  if (!out.is_changed && !out.to_enum) return out;
  out.from = from_enum ? kind_of_enum(now.schema, now.type) : kind_of(now.type);
  out.to = out.to_enum ? kind_of_enum(*to.type_schema, to.type) : kind_of(to.type);
  if (!out.is_changed) return out;
  out.how = cast_between(out.from, out.to);
  out.change = {.table = pair.after,
                .from = &from,
                .to = &to,
                .from_enum = from_enum,
                .to_enum = out.to_enum,
                .needs_cast = out.how == cast::asked_for,
                .has_no_cast = out.how == cast::none};
  const entity_name name = name_of(pair, to);
  const auto given = std::find_if(all.given.conversions.begin(), all.given.conversions.end(),
                                  [&](const conversion& one) { return one.column == name; });
  if (given != all.given.conversions.end()) out.change.using_ = given->expression;
  const bool restated =
      out.to_enum && out.change.using_.empty() && to.default_ && is_truthy(*to.default_);
  out.change.default_goes =
      from.default_ && !restated && out.how != cast::automatic && out.how != cast::unknown;
  return out;
}

void remark_on_cast(comparison& all, const table_pair& pair, const type_change& changed) {
  if (changed.how != cast::none || !changed.change.using_.empty()) return;
  const entity_name name = name_of(pair, *changed.change.to);
  const std::string& type = changed.change.to->type;
  diagnostic remark;
  remark.code = "DIFF.NO_CAST";
  remark.message = concat("PostgreSQL has no cast from ", changed.change.from->type, " to ", type,
                          ": it can't change the column ", name.schema, ".", name.table, ".",
                          name.name, " by itself");
  remark.hint = hint_for(name);
  all.remarks.push_back(std::move(remark));
}

bool is_same_type(const comparison& all, const model::column& from, const model::column& to) {
  const std::string schema = from.type_schema.value_or("public");
  if (!all.renamed_enums.contains(key(schema, from.type))) {
    return from.type == to.type && from.type_schema == to.type_schema;
  }
  const type_name now = type_now(all, from);
  return now.type == to.type && now.schema == to.type_schema;
}

bool is_truthy(const model::default_value& value) {
  if (value.kind == model::default_value::form::sql) return !value.text.empty();
  return value.text != "0" && value.text != "-0" && value.text != "false" && value.text != "null";
}

}  // namespace sluice::diff
