// An open database and the migrations folder that belongs to it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "migrations/folder.hpp"
#include "pg/connection.hpp"
#include "project/connection.hpp"
#include "project/preparation.hpp"
#include "run/migrate.hpp"

namespace sluice::project {

// Where it works, for a person to read: known before anything happens there.
struct workplace {
  std::string database;  // without a password
  std::string origin;    // who named it: "--url"
  std::filesystem::path folder;
};

struct migrate_callbacks {
  std::function<void(const workplace&)> place;
  preparation_observer before;
  run::observer watch;
};

struct opened {
  database_place place;
  migrations::folder folder;
  pg::connection connection;
};

// What is wrong with the folder is said before the database is asked. Throws as find_database(),
// folder::open() and prepare_database() do, and FOLDER.NO_JOURNAL.
opened open_database(const database_request& asked, const migrate_callbacks& to,
                     const preparation& before = {}, const std::atomic<bool>* interrupt = nullptr);

}  // namespace sluice::project
