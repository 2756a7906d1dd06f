#include "run/apply.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/failed.hpp"

namespace sluice::run {
namespace {

class application {
 public:
  application(pg::connection& connection, const ledger_name& ledger, const migration& one,
              const std::string& before)
      : connection_(connection), one_(one), before_(before), insert_(insert_into_ledger(ledger)) {}

  std::optional<lost_connection> in_one_transaction();
  std::optional<lost_connection> in_its_own_transactions();
  std::optional<lost_connection> without_transaction();

 private:
  std::size_t count() const { return one_.content.statements.size(); }
  std::vector<pg::command> record() const;
  std::string state(const std::string& of_this) const {
    return before_.empty() ? of_this : concat(of_this, " ", before_);
  }
  std::string partly(std::size_t done) const;
  [[noreturn]] void fail(failure kind, const pg::outcome& came,
                         std::optional<std::size_t> statement, std::string step,
                         const std::string& state) const;
  void roll_back();

  pg::connection& connection_;
  const migration& one_;
  const std::string& before_;
  std::string insert_;
};

void application::fail(failure kind, const pg::outcome& came, std::optional<std::size_t> statement,
                       std::string step, const std::string& said_state) const {
  const failed_at place{one_.tag, one_.file, one_.content, statement, std::move(step), said_state};
  throw migration_failure(
      came.interrupted && kind == failure::migration ? failure::interrupted : kind, *came.failure,
      place);
}

std::vector<pg::command> application::record() const {
  std::vector<pg::command> out;
  // A role that the file took on need not be allowed to write the ledger.
  if (one_.content.changes_session) out.push_back({"reset role"});
  out.push_back({insert_, {one_.hash, std::to_string(one_.when)}});
  return out;
}

void application::roll_back() {
  if (connection_.transaction() != pg::transaction_state::idle) connection_.attempt("rollback");
}

std::string application::partly(std::size_t done) const {
  if (done == 0) return concat("Nothing of ", one_.tag, " is applied.");
  const std::string which = done == 1         ? "Statement 1"
                            : done == count() ? "All statements"
                                              : concat("Statements 1 to ", std::to_string(done));
  return concat(which, " of ", one_.tag, done == 1 ? " is" : " are",
                " applied and stay so; the migration is not recorded.");
}

std::optional<lost_connection> application::in_one_transaction() {
  std::vector<pg::command> commands;
  commands.reserve(count() + 4);
  commands.push_back({one_.content.begin});
  for (const pg::statement& statement : one_.content.statements) {
    commands.push_back({statement.text});
  }
  for (pg::command& command : record()) commands.push_back(std::move(command));
  commands.push_back({one_.content.commit});

  const pg::outcome came = connection_.attempt(commands);
  if (came.connection_lost) return lost_connection{};
  if (!came.failure) return std::nullopt;
  roll_back();
  const std::size_t done = came.results.size();
  const std::string rolled_back =
      state(concat(one_.tag, " was rolled back: nothing of it is applied."));
  if (done >= 1 && done <= count()) {
    fail(failure::migration, came, done - 1, {}, rolled_back);
  }
  std::string step = done == 0                     ? "BEGIN"
                     : done + 1 == commands.size() ? "COMMIT"
                                                   : "writing its row of the ledger";
  fail(failure::migration, came, std::nullopt, std::move(step), rolled_back);
}

std::optional<lost_connection> application::without_transaction() {
  for (std::size_t i = 0; i < count(); ++i) {
    const pg::outcome came = connection_.attempt(one_.content.statements[i].text);
    if (came.connection_lost) return lost_connection{false, partly(i)};
    if (came.failure) {
      std::string said = partly(i);
      if (to_lower(one_.content.statements[i].text).find("concurrently") != std::string::npos) {
        said +=
            " An index that was built concurrently and failed is left behind as INVALID: drop it "
            "before the next try.";
      }
      fail(i == 0 ? failure::migration : failure::migration_repair, came, i, {}, state(said));
    }
  }
  const pg::outcome came = connection_.attempt(record());
  if (came.connection_lost) return lost_connection{false, partly(count())};
  if (came.failure) {
    fail(failure::migration_repair, came, std::nullopt, "writing its row of the ledger",
         state(partly(count())));
  }
  return std::nullopt;
}

// The file says where transactions begin and end. Its row is written in the last of them.
std::optional<lost_connection> application::in_its_own_transactions() {
  bool recorded = false;
  std::size_t kept = 0;  // so many statements are committed
  const auto check = [&](const pg::outcome& came, std::optional<std::size_t> statement,
                         const char* step) -> std::optional<lost_connection> {
    if (came.connection_lost) return lost_connection{kept == 0, partly(kept)};
    if (!came.failure) return std::nullopt;
    roll_back();
    fail(kept == 0 ? failure::migration : failure::migration_repair, came, statement, step,
         state(partly(kept)));
  };
  const char* const recording = "writing its row of the ledger";

  const pg::statement& first = one_.content.statements.front();
  if (first.word(0) != "begin" && first.word(0) != "start") {
    if (auto lost = check(connection_.attempt("begin"), std::nullopt, "BEGIN")) return lost;
  }
  for (std::size_t i = 0; i < count(); ++i) {
    const pg::statement& statement = one_.content.statements[i];
    const bool ends = statement.word(0) == "commit" || statement.word(0) == "end";
    if (i + 1 == count() && ends && connection_.transaction() == pg::transaction_state::open) {
      if (auto lost = check(connection_.attempt(record()), std::nullopt, recording)) return lost;
      recorded = true;
    }
    if (auto lost = check(connection_.attempt(statement.text), i, "")) return lost;
    const bool undone = statement.word(0) == "rollback" || statement.word(0) == "abort";
    if (!undone && connection_.transaction() == pg::transaction_state::idle) kept = i + 1;
  }
  if (!recorded) {
    if (auto lost = check(connection_.attempt(record()), std::nullopt, recording)) return lost;
  }
  if (connection_.transaction() == pg::transaction_state::open) {
    if (auto lost = check(connection_.attempt("commit"), std::nullopt, "COMMIT")) return lost;
  }
  return std::nullopt;
}

}  // namespace

std::optional<lost_connection> apply(pg::connection& connection, const ledger_name& ledger,
                                     const migration& one, const std::string& before) {
  application run(connection, ledger, one, before);
  switch (one.content.mode) {
    case transaction_mode::own:
      return run.in_its_own_transactions();
    case transaction_mode::none:
      return run.without_transaction();
    default:
      return run.in_one_transaction();
  }
}

}  // namespace sluice::run
