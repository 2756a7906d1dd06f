// The model of golden/everything.ts, written by hand.
#pragma once

#include "snapshot/snapshot.hpp"

namespace sluice::snapshot {

inline model::default_value sql_default(std::string text) {
  return {.kind = model::default_value::form::sql, .text = std::move(text)};
}

inline model::default_value json_default(std::string text) {
  return {.kind = model::default_value::form::json, .text = std::move(text)};
}

inline model::column plain_column(std::string name, std::string type) {
  return {.name = std::move(name), .type = std::move(type)};
}

inline model::table users_table() {
  model::table users{.name = "users", .schema = "", .is_rls_enabled = true};
  auto& columns = users.columns;
  columns.push_back(plain_column("2", "bigint"));
  columns.back().default_ = json_default("1e+21");
  columns.push_back(plain_column("id", "integer"));
  columns.back().primary_key = columns.back().not_null = true;
  columns.back().identity = {.always = true,
                             .name = "users_id_seq",
                             .schema = "public",
                             .options = {"1", "1", "2147483647", "5", "1", false}};
  columns.push_back(plain_column("email", "varchar(255)"));
  columns.back().not_null = true;
  columns.push_back(plain_column("name", "text"));
  columns.back().default_ = sql_default("'O''Neil\n\u2028\u00e9\x07\\'");
  columns.push_back(plain_column("lower", "text"));
  columns.back().generated = {.as = "lower(name)"};
  columns.push_back(plain_column("mood", "mood"));
  columns.back().type_schema = "public";
  columns.back().not_null = true;
  columns.back().default_ = sql_default("'sad'");
  columns.push_back(plain_column("moods", "mood[]"));
  columns.back().type_schema = "public";
  columns.push_back(plain_column("active", "boolean"));
  columns.back().default_ = json_default("true");
  columns.push_back(plain_column("score", "double precision"));
  columns.back().default_ = json_default("0.1");
  columns.push_back(plain_column("made", "timestamp (3)"));
  columns.back().default_ = sql_default("now()");
  columns.push_back(plain_column("thing", "anything"));
  columns.back().default_ = json_default(R"({"1":"x","b":[1,{},[]],"a":null})");
  columns.push_back(plain_column("data", "jsonb"));
  columns.back().default_ = sql_default(R"('{"a":1}'::jsonb)");
  users.indexes = {
      {.name = "users_lower",
       .columns = {{.expression = "lower(\"name\")", .is_expression = true, .nulls = "last"},
                   {.expression = "email", .asc = false, .nulls = "last"}}},
      {.name = "users_email_index",
       .columns = {{.expression = "email", .nulls = "last", .opclass = "text_ops"}},
       .is_unique = true,
       .where = "\"users\".\"active\"",
       .concurrently = true,
       .with = {{"fillfactor", "70"}}}};
  users.unique_constraints = {
      {.name = "users_email_unique", .columns = {"email"}},
      {.name = "name_score", .nulls_not_distinct = true, .columns = {"name", "score"}}};
  users.policies = {{.name = "own",
                     .as = "RESTRICTIVE",
                     .for_ = "SELECT",
                     .to = {{"anon", "editor"}},
                     .using_ = "true"}};
  users.check_constraints = {{.name = "score_positive", .value = "\"users\".\"score\" > 0"}};
  return users;
}

inline model::table orders_table() {
  model::table orders{.name = "orders", .schema = "shop"};
  orders.columns = {plain_column("user_id", "integer"), plain_column("other_id", "integer"),
                    plain_column("size", "size")};
  orders.columns.back().type_schema = "shop";
  orders.foreign_keys = {{.name = "orders_user_id_users_id_fk",
                          .table_from = "orders",
                          .table_to = "users",
                          .columns_from = {"user_id"},
                          .columns_to = {"id"},
                          .on_delete = "cascade",
                          .on_update = "no action"}};
  orders.primary_keys = {
      {.name = "orders_user_id_other_id_pk", .columns = {"user_id", "other_id"}}};
  return orders;
}

inline model::table lines_table() {
  model::table lines{.name = "lines", .schema = "shop"};
  lines.columns = {plain_column("id", "integer"), plain_column("user_id", "integer"),
                   plain_column("other_id", "integer")};
  lines.columns[0].not_null = true;
  lines.columns[0].identity = {.always = false,
                               .name = "lines_id_seq",
                               .schema = "shop",
                               .options = {"1", "1", "2147483647", "1", "1", false}};
  lines.foreign_keys = {{.name = "of_order",
                         .table_from = "lines",
                         .table_to = "orders",
                         .schema_to = "shop",
                         .columns_from = {"user_id", "other_id"},
                         .columns_to = {"user_id", "other_id"},
                         .on_delete = "no action",
                         .on_update = "no action"}};
  return lines;
}

inline model::database everything() {
  model::database all;
  all.tables = {lines_table(), orders_table(), users_table()};
  all.enums = {{.name = "mood", .schema = "public", .values = {"sad", "it's", "\"fine\""}},
               {.name = "size", .schema = "shop", .values = {"2", "1"}}};
  all.schemas = {"shop"};
  all.sequences = {{.name = "counter",
                    .schema = "public",
                    .options = {"-2", "-9223372036854775808", "-1", "100", "1", true}}};
  all.roles = {{.name = "editor", .create_db = true, .create_role = false, .inherit = true}};
  all.policies = {{.name = "linked",
                   .as = "PERMISSIVE",
                   .for_ = "ALL",
                   .to = {{"public"}},
                   .with_check = "1 = 1",
                   .on = "\"elsewhere\".\"gone\"",
                   .schema = "elsewhere"}};
  model::view names{.name = "names", .schema = "public"};
  names.columns = {users_table().columns[2], users_table().columns[5]};
  names.definition = "select \"email\", \"mood\" from \"users\"";
  names.with = {{"securityBarrier", "true"}, {"checkOption", "\"local\""}};
  model::view old{.name = "old", .schema = "public", .is_existing = true};
  old.columns = {plain_column("id", "integer")};
  model::view kept{.name = "kept", .schema = "shop", .materialized = true};
  kept.columns = {plain_column("id", "integer")};
  kept.columns[0].not_null = true;
  kept.definition = "select 1 as id";
  kept.with = {{"fillfactor", "80"}, {"autovacuumEnabled", "true"}};
  kept.with_no_data = true;
  kept.using_ = "heap";
  kept.tablespace = "fast";
  all.views = {names, old, kept};
  return all;
}

}  // namespace sluice::snapshot
