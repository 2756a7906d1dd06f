// What a new migration is called: PREFIX_name, and its snapshot PREFIX_snapshot.json.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::migrations {

// Behind the tag of a migration, in the name of the file that takes it back.
inline constexpr std::string_view down_suffix = ".down";

enum class prefix { index, timestamp, supabase, unix, none };

// From the config's or the flag's word; nothing for any other word.
std::optional<prefix> prefix_named(std::string_view word);

// Two random words, joined by "_".
std::string random_name();

// The tag of a migration; `when` in milliseconds since 1970. An empty name becomes a random one.
// Throws FOLDER.NAME (failure::usage) for one that no file can have.
std::string make_tag(prefix kind, int idx, std::int64_t when, const std::string& name);

// What stands before the first "_"; the whole where there is none.
std::string_view prefix_of(std::string_view tag);

}  // namespace sluice::migrations
