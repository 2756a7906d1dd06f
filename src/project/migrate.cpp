#include "project/migrate.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "project/catalog_lines.hpp"
#include "project/described.hpp"
#include "project/opened.hpp"
#include "project/protection.hpp"
#include "run/plan.hpp"
#include "run/settings.hpp"
#include "run/sql_text.hpp"

namespace sluice::project {

namespace {

void choose_order(run::options& how, const database_place& at) {
  how.older = run::out_of_order::refuse_where_protected;
  if (is_production(at.environment)) {
    how.older = run::out_of_order::refuse;
    how.strict_because =
        concat("the environment is ", at.environment->name, " (", at.environment->origin, ")");
  } else if (at.protect) {
    how.older = run::out_of_order::refuse;
    how.strict_because = "sluice.toml protects this database";
  }
}

run::plan plan_of(pg::connection& connection, const run::ledger_name& ledger,
                  const run::prospect& now) {
  run::plan out = run::make_plan(connection, ledger, now);
  out.schema_state = catalog_state(connection, ledger);
  return out;
}

run::options options_for(const migrate_request& asked, const database_place& at) {
  run::options out = asked.how;
  out.ledger = at.ledger;
  if (asked.older) {
    out.older = *asked.older;
  } else {
    choose_order(out, at);
  }
  return out;
}

}  // namespace

run::report migrate(const migrate_request& asked, const migrate_callbacks& to) {
  std::optional<run::plan> approved;
  if (asked.plan) approved = run::read_plan(read_file(*asked.plan), *asked.plan);
  opened at = open_database(asked.database, to, asked.before, asked.how.interrupt);
  run::options how = options_for(asked, at.place);
  if (approved) {
    how.before = [&](const run::prospect& now) {
      expect_same(*approved, plan_of(at.connection, how.ledger, now), now.applied);
    };
  }
  return run::migrate(at.connection, at.folder, how, to.watch);
}

dry_run plan(const migrate_request& asked, const migrate_callbacks& to) {
  // Nothing is created for a look.
  opened at = open_database(asked.database, to, {.wait = asked.before.wait}, asked.how.interrupt);
  run::options how = options_for(asked, at.place);
  how.dry_run = true;
  dry_run out;
  how.before = [&](const run::prospect& now) {
    if (asked.wants_plan) out.plan = write_plan(plan_of(at.connection, how.ledger, now));
    if (!now.pending.empty() && !now.applied.exists) out.before = sql_of_ledger(how.ledger);
    const bool together = how.within == run::transactions::all;
    if (together && !now.pending.empty()) {
      out.before += "BEGIN;\n";
      out.after = "COMMIT;\n";
    }
    for (const run::migration& one : now.pending) {
      out.pending.push_back(
          {.tag = one.tag,
           .file = one.file,
           .sql = together ? sql_in_transaction(one, how.ledger) : sql_of(one, how.ledger)});
    }
  };
  run::migrate(at.connection, at.folder, how, to.watch);
  return out;
}

database_status status(const database_request& asked, const migrate_callbacks& to,
                       bool with_others) {
  opened at = open_database(asked, to);
  if (const auto marked = run::read_protection(at.connection); marked && to.watch.remark) {
    to.watch.remark({.level = severity::note,
                     .code = "SETTINGS.PROTECTED",
                     .message = concat("the database is protected as ", marked->name)});
  }
  database_status out{run::status(at.connection, at.folder, at.place.ledger), {}};
  if (with_others) out.others = described(catalog::read(at.connection, at.place.about).others);
  return out;
}

}  // namespace sluice::project
