// A database made by SQL, and what is read of it.
#pragma once

#include <doctest/doctest.h>
#include <string>
#include <string_view>

#include "catalog/read.hpp"
#include "support/database.hpp"

namespace sluice::test {

class read_database {
 public:
  explicit read_database(std::string_view sql) {
    if (!sql.empty()) run(sql);
  }

  void run(std::string_view sql) { connection_.execute(sql); }
  int server_version() const { return connection_.server_version(); }

  catalog::reading reading(const catalog::scope& about = {}) {
    return catalog::read(connection_, about);
  }
  model::database schema(const catalog::scope& about = {}) { return reading(about).schema; }
  // The only table, which the SQL called t.
  model::table table() {
    const model::database all = schema();
    const model::table* found = model::find(all.tables, "t");
    REQUIRE(found != nullptr);
    return *found;
  }
  // "json 1" or "sql now()" of the column v of t; "" where it has none.
  std::string default_of(std::string_view definition) {
    run(concat("drop table if exists t; create table t (v ", definition, ")"));
    const auto value = table().columns.at(0).default_;
    if (!value) return {};
    return concat(value->kind == model::default_value::form::sql ? "sql " : "json ", value->text);
  }
  std::string type_of(std::string_view definition) {
    run(concat("drop table if exists t; create table t (v ", definition, ")"));
    return table().columns.at(0).type;
  }

 private:
  class database database_;
  pg::connection connection_ = database_.connect();
};

}  // namespace sluice::test
