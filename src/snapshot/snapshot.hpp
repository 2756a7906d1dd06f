// Drizzle's snapshot files (docs/formats.md): versions 5, 6 and 7 in, version 7 out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/database.hpp"

namespace sluice::snapshot {

struct document {
  std::string id;       // UUID
  std::string prev_id;  // of the snapshot before; all zeros for the first
  model::database database;
};

// The prevId of a first snapshot.
inline constexpr std::string_view origin_id = "00000000-0000-0000-0000-000000000000";

// Throws SNAPSHOT.DAMAGED or SNAPSHOT.FOREIGN (a JSON file that is no PostgreSQL snapshot),
// failure::config, naming file, line and column. Keys that early versions lack are empty.
document read(std::string_view json, const std::string& file);

// The bytes that drizzle-kit 0.31 writes.
std::string write(const document& snapshot);

// What `generate --custom` saves beside its empty SQL file: the snapshot before once more, under a
// new id, in the bytes that drizzle-kit 0.31 writes then (its keys stand in another order than
// write()'s). Without a snapshot before, that of an empty database. Throws as read() does.
std::string repeat(const std::optional<std::string>& previous_json, const std::string& file,
                   std::string_view id);

// A snapshot of version 5 or 6 as version 7, in the bytes that drizzle-kit up writes; one of
// version 7 as it is. Throws SNAPSHOT.DAMAGED for what drizzle-kit's validator would not take.
std::string upgrade(const std::string& json, const std::string& file);

// A random UUID, version 4, for `id`.
std::string new_id();

}  // namespace sluice::snapshot
