// One transaction: what is sent, and what is done where PostgreSQL refuses it.
#include <algorithm>

#include "base/text.hpp"
#include "run/applier.hpp"
#include "run/manner.hpp"

namespace sluice::run {
namespace {

// The lock, or that it is recorded already: the statement divides by zero.
constexpr std::string_view division_by_zero = "22012";

// PostgreSQL refuses it in a transaction.
bool wants_to_be_alone(const pg::server_message& said, const pg::statement& one) {
  if (said.sqlstate == "25001") return true;
  return said.sqlstate == "2D000" && (one.word(0) == "call" || one.word(0) == "do");
}

}  // namespace

// What the file set is not for the next migration, nor for whom a pooler gives the session next;
// and a role that it took on need not be allowed to write the ledger.
void applier::add_reset(std::vector<pg::command>& to, const migration& one) {
  if (!one.content.changes_session) return;
  to.push_back({"reset all"});
  to.push_back({"set session authorization default"});
  to.push_back({"reset role"});
  if (in_.pooled) {
    add_transaction_settings(to);
  } else {
    to.push_back({keep(concat("set lock_timeout = ", std::to_string(in_.lock_timeout.count())))});
  }
}

// Behind a pooler, where a session's would be others' too.
void applier::add_transaction_settings(std::vector<pg::command>& to) {
  for (const auto& [name, value] : in_.settings) {
    to.push_back({"select set_config($1, $2, true)", {name, value}});
  }
  to.push_back(
      {keep(concat("set local lock_timeout = ", std::to_string(in_.lock_timeout.count())))});
}

// Each portion begins as a fresh session: what statements before it set is set again.
void applier::add_settings_before(std::vector<pg::command>& to, const piece& one, bool with_local) {
  if (!one.of->content.changes_session || keeps_session_) return;
  for (std::size_t i = 0; i < one.first; ++i) {
    const pg::statement& before = one.statement(i);
    if (!sets(before) || (sets_for_transaction(before) && !with_local)) continue;
    to.push_back({before.text});
  }
}

// What is taken back has its rows taken away, each of them: it divides by zero where one is gone.
void applier::add_ledger_rows(std::vector<pg::command>& to, const migration& one) {
  if (one.way != direction::down) {
    to.push_back({insert_, {one.hash, std::to_string(one.when)}});
    return;
  }
  const std::string_view erase =
      keep(concat("with gone as (delete from ", in_.ledger.quoted(),
                  " where id = $1::bigint returning 1) select 1 / count(*) from gone"));
  for (const std::int64_t id : one.rows) to.push_back({erase, {std::to_string(id)}});
}

void applier::add_afterwards(std::vector<pg::command>& to, const piece& one) {
  if (one.is_last() || !keeps_session_) add_reset(to, *one.of);
  if (!one.is_last()) return;
  for (const std::string& statement : one.of->afterwards) to.push_back({statement});
}

// Its row of the ledger where that was all of it, else how far it is.
void applier::add_end(std::vector<pg::command>& to, const piece& one) {
  if (one.of->is_push) return;
  if (one.is_last()) {
    add_ledger_rows(to, *one.of);
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
  if (!first.is_push) {
    sent_.push_back({{keep(concat("select 1 / (not exists (select from ", in_.ledger.quoted(),
                                  " where hash = $1 and created_at = $2))::int")),
                      {first.hash, std::to_string(first.when)}},
                     0,
                     {},
                     locking});
  }
  std::vector<pg::command> settings;
  add_transaction_settings(settings);
  for (pg::command& one : settings) sent_.push_back({std::move(one), 0, {}, "SET"});
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
    const auto guard = one.of->guards.find(i);
    if (guard != one.of->guards.end()) sent_.push_back({{guard->second}, number, i, ""});
    sent_.push_back({{one.statement(i).text}, number, i, ""});
  }
  add_afterwards(besides, one);
  add_all(besides, one.of->afterwards.empty() ? "putting the session back"
                                              : "giving back what a rollback kept");
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

}  // namespace sluice::run
