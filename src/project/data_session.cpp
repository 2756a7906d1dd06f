#include "project/data_session.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/remote.hpp"
#include "frontend/typescript/load.hpp"
#include "project/data_folder.hpp"
#include "project/evaluation.hpp"
#include "project/prepare_database.hpp"

namespace sluice::project {

namespace {

data::registry_folder find_folder(const surroundings& at, const config::settings& said) {
  const std::optional<std::filesystem::path> found = data_folder(at, said);
  if (found && std::filesystem::is_directory(*found)) return data::look_into(*found);
  throw error(failure::config, "DATA.NO_FOLDER", "there is no folder of data migrations")
      .because(found ? concat(said.data_folder.origin, " says ", found->string())
                     : concat("looked for src/data-migrations and data-migrations in ",
                              at.directory.string()))
      .advise(
          "sluice data new SCHEMA NAME makes it; `[data] folder = \"…\"` in sluice.toml names it");
}

}  // namespace

data_session::data_session(const data_request& asked, const data_callbacks& to)
    : asked_(asked), to_(to), at_(look_around(asked.database.where)) {
  const auto remark = [&](const diagnostic& one) {
    if (to_.general.watch.remark) to_.general.watch.remark(one);
  };
  said_ = settings_for(asked.database, at_, remark);
  folder_ = find_folder(at_, said_);
  place_ = place_for(asked.database, at_, said_, remark);
  if (to_.general.place) {
    to_.general.place({.database = place_.target.display(),
                       .origin = place_.target.origin,
                       .folder = folder_.path});
  }
  connection_.emplace(prepare_database(place_.target, {}, asked.how.interrupt, to_.general.before));
}

cloud::aws_settings data_session::aws() const {
  cloud::aws_settings out = cloud::settings_in(at_.environment);
  out.interrupted = asked_.how.interrupt;
  return out;
}

data::load_options data_session::loads() const {
  return {.project = at_.directory,
          .max_errors = asked_.max_errors,
          .rejects = asked_.rejects,
          .interrupt = asked_.how.interrupt,
          .aws = aws()};
}

data::script_session& data_session::scripts() {
  if (scripts_) return *scripts_;
  engine_ = make_engine({.root = at_.root,
                         .working_directory = at_.directory,
                         .arguments = asked_.database.arguments,
                         .environment = at_.environment,
                         .bounds = asked_.bounds,
                         .console = asked_.console,
                         .interrupt = asked_.how.interrupt});
  data::add_remote(*engine_, aws());
  data::script_options how{.casing = said_.casing.value};
  if (!said_.schema.value.empty()) {
    how.schema_files = frontend::typescript::schema_files(said_.schema.value, at_.directory);
  }
  scripts_ = std::make_unique<data::script_session>(*engine_, *connection_, how);
  return *scripts_;
}

const std::vector<data::migration>& data_session::all() {
  if (all_) return *all_;
  all_ = data::list_migrations(
      folder_, [this]() -> data::script_session& { return scripts(); },
      [this](const diagnostic& one) {
        if (to_.general.watch.remark) to_.general.watch.remark(one);
      });
  expect_schema();
  return *all_;
}

void data_session::expect_schema() const {
  if (!asked_.schema) return;
  std::set<std::string> known;
  for (const data::migration& one : *all_) known.insert(one.schema);
  for (const data::schema_folder& one : folder_.schemas) known.insert(one.name);
  if (known.contains(*asked_.schema)) return;
  const std::vector<std::string> names(known.begin(), known.end());
  const std::string near = nearest(*asked_.schema, names);
  throw error(failure::config, "DATA.NO_SCHEMA",
              concat("no data migrations are called ", *asked_.schema))
      .because(names.empty() ? concat("there are none in ", folder_.path.string())
                             : concat("there are those of ", join(names, ", ")))
      .advise(near.empty() ? std::string() : concat("did you mean ", near, "?"));
}

}  // namespace sluice::project
