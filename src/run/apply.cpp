#include "run/apply.hpp"

#include <algorithm>
#include <deque>
#include <random>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/failed.hpp"
#include "run/leftover.hpp"
#include "run/manner.hpp"

namespace sluice::run {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds first_pause = 250ms;
constexpr milliseconds longest_pause = 5s;
constexpr milliseconds longest_blind = 1s;

// The lock, or that it is recorded already: the statement divides by zero.
constexpr std::string_view division_by_zero = "22012";

bool is_worth_another_try(const pg::server_message& said) {
  return said.sqlstate == "55P03" || said.sqlstate == "40P01" || said.sqlstate == "40001";
}

// PostgreSQL refuses it in a transaction.
bool wants_to_be_alone(const pg::server_message& said, const pg::statement& one) {
  if (said.sqlstate == "25001") return true;
  return said.sqlstate == "2D000" && (one.word(0) == "call" || one.word(0) == "do");
}

// It did before what it is told to do: the run that died had it done.
bool is_done_before(const pg::server_message& said, const pg::statement& one) {
  const std::string& state = said.sqlstate;
  if (one.word(0) == "create") return state == "42P07" || state == "42P04" || state == "42710";
  if (one.word(0) == "drop") return state == "42704" || state == "3D000";
  return detaches(one) && state == "42P01" && said.text.find("partition") != std::string::npos;
}

std::string statements_text(std::size_t first, std::size_t last) {
  if (first == last) return concat("statement ", std::to_string(first));
  return concat("statements ", std::to_string(first), " to ", std::to_string(last));
}

// One command of a transaction, and what it is for.
struct sent {
  pg::command command;
  std::size_t piece = 0;
  std::optional<std::size_t> statement;  // of the migration
  const char* step = "";
};

class applier {
 public:
  applier(const surroundings& in, const std::vector<const migration*>& these,
          const std::string& rest, position& at)
      : in_(in),
        connection_(in.connection),
        these_(these),
        rest_(rest),
        at_(at),
        insert_(insert_into_ledger(in.ledger)) {}

  application run();

 private:
  struct end_of_portion {
    std::optional<application> ended;  // nothing more is to be done
    bool done = true;                  // else it was cut up, or is to be tried again
  };

  application in_portions();
  application in_its_own_transactions();
  end_of_portion transact();
  end_of_portion run_alone();
  pg::outcome attempt_alone(const migration& one, std::size_t statement);
  void clear_the_way(const migration& one, std::size_t statement, bool again);

  void begin_transaction(const portion& what);
  void add_piece(const portion& what, std::size_t piece);
  void add_end(std::vector<pg::command>& to, const piece& one);
  std::string_view keep(std::string text);
  void add_settings_before(std::vector<pg::command>& to, const piece& one, bool with_local);
  void add_reset(std::vector<pg::command>& to, const migration& one);

  bool cut_for(const pg::server_message& said, const sent& failed);
  bool try_again(const pg::server_message& said, const migration& one);
  // Who is in the way is looked for before the timeout ends the wait.
  milliseconds look_after() const {
    return in_.lock_timeout.count() > 0 ? in_.lock_timeout / 2 : longest_blind;
  }
  void roll_back();
  void refuse_pooler(const migration& one) const;
  std::string partly(const migration& one, std::size_t done) const;
  std::string state_after(const migration& one) const;
  [[noreturn]] void fail(const pg::server_message& said, bool interrupted, const migration& one,
                         std::optional<std::size_t> statement, std::string step, bool half);

  const surroundings& in_;
  pg::connection& connection_;
  const std::vector<const migration*>& these_;
  const std::string& rest_;
  position& at_;
  std::string insert_;
  std::deque<portion> portions_;
  std::deque<std::string> texts_;  // of commands that nothing else holds
  std::vector<sent> sent_;
  std::size_t kept_migrations_ = 0;  // of several, so many are committed
  position half_;                    // committed in part
  int tries_ = 0;                    // of the portion that runs
};

std::string_view applier::keep(std::string text) {
  return texts_.emplace_back(std::move(text));
}

void applier::roll_back() {
  connection_.interrupt_by(nullptr);  // it was heard; what follows must not be cancelled too
  if (connection_.transaction() != pg::transaction_state::idle) connection_.attempt("rollback");
}

std::string applier::partly(const migration& one, std::size_t done) const {
  if (done == 0) return concat("Nothing of ", one.tag, " is applied.");
  std::string which = done == one.count() && done > 1 ? "all statements" : statements_text(1, done);
  which[0] = static_cast<char>(which[0] - 'a' + 'A');
  const std::string_view verb = done == 1 ? " is" : " are";
  if (!in_.kept.kept()) {
    return concat(which, " of ", one.tag, verb,
                  " applied and stay so; the migration is not recorded.");
  }
  return concat(which, " of ", one.tag, verb,
                " applied and recorded as that: the next run goes on ",
                done == one.count() ? "from there."
                                    : concat("at ", statements_text(done + 1, done + 1), "."));
}

// Where a migration's failure leaves the ones that are applied together, and the rest.
std::string applier::state_after(const migration& one) const {
  std::string out;
  if (these_.size() > 1 && kept_migrations_ == 0 && half_.of == nullptr) {
    out = concat("All ", std::to_string(these_.size()),
                 " migrations were one transaction, which was rolled back: nothing of them is "
                 "applied.");
  } else if (at_.done > 0) {
    out = partly(one, at_.done);
  } else {
    out = concat(one.tag, " was rolled back: nothing of it is applied.");
    if (half_.of != nullptr) out += concat(" ", partly(*half_.of, half_.done));
  }
  if (kept_migrations_ > 0) {
    out += concat(" ", these_.front()->tag, " to ", these_[kept_migrations_ - 1]->tag,
                  " were committed before it and stay.");
  }
  return rest_.empty() ? out : concat(out, " ", rest_);
}

void applier::fail(const pg::server_message& said, bool interrupted, const migration& one,
                   std::optional<std::size_t> statement, std::string step, bool half) {
  failure kind = half ? failure::migration_repair : failure::migration;
  std::string state = state_after(one);
  const bool stopped = in_.interrupt != nullptr && in_.interrupt->load();
  if (interrupted || (stopped && is_worth_another_try(said))) {
    kind = failure::interrupted;
  } else if (said.sqlstate == "55P03") {
    kind = failure::lock;
  }
  if (is_worth_another_try(said)) {
    if (tries_ > 0) {
      state += concat("\nIt was tried ", std::to_string(tries_ + 1), " times.");
    }
    for (const blocker& who : in_.looks.seen()) state += concat("\nin the way: ", describe(who));
  }
  const failed_at place{one.tag, one.file, one.content, statement, std::move(step), state};
  throw migration_failure(kind, said, place);
}

// A transaction that PostgreSQL gave up can be tried again as a whole, after a pause that gets
// longer and is never the same for two that are in each other's way.
bool applier::try_again(const pg::server_message& said, const migration& one) {
  if (!is_worth_another_try(said) || tries_ >= in_.retries) return false;
  static std::mt19937 random(std::random_device{}());
  const milliseconds full =
      std::min<milliseconds>(longest_pause, first_pause * (1 << std::min(tries_, 8)));
  const milliseconds pause(
      std::uniform_int_distribution<milliseconds::rep>(full.count() / 2, full.count())(random));
  ++tries_;
  if (in_.again) in_.again({one.tag, said.text, tries_, in_.retries, pause});
  const auto end = std::chrono::steady_clock::now() + pause;
  while (std::chrono::steady_clock::now() < end) {
    if (in_.interrupt != nullptr && in_.interrupt->load()) return false;
    std::this_thread::sleep_for(std::min<milliseconds>(pause, 20ms));
  }
  connection_.interrupt_by(in_.interrupt);
  return true;
}

// --- What is sent -------------------------------------------------------------------------------

// What the file set is not for the next migration, nor for whom a pooler gives the session next;
// and a role that it took on need not be allowed to write the ledger.
void applier::add_reset(std::vector<pg::command>& to, const migration& one) {
  if (!one.content.changes_session) return;
  to.push_back({"reset all"});
  to.push_back({"set session authorization default"});
  to.push_back({"reset role"});
  if (!in_.pooled) {
    to.push_back({keep(concat("set lock_timeout = ", std::to_string(in_.lock_timeout.count())))});
  }
}

// Each portion begins as a fresh session: what statements before it set is set again.
void applier::add_settings_before(std::vector<pg::command>& to, const piece& one, bool with_local) {
  if (!one.of->content.changes_session) return;
  for (std::size_t i = 0; i < one.first; ++i) {
    const pg::statement& before = one.statement(i);
    if (!sets(before) || (sets_for_transaction(before) && !with_local)) continue;
    to.push_back({before.text});
  }
}

// Its row of the ledger where that was all of it, else how far it is.
void applier::add_end(std::vector<pg::command>& to, const piece& one) {
  add_reset(to, *one.of);
  if (one.is_last()) {
    to.push_back({insert_, {one.of->hash, std::to_string(one.of->when)}});
    in_.kept.add_done(to, one.of->as_step());
  } else {
    in_.kept.add_progress(to, one.of->as_step(), one.end());
  }
}

void applier::begin_transaction(const portion& what) {
  const migration& first = what.first();
  const bool own_words = what.pieces.size() == 1 && first.content.asks_for_one;
  sent_.clear();
  sent_.push_back({{own_words ? first.content.begin : "begin"}, 0, {}, "BEGIN"});
  if (!in_.pooled) return;
  // Another run that waits for the lock must not hold a snapshot: it asks again.
  const char* const locking = "taking the lock";
  sent_.push_back({{keep(concat("select 1 / pg_try_advisory_xact_lock(",
                                std::to_string(in_.ledger.lock_key()), ")::int"))},
                   0,
                   {},
                   locking});
  sent_.push_back({{keep(concat("select 1 / (not exists (select from ", in_.ledger.quoted(),
                                " where hash = $1 and created_at = $2))::int")),
                    {first.hash, std::to_string(first.when)}},
                   0,
                   {},
                   locking});
  sent_.push_back(
      {{keep(concat("set local lock_timeout = ", std::to_string(in_.lock_timeout.count())))},
       0,
       {},
       locking});
}

void applier::add_piece(const portion& what, std::size_t number) {
  const piece& one = what.pieces[number];
  const script& content = one.of->content;
  const auto add_all = [&](std::vector<pg::command>& commands, const char* step) {
    for (pg::command& command : commands) sent_.push_back({std::move(command), number, {}, step});
    commands.clear();
  };
  std::vector<pg::command> besides;
  add_settings_before(besides, one, content.mode != transaction_mode::none);
  add_all(besides, "setting again what statements before it set");

  // A file that has its own mind about lock_timeout is left alone.
  wait now = wait::strong;
  for (std::size_t i = one.first; i < one.end(); ++i) {
    const wait wanted = content.sets_lock_timeout ? now : waits(one.statement(i));
    if (wanted != now) {
      const std::string time = wanted == wait::strong ? std::to_string(in_.lock_timeout.count())
                               : wanted == wait::rows ? in_.usual_lock_timeout
                                                      : "0";
      sent_.push_back({{keep(concat("set local lock_timeout = '", time, "'"))}, number, {}, "SET"});
      now = wanted;
    }
    sent_.push_back({{one.statement(i).text}, number, i, ""});
  }
  add_end(besides, one);
  add_all(besides, "writing its row of the ledger");
  if (now != wait::strong && number + 1 < what.pieces.size()) {
    sent_.push_back(
        {{keep(concat("set local lock_timeout = ", std::to_string(in_.lock_timeout.count())))},
         number,
         {},
         "SET"});
  }
}

// --- A transaction ------------------------------------------------------------------------------

applier::end_of_portion applier::transact() {
  const portion& what = portions_.front();
  const bool own_words = what.pieces.size() == 1 && what.first().content.asks_for_one;
  begin_transaction(what);
  for (std::size_t i = 0; i < what.pieces.size(); ++i) add_piece(what, i);
  sent_.push_back(
      {{own_words ? what.first().content.commit : "commit"}, what.pieces.size() - 1, {}, "COMMIT"});
  std::vector<pg::command> commands;
  commands.reserve(sent_.size());
  for (const sent& one : sent_) commands.push_back(one.command);

  in_.looks.watch(what, look_after(), tries_ > 0);
  const pg::outcome came = connection_.attempt(commands);
  in_.looks.rest();
  if (came.connection_lost) {
    return {application{application::end::connection_lost,
                        at_.done == 0 && portions_.size() == 1 && kept_migrations_ == 0,
                        partly(*at_.of, at_.done)}};
  }
  if (!came.failure) return {};

  roll_back();
  const sent& failed = sent_[std::min(came.results.size(), sent_.size() - 1)];
  const migration& one = *what.pieces[failed.piece].of;
  const pg::server_message& said = *came.failure;
  if (in_.pooled && said.sqlstate == division_by_zero && !failed.statement) {
    const bool has_lock = came.results.size() > 1;
    return {application{has_lock ? application::end::already : application::end::locked}};
  }
  if (!came.interrupted && (cut_for(said, failed) || try_again(said, one))) {
    connection_.interrupt_by(in_.interrupt);
    return {std::nullopt, false};
  }
  if (&one != at_.of) at_ = {&one, one.done};
  fail(said, came.interrupted, one, failed.statement, failed.step, at_.done > 0);
}

// PostgreSQL says where a transaction has to end: after new enum values that are used in it, and
// around what it does not do in one.
bool applier::cut_for(const pg::server_message& said, const sent& failed) {
  if (!failed.statement) return false;
  const portion what = portions_.front();
  const migration& one = *what.pieces[failed.piece].of;
  if (one.content.asks_for_one) return false;
  if (said.sqlstate == "55P04") {
    for (std::size_t p = failed.piece + 1; p-- > 0;) {
      const piece& in = what.pieces[p];
      const std::size_t end = p == failed.piece ? *failed.statement : in.end();
      for (std::size_t i = end; i-- > in.first;) {
        if (!adds_enum_value(in.statement(i))) continue;
        refuse_pooler(one);
        cut parts = cut_after(what, p, in.of->content.asks_for_one ? in.end() - 1 : i);
        in_.remark(severity::note, "RUN.DIVIDED",
                   concat("statement ", std::to_string(i + 1), " of ", in.of->tag,
                          " adds an enum value that is used later, which PostgreSQL allows only "
                          "after a COMMIT: there is one after it"));
        portions_.front() = std::move(parts.before);
        portions_.insert(portions_.begin() + 1, std::move(parts.after));
        return true;
      }
    }
    return false;
  }
  if (what.pieces.size() > 1 ||
      !wants_to_be_alone(said, what.pieces[0].statement(*failed.statement))) {
    return false;
  }
  refuse_pooler(one);
  in_.remark(severity::note, "RUN.DIVIDED",
             concat("statement ", std::to_string(*failed.statement + 1), " of ", one.tag,
                    " can't run in a transaction: it runs alone"));
  const cut parts = cut_before(what, 0, *failed.statement);
  const piece rest = parts.after.pieces.front();
  portions_.pop_front();
  if (rest.count > 1) portions_.push_front({{{rest.of, rest.first + 1, rest.count - 1}}});
  portions_.push_front({{{rest.of, rest.first, 1}}, true});
  if (!parts.before.pieces.empty()) portions_.push_front(parts.before);
  return true;
}

// --- Alone --------------------------------------------------------------------------------------

// An INVALID index of the name that is to be built is dropped; one that is being built right now is
// waited for.
void applier::clear_the_way(const migration& one, std::size_t statement, bool again) {
  const pg::statement& what = one.content.statements[statement];
  if (!again && !builds_index(what)) return;
  bool said = false;
  for (;;) {
    bool building = false;
    for (const leftover& left : find_leftovers(connection_, what)) {
      if (left.builder != 0 && left.builder != connection_.backend_pid()) {
        building = true;
        if (!said) {
          in_.remark(severity::note, "RUN.INVALID_INDEX",
                     concat(left.name, " is being built by process ", std::to_string(left.builder),
                            ": waiting for its end"));
        }
        said = true;
        continue;
      }
      in_.remark(severity::note, "RUN.INVALID_INDEX",
                 concat("index ", left.name, " on ", left.table,
                        " was left INVALID by a build that did not end: dropped, and built again"));
      connection_.attempt(concat("drop index concurrently if exists ", left.name));
    }
    if (!building || (in_.interrupt != nullptr && in_.interrupt->load())) return;
    std::this_thread::sleep_for(200ms);
  }
}

pg::outcome applier::attempt_alone(const migration& one, std::size_t statement) {
  const pg::statement& what = one.content.statements[statement];
  const bool resumed = one.died && statement == one.done;
  const portion watched{{{&one, statement, 1}}, true};
  for (tries_ = 0;;) {
    clear_the_way(one, statement, resumed || tries_ > 0);
    in_.looks.watch(watched, longest_blind, tries_ > 0);
    pg::outcome came = connection_.attempt(what.text);
    if (came.failure && resumed && !came.interrupted) {
      const auto detached = detaches(what);
      if (detached && came.failure->sqlstate == "55000") {
        came = connection_.attempt(concat("alter table ", detached->table, " detach partition ",
                                          detached->partition, " finalize"));
      } else if (is_done_before(*came.failure, what)) {
        in_.remark(severity::note, "RUN.DONE_BEFORE",
                   concat("statement ", std::to_string(statement + 1), " of ", one.tag,
                          " was done by the run that died"));
        came = {};
      }
    }
    in_.looks.rest();
    if (!came.failure || came.connection_lost || came.interrupted) return came;
    if (!try_again(*came.failure, one)) return came;
  }
}

applier::end_of_portion applier::run_alone() {
  const piece& what = portions_.front().pieces.front();
  const migration& one = *what.of;
  refuse_pooler(one);
  const auto ended = [&](const pg::outcome& came, std::optional<std::size_t> statement,
                         const char* step) -> end_of_portion {
    if (came.connection_lost) {
      return {application{application::end::connection_lost, false, partly(one, at_.done)}};
    }
    if (!came.failure) return {};
    connection_.interrupt_by(nullptr);
    fail(*came.failure, came.interrupted, one, statement, step, at_.done > 0);
  };

  // Where this process dies, the next run knows what it was at.
  std::vector<pg::command> before;
  in_.kept.add_progress(before, one.as_step(), what.first);
  add_settings_before(before, what, false);
  if (!one.content.sets_lock_timeout) before.push_back({"set lock_timeout = 0"});
  if (auto end = ended(connection_.attempt(before), std::nullopt, "recording how far it is");
      end.ended) {
    return end;
  }
  if (auto end = ended(attempt_alone(one, what.first), what.first, ""); end.ended) return end;
  at_.done = what.end();
  std::vector<pg::command> after;
  after.push_back({keep(concat("set lock_timeout = ", std::to_string(in_.lock_timeout.count())))});
  add_end(after, what);
  return ended(connection_.attempt(after), std::nullopt, "writing its row of the ledger");
}

void applier::refuse_pooler(const migration& one) const {
  if (!in_.pooled) return;
  error refused(failure::lock, "MIGRATE.POOLER",
                concat(one.tag,
                       " runs outside one transaction, and the connection goes through a "
                       "pooler, where no lock holds from one transaction to the next"));
  refused.migration = one.tag;
  throw std::move(refused).because(rest_).advise(
      "give migrations a direct connection: DIRECT_URL or --url");
}

application applier::in_portions() {
  if (these_.size() == 1) {
    for (portion& one : divide(*these_.front())) portions_.push_back(std::move(one));
  } else {
    portion& all = portions_.emplace_back();
    for (const migration* one : these_) {
      all.pieces.push_back({one, one->done, one->count() - one->done});
    }
  }
  if (portions_.size() > 1) refuse_pooler(*these_.front());
  while (!portions_.empty()) {
    const end_of_portion came = portions_.front().alone ? run_alone() : transact();
    if (came.ended) return *came.ended;
    if (!came.done) continue;
    for (const piece& one : portions_.front().pieces) {
      at_ = {one.of, one.end()};
      if (one.is_last()) ++kept_migrations_;
      half_ = one.is_last() ? position{} : at_;
    }
    portions_.pop_front();
    tries_ = 0;
    if (portions_.empty() || portions_.front().first().tag == at_.of->tag) continue;
    at_ = {&portions_.front().first(), 0};
  }
  return {};
}

// --- The file's own transactions ----------------------------------------------------------------

// The file says where transactions begin and end. Its row is written in the last of them.
application applier::in_its_own_transactions() {
  const migration& one = *these_.front();
  refuse_pooler(one);
  bool recorded = false;
  const auto check = [&](const pg::outcome& came, std::optional<std::size_t> statement,
                         const char* step) -> std::optional<application> {
    if (came.connection_lost) {
      return application{application::end::connection_lost, at_.done == 0, partly(one, at_.done)};
    }
    if (!came.failure) return std::nullopt;
    roll_back();
    fail(*came.failure, came.interrupted, one, statement, step, at_.done > 0);
  };
  const auto record = [&] {
    std::vector<pg::command> out;
    add_end(out, {&one, 0, one.count()});
    return out;
  };
  const char* const recording = "writing its row of the ledger";

  std::vector<pg::command> before;
  add_settings_before(before, {&one, one.done, one.count() - one.done}, false);
  if (!before.empty()) {
    if (auto lost = check(connection_.attempt(before), std::nullopt, "SET")) return *lost;
  }
  const pg::statement& first = one.content.statements.front();
  if (one.done == 0 && first.word(0) != "begin" && first.word(0) != "start") {
    if (auto lost = check(connection_.attempt("begin"), std::nullopt, "BEGIN")) return *lost;
  }
  for (std::size_t i = one.done; i < one.count(); ++i) {
    const pg::statement& statement = one.content.statements[i];
    const bool ends = statement.word(0) == "commit" || statement.word(0) == "end";
    const bool open = connection_.transaction() == pg::transaction_state::open;
    if (i + 1 == one.count() && ends && open) {
      if (auto lost = check(connection_.attempt(record()), std::nullopt, recording)) return *lost;
      recorded = true;
    }
    const bool alone = !open && runs_alone(statement);
    if (alone) connection_.attempt("set lock_timeout = 0");
    const portion watched{{{&one, i, 1}}};
    in_.looks.watch(watched, look_after(), false);
    const pg::outcome came = alone ? attempt_alone(one, i) : connection_.attempt(statement.text);
    in_.looks.rest();
    if (auto lost = check(came, i, "")) return *lost;
    if (alone) {
      connection_.attempt(concat("set lock_timeout = ", std::to_string(in_.lock_timeout.count())));
    }
    const bool undone = statement.word(0) == "rollback" || statement.word(0) == "abort";
    if (undone || connection_.transaction() != pg::transaction_state::idle) continue;
    at_.done = i + 1;
    if (i + 1 == one.count()) break;
    std::vector<pg::command> progress;
    in_.kept.add_progress(progress, one.as_step(), at_.done);
    if (!progress.empty() && connection_.attempt(progress).failure) {
      in_.remark(severity::warning, "RUN.NO_HISTORY",
                 concat("how far ", one.tag,
                        " is could not be recorded: where it stops, the next run can't go on "
                        "there"));
    }
  }
  if (!recorded) {
    if (auto lost = check(connection_.attempt(record()), std::nullopt, recording)) return *lost;
  }
  if (connection_.transaction() == pg::transaction_state::open) {
    if (auto lost = check(connection_.attempt("commit"), std::nullopt, "COMMIT")) return *lost;
  }
  return {};
}

application applier::run() {
  at_ = {these_.front(), these_.front()->done};
  const bool own = these_.size() == 1 && these_.front()->content.mode == transaction_mode::own;
  return own ? in_its_own_transactions() : in_portions();
}

}  // namespace

application apply(const surroundings& in, const std::vector<const migration*>& these,
                  const std::string& rest, position& at) {
  return applier(in, these, rest, at).run();
}

}  // namespace sluice::run
