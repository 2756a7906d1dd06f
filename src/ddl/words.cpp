#include "ddl/words.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

namespace sluice::ddl {

std::string quoted(std::string_view identifier) {
  std::string out = "\"";
  for (const char c : identifier) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
  return out;
}

std::string literal(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += c;
  }
  out += '\'';
  return out;
}

std::string qualified(std::string_view schema, std::string_view name) {
  if (schema.empty()) return quoted(name);
  return concat(quoted(schema), ".", quoted(name));
}

std::string quoted_list(const std::vector<std::string>& names, std::string_view separator) {
  std::string out;
  for (const std::string& name : names) {
    if (!out.empty()) out += separator;
    out += quoted(name);
  }
  return out;
}

std::string plain(std::string_view json) {
  if (json.empty() || json.front() != '"') return std::string(json);
  const rapidjson::Document text = parse_json(json, "option");
  return std::string(view(text));
}

std::string default_text(const model::default_value& value) {
  if (value.kind == model::default_value::form::sql) return value.text;
  const bool composite = !value.text.empty() && (value.text[0] == '{' || value.text[0] == '[');
  return composite ? literal(value.text) : value.text;
}

std::string sequence_text(const model::sequence_options& options) {
  std::string out;
  const auto say = [&](std::string_view words, const std::optional<std::string>& value) {
    if (value && !value->empty()) out += concat(words, *value);
  };
  say(" INCREMENT BY ", options.increment);
  say(" MINVALUE ", options.min_value);
  say(" MAXVALUE ", options.max_value);
  say(" START WITH ", options.start_with);
  say(" CACHE ", options.cache);
  if (options.cycle == true) out += " CYCLE";
  return out;
}

std::string identity_text(const model::table& table, const model::identity& identity) {
  return concat(" GENERATED ", identity.always ? "ALWAYS" : "BY DEFAULT",
                " AS IDENTITY (sequence name ", qualified(table.schema, identity.name),
                sequence_text(identity.options), ")");
}

std::string alter_column(const model::table& table, const model::column& column) {
  return concat("ALTER TABLE ", name_of(table), " ALTER COLUMN ", quoted(column.name), " ");
}

}  // namespace sluice::ddl
