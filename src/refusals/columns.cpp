// Columns: identities, serials, generated columns, and lengths.
#include <algorithm>

#include "base/text.hpp"
#include "diff/casts.hpp"
#include "model/type_name.hpp"
#include "refusals/rules.hpp"

namespace sluice::refusals {

namespace {

bool is_integer(const diff::column_kind& kind) {
  return !kind.is_array && (kind.name == "int2" || kind.name == "int4" || kind.name == "int8");
}

// How many of the ways to fill a column by itself it has: PostgreSQL allows one.
int fillings(const model::column& column, bool is_serial) {
  return static_cast<int>(column.default_.has_value()) +
         static_cast<int>(column.identity.has_value()) +
         static_cast<int>(column.generated.has_value()) + static_cast<int>(is_serial);
}

}  // namespace

void find_in_columns(const model::table& table, list& found) {
  for (const model::column& column : table.columns) {
    const diff::column_kind kind = diff::kind_of(column.type);
    const std::string what = concat("column \"", table.name, "\".\"", column.name, "\"");
    const auto add = [&](std::string code, std::string sqlstate, std::string message,
                         std::string hint) {
      found.push_back({std::move(code), std::move(sqlstate), std::move(message), std::move(hint),
                       about(table, column.name)});
    };
    if (column.identity && !column.type_schema && diff::is_known(kind) && !is_integer(kind)) {
      add("SCHEMA.IDENTITY_TYPE", "22023",
          concat(what, " is an identity and of the type ", column.type),
          "make it integer() or bigint(), or leave out the identity");
    }
    if (fillings(column, kind.is_serial) > 1) {
      add("SCHEMA.DEFAULTS", "42601",
          concat(what,
                 " is filled in two ways: of a default, a sequence (serial), an identity and a "
                 "generation expression a column has one"),
          "leave out all but one");
    }
    if (kind.is_serial && kind.is_array) {
      add("SCHEMA.SERIAL_ARRAY", "0A000", concat(what, " is an array of ", column.type),
          "make it an array of integers");
    }
    const bool has_length = !kind.is_array && (kind.name == "varchar" || kind.name == "bpchar" ||
                                               kind.name == "bit" || kind.name == "varbit");
    if (has_length && model::parse_type(column.type).modifiers == std::vector{0}) {
      add("SCHEMA.LENGTH", "22023", concat(what, " is of the type ", column.type, ": no length"),
          "a length is at least 1");
    }
  }
}

}  // namespace sluice::refusals
