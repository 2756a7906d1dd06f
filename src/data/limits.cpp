#include "data/limits.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "data/condition.hpp"

namespace sluice::data {

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t day = 86'400 * second;
constexpr int floating_scale = 4;
constexpr std::size_t most_ways = 256;

std::int64_t day_of(int year, unsigned month, unsigned of_month) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(of_month)};
  return std::chrono::sys_days(date).time_since_epoch().count();
}

int scale_of(const value_type& type) {
  if (type.kind == value_kind::floating) return floating_scale;
  return type.kind == value_kind::numeric ? type.scale : 0;
}

std::optional<std::int64_t> decimal(const std::string& text, int scale) {
  char* end = nullptr;
  long double value = std::strtold(text.c_str(), &end);
  if (end == text.c_str() || *end != '\0') return std::nullopt;
  for (int i = 0; i < scale; ++i) value *= 10;
  for (int i = scale; i < 0; ++i) value /= 10;
  constexpr long double edge = 9e18L;
  if (value > edge || value < -edge) return std::nullopt;
  return static_cast<std::int64_t>(value < 0 ? value - 0.5L : value + 0.5L);
}

// The zone is PostgreSQL's matter: a day more or less is left to its trial.
std::optional<std::int64_t> moment(const std::string& text) {
  int year = 0;
  unsigned month = 0, of_month = 0, hour = 0, minute = 0, seconds = 0;
  const int read = std::sscanf(text.c_str(), "%d-%u-%u%*1[ T]%u:%u:%u", &year, &month, &of_month,
                               &hour, &minute, &seconds);
  if (read < 3 || month < 1 || month > 12 || of_month < 1 || of_month > 31) return std::nullopt;
  return day_of(year, month, of_month) * day + (hour * 3600LL + minute * 60LL + seconds) * second;
}

void write_number(std::string& out, std::int64_t value) {
  char buffer[24];
  out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

void write_two(std::string& out, std::int64_t value) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

void write_day(std::string& out, std::int64_t days) {
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(static_cast<int>(days)))};
  write_number(out, static_cast<int>(date.year()));
  out += '-';
  write_two(out, static_cast<unsigned>(date.month()));
  out += '-';
  write_two(out, static_cast<unsigned>(date.day()));
}

void write_clock(std::string& out, std::int64_t micros) {
  write_two(out, micros / (3600 * second));
  out += ':';
  write_two(out, micros / (60 * second) % 60);
  out += ':';
  write_two(out, micros / second % 60);
  if (const std::int64_t rest = micros % second; rest != 0) {
    char buffer[12];
    std::snprintf(buffer, sizeof buffer, ".%06d", static_cast<int>(rest));
    out += buffer;
  }
}

void write_decimal(std::string& out, std::int64_t value, int scale) {
  if (value < 0) out += '-';
  const std::uint64_t size =
      value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  std::string digits = std::to_string(size);
  if (scale <= 0) {
    out += digits;
    if (size != 0) out.append(static_cast<std::size_t>(-scale), '0');
    return;
  }
  const auto places = static_cast<std::size_t>(scale);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  out.append(digits, 0, digits.size() - places);
  out += '.';
  out.append(digits, digits.size() - places, places);
}

class limiter {
 public:
  explicit limiter(const table_shape& table) : table_(table) {}

  // False: nothing can be so.
  bool add(way_to_fill& to, const demand& one) const {
    if (one.what == demand::kind::is_opaque) {
      to.is_opaque = true;
      return true;
    }
    column_limits& at = to.columns[one.column];
    const value_type& type = table_.columns[one.column].type;
    switch (one.what) {
      case demand::kind::least:
      case demand::kind::most:
        if (!bound(at, type, one)) to.is_opaque = true;
        break;
      case demand::kind::one_of:
        choose(at, type, one.values);
        break;
      case demand::kind::none_of:
        at.excluded.insert(at.excluded.end(), one.values.begin(), one.values.end());
        break;
      case demand::kind::shortest:
        at.shortest = std::max(at.shortest, one.number);
        break;
      case demand::kind::longest:
        at.longest = at.longest == 0 ? one.number : std::min(at.longest, one.number);
        break;
      case demand::kind::matches:
        at.patterns.emplace_back(one.values[0], one.ignores_case);
        break;
      case demand::kind::null:
        at.must_be_null = true;
        break;
      case demand::kind::not_null:
        at.must_not_be_null = true;
        break;
      default:
        if (!is_ordered(type) || table_.columns[one.other].type.kind != type.kind ||
            scale_of(type) != scale_of(table_.columns[one.other].type)) {
          to.is_opaque = true;
        } else {
          to.columns[one.other].after.emplace_back(one.column, one.strict);
        }
        break;
    }
    return is_possible(to.columns[one.column], one.column);
  }

 private:
  bool is_possible(const column_limits& at, std::size_t column) const {
    if (at.must_be_null && (at.must_not_be_null || table_.columns[column].not_null)) return false;
    if (at.must_be_null) return true;
    if (at.has_choice && at.choice.empty()) return false;
    if (at.longest != 0 && at.shortest > at.longest) return false;
    return at.least <= at.most;
  }

  static bool bound(column_limits& at, const value_type& type, const demand& one) {
    if (!is_ordered(type)) return false;
    const bool is_least = one.what == demand::kind::least;
    const auto value = ordinal_of(type, one.values[0], is_least);
    if (!value) return false;
    if (is_least) {
      at.least = std::max(at.least, *value + (one.strict ? 1 : 0));
    } else {
      at.most = std::min(at.most, *value - (one.strict ? 1 : 0));
    }
    return true;
  }

  static void choose(column_limits& at, const value_type& type,
                     const std::vector<std::string>& values) {
    std::vector<std::string> kept;
    for (const std::string& one : values) {
      const bool fits = type.kind != value_kind::enumeration ||
                        std::find(type.labels.begin(), type.labels.end(), one) != type.labels.end();
      const bool was =
          !at.has_choice || std::find(at.choice.begin(), at.choice.end(), one) != at.choice.end();
      if (fits && was) kept.push_back(one);
    }
    at.choice = std::move(kept);
    at.has_choice = true;
  }

  const table_shape& table_;
};

std::vector<std::vector<demands>> all_conditions(const table_shape& table) {
  std::vector<std::vector<demands>> out;
  for (const check_shape& one : table.checks) {
    out.push_back(
        ways_of(one.condition, [&](const std::string& name) -> std::optional<std::size_t> {
          for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i].name == name) return i;
          }
          return std::nullopt;
        }));
  }
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    for (const std::string& one : table.columns[i].type.conditions) {
      out.push_back(ways_of(one, [&](const std::string& name) -> std::optional<std::size_t> {
        return name == "value" ? std::optional(i) : std::nullopt;
      }));
    }
  }
  return out;
}

// What was excluded is no choice. False: nothing is left.
bool settle(way_to_fill& one) {
  bool is_possible = true;
  for (column_limits& at : one.columns) {
    std::erase_if(at.choice, [&](const std::string& value) {
      return std::find(at.excluded.begin(), at.excluded.end(), value) != at.excluded.end();
    });
    is_possible = is_possible && (!at.has_choice || !at.choice.empty() || at.must_be_null);
  }
  return is_possible;
}

}  // namespace

bool is_ordered(const value_type& type) {
  return type.kind == value_kind::integer || type.kind == value_kind::numeric ||
         type.kind == value_kind::floating || type.kind == value_kind::date ||
         type.kind == value_kind::timestamp || type.kind == value_kind::time;
}

std::optional<std::int64_t> ordinal_of(const value_type& type, const std::string& text,
                                       bool later) {
  const bool is_now = text == "now";
  // Generated data has no today: what is past is before 2026, what is to come after 2034.
  const std::int64_t now = later ? day_of(2035, 1, 1) : day_of(2025, 12, 31);
  switch (type.kind) {
    case value_kind::date: {
      if (is_now) return now;
      const auto at = moment(text);
      return at ? std::optional(*at / day - (*at % day < 0 ? 1 : 0)) : std::nullopt;
    }
    case value_kind::timestamp:
      return is_now ? std::optional(now * day) : moment(text);
    case value_kind::time:
      if (is_now) return std::nullopt;
      return moment("1970-01-01 " + text);
    case value_kind::integer:
    case value_kind::numeric:
    case value_kind::floating:
      return decimal(text, scale_of(type));
    default:
      return std::nullopt;
  }
}

void write_ordinal(std::string& out, const value_type& type, std::int64_t ordinal) {
  switch (type.kind) {
    case value_kind::date:
      write_day(out, ordinal);
      break;
    case value_kind::timestamp: {
      std::int64_t days = ordinal / day;
      std::int64_t rest = ordinal % day;
      if (rest < 0) {
        rest += day;
        --days;
      }
      write_day(out, days);
      out += ' ';
      write_clock(out, rest);
      if (type.has_zone) out += "+00";
      break;
    }
    case value_kind::time:
      write_clock(out, ordinal);
      if (type.has_zone) out += "+00";
      break;
    case value_kind::integer:
      write_number(out, ordinal);
      break;
    default:
      write_decimal(out, ordinal, scale_of(type));
      break;
  }
}

std::vector<way_to_fill> ways_to_fill(const table_shape& table) {
  const limiter limit(table);
  std::vector<way_to_fill> ways = {{std::vector<column_limits>(table.columns.size())}};
  bool is_impossible = false;
  for (const std::vector<demands>& condition : all_conditions(table)) {
    std::vector<way_to_fill> next;
    for (const way_to_fill& before : ways) {
      for (const demands& way : condition) {
        if (next.size() == most_ways) break;
        way_to_fill together = before;
        if (std::all_of(way.begin(), way.end(),
                        [&](const demand& one) { return limit.add(together, one); })) {
          next.push_back(std::move(together));
        }
      }
    }
    if (next.empty()) {
      is_impossible = true;
    } else {
      ways = std::move(next);
    }
  }
  std::vector<way_to_fill> possible;
  for (way_to_fill& one : ways) {
    if (settle(one)) possible.push_back(one);
  }
  if (!possible.empty()) ways = std::move(possible);
  if (is_impossible) {
    for (way_to_fill& one : ways) one.is_opaque = true;
  }
  if (std::any_of(ways.begin(), ways.end(), [](const auto& one) { return !one.is_opaque; })) {
    std::erase_if(ways, [](const auto& one) { return one.is_opaque; });
  }
  return ways;
}

}  // namespace sluice::data
