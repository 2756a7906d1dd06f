// A project's data migrations at a database: settings, folder, connection, and the engine that is
// made where the project's code is first needed.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "config/settings.hpp"
#include "data/registry.hpp"
#include "data/script_session.hpp"
#include "project/data_migrations.hpp"
#include "project/surroundings.hpp"

namespace sluice::project {

class data_session {
 public:
  // Connects. `asked` and `to` outlive it. Throws DATA.NO_FOLDER and as open_database() does.
  data_session(const data_request& asked, const data_callbacks& to);

  const std::filesystem::path& folder() const { return folder_.path; }
  const database_place& place() const { return place_; }
  pg::connection& connection() { return *connection_; }
  data::load_options loads() const;

  // The project's code with `db`.
  data::script_session& scripts();

  // Evaluates the registries, once. Throws as list_migrations() does, and DATA.NO_SCHEMA.
  const std::vector<data::migration>& all();
  data::standing standing() { return {data::read_tracking(*connection_), all()}; }

 private:
  void expect_schema() const;
  cloud::aws_settings aws() const;

  const data_request& asked_;
  const data_callbacks& to_;
  surroundings at_;
  config::settings said_;
  data::registry_folder folder_;
  database_place place_;
  std::optional<pg::connection> connection_;
  std::unique_ptr<script::engine> engine_;
  std::unique_ptr<data::script_session> scripts_;
  std::optional<std::vector<data::migration>> all_;
};

}  // namespace sluice::project
