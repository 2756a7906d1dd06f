// `sluice data …`: a project's data migrations applied, taken back and shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/migrate.hpp"
#include "data/new_migration.hpp"
#include "project/opened.hpp"
#include "run/consent.hpp"
#include "script/engine.hpp"

namespace sluice::project {

struct data_request {
  database_request database;
  std::optional<std::string> schema;  // of these alone
  run::session_options how;           // but for its ledger
  script::limits bounds;
  std::uint64_t max_errors = 0;   // rows that a load may leave out
  std::filesystem::path rejects;  // the folder that they are written to; empty: nowhere
  std::function<void(std::string_view)> console;  // a line that the project's code prints
};

struct data_callbacks {
  migrate_callbacks general;  // place, remark, waiting_for_lock
  data::run_callbacks run;
};

struct data_report {
  std::filesystem::path folder;
  std::vector<data::migration> these;  // that were to be run, in order
  std::vector<data::done_migration> done;
  std::size_t already = 0;  // were applied before
  bool agreed = true;
};

// `only_look`: nothing is run. Throws DATA.NO_FOLDER, DATA.NO_SCHEMA, DATA.OUT_OF_ORDER and what
// list_migrations() and run_migrations() throw.
data_report migrate_data(const data_request& asked, const data_callbacks& to, bool only_look);

struct data_rollback_request : data_request {
  std::optional<std::size_t> steps;  // the last so many; all where nothing is said
  bool only_look = false;
  bool force = false;  // loads though their rows changed
  run::consent consent;
};

// `agree` says whether those are to be taken back. Throws PROTECTED.* too.
data_report take_data_back(const data_rollback_request& asked, const data_callbacks& to,
                           const std::function<bool(const data_report&)>& agree);

struct data_status {
  std::filesystem::path folder;
  data::standing now;
};

struct new_data_request {
  location where;
  config::values flags;                // the folder's name
  std::vector<std::string> arguments;  // the command line, as process.argv shows it
  std::string schema, title;
  data::new_kind kind = data::new_kind::typescript;
};

// Writes a migration's files, and its place into the registries. Throws DATA.NAME,
// DATA.REGISTRY_EDIT, FILE.WRITE.
std::vector<data::written_file> new_data_migration(const new_data_request& asked);

data_status status_of_data(const data_request& asked, const data_callbacks& to);

}  // namespace sluice::project
