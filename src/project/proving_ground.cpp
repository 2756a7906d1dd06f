#include "project/proving_ground.hpp"

#include "base/error.hpp"
#include "project/own_server.hpp"

namespace sluice::project {

namespace {

bool may_create_databases(pg::connection& database) {
  return database.query("select rolcreatedb or rolsuper from pg_roles where rolname = current_user")
      .boolean(0, 0);
}

int major(const pg::connection& server) {
  return server.server_version() / 10000;
}

}  // namespace

proving_ground find_ground(const std::optional<std::string>& scratch_url, const location& where,
                           opened& at) {
  if (scratch_url) {
    return {.target = pg::parse_url(*scratch_url, "--scratch-url"),
            .is = scratch_kind::given,
            .name = "the database that --scratch-url names"};
  }
  const auto own = own_server_url(look_around(where));
  proving_ground private_one{.name = "the project's own server"};
  if (own) {
    private_one.target = pg::parse_url(*own, private_one.name);
    // One version spells views and expressions otherwise than the next.
    if (major(pg::connection(private_one.target)) == major(at.connection)) return private_one;
  }
  if (may_create_databases(at.connection)) {
    return {.target = at.place.target,
            .same_server = true,
            .name = "a database made for it on the same server"};
  }
  if (own) return private_one;
  throw error(failure::connect, "VERIFY.NO_SERVER",
              "there is no database to build the schema on and compare")
      .because(
          "the project's own server does not run, and this role may not create a database beside "
          "the one that is looked at")
      .advise(
          "sluice db start, or give --scratch-url an empty database; --no-verify marks without "
          "looking");
}

}  // namespace sluice::project
