// Applies one migration and records it, in one transaction where the file allows that.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "pg/connection.hpp"
#include "run/ledger.hpp"
#include "run/script.hpp"

namespace sluice::run {

struct migration {
  std::string tag;
  std::int64_t when = 0;
  std::string hash;
  std::filesystem::path file;
  script content;
};

// How far it came before the connection was lost.
struct lost_connection {
  bool all_or_nothing = true;  // one transaction held it all: it is applied, or nothing of it is
  std::string progress;        // else: what is known to be applied
};

// Throws MIGRATE.FAILED, RUN.INTERRUPTED; gives something where the connection was lost, and it is
// for the ledger to say whether the migration is in it. `before` is said after each failure: the
// state of the rest.
std::optional<lost_connection> apply(pg::connection& connection, const ledger_name& ledger,
                                     const migration& one, const std::string& before);

}  // namespace sluice::run
