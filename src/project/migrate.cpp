#include "project/migrate.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "project/opened.hpp"

namespace sluice::project {

namespace {

void choose_order(run::options& how, const database_place& at) {
  how.older = run::out_of_order::refuse_where_protected;
  if (at.environment && (at.environment->name == "production" || at.environment->name == "prod")) {
    how.older = run::out_of_order::refuse;
    how.strict_because =
        concat("the environment is ", at.environment->name, " (", at.environment->origin, ")");
  } else if (at.protect) {
    how.older = run::out_of_order::refuse;
    how.strict_because = "sluice.toml protects this database";
  }
}

}  // namespace

run::report migrate(const migrate_request& asked, const migrate_callbacks& to) {
  opened at = open_database(asked.database, to);
  run::options how = asked.how;
  how.ledger = at.place.ledger;
  if (asked.older) {
    how.older = *asked.older;
  } else {
    choose_order(how, at.place);
  }
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
