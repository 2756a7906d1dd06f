// The small parts that statements are made of.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/database.hpp"

namespace sluice::ddl {

std::string quoted(std::string_view identifier);
std::string literal(std::string_view text);

// "schema"."name"; without a schema just "name".
std::string qualified(std::string_view schema, std::string_view name);

inline std::string name_of(const model::table& table) {
  return qualified(table.schema, table.name);
}

// "a","b" with the given separator between.
std::string quoted_list(const std::vector<std::string>& names, std::string_view separator = ",");

// What JavaScript writes for a JSON value inside a template string: "auto" without its quotes.
std::string plain(std::string_view json);

std::string default_text(const model::default_value& value);

// A column's type. Drizzle quotes what it doesn't know as PostgreSQL's own.
enum class public_schema { unsaid, said };
std::string type_text(const std::string& type, const std::optional<std::string>& schema,
                      public_schema prefix = public_schema::unsaid);

// " INCREMENT BY 1 MINVALUE 1 …": the options that are set.
std::string sequence_text(const model::sequence_options& options);

// " GENERATED ALWAYS AS IDENTITY (sequence name …)".
std::string identity_text(const model::table& table, const model::identity& identity);

// The column's type and all that follows it, for ADD COLUMN.
std::string column_text(const model::column& column, const model::table& table);

// ALTER TABLE "schema"."table" ALTER COLUMN "column" — with a space behind.
std::string alter_column(const model::table& table, const model::column& column);

}  // namespace sluice::ddl
