#include "codegen/typescript/columns.hpp"

#include "base/text.hpp"
#include "codegen/typescript/camel_case.hpp"
#include "codegen/typescript/default_value.hpp"
#include "codegen/typescript/text.hpp"

namespace sluice::codegen::typescript {

namespace {

// What node-postgres and postgres.js give for it.
std::string_view data_type(std::string_view type) {
  static const std::unordered_set<std::string_view> texts{
      "bit varying", "bit",       "box",       "bpchar",    "circle",   "citext",
      "daterange",   "int4range", "int8range", "interval",  "jsonpath", "line",
      "lseg",        "ltree",     "lquery",    "ltxtquery", "macaddr8", "money",
      "name",        "numrange",  "path",      "pg_lsn",    "polygon",  "tsquery",
      "tsrange",     "tstzrange", "tsvector",  "varbit",    "xml",      "\"char\""};
  const std::string_view name = type.substr(0, type.find('('));
  if (name == "bytea") return "Uint8Array";
  if (name == "oid" || name.ends_with("serial")) return "number";
  return texts.contains(name) ? "string" : "unknown";
}

std::string custom_name(const std::string& type, casing names) {
  std::string words;
  for (const char c : type) {
    const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (is_word) {
      words += c;
    } else if (!words.ends_with('_')) {
      words += '_';
    }
  }
  words = trim(replace_all(words, "_", " "));
  words = replace_all(words, " ", "_");
  return names == casing::camel ? camel_case(words) : words;
}

std::string number(const std::string& decimal) {
  return is_safe_number(decimal) ? decimal : double_quoted(decimal);
}

void write_identity(std::string& out, const model::identity& one) {
  out += one.always ? ".generatedAlwaysAsIdentity(" : ".generatedByDefaultAsIdentity(";
  out += concat("{ name: ", double_quoted(one.name));
  const auto add = [&](const char* name, const std::optional<std::string>& value) {
    if (value && !value->empty()) out += concat(", ", name, ": ", number(*value));
  };
  add("startWith", one.options.start_with);
  add("increment", one.options.increment);
  add("minValue", one.options.min_value);
  add("maxValue", one.options.max_value);
  add("cache", one.options.cache);
  if (one.options.cycle.value_or(false)) out += ", cycle: true";
  out += " })";
}

}  // namespace

custom_types::custom_types(const model::database& all, casing names,
                           const std::unordered_set<std::string>& enums, export_names& taken) {
  const auto add = [&](const std::vector<model::column>& columns) {
    for (const model::column& one : columns) {
      const column_type type = typescript::type_of(one, enums);
      if (!type.is_custom()) continue;
      const auto [place, is_new] = names_.try_emplace(type.base);
      if (!is_new) continue;
      place->second = taken.take(custom_name(type.base, names), "Type");
      declarations_ +=
          concat("const ", place->second, " = customType<{ data: ", data_type(type.base),
                 " }>({ dataType: () => ", double_quoted(type.base), " });\n");
    }
  };
  for (const model::table& one : all.tables) add(one.columns);
  for (const model::view& one : all.views) add(one.columns);
}

column_type column_writer::type_of(const model::column& column) const {
  return typescript::type_of(column, enums_);
}

std::string column_writer::builder(const model::column& column, const column_type& type,
                                   const std::string& key) const {
  std::string out = type.function;
  if (type.kind == value_kind::enumeration) {
    out = exported_.enum_type(column.type_schema.value_or("public"), type.base);
  } else if (type.is_custom()) {
    out = custom_.name_of(type.base);
  }
  const bool is_named = told_ == column_names::always || key != column.name ||
                        (casing_ == casing::camel && orm_camel_case(column.name) != column.name);
  const std::string options =
      has_large_default(column, type) ? "{ mode: \"bigint\" }" : type.options;
  out += '(';
  if (is_named) out += double_quoted(column.name);
  if (is_named && !options.empty()) out += ", ";
  out += concat(options, ")", type.array_calls);
  return out;
}

void column_writer::write(std::string& out, const std::vector<model::column>& columns,
                          const column_keys& keys) const {
  for (const model::column& one : columns) {
    const std::string& key = keys.at(one.name);
    const column_type type = type_of(one);
    out += '\t';
    if (type.function == "bigint") {
      out +=
          "// You can use { mode: \"bigint\" } if numbers are exceeding js number limitations\n\t";
    }
    out += concat(property_key(key), ": ", builder(one, type, key), default_call(one, type));
    if (one.primary_key) out += ".primaryKey()";
    if (one.not_null && !one.identity) out += ".notNull()";
    if (one.identity) write_identity(out, *one.identity);
    if (one.generated) out += concat(".generatedAlwaysAs(", sql_template(one.generated->as), ")");
    out += ",\n";
  }
}

}  // namespace sluice::codegen::typescript
