#include "project/baseline.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "project/proving_ground.hpp"
#include "run/baseline.hpp"
#include "run/status.hpp"

namespace sluice::project {

namespace {

using kind = schema_difference::kind;

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
      const proving_ground ground = find_ground(asked_.scratch_url, asked_.database.where, at_);
      out.place = ground.name;
      out.proven = prove(at_.connection, at_.folder,
                         {.target = ground.target,
                          .kind = ground.is,
                          .same_server = ground.same_server,
                          .last = plan.last,
                          .left_out = at_.place.about.left_out});
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
    const std::string here = std::to_string(at_.connection.server_version() / 10000);
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
