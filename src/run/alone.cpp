// What runs outside of our transactions: statements that PostgreSQL takes in none, and files that
// begin and commit their own.
#include <algorithm>
#include <thread>

#include "base/text.hpp"
#include "run/applier.hpp"
#include "run/leftover.hpp"
#include "run/manner.hpp"

namespace sluice::run {
namespace {

using namespace std::chrono_literals;

// It did before what it is told to do: the run that died had it done.
bool is_done_before(const pg::server_message& said, const pg::statement& one) {
  const std::string& state = said.sqlstate;
  if (one.word(0) == "create") return state == "42P07" || state == "42P04" || state == "42710";
  if (one.word(0) == "drop") return state == "42704" || state == "3D000";
  return detaches(one) && state == "42P01" && said.text.find("partition") != std::string::npos;
}

// What is to be sent before the first statement that is not done: it has no transaction, or COMMIT
// AND CHAIN had opened it.
std::string_view begins_with(const migration& one) {
  const std::vector<pg::statement>& all = one.content.statements;
  if (one.done == 0) return begins_transaction(all.front()) ? "" : "begin";
  const std::vector<std::string>& words = all[one.done - 1].words;
  const auto has = [&](std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  if (!commits(all[one.done - 1]) || !has("chain") || has("no")) return "";
  for (std::size_t i = one.done - 1; i-- > 0;) {
    if (begins_transaction(all[i])) return all[i].text;
  }
  return "begin";
}

}  // namespace

// An INVALID index that is to be built is dropped; one that is being built right now is waited for.
// False where there is nothing left to do.
bool applier::clear_the_way(const migration& one, std::size_t statement, bool again) {
  const pg::statement& what = one.content.statements[statement];
  if (!again && !builds_index(what)) return true;
  const bool after_death = one.died && statement == one.done;
  bool said = false;
  for (;;) {
    bool building = false;
    bool complete = false;
    for (const leftover& left : find_leftovers(connection_, what, after_death)) {
      if (left.is == leftover::kind::complete) {
        complete = true;
        continue;
      }
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
      if (left.is == leftover::kind::doubtful) {
        in_.remark(severity::warning, "RUN.INVALID_INDEX",
                   concat("index ", left.name, " on ", left.table,
                          " is INVALID: where a build that did not end left it, drop index "
                          "concurrently ",
                          left.name));
        continue;
      }
      in_.remark(severity::note, "RUN.INVALID_INDEX",
                 concat("index ", left.name, " on ", left.table,
                        " was left INVALID by a build that did not end: dropped, and built again"));
      connection_.attempt(concat("drop index concurrently if exists ", left.name));
    }
    if (complete) return false;
    if (!building || (in_.interrupt != nullptr && in_.interrupt->load())) return true;
    std::this_thread::sleep_for(200ms);
  }
}

void applier::say_done_before(const migration& one, std::size_t statement) const {
  in_.remark(severity::note, "RUN.DONE_BEFORE",
             concat("statement ", std::to_string(statement + 1), " of ", one.tag,
                    " was done by the run that died"));
}

pg::outcome applier::attempt_alone(const migration& one, std::size_t statement) {
  const pg::statement& what = one.content.statements[statement];
  const bool resumed = one.died && statement == one.done;
  const portion watched{{{&one, statement, 1}}, true};
  for (tries_ = 0;;) {
    if (!clear_the_way(one, statement, resumed || tries_ > 0)) {
      say_done_before(one, statement);
      return {};
    }
    in_.looks.watch(watched, longest_blind, tries_ > 0);
    pg::outcome came = connection_.attempt(what.text);
    if (came.failure && resumed && !came.interrupted) {
      const auto detached = detaches(what);
      if (detached && came.failure->sqlstate == "55000") {
        came = connection_.attempt(concat("alter table ", detached->table, " detach partition ",
                                          detached->partition, " finalize"));
      } else if (is_done_before(*came.failure, what)) {
        say_done_before(one, statement);
        came = {};
      }
    }
    in_.looks.rest();
    if (!came.failure || came.connection_lost || came.interrupted) return came;
    if (may_commit(what) || !try_again(*came.failure, one)) return came;
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
  const bool commits = may_commit(one.content.statements[what.first]);
  std::vector<pg::command> before;
  if (!one.is_push) {
    in_.kept.add_progress(before, one.as_step(), what.first,
                          commits ? std::optional(ending::unknown) : std::nullopt);
  }
  add_settings_before(before, what, false);
  if (!one.content.sets_lock_timeout) before.push_back({"set lock_timeout = 0"});
  if (auto end = ended(connection_.attempt(before), std::nullopt, "recording how far it is");
      end.ended) {
    return end;
  }
  at_.unknown = commits;
  if (commits) not_again_ = "it may have committed a part of what it does";
  const pg::outcome came = attempt_alone(one, what.first);
  if (!came.connection_lost) at_.unknown = false;
  if (auto end = ended(came, what.first, ""); end.ended) return end;
  not_again_ = {};
  at_.done = what.end();
  std::vector<pg::command> after;
  after.push_back({keep(concat("set lock_timeout = ", std::to_string(in_.lock_timeout.count())))});
  add_afterwards(after, what);
  add_end(after, what);
  return ended(connection_.attempt(after), std::nullopt, "writing its row of the ledger");
}

// The file says where transactions begin and end. Its row is written in the last of them; what
// stands between two of them is a portion, as without any transaction.
application applier::in_its_own_transactions() {
  const migration& one = *these_.front();
  refuse_pooler(one);
  const std::vector<pg::statement>& statements = one.content.statements;
  const bool tells = std::none_of(statements.begin(), statements.end(), changes_role);
  const bool is_blind =
      !tells &&
      std::any_of(statements.begin(), statements.end() - 1, [](const pg::statement& each) {
        return controls_transaction(each) && !begins_transaction(each);
      });
  const auto check = [&](const pg::outcome& came, std::optional<std::size_t> statement,
                         const char* step) -> std::optional<application> {
    if (came.connection_lost) {
      return application{application::end::connection_lost, at_.done == 0, partly(one, at_.done)};
    }
    if (!came.failure) return std::nullopt;
    at_.unknown = false;
    roll_back();
    if (!tells) connection_.attempt({{"set session authorization default"}, {"reset role"}});
    fail(*came.failure, came.interrupted, one, statement, step, at_.done > 0);
  };
  const auto write_end = [&](std::size_t done) -> std::optional<application> {
    std::vector<pg::command> commands;
    add_afterwards(commands, {&one, 0, done});
    add_end(commands, {&one, 0, done});
    if (commands.empty()) return std::nullopt;
    return check(connection_.attempt(commands), std::nullopt, "writing its row of the ledger");
  };
  bool recorded = false;

  std::vector<pg::command> before;
  if (is_blind) {
    in_.remark(severity::warning, "RUN.NO_HISTORY",
               concat(one.tag,
                      " changes the role and has transactions of its own: how far it is can't be "
                      "recorded, and where a run dies in it, the next one ",
                      in_.kept.kept() ? "asks how far it came" : "begins it again"));
    in_.kept.add_progress(before, one.as_step(), one.done, ending::unknown);
    at_.unknown = in_.kept.kept();
  }
  add_settings_before(before, {&one, one.done, one.count() - one.done}, false);
  if (!before.empty()) {
    if (auto lost = check(connection_.attempt(before), std::nullopt, "SET")) return *lost;
  }
  const std::string_view first = begins_with(one);
  if (!first.empty()) {
    if (auto lost = check(connection_.attempt(first), std::nullopt, "BEGIN")) return *lost;
  }
  keeps_session_ = true;
  for (std::size_t i = one.done; i < one.count(); ++i) {
    const pg::statement& statement = one.content.statements[i];
    const bool open = connection_.transaction() == pg::transaction_state::open;
    const bool last = i + 1 == one.count();
    if (!open && tells && !controls_transaction(statement)) {
      portions_.push_back({{{&one, i, 1}}, runs_alone(statement) || may_commit(statement)});
      if (auto ended = work_off()) return *ended;
      recorded = last;
      continue;
    }
    if (open && commits(statement) && (last || tells)) {
      if (auto lost = write_end(i + 1)) return *lost;
      recorded = last;
    }
    const bool alone = !open && runs_alone(statement);
    if (alone) connection_.attempt("set lock_timeout = 0");
    const portion watched{{{&one, i, 1}}};
    in_.looks.watch(watched, look_after(), false);
    if (!alone) not_again_ = "the file begins and commits transactions itself";
    const pg::outcome came = alone ? attempt_alone(one, i) : connection_.attempt(statement.text);
    in_.looks.rest();
    if (auto lost = check(came, i, "")) return *lost;
    not_again_ = {};
    if (alone) {
      connection_.attempt(concat("set lock_timeout = ", std::to_string(in_.lock_timeout.count())));
    }
    const bool undone = statement.word(0) == "rollback" || statement.word(0) == "abort";
    const bool is_idle = connection_.transaction() == pg::transaction_state::idle;
    if (!undone && (is_idle || commits(statement))) at_.done = i + 1;
  }
  if (!recorded) {
    if (auto lost = write_end(one.count())) return *lost;
  }
  if (connection_.transaction() == pg::transaction_state::open) {
    if (auto lost = check(connection_.attempt("commit"), std::nullopt, "COMMIT")) return *lost;
  }
  at_.unknown = false;
  return {};
}

}  // namespace sluice::run
