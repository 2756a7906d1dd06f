#include "project/protect.hpp"

#include "pg/connection.hpp"
#include "run/settings.hpp"

namespace sluice::project {

protect_result protect(const protect_request& asked,
                       const std::function<void(const diagnostic&)>& remark) {
  const database_place place = find_database(asked.database, remark);
  pg::connection connection(place.target);
  protect_result out{.database = place.target.display()};
  if (const auto marked = run::read_protection(connection)) out.before = marked->name;
  if (asked.off) {
    if (!out.before) return out;
    run::expect_consent(connection, "take off its protection", asked.by);
    run::unprotect(connection);
    return out;
  }
  out.now = asked.name ? *asked.name : place.environment ? place.environment->name : "production";
  run::protect(connection, *out.now);
  return out;
}

}  // namespace sluice::project
