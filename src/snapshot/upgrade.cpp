// A snapshot of version 5 or 6 as version 7: what drizzle-kit up writes. Its validator lists keys
// in the order of its declarations (shape.hpp), and what it adds stands behind them.
#include <array>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "model/schema_name.hpp"
#include "snapshot/examine.hpp"
#include "snapshot/javascript_value.hpp"
#include "snapshot/json_object.hpp"
#include "snapshot/shape.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::snapshot {
namespace {

using rapidjson::Value;

void write_empty(json_writer& out, std::string_view key) {
  out.key(key).begin_object().end_object();
}

void write_index(json_writer& out, const Value& index) {
  out.begin_object().key("columns").begin_array();
  for (const Value& name : index["columns"].GetArray()) {
    out.begin_object().member("expression", view(name)).member("isExpression", false);
    out.member("asc", true).member("nulls", "last").end_object();
  }
  out.end_array().key("with");
  const Value* with = last_member(index, "with");
  with != nullptr ? write_value(out, *with) : void(out.begin_object().end_object());
  static const shape rest{{{"name"},
                           {"isUnique", holds::flag},
                           {.key = "method", .otherwise = "\"btree\""},
                           {"where"},
                           {.key = "concurrently", .kind = holds::flag, .otherwise = "false"}}};
  write_fields(out, index, rest);
  out.end_object();
}

void write_table(json_writer& out, const Value& table) {
  static const shape first{{{"name"}, {"schema"}, {"columns", holds::record, &column_shape()}}};
  static const shape then{{{"foreignKeys", holds::record, &foreign_key_shape()},
                           {"compositePrimaryKeys", holds::record, &primary_key_shape()},
                           {.key = "uniqueConstraints",
                            .kind = holds::record,
                            .inner = &unique_shape(),
                            .otherwise = "{}"}}};
  out.begin_object();
  write_fields(out, table, first);
  out.key("indexes").begin_object();
  for (const auto* one : javascript_members(*last_member(table, "indexes"))) {
    write_index(out.key(view(one->name)), one->value);
  }
  out.end_object();
  write_fields(out, table, then);
  write_empty(out, "policies");
  out.member("isRLSEnabled", false);
  write_empty(out, "checkConstraints");
  out.end_object();
}

using named_values = std::vector<std::pair<std::string, const Value*>>;

// As an object of JavaScript's that gets these members one after the other.
void add(named_values& to, std::string name, const Value& value) {
  for (auto& [known, one] : to) {
    if (known != name) continue;
    one = &value;
    return;
  }
  to.emplace_back(std::move(name), &value);
}

named_values tables_of(const Value& all, int version) {
  named_values out;
  for (const auto* one : javascript_members(all)) {
    if (version > 5) {
      out.emplace_back(view(one->name), &one->value);
      continue;
    }
    const std::string schema = string_member(one->value, "schema");
    add(out, concat(model::schema_name(schema), ".", string_member(one->value, "name")),
        one->value);
  }
  return out;
}

void write_enums(json_writer& out, const Value& all, int version) {
  if (version > 5) {
    static const field enums{.key = "enums", .kind = holds::record, .inner = &enum_shape()};
    write_field(out, all, enums);
    return;
  }
  named_values named;
  for (const auto* one : javascript_members(all)) {
    add(named, concat("public.", string_member(one->value, "name")), one->value);
  }
  out.begin_object();
  for (const auto& [name, value] : named) {
    out.key(name).begin_object().member("name", string_member(*value, "name"));
    out.member("schema", "public").key("values").begin_array();
    for (const auto* one : javascript_members(*last_member(*value, "values"))) {
      out.string(view(one->value));
    }
    out.end_array().end_object();
  }
  out.end_object();
}

}  // namespace

std::string upgrade(const std::string& json, const std::string& file) {
  const examined known = examiner().examine(json);
  const bool is_old = known.version == "5" || known.version == "6";
  if (known.damage && (is_old || known.version.empty())) {
    throw error(failure::config, "SNAPSHOT.DAMAGED", concat(file, " is damaged"))
        .at({file, known.damage->line})
        .because(known.damage->what)
        .advise(concat("restore the committed file: git checkout -- ", file));
  }
  if (!is_old) return json;
  const int version = known.version[0] - '0';
  const source_text source{json, file};
  const rapidjson::Document parsed = parse(source);
  if (!is_shallow(parsed)) throw_damaged(source, {}, "expected values that nest less deeply");

  json_writer out;
  out.begin_object().member("version", "7").member("dialect", "postgresql");
  out.key("tables").begin_object();
  for (const auto& [name, table] : tables_of(*last_member(parsed, "tables"), version)) {
    write_table(out.key(name), *table);
  }
  out.end_object();
  write_enums(out.key("enums"), *last_member(parsed, "enums"), version);
  static const std::array kept = {"schemas", "_meta", "internal", "id", "prevId"};
  for (const char* key : kept) {
    for (const field& one : snapshot_shape(version).fields) {
      if (one.key == key) write_fields(out, parsed, {{one}});
    }
  }
  for (const char* added : {"sequences", "policies", "views", "roles"}) write_empty(out, added);
  return out.end_object().take();
}

}  // namespace sluice::snapshot
