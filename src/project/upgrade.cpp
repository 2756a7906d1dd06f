#include "project/upgrade.hpp"

#include "migrations/folder.hpp"

namespace sluice::project {

std::vector<std::filesystem::path> upgrade(const upgrade_request& asked,
                                           const std::function<void(const diagnostic&)>& remark) {
  return migrations::folder::open(migrations_folder(asked, remark)).upgrade(asked.dry_run);
}

}  // namespace sluice::project
