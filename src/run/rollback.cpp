#include "run/rollback.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "run/keep.hpp"
#include "run/resumption.hpp"

namespace sluice::run {
namespace {

class runner {
 public:
  runner(pg::connection& connection, const rollback_options& how, const observer& watch)
      : how_(how), watch_(watch), session_(connection, how, watch) {}

  std::vector<applied_migration> run(const std::vector<way_back>& all,
                                     const std::function<std::vector<applied_entry>()>& again);

 private:
  void read(const std::vector<way_back>& all);
  void take_lock();
  void begin_history();
  void take_back(const migration& one, std::size_t number);
  application attempt(const migration& one);
  std::string rest() const { return how_far(done_, all_.size(), direction::down); }

  const rollback_options& how_;
  const observer& watch_;
  session session_;
  std::vector<migration> all_;
  std::vector<applied_migration> done_;
};

void runner::read(const std::vector<way_back>& all) {
  for (const way_back& one : all) {
    migrations::migration_file file =
        how_.keep_data ? keep_what_is_dropped(one.content, one.of.entry.tag, how_.ledger)
                       : one.content;
    migration& added = all_.emplace_back();
    added.tag = one.of.entry.tag;
    added.when = one.of.entry.when;
    added.hash = one.content.hash;
    added.file = one.file;
    added.content = make_script(std::move(file), added.tag);
    added.way = direction::down;
    added.rows = one.of.rows;
  }
}

void runner::take_lock() {
  if (session_.lock()) return;
  throw error(failure::lock, "ROLLBACK.POOLER",
              "the connection goes through a pooler, where nothing keeps others from migrating "
              "meanwhile")
      .because("nothing was changed")
      .advise("give rollbacks a direct connection: DIRECT_URL or --url");
}

void runner::begin_history() {
  std::string plan;
  for (const migration& one : all_) plan += concat("down ", one.tag, " ", one.hash, "\n");
  const history& kept = session_.begin_history("rollback", sha256_hex(plan));
  if (kept.kept()) return;
  session_.remark(severity::note, "RUN.NO_HISTORY",
                  concat("the database keeps no history of this run: ", kept.why_not()));
}

application runner::attempt(const migration& one) {
  try {
    return session_.attempt({&one}, rest());
  } catch (error& failed) {
    if (failed.sqlstate != not_kept) throw;
    error refused(failure::migration, "TRASH.NOT_KEPT", failed.what());
    refused.where.file = one.file.string();
    refused.migration = one.tag;
    refused.sqlstate = failed.sqlstate;
    throw std::move(refused)
        .because(concat("Nothing of ", one.tag, " was taken back: it is applied as before."))
        .advise(
            "drop tables and columns by DROP TABLE and ALTER TABLE … DROP COLUMN, or go without "
            "--keep-data");
  }
}

void runner::take_back(const migration& one, std::size_t number) {
  session_.refuse_interrupted(rest());
  session_.begin({&one});
  if (watch_.begin) watch_.begin(one.tag, number, all_.size());
  const application came = attempt(one);
  if (came.came == application::end::connection_lost) {
    session_.recover(one, came, rest(), [&](ledger& now) {
      return std::none_of(now.rows.begin(), now.rows.end(),
                          [&](const ledger_row& row) { return row.id == one.rows.front(); });
    });
  }
  const std::chrono::microseconds took = session_.end_of({&one});
  done_.push_back({one.tag, static_cast<int>(one.count()), took});
  if (watch_.done) watch_.done(done_.back());
}

std::vector<applied_migration> runner::run(
    const std::vector<way_back>& all, const std::function<std::vector<applied_entry>()>& again) {
  read(all);
  take_lock();
  const std::vector<applied_entry> now = again();
  const bool is_same = std::equal(now.begin(), now.end(), all.begin(), all.end(),
                                  [](const auto& a, const way_back& b) { return a == b.of; });
  if (!is_same) {
    throw error(failure::ledger, "LEDGER.CHANGED",
                "the ledger is not what it was a moment ago: somebody else was at it")
        .because("nothing was changed")
        .advise("look again: sluice status");
  }
  begin_history();
  try {
    take_up_ways_back(all_, session_.kept().steps(), session_);
    for (std::size_t i = 0; i < all_.size(); ++i) take_back(all_[i], i + 1);
  } catch (const error& failed) {
    session_.end_history(failed);
    throw;
  }
  session_.end_history();
  return std::move(done_);
}

}  // namespace

std::vector<applied_migration> rollback(pg::connection& connection,
                                        const std::vector<way_back>& all,
                                        const rollback_options& how, const observer& watch,
                                        const std::function<std::vector<applied_entry>()>& again) {
  if (all.empty()) return {};
  return runner(connection, how, watch).run(all, again);
}

}  // namespace sluice::run
