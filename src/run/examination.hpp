// What of a server, a database and a role matters to migrations: asked, not judged.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pg/connection.hpp"
#include "run/ledger.hpp"

namespace sluice::run {

struct schema_rights {
  std::string name;
  bool exists = false;
  bool can_create = false;  // in it, or itself where it is not there
};

struct extension_state {
  std::string name;
  std::string installed;  // version; empty: not installed
  std::string available;  // version; empty: the server has none of that name
  bool can_create = false;
};

struct examination {
  std::string version;  // "15.18 (Debian 15.18-0+deb12u1)"
  std::string user, session_user, database, owner, encoding;
  bool superuser = false, can_create_databases = false, can_create_roles = false;
  bool bypasses_row_security = false, is_owner = false;
  bool can_create_schemas = false;  // CREATE on the database
  bool is_standby = false, is_read_only = false;
  int process = 0;         // the server's that answers; a pooler announces another
  double clock_ahead = 0;  // seconds of the server before this machine
  std::string lock_timeout, statement_timeout;
  std::vector<schema_rights> schemas;
  std::vector<extension_state> extensions;  // those that were asked for
  std::string installed_extensions;         // all, "plpgsql 1.0, vector 0.7.0"
  struct {
    bool exists = false;
    bool can_read = false, can_write = false;
    bool can_be_made = false;
  } ledger;
};

// Throws PG.*.
examination examine(pg::connection& connection, const ledger_name& ledger,
                    const std::vector<std::string>& schemas,
                    const std::vector<std::string>& extensions);

}  // namespace sluice::run
