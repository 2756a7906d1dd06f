// The project's own TypeScript with a database: `db` is drizzle-orm's, over a connection that is
// open here. Each query is one round trip, which the evaluation waits for.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"
#include "pg/connection.hpp"
#include "script/engine.hpp"

namespace sluice::data {

struct script_options {
  std::vector<std::filesystem::path> schema_files;  // whose tables `db.query` knows
  std::string casing;                               // "", "snake_case", "camelCase"
};

class script_session {
 public:
  // The engine knows drizzle-orm's bundles, and no other script_session was made of it. Both
  // outlive it.
  script_session(script::engine& engine, pg::connection& connection, const script_options& how);
  script_session(const script_session&) = delete;
  script_session& operator=(const script_session&) = delete;

  // Calls the first of `names` that the file exports as a function with db, and awaits it; gives
  // its name, or nothing where there is none. The connection is in a transaction, which is still to
  // be ended. Throws DATA.QUERY (PostgreSQL refused a query: with the place that built it and
  // SQLSTATE), DATA.THROWN, DATA.ENDED_TRANSACTION, PG.CONNECTION_LOST, PG.INTERRUPTED, SCRIPT.*.
  std::optional<std::string> call_exported(const std::filesystem::path& file,
                                           const std::vector<std::string>& names);

  // A function of the module "sluice:data" (bundle/data.js). Throws the same.
  rapidjson::Document call(std::string_view function, std::string_view json_argument);

  int queries() const { return queries_; }  // so far

 private:
  struct refusal {
    pg::server_message said;
    std::string sql;
  };
  // query(text, parameters, stack of where it was begun).
  void query(const std::vector<script::native_value>& given, script::native_result& out);
  void refuse(pg::server_message said, const std::string& sql, script::native_result& out);
  void expect_transaction() const;
  error failure_of(const refusal& what, const std::string& stack) const;

  script::engine& engine_;
  pg::connection& connection_;
  std::vector<refusal> refusals_;
  int queries_ = 0;
};

}  // namespace sluice::data
