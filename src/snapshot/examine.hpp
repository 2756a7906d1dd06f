// Whether drizzle-kit's validator takes a snapshot, and what stands at its head. Of many snapshots
// of one folder each is nearly the one before: a table whose bytes are the same was examined there.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sluice::snapshot {

struct problem {
  std::string what;  // "expected a string for \"type\", found a number"
  int line = 0;
};

struct examined {
  std::string id, prev_id;
  std::string version;  // as it stands there; "" where there is none
  // Of a version that can be known: what it breaks of that version's shape, or of JSON.
  std::optional<problem> damage;
};

class examiner {
 public:
  examined examine(std::string json);

 private:
  struct extent {
    std::size_t begin = 0, end = 0;
  };
  using extents = std::unordered_map<std::string, extent>;

  // Of the last one that had no damage.
  std::string json_;
  int version_ = 0;
  extents tables_;
};

}  // namespace sluice::snapshot
