#include "ddl/type_change.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "model/type_name.hpp"

namespace sluice::ddl {

namespace {

enum class family { other, whole, decimal, binary, text, bits, moment, day, clock, span };

struct known_type {
  std::string_view name;
  family of;
  int rank;  // a higher one of the family holds every value of a lower one
};

constexpr std::array<known_type, 16> known_types = {{{"int2", family::whole, 1},
                                                     {"int4", family::whole, 2},
                                                     {"int8", family::whole, 3},
                                                     {"numeric", family::decimal, 0},
                                                     {"float4", family::binary, 1},
                                                     {"float8", family::binary, 2},
                                                     {"bpchar", family::text, 0},
                                                     {"varchar", family::text, 0},
                                                     {"text", family::text, 0},
                                                     {"bit", family::bits, 0},
                                                     {"varbit", family::bits, 0},
                                                     {"timestamp", family::moment, 0},
                                                     {"timestamptz", family::moment, 0},
                                                     {"date", family::day, 0},
                                                     {"time", family::clock, 0},
                                                     {"interval", family::span, 0}}};

struct parsed_type : model::type_name {
  family of = family::other;
  int rank = 0;
};

parsed_type parse(const std::string& text) {
  parsed_type out{model::parse_type(text)};
  for (const known_type& one : known_types) {
    if (one.name == out.name) {
      out.of = one.of;
      out.rank = one.rank;
    }
  }
  return out;
}

int limit(const parsed_type& type) {
  return type.modifiers.empty() ? -1 : type.modifiers.front();
}

// Of an interval: 0 for seconds, and more for the longer ones. What is shorter is cut.
int smallest_field(const parsed_type& type) {
  constexpr std::array<std::string_view, 5> longer = {"minute", "hour", "day", "month", "year"};
  for (std::size_t i = 0; i < longer.size(); ++i) {
    if (type.fields.ends_with(longer.at(i))) return static_cast<int>(i) + 1;
  }
  return 0;
}

// Each value within the old limits is within the new ones.
bool widens(const parsed_type& from, const parsed_type& to) {
  if (const int kept = smallest_field(from), now = smallest_field(to); kept != 0 || now != 0) {
    if (now > kept) return false;
    if (kept > 0) return true;  // no digits behind seconds
  }
  if (to.modifiers.empty() || from.modifiers == to.modifiers) return true;
  if (from.of == family::decimal) {
    return from.modifiers.size() == 2 && to.modifiers.size() == 2 &&
           from.modifiers[1] == to.modifiers[1] && from.modifiers[0] <= to.modifiers[0];
  }
  if (from.of == family::moment || from.of == family::clock || from.of == family::span ||
      from.name == "timetz") {
    constexpr int all_digits = 6;
    return limit(to) >= all_digits || (!from.modifiers.empty() && limit(from) <= limit(to));
  }
  return !from.modifiers.empty() && limit(from) <= limit(to);
}

bool is_one_of(const std::string& name, std::initializer_list<std::string_view> all) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

// The old bytes are what the new type would store.
bool keeps_bytes(const parsed_type& from, const parsed_type& to) {
  if (from.is_array != to.is_array) return false;
  const bool unlimited = to.modifiers.empty();
  if (from.name == to.name) {
    if (from.modifiers == to.modifiers && from.fields == to.fields) return true;
    if (from.name == "bpchar" && unlimited) return true;
    // The elements of an array are looked at one by one, unless there is nothing to look for.
    if (from.is_array) return unlimited;
    return from.name != "bpchar" && from.name != "bit" && widens(from, to);
  }
  if (is_one_of(from.name, {"varchar", "text", "citext", "xml"})) {
    const bool is_text = is_one_of(to.name, {"varchar", "text"});
    return unlimited && !from.is_array && (is_text || (to.name == "bpchar" && from.name != "xml"));
  }
  if (from.name == "bit") return unlimited && to.name == "varbit";
  return from.name == "cidr" && to.name == "inet";
}

// Timestamps with and without a zone are the same numbers while the session's zone is UTC.
bool keeps_bytes_in_utc(const parsed_type& from, const parsed_type& to) {
  return !from.is_array && !to.is_array && from.of == family::moment && to.of == family::moment &&
         from.name != to.name && widens(from, to);
}

constexpr int digits_of_whole(int rank) {
  constexpr std::array<int, 4> digits = {0, 5, 10, 19};
  return digits.at(static_cast<std::size_t>(rank));
}

struct effect {
  bool may_fail = false;
  bool loses = false;
};

effect into_text(const parsed_type& from, const parsed_type& to, bool is_cast) {
  if (to.modifiers.empty()) {
    const bool trims = to.name == "bpchar" && from.of == family::text && from.name != "bpchar";
    return {.loses = trims};  // blanks at the end
  }
  if (from.of == family::text && !from.modifiers.empty() && limit(from) <= limit(to)) return {};
  return is_cast ? effect{.loses = true} : effect{.may_fail = true};
}

effect into_decimal(const parsed_type& from, const parsed_type& to) {
  if (to.modifiers.empty()) return {};
  const int scale = to.modifiers[1];
  const int whole_digits = to.modifiers[0] - scale;
  if (from.of == family::whole) return {.may_fail = digits_of_whole(from.rank) > whole_digits};
  if (from.of == family::binary || from.modifiers.empty()) return {.may_fail = true, .loses = true};
  return {.may_fail = from.modifiers[0] - from.modifiers[1] > whole_digits,
          .loses = from.modifiers[1] > scale};
}

effect into_number(const parsed_type& from, const parsed_type& to) {
  if (to.of == family::decimal) return into_decimal(from, to);
  if (to.of == family::whole) {
    if (from.of == family::whole) return {.may_fail = from.rank > to.rank};
    return {.may_fail = true, .loses = true};
  }
  if (from.of == family::binary) {
    const bool narrower = from.rank > to.rank;
    return {.may_fail = narrower, .loses = narrower};
  }
  if (from.of == family::decimal) return {.may_fail = true, .loses = true};
  return {.loses = from.rank > to.rank};  // 24 bits hold a smallint, 53 an integer
}

bool is_number(family one) {
  return one == family::whole || one == family::decimal || one == family::binary;
}

effect effect_of(const parsed_type& from, const parsed_type& to, bool is_cast) {
  const bool same = from.name == to.name;
  if (from.is_array != to.is_array) return {.may_fail = true};
  if (to.of == family::text) return into_text(from, to, is_cast);
  if (is_number(from.of) && is_number(to.of)) return into_number(from, to);
  if (to.of == family::bits && from.of == family::bits) {
    if (widens(from, to) && to.name == "varbit") return {};
    return is_cast ? effect{.loses = true} : effect{.may_fail = true};
  }
  if (to.of == family::moment && from.of == family::moment) return {.loses = !widens(from, to)};
  if (to.of == family::moment && from.of == family::day) return {};
  if (from.of == family::moment && (to.of == family::day || to.of == family::clock)) {
    return {.loses = true};
  }
  if (same) return {.loses = !widens(from, to)};
  if (from.name == "cidr" && to.name == "inet") return {};
  return {.may_fail = true};
}

// What a new type is to code that reads: its values look as before.
bool is_seen(const parsed_type& from, const parsed_type& to, const effect& found) {
  const bool alike = from.of == to.of && from.of != family::other && from.of != family::moment &&
                     from.is_array == to.is_array;
  return found.may_fail || found.loses || !(alike || from.name == to.name);
}

}  // namespace

type_change change_of(const column_type& from, const column_type& to, bool is_cast) {
  if (from.is_enum || to.is_enum) {
    const bool into_text = !to.is_enum && is_one_of(to.name, {"text", "varchar"});
    return {.may_fail = !into_text};
  }
  const parsed_type before = parse(from.name);
  const parsed_type after = parse(to.name);
  const effect found = effect_of(before, after, is_cast);
  const bool own =
      (before.of == family::other || after.of == family::other) && before.name != after.name;
  return {.rewrites = !keeps_bytes(before, after),
          .certain = !own && !keeps_bytes_in_utc(before, after),
          .may_fail = found.may_fail,
          .loses = found.loses,
          .is_seen = is_seen(before, after, found)};
}

}  // namespace sluice::ddl
