#include "project/push.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "catalog/reconcile.hpp"
#include "ddl/relation_key.hpp"
#include "project/clashes.hpp"
#include "project/dependents.hpp"
#include "project/early_reading.hpp"
#include "project/in_scope.hpp"
#include "project/out_of_scope.hpp"
#include "project/parts.hpp"
#include "project/protection.hpp"
#include "project/refusals.hpp"
#include "project/row_concerns.hpp"
#include "project/row_security.hpp"
#include "project/schema_source.hpp"
#include "project/scope.hpp"
#include "project/settings.hpp"
#include "project/words_alone.hpp"
#include "run/push.hpp"

namespace sluice::project {

namespace {

void refuse_environment(const push_request& asked, const surroundings& at) {
  if (asked.explain || asked.unsafe || !at.environment_name ||
      is_development(at.environment_name->name)) {
    return;
  }
  throw error(failure::needs_input, "PUSH.ENVIRONMENT",
              concat("push is for development, and the environment is ", at.environment_name->name,
                     " (", at.environment_name->origin, ")"))
      .because(
          "what is pushed is in no migration: other databases don't get it, and nothing takes "
          "it back")
      .advise("sluice generate and sluice migrate; --explain shows the plan; --unsafe pushes");
}

// Names without a schema are public's, whatever else the user's search path has. Through a pooler
// the session is not ours to change.
void look_in_public_first(pg::connection& database) {
  const pg::result own = database.query("select pg_backend_pid()");
  if (own.integer(0, 0) != database.backend_pid()) return;
  database.execute(
      "select set_config('search_path', 'public, ' || current_setting('search_path'), false)");
}

using texts = std::vector<std::vector<std::string>>;

texts texts_of(const parts& planned) {
  texts out;
  for (const part& one : planned.all) {
    std::vector<std::string>& added = out.emplace_back();
    for (const ddl::statement& each : one.up) added.push_back(each.sql);
  }
  return out;
}

class pusher {
 public:
  pusher(const push_request& asked, const push_callbacks& to)
      : asked_(asked), to_(to), said_(to.watch.remark) {}

  push_result run();

 private:
  void evaluate(const surroundings& at);
  void remark_on_outside(const std::vector<std::string>& outside);
  model::database read(pg::connection& database);
  model::database said(catalog::reading found, pg::connection& database);
  void find_concerns(pg::connection& database);
  void refuse_obstacles() const;
  void expect_same(pg::connection& database, const texts& planned, const diff::answers& given);
  void expect_same_rows(pg::connection& database) const;
  void execute(pg::connection& database, const texts& planned, const diff::answers& given);

  const push_request& asked_;
  const push_callbacks& to_;
  remark_list said_;
  database_place place_;
  catalog::scope scope_;
  std::optional<early_reading> early_;
  frontend::typescript::loaded loaded_;
  model::database wanted_;
  std::vector<model::view> existing_;  // views that the schema says are somebody else's
  model::database live_;
  std::map<std::size_t, std::string> guards_;
  push_result out_;
};

error changed(std::string what) {
  return error(failure::drift, "PUSH.CHANGED",
               "the database is not what it was when the plan was made; nothing was changed")
      .because(std::move(what))
      .advise("push again: the plan is made anew");
}

void pusher::remark_on_outside(const std::vector<std::string>& outside) {
  if (outside.empty()) return;
  diagnostic out;
  out.level = severity::note;
  out.code = "PUSH.OUT_OF_SCOPE";
  out.message = concat("out of scope, and not pushed: ", listed(outside));
  out.hint = "schemaFilter, tablesFilter and entities.roles say what is in scope";
  said_.add(out);
}

void pusher::evaluate(const surroundings& at) {
  surroundings seen = at;
  // A configuration that insists on DATABASE_URL is content with --url.
  if (asked_.database.url) seen.environment.emplace("DATABASE_URL", *asked_.database.url);
  schema_source source({.flags = asked_.database.flags,
                        .arguments = asked_.database.arguments,
                        .bounds = asked_.bounds,
                        .strict_imports = asked_.strict_imports,
                        .console = to_.console},
                       seen, said_);
  const config::settings& said = source.settings();
  place_ = place_for(asked_.database, at, said, [&](const diagnostic& one) { said_.add(one); });
  scope_ = place_.about;
  out_.plan.strict = said.strict.value;
  out_.plan.verbose = said.verbose.value;
  if (to_.place) to_.place(place_.target.display(), place_.target.origin);
  early_.emplace(place_.target, scope_, asked_.how.interrupt, look_in_public_first);
  loaded_ = source.load();
  out_.stand_ins = source.stand_ins();
  scoped split = in_scope(loaded_.database, scope_);
  remark_on_outside(split.outside);
  wanted_ = std::move(split.inside);
  scope_.linked_policies = wanted_.policies;
  std::erase_if(wanted_.views, [&](const model::view& one) {
    if (one.is_existing) existing_.push_back(one);
    return one.is_existing;
  });
}

model::database pusher::read(pg::connection& database) {
  return said(catalog::read(database, scope_), database);
}

// The live schema in the words of the wanted one.
model::database pusher::said(catalog::reading found, pg::connection& database) {
  std::erase_if(found.schema.views, [&](const model::view& one) {
    return std::any_of(existing_.begin(), existing_.end(), [&](const model::view& other) {
      return other.name == one.name && other.schema == one.schema;
    });
  });
  take_tracking_out(found.schema, wanted_);
  leave_to_others(found.schema, wanted_, scope_);
  say_row_security(wanted_, found.schema);
  return catalog::reconciled(std::move(found.schema), wanted_, database);
}

void pusher::find_concerns(pg::connection& database) {
  push_plan& plan = out_.plan;
  row_concerns rows = find_row_concerns(database, plan.statements, live_, wanted_);
  plan.measured = std::move(rows.measured);
  plan.concerns = std::move(rows.found);
  guards_ = std::move(rows.guards);
  for (const auto find : {find_dependents, find_clashes}) {
    for (concern& one : find(database, plan.statements, live_)) {
      plan.concerns.push_back(std::move(one));
    }
  }
  std::stable_sort(plan.concerns.begin(), plan.concerns.end(),
                   [](const concern& a, const concern& b) { return a.statement < b.statement; });
}

void pusher::refuse_obstacles() const {
  const auto count =
      std::count_if(out_.plan.concerns.begin(), out_.plan.concerns.end(),
                    [](const concern& one) { return one.is == concern::kind::obstacle; });
  if (count == 0) return;
  throw error(failure::migration, "PUSH.IN_THE_WAY",
              count == 1 ? std::string("something stands in the way of the push")
                         : concat(std::to_string(count), " things stand in the way of the push"))
      .because("it would fail; nothing was changed")
      .advise("resolve what is listed above, and push again");
}

// Between the look and the lock somebody may have been here.
void pusher::expect_same(pg::connection& database, const texts& planned,
                         const diff::answers& given) {
  const model::database now = read(database);
  try {
    const diff::outcome found = diff::compare(now, wanted_, given);
    if (texts_of(plan_parts(now, wanted_, found, given)) == planned) {
      return expect_same_rows(database);
    }
  } catch (const error& unmatched) {
    if (unmatched.code != "DIFF.RENAME_UNMATCHED") throw;
  }
  throw changed("somebody changed its schema in the meantime");
}

// What nobody was asked about is not lost. What comes after this the guards find.
void pusher::expect_same_rows(pg::connection& database) const {
  const push_plan& plan = out_.plan;
  for (const concern& one : find_row_concerns(database, plan.statements, live_, wanted_).found) {
    const bool was_shown =
        std::any_of(plan.concerns.begin(), plan.concerns.end(), [&](const concern& shown) {
          return shown.is == one.is && shown.statement == one.statement &&
                 ddl::same(shown.on, one.on);
        });
    if (!was_shown) throw changed(concat("somebody wrote rows in the meantime: ", one.what));
  }
}

void pusher::execute(pg::connection& database, const texts& planned, const diff::answers& given) {
  run::session_options how = asked_.how;
  how.ledger = place_.ledger;
  run::observer watch = to_.watch;
  watch.remark = [&](const diagnostic& one) { said_.add(one); };
  std::vector<std::vector<run::push_statement>> parts;
  std::size_t number = 0;
  for (const std::vector<std::string>& one : planned) {
    auto& part = parts.emplace_back();
    for (const std::string& sql : one) {
      const auto guard = guards_.find(number++);
      part.push_back({sql, guard == guards_.end() ? "" : guard->second});
    }
  }
  out_.took =
      run::push(database, parts, how, watch, [&] { expect_same(database, planned, given); }).took;
  out_.end = push_result::outcome::pushed;
}

push_result pusher::run() {
  const surroundings at = look_around(asked_.database.where);
  refuse_environment(asked_, at);
  evaluate(at);
  early_reading::taken early = early_->take();
  pg::connection& database = *early.database;
  // Which policies of others' tables matter is only known by now.
  live_ = scope_.linked_policies.empty() ? said(std::move(early.found), database) : read(database);
  said_.add(new_refusals(live_, loaded_));
  rename_answers given = asked_.answers;
  given.notes = loaded_.renames;
  const compared changes = compare(live_, wanted_, given, to_.ask);
  if (!changes.found.questions.empty()) {
    out_.end = push_result::outcome::needs_input;
    out_.questions = changes.found.questions;
    return std::move(out_);
  }
  const parts planned = plan_parts(live_, wanted_, changes.found, changes.answers);
  if (planned.all.empty()) return std::move(out_);

  remark_on_words_alone(database, "PUSH.WORDS_ALONE",
                        [&](const diagnostic& one) { said_.add(one); });
  push_plan& plan = out_.plan;
  for (const part& one : planned.all) {
    if (!plan.statements.empty()) plan.commits.push_back(plan.statements.size());
    plan.statements.insert(plan.statements.end(), one.up.begin(), one.up.end());
  }
  find_concerns(database);
  plan.migrations = run::read_ledger(database, place_.ledger).rows.size();
  if (to_.show) to_.show(plan);
  out_.end = push_result::outcome::planned;
  if (asked_.explain) return std::move(out_);
  refuse_obstacles();
  run::expect_consent(database, "a push", with_protection(asked_.consent, place_));
  out_.end = push_result::outcome::declined;
  if (to_.agree && !to_.agree(plan)) return std::move(out_);
  execute(database, texts_of(planned), changes.answers);
  return std::move(out_);
}

}  // namespace

bool push_plan::has(concern::kind one) const {
  return std::any_of(concerns.begin(), concerns.end(),
                     [&](const concern& each) { return each.is == one; });
}

bool push_plan::may_lose() const {
  if (has(concern::kind::loss)) return true;
  for (std::size_t at = 0; at < statements.size(); ++at) {
    const std::vector<ddl::hazard>& hazards = statements[at].hazards;
    if (!measured.contains(at) &&
        std::any_of(hazards.begin(), hazards.end(), [](const ddl::hazard& one) {
          return one.kind == ddl::hazard_kind::data_loss;
        })) {
      return true;
    }
  }
  return false;
}

push_result push(const push_request& asked, const push_callbacks& to) {
  return pusher(asked, to).run();
}

}  // namespace sluice::project
