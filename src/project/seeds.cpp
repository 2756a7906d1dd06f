#include "project/seeds.hpp"

#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/remote.hpp"
#include "data/script_session.hpp"
#include "frontend/typescript/load.hpp"
#include "project/evaluation.hpp"
#include "project/generate_rows.hpp"
#include "project/prepare_database.hpp"
#include "project/protection.hpp"
#include "project/settings.hpp"
#include "run/lock.hpp"
#include "run/recorded.hpp"

namespace sluice::project {

namespace {

std::filesystem::path find_place(const seeds_request& asked, const surroundings& at) {
  if (asked.place) {
    const std::filesystem::path named = absolute(at, *asked.place);
    if (std::filesystem::exists(named)) return named;
    throw error(failure::config, "SEED.NONE", concat("there are no seeds at ", named.string()));
  }
  if (const auto found = data::usual_place_of_seeds(at.directory)) return *found;
  if (at.config) {
    if (const auto found = data::usual_place_of_seeds(at.config->parent_path())) return *found;
  }
  if (asked.may_be_none) return {};
  throw error(failure::config, "SEED.NONE", "there are no seeds")
      .because(concat("looked for a folder seeds and a file seed.ts in ", at.directory.string(),
                      ", and in src, src/db, db and drizzle there"))
      .advise(
          "sluice seed --generate 100 fills the tables with generated rows; --seeds names a "
          "folder");
}

class seeding {
 public:
  seeding(const seeds_request& asked, const migrate_callbacks& to)
      : asked_(asked), to_(to), at_(look_around(asked.database.where)) {}

  seeds_result run(const data::seeds_callbacks& watch);

 private:
  std::vector<data::seed> choose(const std::vector<data::seed>& all, seeds_result& out);
  data::script_session& scripts();

  const seeds_request& asked_;
  const migrate_callbacks& to_;
  surroundings at_;
  config::settings said_;
  database_place place_;
  std::optional<pg::connection> connection_;
  std::unique_ptr<script::engine> engine_;
  std::unique_ptr<data::script_session> scripts_;
};

std::vector<data::seed> seeding::choose(const std::vector<data::seed>& all, seeds_result& out) {
  const std::string environment = place_.environment ? place_.environment->name : "";
  const bool may_all =
      asked_.unsafe || !place_.environment || is_development(place_.environment->name);
  for (const std::string& name : asked_.names) {
    const auto is_it = [&](const data::seed& one) { return one.name == name; };
    if (std::any_of(all.begin(), all.end(), is_it)) continue;
    std::vector<std::string> names;
    for (const data::seed& one : all) names.push_back(one.name);
    const std::string near = nearest(name, names);
    throw error(failure::config, "SEED.NO_SEED", concat("there is no seed ", name))
        .because(concat("there are: ", join(names, ", ")))
        .advise(near.empty() ? std::string() : concat("did you mean ", near, "?"));
  }
  std::vector<data::seed> chosen;
  for (const data::seed& one : all) {
    const bool is_named =
        std::find(asked_.names.begin(), asked_.names.end(), one.name) != asked_.names.end();
    if (!asked_.names.empty() && !is_named) continue;
    const bool is_for_here =
        one.environment.empty() ? may_all : to_lower(one.environment) == to_lower(environment);
    if (is_for_here) {
      chosen.push_back(one);
    } else {
      out.left_out.push_back(one.name);
    }
  }
  // Somebody wanted them, and the environment is why not.
  if (chosen.empty() && !out.left_out.empty()) expect_development_for_seeds(place_, asked_.unsafe);
  return chosen;
}

data::script_session& seeding::scripts() {
  if (scripts_) return *scripts_;
  engine_ = make_engine({.root = at_.root,
                         .working_directory = at_.directory,
                         .arguments = asked_.database.arguments,
                         .environment = at_.environment,
                         .bounds = asked_.bounds,
                         .console = asked_.console,
                         .interrupt = asked_.how.interrupt});
  cloud::aws_settings aws = cloud::settings_in(at_.environment);
  aws.interrupted = asked_.how.interrupt;
  data::add_remote(*engine_, aws);
  data::script_options how{.casing = said_.casing.value};
  if (!said_.schema.value.empty()) {
    how.schema_files = frontend::typescript::schema_files(said_.schema.value, at_.directory);
  }
  scripts_ = std::make_unique<data::script_session>(*engine_, *connection_, how);
  return *scripts_;
}

seeds_result seeding::run(const data::seeds_callbacks& watch) {
  const auto remark = [&](const diagnostic& one) {
    if (to_.watch.remark) to_.watch.remark(one);
  };
  seeds_result out;
  said_ = settings_for(asked_.database, at_, remark);
  place_ = place_for(asked_.database, at_, said_, remark);
  out.place = find_place(asked_, at_);
  if (out.place.empty()) return out;
  if (to_.place) {
    to_.place(
        {.database = place_.target.display(), .origin = place_.target.origin, .folder = out.place});
  }
  const std::vector<data::seed> these = choose(data::list_seeds(out.place), out);
  connection_.emplace(prepare_database(place_.target, {}, asked_.how.interrupt, to_.before));
  pg::connection& connection = *connection_;
  connection.interrupt_by(asked_.how.interrupt);
  run::expect_consent(connection, "seeding", with_protection(asked_.consent, place_));
  data::seeds_request request{
      .these = these, .ledger = run::name_in_history(place_.ledger), .again = asked_.again};
  request.loads.project = at_.directory;
  request.loads.interrupt = asked_.how.interrupt;
  request.loads.aws = cloud::settings_in(at_.environment);
  request.loads.aws.interrupted = asked_.how.interrupt;
  const run::migration_lock alone(connection, place_.ledger,
                                  {.timeout = asked_.how.advisory_lock_timeout,
                                   .interrupt = asked_.how.interrupt,
                                   .waiting = to_.watch.waiting_for_lock});
  out.report = data::run_seeds(
      connection, [this]() -> data::script_session& { return scripts(); }, request, watch);
  return out;
}

}  // namespace

seeds_result run_seeds(const seeds_request& asked, const migrate_callbacks& to,
                       const data::seeds_callbacks& watch) {
  return seeding(asked, to).run(watch);
}

}  // namespace sluice::project
