#include "project/migrate.hpp"

#include "base/file.hpp"
#include "migrations/folder.hpp"
#include "pg/connection.hpp"

namespace sluice::project {

namespace {

// An open database and the folder that belongs to it.
struct opened {
  database_place place;
  migrations::folder folder;
  pg::connection connection;
};

opened open(const database_request& asked, const migrate_callbacks& to) {
  const auto remark = [&](const diagnostic& one) {
    if (to.watch.remark) to.watch.remark(one);
  };
  database_place place = find_database(asked, remark);
  if (to.place) {
    to.place(
        {.database = place.target.display(), .origin = place.target.origin, .folder = place.out});
  }
  // The folder first: what is wrong with it needs no database to be said.
  migrations::folder folder = migrations::folder::open(place.out);
  for (const diagnostic& one : folder.remarks()) remark(one);
  pg::connection connection(place.target);
  return {
      .place = std::move(place), .folder = std::move(folder), .connection = std::move(connection)};
}

}  // namespace

run::report migrate(const migrate_request& asked, const migrate_callbacks& to) {
  opened at = open(asked.database, to);
  run::options how = asked.how;
  how.ledger = at.place.ledger;
  return run::migrate(at.connection, at.folder, how, to.watch);
}

std::vector<pending_migration> plan(const migrate_request& asked, const migrate_callbacks& to) {
  opened at = open(asked.database, to);
  std::vector<pending_migration> out;
  for (const run::entry_status& one :
       run::status(at.connection, at.folder, at.place.ledger).entries) {
    if (one.is != run::standing::pending) continue;
    const std::filesystem::path file = at.folder.file_of(one.entry);
    out.push_back({.tag = one.entry.tag, .file = file, .sql = read_file(file)});
  }
  return out;
}

run::status_report status(const database_request& asked, const migrate_callbacks& to) {
  opened at = open(asked, to);
  return run::status(at.connection, at.folder, at.place.ledger);
}

}  // namespace sluice::project
