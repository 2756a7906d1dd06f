#include "migrations/names.hpp"

#include <chrono>
#include <random>

#include "base/error.hpp"
#include "base/text.hpp"
#include "migrations/words.hpp"

namespace sluice::migrations {
namespace {

std::string padded(std::int64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

// YYYYMMDDhhmmss in UTC.
std::string timestamp(std::int64_t when) {
  using std::chrono::days;
  using std::chrono::seconds;
  const std::chrono::sys_seconds time{seconds(when / 1000)};
  const auto midnight = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  return padded(static_cast<int>(date.year()), 4) + padded(static_cast<unsigned>(date.month()), 2) +
         padded(static_cast<unsigned>(date.day()), 2) + padded(clock.hours().count(), 2) +
         padded(clock.minutes().count(), 2) + padded(clock.seconds().count(), 2);
}

std::string prefix_text(prefix kind, int idx, std::int64_t when) {
  switch (kind) {
    case prefix::index:
      return padded(idx, 4);
    case prefix::timestamp:
    case prefix::supabase:
      return timestamp(when);
    case prefix::unix:
      return std::to_string(when / 1000);
    case prefix::none:
      break;
  }
  return {};
}

}  // namespace

std::optional<prefix> prefix_named(std::string_view word) {
  if (word == "index") return prefix::index;
  if (word == "timestamp") return prefix::timestamp;
  if (word == "supabase") return prefix::supabase;
  if (word == "unix") return prefix::unix;
  if (word == "none") return prefix::none;
  return std::nullopt;
}

std::string random_name() {
  std::random_device random;
  return concat(adjectives[random() % adjectives.size()], "_", nouns[random() % nouns.size()]);
}

std::string make_tag(prefix kind, int idx, std::int64_t when, const std::string& name) {
  constexpr std::size_t longest = 200;  // a file's name has 255 bytes, with prefix and suffix
  if (name.find_first_of(std::string_view("/\0", 2)) != std::string::npos ||
      name.size() > longest) {
    throw error(failure::usage, "FOLDER.NAME", concat("a migration can't be called \"", name, "\""))
        .because(name.size() > longest ? "the name is longer than a file's name can be"
                                       : "the name is a part of the file's name")
        .advise("use letters, digits and underscores: --name add_users");
  }
  if (name.ends_with(down_suffix)) {
    throw error(failure::usage, "FOLDER.NAME", concat("a migration can't be called \"", name, "\""))
        .because("a file of that name takes another migration back")
        .advise("use letters, digits and underscores: --name add_users");
  }
  return concat(prefix_text(kind, idx, when), "_", name.empty() ? random_name() : name);
}

std::string_view prefix_of(std::string_view tag) {
  return tag.substr(0, tag.find('_'));
}

}  // namespace sluice::migrations
