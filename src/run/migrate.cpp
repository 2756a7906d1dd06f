#include "run/migrate.hpp"

#include <optional>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "run/apply.hpp"
#include "run/history.hpp"
#include "run/known.hpp"
#include "run/settings.hpp"
#include "run/state.hpp"

namespace sluice::run {
namespace {

using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto longest_reconnect = 15s;

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
  void remark(severity level, std::string code, std::string message, place where = {});
  void refuse_interrupted() const;
  std::vector<migration> read_pending() const;
  void take_lock();
  void begin_history(const std::vector<migration>& all);
  void end_history(const error& failed);
  void apply_all(const std::vector<migration>& all);
  void apply_one(const migration& one, std::size_t number, std::size_t of);
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
  // One of the two while there is something to apply.
  std::optional<migration_lock> session_lock_;
  std::optional<transaction_lock> transaction_lock_;
  std::optional<history> history_;
  std::optional<history::failed_step> at_;  // what runs, for the history
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
         concat("applied now, though later migrations are in the database already: ", tags));
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

// A pooler shows another process number than the session's own.
void runner::take_lock() {
  const auto own = connection_.execute("select pg_backend_pid()");
  if (own.at(0).integer(0, 0) == connection_.backend_pid()) {
    session_lock_.emplace(connection_, how_.ledger,
                          lock_options{how_.lock_timeout, how_.interrupt, watch_.waiting_for_lock});
    return;
  }
  transaction_lock_ = {how_.ledger.lock_key(), how_.lock_timeout};
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
  } else if (transaction_lock_) {
    connection_.execute(concat(
        "begin; set local lock_timeout = ", std::to_string(transaction_lock_->timeout.count()),
        "; select pg_advisory_xact_lock(", std::to_string(transaction_lock_->key), "); commit"));
  }
}

// The connection is gone, perhaps between the server's COMMIT and its answer: the ledger knows.
void runner::recover(const migration& one, const application& lost) {
  const std::string why = connection_.last_words();
  try {
    reconnect();
    wait_for_old_session();
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
  throw std::move(out).advise("try again; PostgreSQL's log says why it ended the connection");
}

void runner::apply_one(const migration& one, std::size_t number, std::size_t of) {
  refuse_interrupted();
  running_ = one.tag;
  if (watch_.begin) watch_.begin(one.tag, number, of);
  began_ = clock::now();
  at_ = {one.as_step()};
  const application came =
      apply(connection_, how_.ledger, *history_, one, transaction_lock_, state_of_the_rest());
  if (came.came == application::end::connection_lost) recover(one, came);
  if (one.content.drops_locks && session_lock_) session_lock_->take_again();
  running_.clear();
  at_.reset();
  if (came.came == application::end::already) {
    ++report_.already;
    remark(severity::note, "RUN.ALREADY", concat(one.tag, " was applied by another run meanwhile"));
    return;
  }
  report_.applied.push_back(
      {one.tag, static_cast<int>(one.content.statements.size()),
       std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - began_)});
  if (watch_.done) watch_.done(report_.applied.back());
}

void runner::begin_history(const std::vector<migration>& all) {
  std::string plan;
  for (const migration& one : all) plan += concat("up ", one.tag, " ", one.hash, "\n");
  history_.emplace(connection_, run_facts{.command = "migrate",
                                          .ledger = how_.ledger,
                                          .version = how_.version,
                                          .plan_hash = sha256_hex(plan)});
  if (history_->kept()) return;
  remark(severity::note, "RUN.NO_HISTORY",
         concat("the database keeps no history of this run: ", history_->why_not()));
}

// After the rollback: the connection may be gone.
void runner::end_history(const error& failed) {
  connection_.interrupt_by(nullptr);
  if (at_) {
    at_->took = std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - began_);
  }
  const bool interrupted = failed.kind == failure::interrupted;
  history_->finish(interrupted ? ending::interrupted : ending::failed,
                   concat(failed.code, ": ", failed.what()), at_);
}

void runner::apply_all(const std::vector<migration>& all) {
  begin_history(all);
  try {
    for (std::size_t i = 0; i < all.size(); ++i) apply_one(all[i], i + 1, all.size());
  } catch (const error& failed) {
    end_history(failed);
    throw;
  }
  history_->finish(ending::done);
}

report runner::run() {
  known_ = known_migrations(folder_);
  look();
  if (pending_.empty()) {
    refuse_edited();
    refuse_twins();
    remark_on_the_rest();
    return std::move(report_);
  }
  take_lock();
  look();  // another run may have been at it in the meantime
  refuse_edited();
  refuse_twins();
  weigh_order();
  const std::vector<migration> all = read_pending();
  if (!all.empty() && !ledger_.exists) create_ledger(connection_, how_.ledger);
  if (!all.empty()) apply_all(all);
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
