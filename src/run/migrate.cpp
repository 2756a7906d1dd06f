#include "run/migrate.hpp"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "run/apply.hpp"
#include "run/give_back.hpp"
#include "run/history.hpp"
#include "run/known.hpp"
#include "run/manner.hpp"
#include "run/settings.hpp"
#include "run/state.hpp"

namespace sluice::run {
namespace {

using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto longest_reconnect = 15s;
constexpr std::chrono::milliseconds short_wait = 5s;  // of strong locks

class runner {
 public:
  runner(pg::connection& connection, const migrations::folder& folder, const options& how,
         const observer& watch)
      : connection_(connection), folder_(folder), how_(how), watch_(watch) {
    attach();
  }
  ~runner() {
    session_lock_.reset();
    connection_.on_notice({});
    connection_.interrupt_by(nullptr);
    if (sets_lock_timeout_ && connection_.alive()) {
      connection_.attempt(concat("set lock_timeout = '", usual_lock_timeout_, "'"));
    }
  }
  runner(const runner&) = delete;
  runner& operator=(const runner&) = delete;

  report run();

 private:
  const migrations::entry& entry(std::size_t i) const { return folder_.entries()[i]; }
  void attach();
  void look();
  void refuse_edited();
  void refuse_twins() const;
  void weigh_order();
  void remark_on_the_rest();
  void remark_on_times();
  void remark(severity level, std::string code, std::string message, place where = {});
  void refuse_interrupted() const;
  std::vector<migration> read_pending() const;
  void take_lock();
  void set_lock_timeout();
  void begin_history(const std::vector<migration>& all);
  void end_history(const error& failed);
  void take_up(std::vector<migration>& all, const std::vector<unfinished_step>& unfinished);
  void forbid_writing();
  void show(std::vector<migration>& all);
  void refuse_one_transaction(const std::vector<migration>& all) const;
  void apply_all(std::vector<migration>& all);
  void apply_some(const std::vector<const migration*>& these, std::size_t of);
  application attempt(const std::vector<const migration*>& these);
  surroundings around();
  void recover(const migration& one, const application& lost);
  void reconnect();
  void wait_for_old_session();
  std::string state_of_the_rest() const;

  pg::connection& connection_;
  const migrations::folder& folder_;
  const options& how_;
  const observer& watch_;
  std::vector<known_migration> known_;
  ledger ledger_;
  matching matching_;
  std::vector<std::size_t> pending_;
  std::string running_;  // the tag, for notices
  std::size_t already_now_ = 0;
  // While there is something to apply, unless a pooler is between.
  std::optional<migration_lock> session_lock_;
  bool pooled_ = false;  // then each transaction takes the lock
  std::chrono::milliseconds lock_timeout_{0};
  std::string usual_lock_timeout_;
  bool sets_lock_timeout_ = false;  // of the session, which a pooler would give to others
  std::optional<history> history_;
  std::optional<giving_back> given_back_;
  std::optional<onlooker> looks_;
  position at_;  // where it is, for the history
  clock::time_point began_;
  report report_;
};

void runner::attach() {
  connection_.interrupt_by(how_.interrupt);
  if (!watch_.notice) return;
  connection_.on_notice([this](const pg::server_message& said) { watch_.notice(running_, said); });
}

void runner::remark(severity level, std::string code, std::string message, place where) {
  if (!watch_.remark) return;
  watch_.remark({level, std::move(code), std::move(message), std::move(where), {}});
}

void runner::refuse_interrupted() const {
  if (how_.interrupt == nullptr || !how_.interrupt->load()) return;
  throw error(failure::interrupted, "RUN.INTERRUPTED", "interrupted between two migrations")
      .because(state_of_the_rest());
}

// Reads the ledger and compares: no lock, nothing written.
void runner::look() {
  ledger_ = read_ledger(connection_, how_.ledger);
  matching_ = compare(connection_, how_.ledger, folder_, known_, ledger_);
  pending_.clear();
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (matching_.migrations[i].is == standing::pending) pending_.push_back(i);
  }
  report_.already = known_.size() - pending_.size();
}

void runner::refuse_edited() {
  std::vector<std::string> edited;
  std::string first;
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (matching_.migrations[i].is != standing::edited) continue;
    if (edited.empty()) first = folder_.file_of(entry(i)).string();
    edited.push_back(known_[i].tag);
  }
  if (edited.empty()) return;
  const std::string message = concat(edited.size() == 1 ? "a migration was" : "migrations were",
                                     " changed after being applied: ", join(edited, ", "));
  if (how_.accept_edited) {
    remark(severity::warning, "LEDGER.EDITED", message);
    return;
  }
  error refused(failure::ledger, "LEDGER.EDITED", message);
  refused.where = {first, 0, 0};
  refused.migration = edited.front();
  throw std::move(refused)
      .because("its row of the ledger has another hash; nothing was applied in this run")
      .advise(concat(resolution(state::edited, edited.front(), first),
                     "; --accept-edited passes over it this once"));
}

void runner::refuse_twins() const {
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (matching_.migrations[i].is != standing::twin) continue;
    error refused(failure::ledger, "FOLDER.DUPLICATE_TAG",
                  concat("the journal lists ", known_[i].tag, " twice"));
    refused.migration = known_[i].tag;
    throw std::move(refused)
        .at({(folder_.directory() / "meta/_journal.json").string(), 0, 0})
        .because("it would be applied twice; nothing was applied in this run")
        .advise(resolution(state::twin, known_[i].tag, {}));
  }
}

void runner::weigh_order() {
  std::vector<std::string> older;
  for (const std::size_t i : pending_) {
    if (matching_.migrations[i].out_of_order) older.push_back(known_[i].tag);
  }
  if (older.empty()) return;
  const std::string tags = join(older, ", ");
  bool strict = how_.older == out_of_order::refuse;
  std::string why = how_.strict_because;
  if (how_.older == out_of_order::refuse_where_protected) {
    if (const auto mark = read_protection(connection_)) {
      strict = true;
      why = concat("the database is protected as ", mark->name);
    }
  }
  if (strict) {
    error refused(failure::ledger, "LEDGER.OUT_OF_ORDER",
                  concat("not applied, though later migrations are: ", tags));
    refused.migration = older.front();
    throw std::move(refused)
        .because(concat("drizzle-orm's migrator would pass over them in silence; ", why,
                        why.empty() ? "" : ", so they are not applied unasked; ",
                        "nothing was applied in this run"))
        .advise("apply them all the same with --out-of-order apply");
  }
  remark(severity::warning, "LEDGER.OUT_OF_ORDER",
         concat(how_.dry_run ? "would be applied now" : "applied now",
                ", though later migrations are in the database already: ", tags));
}

// drizzle-orm's migrator goes by the newest time alone.
void runner::remark_on_times() {
  std::int64_t newest = 0;
  for (const ledger_row& row : ledger_.rows) newest = std::max(newest, row.created_at);
  for (const std::size_t i : pending_) newest = std::max(newest, known_[i].when);
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (!matching_.migrations[i].row || known_[i].when <= newest) continue;
    remark(severity::warning, "LEDGER.RETIMED",
           concat(known_[i].tag, " is ", words_of(state::retimed).meaning, ": ",
                  resolution(state::retimed, known_[i].tag, {})));
  }
}

void runner::remark_on_the_rest() {
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (known_[i].hashes.empty() && matching_.migrations[i].row) {
      remark(severity::note, "LEDGER.FILE_MISSING",
             concat(known_[i].tag, " is ", words_of(state::file_missing).meaning),
             {folder_.file_of(entry(i)).string(), 0, 0});
    }
  }
  for (const repeated_row& one : matching_.repeated_rows) {
    const std::string id = std::to_string(ledger_.rows[one.row].id);
    remark(severity::warning, "LEDGER.APPLIED_TWICE",
           concat("row ", id, " of ", how_.ledger.quoted(), " is a second one of ",
                  known_[one.migration].tag, ": sluice repair --forget ", id));
  }
  remark_on_times();
  const std::size_t unknown = matching_.unknown_rows.size();
  if (unknown == 0) return;
  const ledger_row& last = ledger_.rows[matching_.unknown_rows.back()];
  remark(
      severity::note, "LEDGER.UNKNOWN_ROW",
      concat(std::to_string(unknown), unknown == 1 ? " row" : " rows", " of ", how_.ledger.quoted(),
             unknown == 1 ? " is" : " are", " of no migration in this folder; the last is id ",
             std::to_string(last.id), ", created_at ", std::to_string(last.created_at)));
}

// All of them before the first is applied: a file that can't be read is found in time.
std::vector<migration> runner::read_pending() const {
  std::vector<migration> out;
  out.reserve(pending_.size());
  for (const std::size_t i : pending_) {
    migrations::migration_file file = folder_.read(entry(i));
    migration one{entry(i).tag, entry(i).when, std::move(file.hash), folder_.file_of(entry(i)), {}};
    one.content = make_script(std::move(file), one.tag);
    if (how_.within == transactions::none && one.content.mode == transaction_mode::one &&
        !one.content.asks_for_one) {
      one.content.mode = transaction_mode::none;
    }
    out.push_back(std::move(one));
  }
  return out;
}

std::string runner::state_of_the_rest() const {
  const std::vector<applied_migration>& done = report_.applied;
  const std::size_t left = pending_.size() - done.size();
  std::string out;
  if (done.size() == 1) {
    out = concat(done.front().tag, " was applied in this run and stays.");
  } else if (!done.empty()) {
    out = concat(done.front().tag, " to ", done.back().tag, " (", std::to_string(done.size()),
                 " migrations) were applied in this run and stay.");
  }
  if (left > 1) {
    if (!out.empty()) out += ' ';
    out += concat(std::to_string(left - 1), left == 2 ? " later one was" : " later ones were",
                  " not tried.");
  }
  return out;
}

void runner::set_lock_timeout() {
  if (!sets_lock_timeout_) return;
  connection_.execute(concat("set lock_timeout = ", std::to_string(lock_timeout_.count())));
}

// A pooler shows another process number than the session's own.
void runner::take_lock() {
  const auto own = connection_.execute(
      "select pg_backend_pid(), current_setting('lock_timeout'), "
      "(extract(epoch from current_setting('lock_timeout')::interval) * 1000)::bigint");
  usual_lock_timeout_ = own.at(0).text(0, 1);
  const std::chrono::milliseconds usual(own[0].integer(0, 2));
  lock_timeout_ = how_.locks.lock_timeout.value_or(usual.count() > 0 ? usual : short_wait);
  pooled_ = own[0].integer(0, 0) != connection_.backend_pid();
  if (!pooled_) {
    session_lock_.emplace(
        connection_, how_.ledger,
        lock_options{how_.advisory_lock_timeout, how_.interrupt, watch_.waiting_for_lock});
    sets_lock_timeout_ = true;
    set_lock_timeout();
    return;
  }
  remark(severity::note, "RUN.POOLER",
         "the connection goes through a pooler: each migration takes the lock in its own "
         "transaction; a direct connection (DIRECT_URL, --url) is better");
}

void runner::reconnect() {
  const auto end = clock::now() + longest_reconnect;
  for (;;) {
    try {
      connection_ = pg::connection(connection_.target());
      attach();
      return;
    } catch (const error&) {
      if (clock::now() > end || (how_.interrupt != nullptr && how_.interrupt->load())) throw;
    }
    std::this_thread::sleep_for(200ms);
  }
}

// It may still be at it, and has the lock until it ends.
void runner::wait_for_old_session() {
  if (session_lock_) {
    session_lock_->take_again();
  } else {
    connection_.execute(concat(
        "begin; set local lock_timeout = ", std::to_string(how_.advisory_lock_timeout.count()),
        "; select pg_advisory_xact_lock(", std::to_string(how_.ledger.lock_key()), "); commit"));
  }
}

// The connection is gone, perhaps between the server's COMMIT and its answer: the ledger knows.
void runner::recover(const migration& one, const application& lost) {
  const std::string why = connection_.last_words();
  try {
    reconnect();
    wait_for_old_session();
    set_lock_timeout();
    ledger_ = read_ledger(connection_, how_.ledger);
  } catch (const error& unknown) {
    error out(failure::connect, "MIGRATE.CONNECTION_LOST",
              concat("the connection was lost while ", one.tag,
                     " was applied, and could not be made "
                     "again: whether it is applied is not known"));
    out.migration = one.tag;
    out.detail = concat(why, "\n", unknown.what());
    throw std::move(out).advise("`sluice status` says it once the database answers");
  }
  const matching now = compare(connection_, how_.ledger, folder_, known_, ledger_);
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (known_[i].tag != one.tag || !now.migrations[i].row) continue;
    remark(severity::warning, "MIGRATE.RECONNECTED",
           concat("the connection was lost as ", one.tag, " was committed; the ledger has it"));
    return;
  }
  error out(lost.all_or_nothing ? failure::connect : failure::migration_repair,
            "MIGRATE.CONNECTION_LOST",
            concat("the connection was lost while ", one.tag, " was applied"));
  out.migration = one.tag;
  const std::string state = lost.all_or_nothing
                                ? concat("Nothing of ", one.tag, " is applied.")
                                : concat(lost.progress, " Of the next statement it is not known.");
  out.detail = join({why, state, state_of_the_rest()}, "\n");
  throw std::move(out).advise("run it again; PostgreSQL's log says why it ended the connection");
}

surroundings runner::around() {
  return {.connection = connection_,
          .ledger = how_.ledger,
          .kept = *history_,
          .looks = *looks_,
          .pooled = pooled_,
          .lock_timeout = lock_timeout_,
          .usual_lock_timeout = usual_lock_timeout_,
          .retries = how_.locks.retries,
          .interrupt = how_.interrupt,
          .again = watch_.again,
          .remark = [this](severity level, std::string code, std::string message) {
            remark(level, std::move(code), std::move(message));
          }};
}

// Through a pooler another run's lock is only seen in the transaction.
application runner::attempt(const std::vector<const migration*>& these) {
  const surroundings around_it = around();
  const auto start = clock::now();
  auto pause = std::chrono::milliseconds(10);
  for (;;) {
    const application came = apply(around_it, these, state_of_the_rest(), at_);
    if (came.came != application::end::locked) return came;
    refuse_interrupted();
    if (clock::now() - start >= how_.advisory_lock_timeout) {
      throw error(failure::lock, "LOCK.TIMEOUT", "another migration run still holds the lock")
          .because(state_of_the_rest())
          .advise("wait for it to end, or wait longer with --advisory-lock-timeout");
    }
    std::this_thread::sleep_for(pause);
    pause = std::min<std::chrono::milliseconds>(pause * 2, 200ms);
  }
}

// One migration, or all that are one transaction.
void runner::apply_some(const std::vector<const migration*>& these, std::size_t of) {
  refuse_interrupted();
  running_ = these.front()->tag;
  const std::size_t before = report_.applied.size() + already_now_;
  for (std::size_t i = 0; i < these.size() && watch_.begin; ++i) {
    watch_.begin(these[i]->tag, before + i + 1, of);
  }
  began_ = clock::now();
  const application came = attempt(these);
  if (came.came == application::end::connection_lost) recover(*these.back(), came);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - began_);
  const bool drops_locks = std::any_of(
      these.begin(), these.end(), [](const migration* one) { return one->content.drops_locks; });
  if (drops_locks && session_lock_) session_lock_->take_again();
  running_.clear();
  at_ = {};
  for (const migration* one : these) {
    if (came.came == application::end::already) {
      ++report_.already;
      ++already_now_;
      remark(severity::note, "RUN.ALREADY",
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
  history_.emplace(connection_, run_facts{.command = "migrate",
                                          .ledger = how_.ledger,
                                          .version = how_.version,
                                          .plan_hash = hash_of(all)});
  if (history_->kept()) return;
  const std::string message =
      concat("the database keeps no history of this run: ", history_->why_not());
  for (const migration& one : all) {
    if (one.content.mode != transaction_mode::own && divide(one).size() == 1 &&
        !divide(one).front().alone) {
      continue;
    }
    remark(severity::warning, "RUN.NO_HISTORY",
           concat(message, "; ", one.tag,
                  " is more than one transaction: where it stops half-way, the next run begins it "
                  "again instead of going on"));
    return;
  }
  remark(severity::note, "RUN.NO_HISTORY", message);
}

// After the rollback: the connection may be gone.
void runner::end_history(const error& failed) {
  connection_.interrupt_by(nullptr);
  std::optional<history::failed_step> last;
  if (at_.of != nullptr) {
    last = {at_.of->as_step(), at_.done,
            std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - began_)};
  }
  const bool interrupted = failed.kind == failure::interrupted;
  history_->finish(interrupted ? ending::interrupted : ending::failed,
                   concat(failed.code, ": ", failed.what()), last);
}

// What an earlier run did of them: it goes on there, if the file is still the one that it ran.
void runner::take_up(std::vector<migration>& all, const std::vector<unfinished_step>& unfinished) {
  for (const unfinished_step& left : unfinished) {
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const migration& one) { return one.tag == left.tag; });
    if (found == all.end()) continue;
    migration& one = *found;
    const std::string span = concat(std::to_string(left.done), " of ",
                                    std::to_string(left.statements), " statements of ", one.tag);
    if (left.hash != one.hash || left.done > one.count()) {
      if (left.done == 0) continue;
      error refused(failure::ledger, "LEDGER.EDITED_HALFWAY",
                    concat(one.tag, " was changed after a part of it was applied"));
      refused.where = {one.file.string(), 0, 0};
      refused.migration = one.tag;
      throw std::move(refused)
          .because(concat(span,
                          " as it was then are applied; where the rest begins in the file "
                          "as it is now, nobody knows"))
          .advise(concat("put the file back as it was, and `sluice migrate` goes on at statement ",
                         std::to_string(left.done + 1),
                         "; where that is right for the changed file too: `sluice repair --accept ",
                         one.tag,
                         "`; where what was applied was undone by hand: `sluice repair "
                         "--forget ",
                         one.tag, "`"));
    }
    one.done = left.done;
    one.died = !left.failed;
    if (left.done > 0) {
      remark(severity::note, "RUN.RESUMED", concat(span, " were applied before: it goes on there"));
    }
  }
}

// Before anything is applied: what can't be in the one transaction of --tx all.
void runner::refuse_one_transaction(const std::vector<migration>& all) const {
  const auto refuse = [](const migration& one, std::optional<std::size_t> statement,
                         std::string_view what) {
    error refused(failure::migration, "MIGRATE.ONE_TRANSACTION",
                  concat(one.tag, " can't be in one transaction with the others: ", what));
    refused.migration = one.tag;
    if (statement) refused.statement = static_cast<int>(*statement) + 1;
    refused.where = {one.file.string(), 0, 0};
    throw std::move(refused)
        .because("nothing was applied in this run")
        .advise("migrate with --tx file, which is the default");
  };
  for (const migration& one : all) {
    if (one.content.mode == transaction_mode::own) {
      refuse(one, {}, "the file begins and commits transactions itself");
    }
    if (one.content.mode == transaction_mode::none) refuse(one, {}, "it says `-- sluice:tx none`");
    for (std::size_t i = one.done; i < one.count(); ++i) {
      if (runs_alone(one.content.statements[i])) {
        refuse(one, i,
               concat("statement ", std::to_string(i + 1),
                      " is none that PostgreSQL runs in a transaction"));
      }
    }
  }
}

void runner::apply_all(std::vector<migration>& all) {
  begin_history(all);
  given_back_.emplace(connection_, how_.ledger, all);
  looks_.emplace(connection_, onlooker_callbacks{watch_.running, watch_.blocked});
  if (pooled_) looks_->stay_blind();
  try {
    take_up(all, history_->unfinished());
    if (how_.within == transactions::all) {
      refuse_one_transaction(all);
      std::vector<const migration*> together;
      together.reserve(all.size());
      for (const migration& one : all) together.push_back(&one);
      apply_some(together, all.size());
    } else {
      for (const migration& one : all) apply_some({&one}, all.size());
    }
  } catch (const error& failed) {
    end_history(failed);
    throw;
  }
  history_->finish(ending::done);
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
    take_up(all, unfinished);
    if (how_.within == transactions::all) refuse_one_transaction(all);
  }
  if (how_.before) how_.before({all, ledger_, unfinished});
}

report runner::run() {
  if (how_.dry_run) forbid_writing();
  known_ = known_migrations(folder_);
  look();
  std::vector<migration> all;
  if (pending_.empty()) {
    refuse_edited();
    refuse_twins();
    show(all);
    remark_on_the_rest();
    return std::move(report_);
  }
  if (!how_.dry_run) take_lock();
  look();  // another run may have been at it in the meantime
  refuse_edited();
  refuse_twins();
  weigh_order();
  all = read_pending();
  show(all);
  if (!all.empty() && !how_.dry_run) {
    if (!ledger_.exists) create_ledger(connection_, how_.ledger);
    apply_all(all);
  }
  session_lock_.reset();
  remark_on_the_rest();
  return std::move(report_);
}

}  // namespace

report migrate(pg::connection& connection, const migrations::folder& folder, const options& how,
               const observer& watch) {
  return runner(connection, folder, how, watch).run();
}

}  // namespace sluice::run
