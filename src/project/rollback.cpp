#include "project/rollback.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "migrations/split.hpp"
#include "model/schema_name.hpp"
#include "project/computed_down.hpp"
#include "project/protection.hpp"
#include "run/keep.hpp"

namespace sluice::project {

namespace {

migrations::migration_file parsed(const std::string& sql) {
  migrations::migration_file out;
  out.hash = sha256_hex(sql);
  for (migrations::piece& one : migrations::split_statements(sql)) {
    out.statements.push_back(std::move(one.text));
    out.lines.push_back(one.line);
  }
  return out;
}

error no_way_back(const migrations::entry& of, const std::filesystem::path& file,
                  const computed_down& computed) {
  error out(failure::config, "ROLLBACK.NO_WAY_BACK",
            concat(of.tag, " has no file that takes it back, and none can be computed"));
  out.where = computed.where;
  out.migration = of.tag;
  return std::move(out)
      .because(concat(computed.why_not, "; nothing was changed"))
      .advise(concat("write the SQL that undoes it to ", file.string(), ", and roll back again"));
}

void expect_statements(const planned_way_back& one, const migrations::folder& folder) {
  if (!one.way.content.statements.empty()) return;
  const migrations::entry& of = one.way.of.entry;
  if (!one.way.of.file_missing && folder.read(of).statements.empty()) return;
  error out(failure::config, "ROLLBACK.EMPTY",
            concat("the file that takes ", of.tag, " back does nothing"));
  out.where.file = one.way.file.string();
  out.migration = of.tag;
  throw std::move(out)
      .because("it would be no longer applied by the ledger, and still be by the schema")
      .advise("write the SQL that undoes it there; `SELECT 1;` where nothing has to be undone");
}

planned_way_back plan_one(const run::applied_entry& of, const migrations::folder& folder) {
  planned_way_back out;
  out.way.of = of;
  out.way.file = folder.down_file_of(of.entry);
  const std::optional<std::string> written = read_file_if_exists(out.way.file);
  computed_down computed = compute_down(folder, of.entry);
  if (!written && !computed.is_possible) throw no_way_back(of.entry, out.way.file, computed);
  out.is_computed = !written;
  out.sql = written ? *written : computed.sql;
  out.way.content = parsed(out.sql);
  const bool is_ours =
      computed.is_possible && (out.is_computed || same_statements(out.way.content.statements,
                                                                  parsed(computed.sql).statements));
  expect_statements(out, folder);
  if (is_ours) {
    out.statements = std::move(computed.statements);
  } else {
    out.losses = run::losses_of(run::make_script(out.way.content, of.entry.tag));
  }
  return out;
}

bool is_data_loss(const ddl::hazard& one) {
  return one.kind == ddl::hazard_kind::data_loss;
}

std::string shown(const std::string& schema, const std::string& name, const std::string& column) {
  return concat(model::schema_name(schema), ".", name, column.empty() ? "" : ".", column);
}

// The table or column that the statement drops.
std::optional<std::string> dropped(const ddl::statement& one) {
  if (const auto* column = std::get_if<ddl::action::drop_column>(&one.does)) {
    return shown(column->table.schema, column->table.name, column->column);
  }
  const auto* drop = std::get_if<ddl::action::drop>(&one.does);
  if (drop == nullptr || drop->what.kind != ddl::object_kind::table) return std::nullopt;
  return shown(drop->what.at.schema, drop->what.at.name, "");
}

// What is kept is no loss. What can't be judged stays one: where it drops a thing that could not be
// kept, the rollback ends by itself.
void keep(planned_way_back& planned) {
  for (ddl::statement& one : planned.statements) {
    const auto name = dropped(one);
    if (!name || !std::any_of(one.hazards.begin(), one.hazards.end(), is_data_loss)) continue;
    planned.kept.push_back(*name);
    std::erase_if(one.hazards, is_data_loss);
  }
  std::erase_if(planned.losses, [&](const run::loss& one) {
    using kind = run::loss::kind;
    if (one.what == kind::other || one.what == kind::unknown) return false;
    planned.kept.push_back(one.what == kind::schema ? one.name
                                                    : shown(one.schema, one.name, one.column));
    return true;
  });
}

bool loses_data(const planned_way_back& planned) {
  return !planned.losses.empty() ||
         std::any_of(planned.statements.begin(), planned.statements.end(),
                     [](const ddl::statement& one) {
                       return std::any_of(one.hazards.begin(), one.hazards.end(), is_data_loss);
                     });
}

void refuse_data_loss(const std::string& production, bool keeps) {
  throw error(failure::needs_input, "ROLLBACK.DATA_LOSS",
              concat("the rollback would lose data in ", production))
      .because("nothing was changed")
      .advise(keeps ? "if that is meant: --allow data-loss"
                    : "--keep-data keeps dropped tables and columns; if the loss is meant: --allow "
                      "data-loss");
}

// Before anything is asked that --yes answers.
void guard(pg::connection& connection, const rollback_request& asked, const database_place& place,
           const rollback_plan& plan) {
  if (!plan.loses_data) return;
  const run::consent consent = with_protection(asked.consent, place);
  std::optional<std::string> production = run::mark_of(connection, consent);
  if (!production && is_production(place.environment)) production = place.environment->name;
  if (!production) return;
  if (!asked.allow_data_loss) refuse_data_loss(*production, asked.how.keep_data);
  run::expect_consent(connection, "a rollback that loses data", consent);
}

void remark_on_other_rows(const run::status_report& now, const migrate_callbacks& to) {
  if (!to.watch.remark) return;
  for (const diagnostic& one : run::findings(now)) {
    if (one.code == run::words_of(run::state::unknown_row).code) to.watch.remark(one);
  }
}

}  // namespace

rollback_result rollback(const rollback_request& asked, const migrate_callbacks& to,
                         const rollback_callbacks& ask) {
  opened at = open_database(asked.database, to);
  at.connection.interrupt_by(asked.how.interrupt);
  run::rollback_options how = asked.how;
  how.ledger = at.place.ledger;
  const auto look = [&] {
    const run::status_report now = run::status(at.connection, at.folder, how.ledger);
    return std::pair(now, run::last_applied(now, asked.reach, asked.accept_edited));
  };

  rollback_result out;
  const auto [now, entries] = look();
  if (!entries.empty()) remark_on_other_rows(now, to);
  for (const run::applied_entry& one : entries) {
    planned_way_back& added = out.plan.all.emplace_back(plan_one(one, at.folder));
    if (how.keep_data) keep(added);
    out.plan.loses_data = out.plan.loses_data || loses_data(added);
    added.to_run =
        how.keep_data
            ? run::keep_what_is_dropped(added.way.content, one.entry.tag, how.ledger).statements
            : added.way.content.statements;
  }
  if (ask.show) ask.show(out.plan);
  if (asked.dry_run || out.plan.all.empty()) return out;
  guard(at.connection, asked, at.place, out.plan);
  if (ask.agree && !ask.agree(out.plan)) return out;
  out.agreed = true;
  std::vector<run::way_back> ways;
  for (const planned_way_back& one : out.plan.all) ways.push_back(one.way);
  out.done = run::rollback(at.connection, ways, how, to.watch, [&] { return look().second; });
  return out;
}

}  // namespace sluice::project
