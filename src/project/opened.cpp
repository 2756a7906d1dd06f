#include "project/opened.hpp"

namespace sluice::project {

opened open_database(const database_request& asked, const migrate_callbacks& to) {
  const auto remark = [&](const diagnostic& one) {
    if (to.watch.remark) to.watch.remark(one);
  };
  database_place place = find_database(asked, remark);
  if (to.place) {
    to.place(
        {.database = place.target.display(), .origin = place.target.origin, .folder = place.out});
  }
  migrations::folder folder = migrations::folder::open(place.out);
  for (const diagnostic& one : folder.remarks()) remark(one);
  pg::connection connection(place.target);
  return {
      .place = std::move(place), .folder = std::move(folder), .connection = std::move(connection)};
}

}  // namespace sluice::project
