#include "run/apply.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/failed.hpp"

namespace sluice::run {
namespace {

class applier {
 public:
  applier(pg::connection& connection, const ledger_name& ledger, const history& kept,
          const migration& one, const std::string& rest)
      : connection_(connection),
        ledger_(ledger),
        history_(kept),
        one_(one),
        rest_(rest),
        insert_(insert_into_ledger(ledger)) {}

  application in_one_transaction(const std::optional<transaction_lock>& lock);
  application in_its_own_transactions();
  application without_transaction();

 private:
  std::size_t count() const { return one_.content.statements.size(); }
  std::vector<pg::command> record() const;
  std::string state(const std::string& of_this) const {
    return rest_.empty() ? of_this : concat(of_this, " ", rest_);
  }
  std::string partly(std::size_t done) const;
  [[noreturn]] void fail(failure kind, const pg::server_message& said, bool interrupted,
                         std::optional<std::size_t> statement, std::string step,
                         const std::string& state) const;
  std::vector<pg::command> take(const transaction_lock& lock);
  void roll_back();

  pg::connection& connection_;
  const ledger_name& ledger_;
  const history& history_;
  const migration& one_;
  const std::string& rest_;
  std::string insert_;
  std::vector<std::string> texts_;  // of commands that nothing else holds
};

void applier::fail(failure kind, const pg::server_message& said, bool interrupted,
                   std::optional<std::size_t> statement, std::string step,
                   const std::string& said_state) const {
  const failed_at place{one_.tag, one_.file, one_.content, statement, std::move(step), said_state};
  throw migration_failure(interrupted && kind == failure::migration ? failure::interrupted : kind,
                          said, place);
}

std::vector<pg::command> applier::record() const {
  std::vector<pg::command> out;
  // What the file set is not for the next migration, nor for whom a pooler gives the session next;
  // and a role that it took on need not be allowed to write the ledger.
  if (one_.content.changes_session) {
    out.push_back({"reset all"});
    out.push_back({"set session authorization default"});
    out.push_back({"reset role"});
  }
  out.push_back({insert_, {one_.hash, std::to_string(one_.when)}});
  history_.add_done(out, one_.as_step());
  return out;
}

// Waits for the lock, then divides by zero where the row is there.
std::vector<pg::command> applier::take(const transaction_lock& lock) {
  texts_ = {concat("set local lock_timeout = ", std::to_string(lock.timeout.count())),
            concat("select pg_advisory_xact_lock(", std::to_string(lock.key), ")"),
            concat("select 1 / (not exists (select from ", ledger_.quoted(),
                   " where hash = $1 and created_at = $2))::int")};
  return {{texts_[0]},
          {texts_[1]},
          {"set local lock_timeout to default"},
          {texts_[2], {one_.hash, std::to_string(one_.when)}}};
}

void applier::roll_back() {
  connection_.interrupt_by(nullptr);  // it was heard; what follows must not be cancelled too
  if (connection_.transaction() != pg::transaction_state::idle) connection_.attempt("rollback");
}

std::string applier::partly(std::size_t done) const {
  if (done == 0) return concat("Nothing of ", one_.tag, " is applied.");
  const std::string which = done == 1         ? "Statement 1"
                            : done == count() ? "All statements"
                                              : concat("Statements 1 to ", std::to_string(done));
  return concat(which, " of ", one_.tag, done == 1 ? " is" : " are",
                " applied and stay so; the migration is not recorded.");
}

application applier::in_one_transaction(const std::optional<transaction_lock>& lock) {
  std::vector<pg::command> commands;
  commands.reserve(count() + 8);
  commands.push_back({one_.content.begin});
  if (lock) {
    for (pg::command& command : take(*lock)) commands.push_back(std::move(command));
  }
  const std::size_t first = commands.size();
  for (const pg::statement& statement : one_.content.statements) {
    commands.push_back({statement.text});
  }
  for (pg::command& command : record()) commands.push_back(std::move(command));
  commands.push_back({one_.content.commit});

  const pg::outcome came = connection_.attempt(commands);
  if (came.connection_lost) return {application::end::connection_lost};
  if (!came.failure) return {};
  roll_back();
  const std::size_t done = came.results.size();
  const std::string rolled_back =
      state(concat(one_.tag, " was rolled back: nothing of it is applied."));
  if (done >= first && done < first + count()) {
    fail(failure::migration, *came.failure, came.interrupted, done - first, {}, rolled_back);
  }
  if (lock && done + 1 == first && came.failure->sqlstate == "22012") {
    return {application::end::already};
  }
  if (lock && done < first && came.failure->sqlstate == "55P03") {
    throw error(failure::lock, "LOCK.TIMEOUT", "another migration run still holds the lock")
        .because(rest_)
        .advise("wait for it to end, or wait longer with --advisory-lock-timeout");
  }
  std::string step = done < first                  ? "BEGIN"
                     : done + 1 == commands.size() ? "COMMIT"
                                                   : "writing its row of the ledger";
  fail(failure::migration, *came.failure, came.interrupted, std::nullopt, std::move(step),
       rolled_back);
}

application applier::without_transaction() {
  for (std::size_t i = 0; i < count(); ++i) {
    const pg::outcome came = connection_.attempt(one_.content.statements[i].text);
    if (came.connection_lost) return {application::end::connection_lost, false, partly(i)};
    if (came.failure) {
      std::string said = partly(i);
      if (to_lower(one_.content.statements[i].text).find("concurrently") != std::string::npos) {
        said +=
            " An index that was built concurrently and failed is left behind as INVALID: drop it "
            "before the next try.";
      }
      fail(i == 0 ? failure::migration : failure::migration_repair, *came.failure, came.interrupted,
           i, {}, state(said));
    }
  }
  const pg::outcome came = connection_.attempt(record());
  if (came.connection_lost) return {application::end::connection_lost, false, partly(count())};
  if (came.failure) {
    fail(failure::migration_repair, *came.failure, came.interrupted, std::nullopt,
         "writing its row of the ledger", state(partly(count())));
  }
  return {};
}

// The file says where transactions begin and end. Its row is written in the last of them.
application applier::in_its_own_transactions() {
  bool recorded = false;
  std::size_t kept = 0;  // so many statements are committed
  const auto check = [&](const pg::outcome& came, std::optional<std::size_t> statement,
                         const char* step) -> std::optional<application> {
    if (came.connection_lost) {
      return application{application::end::connection_lost, kept == 0, partly(kept)};
    }
    if (!came.failure) return std::nullopt;
    roll_back();
    fail(kept == 0 ? failure::migration : failure::migration_repair, *came.failure,
         came.interrupted, statement, step, state(partly(kept)));
  };
  const char* const recording = "writing its row of the ledger";

  const pg::statement& first = one_.content.statements.front();
  if (first.word(0) != "begin" && first.word(0) != "start") {
    if (auto lost = check(connection_.attempt("begin"), std::nullopt, "BEGIN")) return *lost;
  }
  for (std::size_t i = 0; i < count(); ++i) {
    const pg::statement& statement = one_.content.statements[i];
    const bool ends = statement.word(0) == "commit" || statement.word(0) == "end";
    if (i + 1 == count() && ends && connection_.transaction() == pg::transaction_state::open) {
      if (auto lost = check(connection_.attempt(record()), std::nullopt, recording)) return *lost;
      recorded = true;
    }
    if (auto lost = check(connection_.attempt(statement.text), i, "")) return *lost;
    const bool undone = statement.word(0) == "rollback" || statement.word(0) == "abort";
    if (!undone && connection_.transaction() == pg::transaction_state::idle) kept = i + 1;
  }
  if (!recorded) {
    if (auto lost = check(connection_.attempt(record()), std::nullopt, recording)) return *lost;
  }
  if (connection_.transaction() == pg::transaction_state::open) {
    if (auto lost = check(connection_.attempt("commit"), std::nullopt, "COMMIT")) return *lost;
  }
  return {};
}

}  // namespace

application apply(pg::connection& connection, const ledger_name& ledger, const history& kept,
                  const migration& one, const std::optional<transaction_lock>& lock,
                  const std::string& rest) {
  applier run(connection, ledger, kept, one, rest);
  if (one.content.mode == transaction_mode::one) return run.in_one_transaction(lock);
  if (lock) {
    error refused(failure::lock, "MIGRATE.POOLER",
                  concat(one.tag,
                         " runs outside one transaction, and the connection goes through a "
                         "pooler, where no lock holds from one transaction to the next"));
    refused.migration = one.tag;
    throw std::move(refused).because(rest).advise(
        "give migrations a direct connection: DIRECT_URL or --url");
  }
  return one.content.mode == transaction_mode::own ? run.in_its_own_transactions()
                                                   : run.without_transaction();
}

}  // namespace sluice::run
