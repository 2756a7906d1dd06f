#include "run/migrate.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/give_back.hpp"
#include "run/inspection.hpp"
#include "run/one_transaction.hpp"
#include "run/recorded.hpp"
#include "run/resumption.hpp"

namespace sluice::run {
namespace {

class runner {
 public:
  runner(pg::connection& connection, const migrations::folder& folder, const options& how,
         const observer& watch)
      : connection_(connection),
        folder_(folder),
        how_(how),
        watch_(watch),
        session_(connection, how, watch),
        inspection_(connection, folder, how, session_) {}

  report run();

 private:
  std::vector<migration> read_pending() const;
  void take_lock();
  void begin_history(const std::vector<migration>& all);
  void forbid_writing();
  void show(std::vector<migration>& all);
  void apply_all(std::vector<migration>& all);
  void apply_some(const std::vector<const migration*>& these, std::size_t of);
  std::string rest() const {
    return how_far(report_.applied, inspection_.pending().size(), direction::up);
  }

  pg::connection& connection_;
  const migrations::folder& folder_;
  const options& how_;
  const observer& watch_;
  session session_;
  inspection inspection_;
  std::optional<giving_back> given_back_;
  std::size_t already_now_ = 0;
  report report_;
};

// All of them before the first is applied: a file that can't be read is found in time.
std::vector<migration> runner::read_pending() const {
  std::vector<migration> out;
  out.reserve(inspection_.pending().size());
  for (const std::size_t i : inspection_.pending()) {
    const migrations::entry& entry = folder_.entries()[i];
    migrations::migration_file file = folder_.read(entry);
    migration one{entry.tag, entry.when, std::move(file.hash), folder_.file_of(entry), {}};
    one.content = make_script(std::move(file), one.tag);
    if (how_.within == transactions::none && one.content.mode == transaction_mode::one &&
        !one.content.asks_for_one) {
      one.content.mode = transaction_mode::none;
    }
    out.push_back(std::move(one));
  }
  return out;
}

void runner::take_lock() {
  if (session_.lock()) return;
  session_.remark(severity::note, "RUN.POOLER",
                  "the connection goes through a pooler: each migration takes the lock in its own "
                  "transaction; a direct connection (DIRECT_URL, --url) is better");
}

// One migration, or all that are one transaction.
void runner::apply_some(const std::vector<const migration*>& these, std::size_t of) {
  session_.refuse_interrupted(rest());
  session_.begin(these);
  const std::size_t before = report_.applied.size() + already_now_;
  for (std::size_t i = 0; i < these.size() && watch_.begin; ++i) {
    watch_.begin(these[i]->tag, before + i + 1, of);
  }
  const application came = session_.attempt(these, rest());
  if (came.came == application::end::connection_lost) {
    const migration& last = *these.back();
    session_.recover(last, came, rest(),
                     [&](ledger& now) { return inspection_.has(last.tag, now); });
  }
  const std::chrono::microseconds took = session_.end_of(these);
  for (const migration* one : these) {
    if (came.came == application::end::already) {
      ++already_now_;
      session_.remark(severity::note, "RUN.ALREADY",
                      concat(one->tag, " was applied by another run meanwhile"));
      continue;
    }
    // How long one of several took is not known.
    report_.applied.push_back({one->tag, static_cast<int>(one->count()),
                               these.size() == 1 ? took : std::chrono::microseconds(0)});
    if (watch_.done) watch_.done(report_.applied.back());
    given_back_->tell(connection_, one->tag, watch_.remark);
  }
}

void runner::begin_history(const std::vector<migration>& all) {
  const history& kept = session_.begin_history("migrate", hash_of(all));
  if (kept.kept()) return;
  const std::string message = concat("the database keeps no history of this run: ", kept.why_not());
  for (const migration& one : all) {
    if (one.content.mode != transaction_mode::own && divide(one).size() == 1 &&
        !divide(one).front().alone) {
      continue;
    }
    session_.remark(
        severity::warning, "RUN.NO_HISTORY",
        concat(message, "; ", one.tag,
               " is more than one transaction: where it stops half-way, the next run begins it "
               "again instead of going on"));
    return;
  }
  session_.remark(severity::note, "RUN.NO_HISTORY", message);
}

void runner::apply_all(std::vector<migration>& all) {
  begin_history(all);
  try {
    remark_on_ways_back(session_.kept().steps(), session_);
    take_up(all, unfinished_steps(session_.kept().steps()), session_);
    if (how_.within == transactions::all) {
      expect_one_transaction(all);
      std::vector<const migration*> together;
      together.reserve(all.size());
      for (const migration& one : all) together.push_back(&one);
      apply_some(together, all.size());
    } else {
      for (const migration& one : all) apply_some({&one}, all.size());
    }
  } catch (const error& failed) {
    session_.end_history(failed);
    throw;
  }
  session_.end_history();
}

// A pooler would give the session, and what is set in it, to others.
void runner::forbid_writing() {
  const auto own = connection_.execute("select pg_backend_pid()");
  if (own.at(0).integer(0, 0) != connection_.backend_pid()) return;
  connection_.execute("set default_transaction_read_only = on");
}

// What is about to be applied, for whoever wants to know or has to agree.
void runner::show(std::vector<migration>& all) {
  if (!how_.before && !how_.dry_run) return;
  const std::vector<unfinished_step> unfinished =
      unfinished_steps(recorded_steps(connection_, how_.ledger));
  if (how_.dry_run) {
    take_up(all, unfinished, session_);
    if (how_.within == transactions::all) expect_one_transaction(all);
  }
  if (how_.before) how_.before({all, inspection_.applied(), unfinished});
}

report runner::run() {
  if (how_.dry_run) forbid_writing();
  inspection_.look();
  std::vector<migration> all;
  if (!inspection_.pending().empty()) {
    if (!how_.dry_run) take_lock();
    inspection_.look();  // another run may have been at it in the meantime
  }
  inspection_.refuse_contradictions();
  inspection_.weigh_order();
  all = read_pending();
  if (!all.empty()) given_back_.emplace(connection_, how_.ledger, all);
  show(all);
  if (!all.empty() && !how_.dry_run) {
    if (!inspection_.applied().exists) create_ledger(connection_, how_.ledger);
    apply_all(all);
  }
  session_.unlock();
  inspection_.remark_on_the_rest();
  report_.already = inspection_.already() + already_now_;
  return std::move(report_);
}

}  // namespace

report migrate(pg::connection& connection, const migrations::folder& folder, const options& how,
               const observer& watch) {
  return runner(connection, folder, how, watch).run();
}

}  // namespace sluice::run
