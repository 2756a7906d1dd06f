#include "project/migrate.hpp"

#include "base/file.hpp"
#include "project/opened.hpp"

namespace sluice::project {

run::report migrate(const migrate_request& asked, const migrate_callbacks& to) {
  opened at = open_database(asked.database, to);
  run::options how = asked.how;
  how.ledger = at.place.ledger;
  return run::migrate(at.connection, at.folder, how, to.watch);
}

std::vector<pending_migration> plan(const migrate_request& asked, const migrate_callbacks& to) {
  opened at = open_database(asked.database, to);
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
  opened at = open_database(asked, to);
  return run::status(at.connection, at.folder, at.place.ledger);
}

}  // namespace sluice::project
