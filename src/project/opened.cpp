#include "project/opened.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "project/prepare_database.hpp"

namespace sluice::project {

namespace {

void expect_journal(const std::filesystem::path& folder) {
  if (std::filesystem::exists(folder / "meta" / "_journal.json")) return;
  throw error(failure::config, "FOLDER.NO_JOURNAL",
              concat("there are no migrations in ", folder.string()))
      .because("it has no meta/_journal.json, and an image without its migrations is a mistake")
      .advise("copy or mount the folder there, or name it with SLUICE_OUT");
}

}  // namespace

opened open_database(const database_request& asked, const migrate_callbacks& to,
                     const preparation& before, const std::atomic<bool>* interrupt) {
  const auto remark = [&](const diagnostic& one) {
    if (to.watch.remark) to.watch.remark(one);
  };
  database_place place = find_database(asked, remark);
  if (to.place) {
    to.place(
        {.database = place.target.display(), .origin = place.target.origin, .folder = place.out});
  }
  if (before.migrations_required) expect_journal(place.out);
  migrations::folder folder = migrations::folder::open(place.out);
  for (const diagnostic& one : folder.remarks()) remark(one);
  preparation how = before;
  if (how.extensions_of_project && !place.extensions.empty()) {
    how.extensions = place.extensions;
    how.extensions_if_possible = false;
  }
  pg::connection connection = prepare_database(place.target, how, interrupt, to.before);
  return {
      .place = std::move(place), .folder = std::move(folder), .connection = std::move(connection)};
}

}  // namespace sluice::project
