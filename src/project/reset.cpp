#include "project/reset.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "pg/quote.hpp"
#include "project/protection.hpp"
#include "run/lock.hpp"
#include "run/migrate.hpp"
#include "run/recorded.hpp"
#include "run/trash.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::project {

namespace {

// One DROP takes so many: a statement that a person can read, and locks that a server has.
constexpr std::size_t at_once = 50;
constexpr std::string_view out_of_locks = "53200";

void expect_development(const reset_request& asked, const database_place& at) {
  if (asked.dry_run || asked.unsafe || !at.environment || is_development(at.environment->name)) {
    return;
  }
  throw error(failure::needs_input, "RESET.ENVIRONMENT",
              concat("a reset is for development, and the environment is ", at.environment->name,
                     " (", at.environment->origin, ")"))
      .because("every row of the project would be lost; nothing was changed")
      .advise("--dry-run shows what would go; if that is meant: --unsafe");
}

// drizzle-kit pull writes a first migration that is all comment: what it stands for was there
// before, and would be gone for good.
void expect_rebuildable(const migrations::folder& folder) {
  if (folder.entries().empty()) {
    throw error(failure::config, "FOLDER.EMPTY", "the journal has no migrations")
        .because("what a reset drops is made again by migrations, and there are none")
        .advise("sluice generate writes them from the schema");
  }
  for (const migrations::entry& one : folder.entries()) {
    if (!folder.read(one).statements.empty()) return;
    const std::filesystem::path file = folder.snapshot_of(one);
    const auto json = read_file_if_exists(file);
    if (!json || snapshot::read(*json, file.string()).database.tables.empty()) continue;
    error out(failure::config, "RESET.NOT_MADE_AGAIN",
              concat(one.tag, " has tables and makes none: all of its SQL is commented out"));
    out.where.file = folder.file_of(one).string();
    throw std::move(out)
        .because(
            "what was there before the first migration would be gone for good; nothing was "
            "changed")
        .advise(
            "take the comment signs away there, so that the migrations can make a database "
            "from nothing");
  }
}

void expect_nobody_else(const reset_request& asked, const belongings& what) {
  if (asked.cascade || asked.dry_run) return;
  const auto count = std::count_if(what.dependents.begin(), what.dependents.end(),
                                   [](const belongings::dependent& one) { return one.prevents; });
  if (count == 0) return;
  throw error(failure::needs_input, "RESET.IN_THE_WAY",
              count == 1
                  ? std::string("something that is not the project's depends on what would be "
                                "dropped")
                  : concat(std::to_string(count),
                           " things that are not the project's depend on what would be dropped"))
      .because("they are listed above; nothing was changed")
      .advise("take them away, or let them go too: --cascade");
}

std::string name_of(const run::ledger_name& ledger) {
  return pg::quote_literal(run::name_in_history(ledger));
}

// What was written about the project: first of all, so that no ledger speaks of what is gone.
std::vector<std::string> forget(const run::ledger_name& ledger, const belongings& what) {
  std::vector<std::string> out = {concat("DROP TABLE IF EXISTS ", ledger.quoted()),
                                  "DROP TABLE IF EXISTS public.data_migrations"};
  const auto delete_if_there = [&](std::string_view table) {
    out.push_back(concat("DO $$ BEGIN IF to_regclass('", table, "') IS NOT NULL THEN DELETE FROM ",
                         table, " WHERE ledger = ", name_of(ledger), "; END IF; END $$"));
  };
  delete_if_there("sluice.runs");
  delete_if_there("sluice.seeds");
  for (const std::string& one : what.kept_tables) {
    out.push_back(concat("DROP TABLE IF EXISTS ", one));
  }
  if (!what.kept_tables.empty()) delete_if_there("sluice_trash.kept");
  return out;
}

// A schema that nothing else is in.
std::string drop_if_empty(const std::string& schema) {
  const std::string name = pg::quote_literal(schema);
  return concat("DO $$ BEGIN IF to_regnamespace(quote_ident(", name,
                ")) IS NOT NULL AND NOT EXISTS (SELECT FROM pg_depend WHERE refclassid = "
                "'pg_namespace'::regclass AND refobjid = to_regnamespace(quote_ident(",
                name, ")) AND deptype <> 'i') THEN DROP SCHEMA ", pg::quote_identifier(schema),
                "; END IF; END $$");
}

std::vector<std::string> statements_for(const ownership& ours, const belongings& what,
                                        const run::ledger_name& ledger) {
  std::vector<std::string> out = forget(ledger, what);
  for (const ownership::policy& one : ours.policies) {
    const std::string table = pg::quote_literal(one.table);
    out.push_back(concat("DO $$ BEGIN IF to_regclass(", table, ") IS NOT NULL THEN DROP POLICY IF ",
                         "EXISTS ", pg::quote_identifier(one.name), " ON ", one.table,
                         "; END IF; END $$"));
  }
  // Tables before types and functions: what goes with them needs no word of its own.
  std::map<std::string, std::vector<std::string>> by_type;
  for (const belongings::object& one : what.objects) {
    by_type[to_upper(one.type)].push_back(one.identity);
  }
  const auto drop = [&](const std::string& type, const std::vector<std::string>& all,
                        std::size_t most) {
    for (std::size_t from = 0; from < all.size(); from += most) {
      const auto first = all.begin() + static_cast<std::ptrdiff_t>(from);
      const auto last =
          all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), from + most));
      out.push_back(concat("DROP ", type, " IF EXISTS ", join({first, last}, ", "), " CASCADE"));
    }
  };
  for (const char* type : {"TABLE", "FOREIGN TABLE", "VIEW", "MATERIALIZED VIEW", "SEQUENCE"}) {
    drop(type, by_type[type], at_once);
    by_type.erase(type);
  }
  for (const auto& [type, all] : by_type) drop(type, all, 1);
  for (const std::string& one : what.schemas) {
    out.push_back(concat("DROP SCHEMA IF EXISTS ", one, " CASCADE"));
  }
  for (const std::string& one : ours.roles) {
    out.push_back(concat("DROP ROLE IF EXISTS ", pg::quote_identifier(one)));
  }
  // Loads into what is gone.
  out.emplace_back(
      "DO $$ BEGIN IF to_regclass('sluice.loads') IS NOT NULL THEN DELETE FROM sluice.loads WHERE "
      "to_regclass(format('%I.%I', target_schema, target_table)) IS NULL; END IF; END $$");
  if (ledger.schema != "public") out.push_back(drop_if_empty(ledger.schema));
  return out;
}

[[noreturn]] void fail(const pg::outcome& came, const pg::connection& connection,
                       const std::string& sql, std::size_t done, std::size_t of) {
  const std::string state = done == 0 ? std::string("nothing was changed")
                                      : concat(std::to_string(done), " of ", std::to_string(of),
                                               " statements were run, and their objects are gone");
  const std::string again = "sluice reset finishes it";
  if (came.interrupted) {
    throw error(failure::interrupted, "RUN.INTERRUPTED", "the reset was interrupted")
        .because(state)
        .advise(done == 0 ? "" : again);
  }
  if (came.connection_lost || !came.failure) {
    throw error(failure::connect, "PG.CONNECTION_LOST", "the connection was lost during the reset")
        .because(connection.last_words())
        .advise(again);
  }
  error out = pg::to_error(*came.failure, sql);
  out.kind = came.failure->sqlstate == "55P03" ? failure::lock : failure::migration;
  out.code = done == 0 ? "RESET.FAILED" : "RESET.HALFWAY";
  out.detail = concat(out.detail, out.detail.empty() ? "" : "\n", state);
  if (out.hint.empty()) out.hint = done == 0 ? "mend that, and reset again" : again;
  throw out;
}

class dropper {
 public:
  dropper(pg::connection& connection, const std::vector<std::string>& sql)
      : connection_(connection), sql_(sql) {}

  void run() {
    if (together()) return;
    for (std::size_t i = 0; i < sql_.size(); ++i) {
      const pg::outcome came = connection_.attempt(sql_[i]);
      if (!came.ok()) fail(came, connection_, sql_[i], i, sql_.size());
    }
  }

 private:
  // False: rolled back, and the server has not locks enough for all of it at once.
  bool together() {
    connection_.execute("begin");
    for (const std::string& one : sql_) {
      const pg::outcome came = connection_.attempt(one);
      if (came.ok()) continue;
      if (!came.connection_lost) connection_.attempt("rollback");
      if (came.failure && came.failure->sqlstate == out_of_locks) return false;
      fail(came, connection_, one, 0, sql_.size());
    }
    const pg::outcome came = connection_.attempt("commit");
    if (!came.ok()) fail(came, connection_, "commit", 0, sql_.size());
    return true;
  }

  pg::connection& connection_;
  const std::vector<std::string>& sql_;
};

}  // namespace

reset_result reset(const reset_request& asked, const migrate_callbacks& to,
                   const reset_callbacks& ask) {
  database_request database = asked.database;
  database.reads_schema = true;
  opened at = open_database(database, to, {}, asked.how.interrupt);
  expect_development(asked, at.place);
  expect_rebuildable(at.folder);
  const ownership ours = owned_by(at.folder);
  at.connection.interrupt_by(asked.how.interrupt);

  reset_result out;
  out.plan.database = at.connection.query("select current_database()").text(0, 0);
  out.plan.what = find_belongings(at.connection, ours, at.place.about, at.place.ledger);
  out.plan.sql = statements_for(ours, out.plan.what, at.place.ledger);
  if (ask.show) ask.show(out.plan);
  if (asked.dry_run) return out;
  expect_nobody_else(asked, out.plan.what);

  const run::consent consent = with_protection(asked.consent, at.place);
  const bool is_protected = run::mark_of(at.connection, consent).has_value();
  run::expect_consent(at.connection, "a reset", consent);
  const bool is_named = asked.consent.given == out.plan.database;
  if (!is_protected && !is_named && ask.agree && !ask.agree(out.plan)) return out;
  out.agreed = true;
  {
    const run::migration_lock alone(at.connection, at.place.ledger,
                                    {.timeout = asked.how.advisory_lock_timeout,
                                     .interrupt = asked.how.interrupt,
                                     .waiting = to.watch.waiting_for_lock});
    dropper(at.connection, out.plan.sql).run();
  }
  if (ask.dropped) ask.dropped(out.plan);
  run::options how = asked.how;
  how.ledger = at.place.ledger;
  out.migrated = run::migrate(at.connection, at.folder, how, to.watch);
  return out;
}

}  // namespace sluice::project
