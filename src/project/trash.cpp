#include "project/trash.hpp"

#include "pg/connection.hpp"
#include "project/protection.hpp"

namespace sluice::project {

namespace {

// No migrations folder is needed.
database_place find(const database_request& asked, const migrate_callbacks& to) {
  database_place place = find_database(asked, [&](const diagnostic& one) {
    if (to.watch.remark) to.watch.remark(one);
  });
  if (to.place) {
    to.place(
        {.database = place.target.display(), .origin = place.target.origin, .folder = place.out});
  }
  return place;
}

}  // namespace

std::vector<run::kept_thing> list_trash(const database_request& asked,
                                        const migrate_callbacks& to) {
  pg::connection connection(find(asked, to).target);
  return run::list_trash(connection);
}

purge_result purge_trash(const purge_request& asked, const migrate_callbacks& to,
                         const std::function<bool(const std::vector<run::kept_thing>&)>& agree) {
  const database_place place = find(asked.database, to);
  pg::connection connection(place.target);
  purge_result out;
  out.gone = run::list_trash(connection, asked.older_than);
  if (out.gone.empty()) return out;
  if (!agree(out.gone)) return out;
  run::expect_consent(connection, "remove what rollbacks kept",
                      with_protection(asked.consent, place));
  out.agreed = true;
  out.gone = run::purge_trash(connection, asked.older_than);
  return out;
}

}  // namespace sluice::project
