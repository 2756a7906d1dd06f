// Every case of drizzle-kit's own suite: two snapshots, the renames that are accepted, the SQL that
// it expects. The cases are data of another project and are not in this repository.
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <string_view>

#include "base/file.hpp"
#include "base/json.hpp"
#include "differential/diff/run.hpp"

namespace sluice::test {

namespace {

std::filesystem::path cases_file() {
  const char* shared = std::getenv("SLUICE_SHARED");  // NOLINT(concurrency-mt-unsafe)
  const std::filesystem::path folder =
      shared ? std::filesystem::path(shared)
             : std::filesystem::path(SLUICE_SOURCE_DIR).parent_path() / "shared";
  return folder / "cases" / "drizzle-kit-generate.json";
}

std::string text_of(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

std::vector<std::string> texts(const rapidjson::Value& array) {
  std::vector<std::string> out;
  for (const auto& one : array.GetArray()) out.emplace_back(view(one));
  return out;
}

// Cases in which our SQL is meant to be another, and why.
struct difference {
  std::string_view name;
  std::string_view reason;
  std::string_view sql;  // what we write
};

constexpr difference differences[] = {
    {"tests/pg-identity.test.ts::drop identity from a column - no params",
     "DROP IDENTITY leaves the column NOT NULL, the new schema does not",
     "ALTER TABLE \"users\" ALTER COLUMN \"id\" DROP IDENTITY;--> statement-breakpoint\n"
     "ALTER TABLE \"users\" ALTER COLUMN \"id\" DROP NOT NULL;"},
    {"tests/pg-identity.test.ts::drop identity from a column - few params", "as above",
     "ALTER TABLE \"users\" ALTER COLUMN \"id\" DROP IDENTITY;--> statement-breakpoint\n"
     "ALTER TABLE \"users\" ALTER COLUMN \"id\" DROP NOT NULL;"},
    {"tests/pg-identity.test.ts::drop identity from a column - all params", "as above",
     "ALTER TABLE \"users\" ALTER COLUMN \"id\" DROP IDENTITY;--> statement-breakpoint\n"
     "ALTER TABLE \"users\" ALTER COLUMN \"id\" DROP NOT NULL;"},
    {"tests/pg-views.test.ts::create table and materialized view #3",
     "generate validates snapshots, which puts a view's options in the order of drizzle-kit's own "
     "list; "
     "the suite does not",
     "CREATE TABLE \"users\" (\n\t\"id\" integer PRIMARY KEY NOT NULL\n);\n--> "
     "statement-breakpoint\n"
     "CREATE MATERIALIZED VIEW \"public\".\"some_view1\" AS (SELECT * FROM \"users\");"
     "--> statement-breakpoint\n"
     "CREATE MATERIALIZED VIEW \"public\".\"some_view2\" USING \"heap\" WITH (fillfactor = 1, "
     "toast_tuple_target = 1, parallel_workers = 1, autovacuum_enabled = true, "
     "vacuum_index_cleanup = off, vacuum_truncate = false, autovacuum_vacuum_threshold = 1, "
     "autovacuum_vacuum_scale_factor = 1, autovacuum_vacuum_cost_delay = 1, "
     "autovacuum_vacuum_cost_limit = 1, autovacuum_freeze_min_age = 1, "
     "autovacuum_freeze_max_age = 1, autovacuum_freeze_table_age = 1, "
     "autovacuum_multixact_freeze_min_age = 1, autovacuum_multixact_freeze_max_age = 1, "
     "autovacuum_multixact_freeze_table_age = 1, log_autovacuum_min_duration = 1, "
     "user_catalog_table = true) TABLESPACE some_tablespace AS (select \"id\" from \"users\") "
     "WITH NO DATA;"},
};

const difference* meant(std::string_view name) {
  for (const difference& one : differences) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("drizzle-kit's own cases") {
  const std::filesystem::path file = cases_file();
  if (!std::filesystem::exists(file)) {
    MESSAGE("skipped: no ", file.string(), " (set SLUICE_SHARED)");
    return;
  }
  const rapidjson::Document cases = parse_json(read_file(file), file.string());
  for (const auto& one : cases.GetArray()) {
    const std::string name(view(one["name"]));
    CAPTURE(name);
    if (one["expected"].IsNull()) continue;  // a schema that drizzle-kit refuses: nothing to diff
    const auto before = snapshot::read(text_of(one["before"]), "before");
    const auto after = snapshot::read(text_of(one["after"]), "after");
    const std::string got =
        ddl::render(run(before.database, after.database, texts(one["renames"])), true);
    const std::string theirs = join(texts(one["expected"]), "--> statement-breakpoint\n");
    if (const difference* other = meant(name)) {
      CHECK(got != theirs);
      CHECK(got == other->sql);
    } else {
      CHECK(got == theirs);
    }
  }
}

}  // namespace sluice::test
