// The real migrators of Drizzle on a test's database: drizzle-orm's migrate() and `drizzle-kit
// migrate`.
#pragma once

#include <doctest/doctest.h>
#include <filesystem>
#include <string>

#include "base/file.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "pg/connection.hpp"

namespace sluice::test {

inline void drizzle_orm_migrate(const std::string& url, const std::filesystem::path& folder,
                                const std::string& schema = "drizzle",
                                const std::string& table = "__drizzle_migrations") {
  const process_result ran =
      run_process({"node", concat(SLUICE_SOURCE_DIR, "/test/pg/run/drizzle_migrate.mjs"), url,
                   folder.string(), schema, table});
  CAPTURE(ran.err);
  REQUIRE(ran.exit_code == 0);
}

// drizzle-kit ends with 0 whatever happens, so its last words are looked at too.
inline void drizzle_kit_migrate(const std::string& url, const std::filesystem::path& folder) {
  const std::filesystem::path config = folder / "drizzle.config.json";
  write_file_atomically(config, concat("{\"dialect\":\"postgresql\",\"out\":\"", folder.string(),
                                       "\",\"dbCredentials\":{\"url\":\"", url, "\"}}"));
  const process_result ran =
      run_process({"node", concat(SLUICE_SOURCE_DIR, "/node_modules/drizzle-kit/bin.cjs"),
                   "migrate", concat("--config=", config.string())});
  std::filesystem::remove(config);
  CAPTURE(ran.out);
  CAPTURE(ran.err);
  REQUIRE(ran.exit_code == 0);
  REQUIRE(ran.out.find("applied successfully") != std::string::npos);
}

// All rows of Drizzle's ledger, one a line.
inline std::string ledger_rows(pg::connection& connection) {
  const auto rows = connection.execute(
      "select coalesce(string_agg(id || ' ' || hash || ' ' || created_at, E'\\n' order by id), '') "
      "from drizzle.__drizzle_migrations");
  return std::string(rows[0].text(0, 0));
}

}  // namespace sluice::test
