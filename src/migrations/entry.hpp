// An entry of the journal: one migration.
#pragma once

#include <cstdint>
#include <string>

namespace sluice::migrations {

struct entry {
  int idx = 0;
  std::string version;
  std::int64_t when = 0;  // milliseconds since 1970
  std::string tag;        // the file's name without .sql
  bool breakpoints = true;

  bool operator==(const entry&) const = default;
};

}  // namespace sluice::migrations
