// Builds a schema in a scratch database: of a model, or of migration files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migrations/folder.hpp"
#include "model/database.hpp"
#include "pg/connection.hpp"
#include "project/scratch.hpp"

namespace sluice::project {

class schema_builder {
 public:
  // Both must outlive it; in a database that was given, it drops its extensions at the end.
  schema_builder(scratch& on, scratch_kind kind_of) : scratch_(on), kind_(kind_of) {}
  ~schema_builder();
  schema_builder(const schema_builder&) = delete;
  schema_builder& operator=(const schema_builder&) = delete;

  // Those that the database has: the schema may need them. Where one can't be had, building says
  // so if it does.
  void add_extensions(pg::connection& live);

  // What fails, in PostgreSQL's words with the place, or nothing.
  std::optional<std::string> from_model(const model::database& schema);
  // In one transaction, or where that fails statement by statement. What is about the whole server
  // is left out.
  std::optional<std::string> from_file(const migrations::migration_file& file);

  void clear() { scratch_.clear(); }

 private:
  std::optional<std::string> statements(const migrations::migration_file& file);
  std::optional<std::string> attempt(std::string_view sql);

  scratch& scratch_;
  scratch_kind kind_;
  std::vector<std::string> extensions_;
};

}  // namespace sluice::project
