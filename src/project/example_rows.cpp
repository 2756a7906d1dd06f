#include "project/example_rows.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"
#include "model/generated_names.hpp"
#include "model/schema_name.hpp"
#include "model/type_name.hpp"
#include "pg/quote.hpp"

namespace sluice::project {

namespace {

std::string quoted(const std::string& schema, const std::string& name) {
  return concat(pg::quote_identifier(model::schema_name(schema)), ".", pg::quote_identifier(name));
}

bool is_text(const model::type_name& type) {
  return !type.is_array && (type.name == "text" || type.name == "varchar" ||
                            type.name == "bpchar" || type.name == "citext");
}

// The value's text, which PostgreSQL reads as the column's type.
std::string value(const model::database& all, const model::column& column, int number) {
  const model::type_name type = model::parse_type(column.type);
  const std::string& name = type.name;
  std::string digit = std::to_string(number + 1);
  if (type.is_array) return "{}";
  if (column.type_schema) {
    for (const model::enum_type& one : all.enums) {
      if (one.name != column.type || one.schema != model::schema_name(*column.type_schema))
        continue;
      if (one.values.empty()) return "";
      return one.values[static_cast<std::size_t>(number) % one.values.size()];
    }
  }
  const std::size_t length =
      type.modifiers.empty() ? 0 : static_cast<std::size_t>(type.modifiers.front());
  if (is_text(type)) {
    const std::string text = concat("v", digit);
    return length == 0 || length >= text.size() ? text : text.substr(text.size() - length);
  }
  if (name == "bool") return number % 2 == 0 ? "true" : "false";
  if (name == "timestamp" || name == "timestamptz") return concat("2024-01-0", digit, " 00:00:00");
  if (name == "date") return concat("2024-01-0", digit);
  if (name == "time" || name == "timetz") return concat("10:00:0", digit);
  if (name == "interval") return concat(digit, " days");
  if (name == "uuid") return concat("00000000-0000-4000-8000-00000000000", digit);
  if (name == "json" || name == "jsonb") return concat("{\"a\": ", digit, "}");
  if (name == "inet" || name == "cidr") return concat("10.0.0.", digit);
  if (name == "macaddr8") return concat("08:00:2b:01:02:03:04:0", digit);
  if (name == "macaddr") return concat("08:00:2b:01:02:0", digit);
  if (name == "bit" || name == "varbit") return std::string(std::max<std::size_t>(length, 1), '1');
  if (name == "bytea") return concat("\\x0", digit);
  if (name == "point") return concat("(", digit, ",", digit, ")");
  if (name == "line") return concat("{1,1,", digit, "}");
  if (name.ends_with("range")) return "empty";
  if (name == "vector" && length > 0) {
    return concat("[", digit, replace_all(std::string(length - 1, ','), ",", concat(",", digit)),
                  "]");
  }
  return digit;  // numbers, and what is not known
}

const model::foreign_key* key_of(const model::table& table, const std::string& column) {
  for (const model::foreign_key& one : table.foreign_keys) {
    if (std::find(one.columns_from.begin(), one.columns_from.end(), column) !=
        one.columns_from.end()) {
      return &one;
    }
  }
  return nullptr;
}

// The column's value in a row of the table that the key points to.
std::string referenced(const model::foreign_key& key, const std::string& column, int number) {
  const auto at = std::find(key.columns_from.begin(), key.columns_from.end(), column);
  const std::string& to =
      key.columns_to[static_cast<std::size_t>(std::distance(key.columns_from.begin(), at))];
  return concat("(select ", pg::quote_identifier(to), " from ",
                quoted(key.schema_to.value_or(""), key.table_to), " order by ctid offset ",
                std::to_string(number), " limit 1)");
}

bool must_have_value(const model::column& column) {
  return (column.not_null || column.primary_key) && !column.default_;
}

}  // namespace

std::vector<const model::table*> filling_order(const model::database& all) {
  std::vector<const model::table*> out;
  std::unordered_set<std::string> placed;
  std::vector<const model::table*> left;
  left.reserve(all.tables.size());
  for (const model::table& one : all.tables) left.push_back(&one);
  const auto name = [](const std::string& schema, const std::string& table) {
    return model::qualified(schema, table);
  };
  while (!left.empty()) {
    const auto is_free = [&](const model::table* one) {
      const std::string own = name(one->schema, one->name);
      return std::all_of(one->foreign_keys.begin(), one->foreign_keys.end(), [&](const auto& key) {
        const std::string to = name(key.schema_to.value_or(""), key.table_to);
        return to == own || placed.contains(to);
      });
    };
    auto rest = std::stable_partition(left.begin(), left.end(), is_free);
    if (rest == left.begin()) rest = left.end();  // a cycle: as they stand
    for (auto one = left.begin(); one != rest; ++one) {
      placed.insert(name((*one)->schema, (*one)->name));
      out.push_back(*one);
    }
    left.erase(left.begin(), rest);
  }
  return out;
}

std::string example_row(const model::database& all, const model::database& after,
                        const model::table& table, int number) {
  const auto later =
      std::find_if(after.tables.begin(), after.tables.end(), [&](const model::table& one) {
        return one.name == table.name &&
               model::schema_name(one.schema) == model::schema_name(table.schema);
      });
  const bool is_sparse = number % 2 == 1;
  std::vector<std::string> names;
  std::vector<std::string> values;
  for (const model::column& one : table.columns) {
    if (one.generated || model::is_serial(one) || one.identity) continue;
    if (is_sparse && !must_have_value(one)) continue;
    names.push_back(pg::quote_identifier(one.name));
    if (const model::foreign_key* key = key_of(table, one.name)) {
      values.push_back(referenced(*key, one.name, number));
      continue;
    }
    const model::column* then =
        later == after.tables.end() ? nullptr : model::find(later->columns, one.name);
    const bool becomes = then && is_text(model::parse_type(one.type)) && then->type != one.type;
    values.push_back(
        pg::quote_literal(becomes ? value(after, *then, number) : value(all, one, number)));
  }
  const std::string target = quoted(table.schema, table.name);
  if (names.empty()) return concat("insert into ", target, " default values");
  return concat("insert into ", target, " (", join(names, ", "), ") values (", join(values, ", "),
                ")");
}

}  // namespace sluice::project
