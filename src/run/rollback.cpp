#include "run/rollback.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "run/apply.hpp"
#include "run/history.hpp"
#include "run/keep.hpp"
#include "run/recorded.hpp"
#include "run/state.hpp"

namespace sluice::run {
namespace {

using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto longest_reconnect = 15s;
constexpr std::chrono::milliseconds short_wait = 5s;  // of strong locks

bool is_in_ledger(const entry_status& one) {
  return one.row_id != 0;
}

error unknown_tag(const status_report& now, const std::string& tag) {
  std::vector<std::string> tags;
  for (const entry_status& one : now.entries) tags.push_back(one.entry.tag);
  const std::string near = nearest(tag, tags);
  error out(failure::ledger, "ROLLBACK.UNKNOWN", concat("the journal has no migration ", tag));
  return std::move(out).advise(near.empty() ? "sluice status shows what there is"
                                            : concat("did you mean ", near, "?"));
}

// The place of the tag's row; those behind it go.
std::int64_t row_of(const status_report& now, const std::string& tag) {
  std::int64_t out = 0;
  bool is_known = false;
  for (const entry_status& one : now.entries) {
    if (one.entry.tag != tag) continue;
    is_known = true;
    out = std::max(out, one.row_id);
  }
  if (!is_known) throw unknown_tag(now, tag);
  if (out != 0) return out;
  error refused(failure::ledger, "ROLLBACK.NOT_APPLIED",
                concat(tag, " is not applied: there is no way back to it"));
  refused.migration = tag;
  throw std::move(refused)
      .because("nothing was changed")
      .advise("sluice status shows what is applied");
}

void expect_as_applied(const entry_status& one) {
  if (one.in != state::edited) return;
  error refused(failure::ledger, "LEDGER.EDITED",
                concat(one.entry.tag, " was changed after being applied"));
  refused.where.file = one.file.string();
  refused.migration = one.entry.tag;
  throw std::move(refused)
      .because("whether its way back undoes what was applied is not known; nothing was changed")
      .advise(concat(resolution(state::edited, one.entry.tag, one.file.string()),
                     "; --accept-edited passes over it this once"));
}

void expect_whole(const status_report& now) {
  for (const entry_status& one : now.entries) {
    if (one.in != state::half_applied) continue;
    error refused(failure::ledger, "LEDGER.HALF_APPLIED",
                  concat(one.entry.tag, " is ", words_of(one.in).meaning));
    refused.where.file = one.file.string();
    refused.migration = one.entry.tag;
    throw std::move(refused)
        .because("a part of it stands on what would be taken back; nothing was changed")
        .advise(concat("finish it with `sluice migrate`; or undo that part by hand and say `sluice "
                       "repair --forget ",
                       one.entry.tag, "`"));
  }
}

class runner {
 public:
  runner(pg::connection& connection, const rollback_options& how, const observer& watch)
      : connection_(connection), how_(how), watch_(watch) {
    attach();
  }
  ~runner() {
    lock_.reset();
    connection_.on_notice({});
    connection_.interrupt_by(nullptr);
    if (!usual_lock_timeout_.empty() && connection_.alive()) {
      connection_.attempt(concat("set lock_timeout = '", usual_lock_timeout_, "'"));
    }
  }
  runner(const runner&) = delete;
  runner& operator=(const runner&) = delete;

  std::vector<applied_migration> run(const std::vector<way_back>& all,
                                     const std::function<std::vector<applied_entry>()>& again);

 private:
  void attach();
  void remark(severity level, std::string code, std::string message);
  void take_lock();
  void set_lock_timeout();
  void begin_history();
  void take_up();
  void take_back(const migration& one, std::size_t number);
  application attempt(const migration& one);
  void recover(const migration& one, const application& lost);
  std::string state_of_the_rest() const;

  pg::connection& connection_;
  const rollback_options& how_;
  const observer& watch_;
  std::vector<migration> all_;
  std::vector<applied_migration> done_;
  std::string running_;  // the tag, for notices
  std::optional<migration_lock> lock_;
  std::chrono::milliseconds lock_timeout_{0};
  std::string usual_lock_timeout_;
  std::optional<history> history_;
  std::optional<onlooker> looks_;
  position at_;
};

void runner::attach() {
  connection_.interrupt_by(how_.interrupt);
  if (!watch_.notice) return;
  connection_.on_notice([this](const pg::server_message& said) { watch_.notice(running_, said); });
}

void runner::remark(severity level, std::string code, std::string message) {
  if (watch_.remark) watch_.remark({level, std::move(code), std::move(message), {}, {}});
}

// A pooler shows another process number than the session's own.
void runner::take_lock() {
  const auto own = connection_.execute(
      "select pg_backend_pid(), current_setting('lock_timeout'), "
      "(extract(epoch from current_setting('lock_timeout')::interval) * 1000)::bigint");
  if (own.at(0).integer(0, 0) != connection_.backend_pid()) {
    throw error(failure::lock, "ROLLBACK.POOLER",
                "the connection goes through a pooler, where nothing keeps others from migrating "
                "meanwhile")
        .because("nothing was changed")
        .advise("give rollbacks a direct connection: DIRECT_URL or --url");
  }
  const std::chrono::milliseconds usual(own[0].integer(0, 2));
  lock_.emplace(connection_, how_.ledger,
                lock_options{how_.advisory_lock_timeout, how_.interrupt, watch_.waiting_for_lock});
  lock_timeout_ = how_.locks.lock_timeout.value_or(usual.count() > 0 ? usual : short_wait);
  usual_lock_timeout_ = own[0].text(0, 1);
  set_lock_timeout();
}

void runner::set_lock_timeout() {
  connection_.execute(concat("set lock_timeout = ", std::to_string(lock_timeout_.count())));
}

void runner::begin_history() {
  std::string plan;
  for (const migration& one : all_) plan += concat("down ", one.tag, " ", one.hash, "\n");
  history_.emplace(connection_, run_facts{.command = "rollback",
                                          .ledger = how_.ledger,
                                          .version = how_.version,
                                          .plan_hash = sha256_hex(plan)});
  if (!history_->kept()) {
    remark(severity::note, "RUN.NO_HISTORY",
           concat("the database keeps no history of this run: ", history_->why_not()));
  }
}

// What an earlier run did of the first: it goes on there, if the file is still the one that it ran.
void runner::take_up() {
  migration& one = all_.front();
  const std::vector<recorded_step> steps = recorded_steps(connection_, how_.ledger);
  const auto last = std::find_if(steps.rbegin(), steps.rend(),
                                 [&](const recorded_step& each) { return each.tag == one.tag; });
  if (last == steps.rend() || last->direction != "down" || last->outcome == "done" ||
      last->done == 0) {
    return;
  }
  const std::string span =
      concat(std::to_string(last->done), " of ", std::to_string(last->statements), " statements");
  if (last->hash != one.hash || static_cast<std::size_t>(last->statements) != one.count()) {
    error refused(failure::ledger, "LEDGER.EDITED_HALFWAY",
                  concat("the way back of ", one.tag, " was changed after a part of it was done"));
    refused.where.file = one.file.string();
    refused.migration = one.tag;
    throw std::move(refused)
        .because(
            concat(span, " are done; whether the file's others are the right rest, nobody knows"))
        .advise(concat("put the file back as it was and roll back: it goes on there; or finish it "
                       "by hand and say `sluice repair --forget ",
                       one.tag, "`"));
  }
  one.done = static_cast<std::size_t>(last->done);
  one.died = last->outcome != "failed";
  remark(severity::note, "RUN.RESUMED",
         concat(span, " of the way back of ", one.tag, " were done before: it goes on there"));
}

std::string runner::state_of_the_rest() const {
  const std::size_t left = all_.size() - done_.size();
  std::string out;
  if (done_.size() == 1) {
    out = concat(done_.front().tag, " was taken back in this run.");
  } else if (!done_.empty()) {
    out = concat(done_.front().tag, " to ", done_.back().tag, " (", std::to_string(done_.size()),
                 " migrations) were taken back in this run.");
  }
  if (left > 1) {
    if (!out.empty()) out += ' ';
    out += concat(std::to_string(left - 1), left == 2 ? " earlier one was" : " earlier ones were",
                  " not tried.");
  }
  return out;
}

application runner::attempt(const migration& one) {
  const surroundings around{.connection = connection_,
                            .ledger = how_.ledger,
                            .kept = *history_,
                            .looks = *looks_,
                            .lock_timeout = lock_timeout_,
                            .usual_lock_timeout = usual_lock_timeout_,
                            .retries = how_.locks.retries,
                            .interrupt = how_.interrupt,
                            .again = watch_.again,
                            .remark = [this](severity level, std::string code, std::string text) {
                              remark(level, std::move(code), std::move(text));
                            }};
  try {
    return apply(around, {&one}, state_of_the_rest(), at_);
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

// The connection is gone, perhaps between the server's COMMIT and its answer: the ledger knows.
void runner::recover(const migration& one, const application& lost) {
  const std::string why = connection_.last_words();
  ledger now;
  try {
    const auto end = clock::now() + longest_reconnect;
    for (;;) {
      try {
        connection_ = pg::connection(connection_.target());
        break;
      } catch (const error&) {
        if (clock::now() > end || (how_.interrupt != nullptr && how_.interrupt->load())) throw;
      }
      std::this_thread::sleep_for(200ms);
    }
    attach();
    lock_->take_again();  // the old session may still be at it, and has the lock until it ends
    set_lock_timeout();
    now = read_ledger(connection_, how_.ledger);
  } catch (const error& unknown) {
    error out(failure::connect, "MIGRATE.CONNECTION_LOST",
              concat("the connection was lost while ", one.tag,
                     " was taken back, and could not be made again: whether it is taken back is "
                     "not known"));
    out.migration = one.tag;
    out.detail = concat(why, "\n", unknown.what());
    throw std::move(out).advise("`sluice status` says it once the database answers");
  }
  const bool is_there = std::any_of(now.rows.begin(), now.rows.end(), [&](const ledger_row& row) {
    return row.id == one.rows.front();
  });
  if (!is_there) {
    remark(severity::warning, "MIGRATE.RECONNECTED",
           concat("the connection was lost as the end of ", one.tag,
                  " was committed; the ledger has it no more"));
    return;
  }
  error out(lost.all_or_nothing ? failure::connect : failure::migration_repair,
            "MIGRATE.CONNECTION_LOST",
            concat("the connection was lost while ", one.tag, " was taken back"));
  out.migration = one.tag;
  out.detail =
      join({why,
            lost.all_or_nothing ? concat("Nothing of ", one.tag, " was taken back.")
                                : concat(lost.progress, " Of the next statement it is not known."),
            state_of_the_rest()},
           "\n");
  throw std::move(out).advise("run it again; PostgreSQL's log says why it ended the connection");
}

void runner::take_back(const migration& one, std::size_t number) {
  if (how_.interrupt != nullptr && how_.interrupt->load()) {
    throw error(failure::interrupted, "RUN.INTERRUPTED", "interrupted between two migrations")
        .because(state_of_the_rest());
  }
  running_ = one.tag;
  if (watch_.begin) watch_.begin(one.tag, number, all_.size());
  const auto began = clock::now();
  try {
    const application came = attempt(one);
    if (came.came == application::end::connection_lost) recover(one, came);
  } catch (const error& failed) {
    connection_.interrupt_by(nullptr);
    std::optional<history::failed_step> last;
    if (at_.of != nullptr) {
      last = {one.as_step(), at_.done,
              std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - began)};
    }
    history_->finish(failed.kind == failure::interrupted ? ending::interrupted : ending::failed,
                     concat(failed.code, ": ", failed.what()), last);
    throw;
  }
  if (one.content.drops_locks) lock_->take_again();
  running_.clear();
  at_ = {};
  done_.push_back({one.tag, static_cast<int>(one.count()),
                   std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - began)});
  if (watch_.done) watch_.done(done_.back());
}

std::vector<applied_migration> runner::run(
    const std::vector<way_back>& all, const std::function<std::vector<applied_entry>()>& again) {
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
  looks_.emplace(connection_, onlooker_callbacks{watch_.running, watch_.blocked});
  try {
    take_up();
  } catch (const error& failed) {
    history_->finish(ending::failed, concat(failed.code, ": ", failed.what()));
    throw;
  }
  for (std::size_t i = 0; i < all_.size(); ++i) take_back(all_[i], i + 1);
  history_->finish(ending::done);
  return std::move(done_);
}

}  // namespace

std::vector<applied_entry> last_applied(const status_report& now, const rollback_reach& reach,
                                        bool accept_edited) {
  const std::int64_t last = reach.to ? row_of(now, *reach.to) : 0;
  std::vector<const entry_status*> applied;
  for (const entry_status& one : now.entries) {
    if (is_in_ledger(one) && one.row_id > last) applied.push_back(&one);
  }
  std::sort(applied.begin(), applied.end(),
            [](const entry_status* a, const entry_status* b) { return a->row_id > b->row_id; });
  if (!reach.to && applied.size() > reach.steps) applied.resize(reach.steps);
  if (!applied.empty()) expect_whole(now);

  std::vector<applied_entry> out;
  for (const entry_status* one : applied) {
    if (!accept_edited) expect_as_applied(*one);
    applied_entry& added = out.emplace_back();
    added.entry = one->entry;
    added.file_missing = one->file_missing;
    added.rows = {one->row_id};
    for (const row_status& other : now.other_rows) {
      if (other.in == state::applied_twice && other.tag == one->entry.tag) {
        added.rows.push_back(other.row.id);
      }
    }
  }
  return out;
}

std::vector<applied_migration> rollback(pg::connection& connection,
                                        const std::vector<way_back>& all,
                                        const rollback_options& how, const observer& watch,
                                        const std::function<std::vector<applied_entry>()>& again) {
  if (all.empty()) return {};
  return runner(connection, how, watch).run(all, again);
}

}  // namespace sluice::run
