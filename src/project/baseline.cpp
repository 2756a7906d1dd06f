#include "project/baseline.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "project/own_server.hpp"
#include "run/baseline.hpp"
#include "run/status.hpp"

namespace sluice::project {

namespace {

using kind = schema_difference::kind;

struct proving_ground {
  pg::connection_target target;
  scratch_kind is = scratch_kind::new_database;
  bool same_server = false;
  std::string name;
};

int major(int version) {
  return version / 10000;
}

bool may_create_databases(pg::connection& database) {
  return database.query("select rolcreatedb or rolsuper from pg_roles where rolname = current_user")
      .boolean(0, 0);
}

proving_ground find_ground(const baseline_request& asked, opened& at) {
  if (asked.scratch_url) {
    return {.target = pg::parse_url(*asked.scratch_url, "--scratch-url"),
            .is = scratch_kind::given,
            .name = "the database that --scratch-url names"};
  }
  const auto own = own_server_url(look_around(asked.database.where));
  proving_ground private_one{.name = "the project's own server"};
  if (own) {
    private_one.target = pg::parse_url(*own, private_one.name);
    // One version spells views and expressions otherwise than the next.
    const int version = pg::connection(private_one.target).server_version();
    if (major(version) == major(at.connection.server_version())) return private_one;
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

class marker {
 public:
  marker(const baseline_request& asked, const migrate_callbacks& to)
      : asked_(asked), to_(to), at_(open_database(asked.database, to)) {
    at_.connection.interrupt_by(asked.lock.interrupt);
  }

  baseline_result run() {
    const run::baseline_plan plan = look();
    baseline_result out;
    out.until = at_.folder.entries()[plan.last].tag;
    for (const run::rewrite& one : plan.marks) out.tags.push_back(one.tag);
    if (plan.marks.empty()) return out;
    if (asked_.verify) {
      const proving_ground ground = find_ground(asked_, at_);
      out.place = ground.name;
      out.proven = prove(at_.connection, at_.folder,
                         {.target = ground.target,
                          .kind = ground.is,
                          .same_server = ground.same_server,
                          .last = plan.last,
                          .ledger = at_.place.ledger});
      judge(*out.proven, out.until);
    } else {
      remark(severity::warning, "BASELINE.UNVERIFIED",
             concat("nobody looked whether the database has the schema of ", out.until,
                    ": what is missing in it will never be made by these migrations"));
    }
    if (asked_.dry_run) return out;
    rewrite_ledger(at_.connection,
                   {.ledger = at_.place.ledger,
                    .command = asked_.command,
                    .version = asked_.version,
                    .lock = asked_.lock,
                    .remark = to_.watch.remark},
                   plan.marks, [&] { return look().marks; });
    out.written = true;
    return out;
  }

 private:
  run::baseline_plan look() {
    return run::plan_baseline(run::status(at_.connection, at_.folder, at_.place.ledger),
                              asked_.until);
  }

  void remark(severity level, std::string code, std::string message) {
    if (!to_.watch.remark) return;
    to_.watch.remark({level, std::move(code), std::move(message), {}, {}});
  }

  void judge(const proof& found, const std::string& until) {
    std::size_t wrong = 0;
    std::vector<std::string> besides;
    for (const schema_difference& one : found.differences) {
      if (one.is == kind::besides) {
        besides.push_back(one.what);
        continue;
      }
      ++wrong;
      remark(severity::error,
             one.is == kind::missing     ? "BASELINE.MISSING"
             : one.is == kind::different ? "BASELINE.DIFFERENT"
                                         : "BASELINE.IN_THE_WAY",
             one.what);
    }
    if (!besides.empty()) {
      remark(severity::note, "BASELINE.BESIDES",
             concat("the database has besides: ", join(besides, ", ")));
    }
    if (wrong == 0) return;
    throw error(failure::drift, "BASELINE.DIFFERS",
                concat("the database does not have the schema of ", until, ": ",
                       std::to_string(wrong), wrong == 1 ? " difference" : " differences"))
        .because(concat("nothing was marked", other_version(found)))
        .advise(
            "make the database so, or mark less with --until TAG; --no-verify marks without "
            "looking");
  }

  std::string other_version(const proof& found) const {
    const std::string here = std::to_string(major(at_.connection.server_version()));
    if (found.server.empty() || found.server.starts_with(concat(here, "."))) return {};
    return concat("; the schema was built on PostgreSQL ", found.server, ", and the database is ",
                  here, ": views and expressions may be spelled otherwise for that alone");
  }

  const baseline_request& asked_;
  const migrate_callbacks& to_;
  opened at_;
};

}  // namespace

baseline_result baseline(const baseline_request& asked, const migrate_callbacks& to) {
  return marker(asked, to).run();
}

}  // namespace sluice::project
