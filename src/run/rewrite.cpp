#include "run/rewrite.hpp"

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace sluice::run {
namespace {

error changed() {
  return error(failure::ledger, "LEDGER.CHANGED",
               "the ledger is not what it was a moment ago: somebody else was at it")
      .because("nothing was changed")
      .advise("look again: sluice status");
}

std::string plan_of(const std::vector<rewrite>& all) {
  std::string out;
  for (const rewrite& one : all) {
    out += concat(name_of(one.way), " ", one.tag, " ", std::to_string(one.row_id), " ", one.hash,
                  "\n");
  }
  return sha256_hex(out);
}

// Divides by zero where the row is not what it was.
std::string sql_of(const rewrite& one, const std::string& table) {
  std::string change;
  switch (one.way) {
    case direction::mark:
      change = concat("insert into ", table,
                      " (\"hash\", \"created_at\") select $1, $2::bigint where not exists (select "
                      "from ",
                      table, " where hash = $1 and created_at = $2::bigint)");
      break;
    case direction::accept:
      change =
          concat("update ", table,
                 " set hash = $1, created_at = $2::bigint where id = $3::bigint and hash = $4");
      break;
    default:
      change = concat("delete from ", table, " where id = $1::bigint and hash = $2");
      break;
  }
  return concat("with changed as (", change, " returning 1) select 1 / count(*) from changed");
}

std::vector<std::optional<std::string>> parameters_of(const rewrite& one) {
  const std::string id = std::to_string(one.row_id);
  switch (one.way) {
    case direction::mark:
      return {one.hash, std::to_string(one.when)};
    case direction::accept:
      return {one.hash, std::to_string(one.when), id, one.old_hash};
    default:
      return {id, one.old_hash};
  }
}

step step_of(const rewrite& one) {
  const bool by_row = one.way == direction::forget && !one.old_hash.empty();
  return {one.tag, by_row ? one.old_hash : one.hash, one.way, one.statements};
}

}  // namespace

void rewrite_ledger(pg::connection& connection, const rewrite_options& how,
                    const std::vector<rewrite>& planned,
                    const std::function<std::vector<rewrite>()>& again) {
  const std::string table = how.ledger.quoted();
  std::vector<std::string> texts;  // what the commands point into
  texts.reserve(planned.size() + 2);
  std::vector<pg::command> commands = {{"begin"}};

  // A pooler shows another process number than the session's own; a session's lock holds nothing
  // there.
  const auto own = connection.execute("select pg_backend_pid()");
  std::optional<migration_lock> lock;
  if (own.at(0).integer(0, 0) == connection.backend_pid()) {
    lock.emplace(connection, how.ledger, how.lock);
  } else {
    texts.push_back(concat("set local lock_timeout = ", std::to_string(how.lock.timeout.count())));
    commands.push_back({texts.back()});
    texts.push_back(
        concat("select pg_advisory_xact_lock(", std::to_string(how.ledger.lock_key()), ")"));
    commands.push_back({texts.back()});
  }
  if (again() != planned) throw changed();

  const bool adds = std::any_of(planned.begin(), planned.end(),
                                [](const rewrite& one) { return one.way == direction::mark; });
  if (adds && !read_ledger(connection, how.ledger).exists) create_ledger(connection, how.ledger);
  history kept(connection, {.command = how.command,
                            .ledger = how.ledger,
                            .version = how.version,
                            .plan_hash = plan_of(planned)});
  if (!kept.kept() && how.remark) {
    diagnostic note;
    note.level = severity::note;
    note.code = "RUN.NO_HISTORY";
    note.message = concat("the database keeps no history of this run: ", kept.why_not());
    how.remark(note);
  }
  for (const rewrite& one : planned) {
    if (one.row_id != 0 || one.way == direction::mark) {
      texts.push_back(sql_of(one, table));
      commands.push_back({texts.back(), parameters_of(one)});
    }
    kept.add_progress(commands, step_of(one), one.done, one.failed ? ending::failed : ending::done);
  }
  commands.push_back({"commit"});
  const pg::outcome came = connection.attempt(commands);
  if (came.ok()) {
    kept.finish(ending::done);
    return;
  }
  if (came.connection_lost) {
    throw error(failure::connect, "PG.CONNECTION_LOST",
                "the connection was lost: whether the ledger was changed is not known")
        .because(connection.last_words())
        .advise("`sluice status` says it once the database answers");
  }
  connection.interrupt_by(nullptr);
  connection.attempt("rollback");
  error refused = came.failure->sqlstate == "22012"
                      ? changed()
                      : pg::to_error(*came.failure, commands[came.results.size()].sql);
  if (came.interrupted) refused.kind = failure::interrupted;
  kept.finish(came.interrupted ? ending::interrupted : ending::failed, refused.what());
  throw std::move(refused);
}

std::vector<ledger_row> rewritten(std::vector<ledger_row> rows, const std::vector<rewrite>& all) {
  std::int64_t next = 1;
  for (const ledger_row& row : rows) next = std::max(next, row.id + 1);
  for (const rewrite& one : all) {
    if (one.way == direction::mark) {
      rows.push_back({.id = next++, .hash = one.hash, .created_at = one.when, .tag = one.tag});
      continue;
    }
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const ledger_row& each) { return each.id == one.row_id; });
    if (row == rows.end()) continue;
    if (one.way == direction::forget) {
      rows.erase(row);
    } else {
      *row = {.id = one.row_id, .hash = one.hash, .created_at = one.when, .tag = one.tag};
    }
  }
  return rows;
}

}  // namespace sluice::run
