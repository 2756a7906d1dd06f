#include "ddl/type_change.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace sluice::ddl {

namespace {

enum class family { other, whole, decimal, binary, text, bits, moment, day, clock, span };

struct spelling {
  std::string_view name;
  std::string_view means;
};

constexpr std::array<spelling, 24> spellings = {{{"bit varying", "varbit"},
                                                 {"bool", "boolean"},
                                                 {"bpchar", "char"},
                                                 {"character varying", "varchar"},
                                                 {"character", "char"},
                                                 {"decimal", "numeric"},
                                                 {"float", "double precision"},
                                                 {"float4", "real"},
                                                 {"float8", "double precision"},
                                                 {"int", "integer"},
                                                 {"int2", "smallint"},
                                                 {"int4", "integer"},
                                                 {"int8", "bigint"},
                                                 {"serial", "integer"},
                                                 {"serial4", "integer"},
                                                 {"serial8", "bigint"},
                                                 {"bigserial", "bigint"},
                                                 {"smallserial", "smallint"},
                                                 {"serial2", "smallint"},
                                                 {"time with time zone", "timetz"},
                                                 {"time without time zone", "time"},
                                                 {"timestamp with time zone", "timestamptz"},
                                                 {"timestamp without time zone", "timestamp"},
                                                 {"dec", "numeric"}}};

struct known_type {
  std::string_view name;
  family of;
  int rank;  // a higher one of the family holds every value of a lower one
};

constexpr std::array<known_type, 16> known_types = {{{"smallint", family::whole, 1},
                                                     {"integer", family::whole, 2},
                                                     {"bigint", family::whole, 3},
                                                     {"numeric", family::decimal, 0},
                                                     {"real", family::binary, 1},
                                                     {"double precision", family::binary, 2},
                                                     {"char", family::text, 0},
                                                     {"varchar", family::text, 0},
                                                     {"text", family::text, 0},
                                                     {"bit", family::bits, 0},
                                                     {"varbit", family::bits, 0},
                                                     {"timestamp", family::moment, 0},
                                                     {"timestamptz", family::moment, 0},
                                                     {"date", family::day, 0},
                                                     {"time", family::clock, 0},
                                                     {"interval", family::span, 0}}};

struct parsed_type {
  std::string name;
  std::vector<int> limits;  // of varchar(20), numeric(10, 2), timestamp(3)
  bool is_array = false;
  family of = family::other;
  int rank = 0;
};

// "timestamp (3) with time zone" has its limit in the middle of the name.
parsed_type parse(const std::string& text) {
  parsed_type out;
  std::string name = to_lower(text);
  const std::size_t array = name.find('[');
  out.is_array = array != std::string::npos;
  if (out.is_array) name.erase(array);
  const std::size_t open = name.find('(');
  const std::size_t close = name.find(')');
  if (open != std::string::npos && close != std::string::npos && open < close) {
    const std::string inside = name.substr(open + 1, close - open - 1);
    for (const std::string_view one : split(inside, ",")) {
      out.limits.push_back(std::atoi(std::string(trim(one)).c_str()));
    }
    name = concat(trim(std::string_view(name).substr(0, open)), name.substr(close + 1));
  }
  out.name = std::string(trim(name));
  for (const spelling& one : spellings) {
    if (one.name == out.name) {
      out.name = std::string(one.means);
      break;
    }
  }
  if ((out.name == "char" || out.name == "bit") && out.limits.empty()) out.limits = {1};
  if (out.name == "numeric" && out.limits.size() == 1) out.limits.push_back(0);
  for (const known_type& one : known_types) {
    if (one.name == out.name) {
      out.of = one.of;
      out.rank = one.rank;
    }
  }
  return out;
}

int limit(const parsed_type& type) {
  return type.limits.empty() ? -1 : type.limits.front();
}

// Each value within the old limits is within the new ones.
bool widens(const parsed_type& from, const parsed_type& to) {
  if (to.limits.empty() || from.limits == to.limits) return true;
  if (from.of == family::decimal) {
    return from.limits.size() == 2 && to.limits.size() == 2 && from.limits[1] == to.limits[1] &&
           from.limits[0] <= to.limits[0];
  }
  if (from.of == family::moment || from.of == family::clock || from.of == family::span ||
      from.name == "timetz") {
    constexpr int all_digits = 6;
    return limit(to) >= all_digits || (!from.limits.empty() && limit(from) <= limit(to));
  }
  return !from.limits.empty() && limit(from) <= limit(to);
}

bool is_one_of(const std::string& name, std::initializer_list<std::string_view> all) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

// The old bytes are what the new type would store.
bool keeps_bytes(const parsed_type& from, const parsed_type& to) {
  if (from.is_array != to.is_array) return false;
  const bool unlimited = to.limits.empty();
  if (from.name == to.name) {
    if (from.limits == to.limits) return true;
    // The elements of an array are looked at one by one, unless there is nothing to look for.
    if (from.is_array) return unlimited;
    return from.name != "char" && from.name != "bit" && widens(from, to);
  }
  if (is_one_of(from.name, {"varchar", "text", "citext", "xml"})) {
    return unlimited && !from.is_array && is_one_of(to.name, {"varchar", "text"});
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
  if (to.limits.empty()) return {};
  if (from.of == family::text && !from.limits.empty() && limit(from) <= limit(to)) return {};
  return is_cast ? effect{.loses = true} : effect{.may_fail = true};
}

effect into_decimal(const parsed_type& from, const parsed_type& to) {
  if (to.limits.empty()) return {};
  const int scale = to.limits[1];
  const int whole_digits = to.limits[0] - scale;
  if (from.of == family::whole) return {.may_fail = digits_of_whole(from.rank) > whole_digits};
  if (from.of == family::binary || from.limits.empty()) return {.may_fail = true, .loses = true};
  return {.may_fail = from.limits[0] - from.limits[1] > whole_digits,
          .loses = from.limits[1] > scale};
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
