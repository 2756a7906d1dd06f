#include "project/migrations_folder.hpp"

#include "project/connection.hpp"
#include "project/settings.hpp"

namespace sluice::project {

std::filesystem::path migrations_folder(const folder_request& asked,
                                        const std::function<void(const diagnostic&)>& remark) {
  const surroundings at = look_around(asked.where);
  if (asked.flags.out) return absolute(at, *asked.flags.out);
  const database_request request{
      .where = asked.where, .flags = asked.flags, .arguments = asked.arguments};
  return absolute(at, settings_for(request, at, remark).out.value);
}

}  // namespace sluice::project
