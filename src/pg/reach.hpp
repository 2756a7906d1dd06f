// One try to connect to a server that may not be up yet, and whether time will mend what it met.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "pg/connection.hpp"

namespace sluice::pg {

enum class obstacle {
  not_yet,      // refused, no such name, starting up, no connection left: try again
  no_database,  // the server is there, the database is not
  refused,      // password, role, pg_hba, TLS, a wrong parameter: trying again changes nothing
};

// SQLSTATE is "" where the client library alone spoke, which it does in English.
obstacle weigh(std::string_view sqlstate, std::string_view said);

// libpq's verbose error without SQLSTATE and LOCATION, which it shows besides.
struct spoken {
  std::string sqlstate;
  std::string text;
};
spoken take_apart(std::string_view verbose);

struct reached {
  std::optional<connection> made;
  obstacle why = obstacle::not_yet;
  spoken said;
  bool interrupted = false;
};

// Tries for `limit` at most, or the target's own connect_timeout where that is shorter; but a
// host's name is looked up for as long as the resolver takes. `turn` counts the tries: of several
// hosts each is the first in its turn, so that a silent one hides no other.
reached reach(connection_target target, std::chrono::milliseconds limit, int turn = 0,
              const std::atomic<bool>* interrupt = nullptr);

}  // namespace sluice::pg
