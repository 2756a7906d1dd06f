// An empty database to try things on, left as it was found.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pg/connection.hpp"

namespace sluice::project {

enum class scratch_kind {
  new_database,  // on that server: made, and dropped at the end
  given,         // that database itself: it must be empty, and is emptied at the end
};

class scratch {
 public:
  // `roles`: those that may be made here, and are dropped at the end; ones that are there already
  // belong to others. Throws VERIFY.NOT_EMPTY (failure::config), PG.CONNECT, PG.STATEMENT.
  scratch(const pg::connection_target& target, scratch_kind kind, std::vector<std::string> roles);
  ~scratch();
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;

  pg::connection& connection() { return *connection_; }
  // Drops all that was made.
  void clear();
  // Whether a CREATE, ALTER or DROP ROLE is about a role of others.
  bool is_about_role_of_others(std::string_view statement) const;

 private:
  std::vector<std::string> existing_roles();
  void drop_roles();

  pg::connection_target server_;
  scratch_kind kind_;
  std::string name_;
  std::unique_ptr<pg::connection> connection_;
  std::vector<std::string> roles_;
  std::vector<std::string> roles_of_others_;
};

}  // namespace sluice::project
