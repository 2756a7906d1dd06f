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

}  // namespace

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

// The file says where transactions begin and end. Its row is written in the last of them; what
// stands between two of them is a portion, as without any transaction.
application applier::in_its_own_transactions() {
  const migration& one = *these_.front();
  refuse_pooler(one);
  const auto check = [&](const pg::outcome& came, std::optional<std::size_t> statement,
                         const char* step) -> std::optional<application> {
    if (came.connection_lost) {
      return application{application::end::connection_lost, at_.done == 0, partly(one, at_.done)};
    }
    if (!came.failure) return std::nullopt;
    roll_back();
    fail(*came.failure, came.interrupted, one, statement, step, at_.done > 0);
  };
  const auto write_end = [&](std::size_t done) -> std::optional<application> {
    std::vector<pg::command> commands;
    add_end(commands, {&one, 0, done});
    if (commands.empty()) return std::nullopt;
    return check(connection_.attempt(commands), std::nullopt, "writing its row of the ledger");
  };
  const bool tells =
      std::none_of(one.content.statements.begin(), one.content.statements.end(), changes_role);
  if (!tells) {
    in_.remark(severity::warning, "RUN.NO_HISTORY",
               concat(one.tag,
                      " changes the role and has transactions of its own: how far it is can't be "
                      "recorded, and where it stops half-way, the next run begins it again"));
  }
  bool recorded = false;

  std::vector<pg::command> before;
  add_settings_before(before, {&one, one.done, one.count() - one.done}, false);
  if (!before.empty()) {
    if (auto lost = check(connection_.attempt(before), std::nullopt, "SET")) return *lost;
  }
  if (one.done == 0 && !begins_transaction(one.content.statements.front())) {
    if (auto lost = check(connection_.attempt("begin"), std::nullopt, "BEGIN")) return *lost;
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
    // With AND CHAIN there is no place to go on from.
    if (open && commits(statement) && (last || (tells && statement.words.size() <= 2))) {
      if (auto lost = write_end(i + 1)) return *lost;
      recorded = last;
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
    if (!undone && connection_.transaction() == pg::transaction_state::idle) at_.done = i + 1;
  }
  if (!recorded) {
    if (auto lost = write_end(one.count())) return *lost;
  }
  if (connection_.transaction() == pg::transaction_state::open) {
    if (auto lost = check(connection_.attempt("commit"), std::nullopt, "COMMIT")) return *lost;
  }
  return {};
}

}  // namespace sluice::run
