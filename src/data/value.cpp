#include "data/value.hpp"

#include <algorithm>
#include <array>
#include <regex>

#include "base/text.hpp"
#include "data/pattern.hpp"
#include "data/words.hpp"

namespace sluice::data {

namespace {

constexpr std::int64_t day = 86'400'000'000;
constexpr std::int64_t first_day = 19'358;  // 2023-01-01
constexpr std::int64_t last_day = 20'453;   // 2025-12-31
constexpr std::string_view letters_and_digits = "0123456789abcdefghijklmnopqrstuvwxyz";

std::string_view pick(words::list all, dice& roll) {
  return all[roll.below(all.size())];
}

std::string_view by(words::list all, std::uint64_t number) {
  return all[number % all.size()];
}

std::string lower(std::string_view text) {
  return to_lower(text);
}

void capitalize(std::string& text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
}

std::string title(dice& roll) {
  std::string out = concat(pick(words::adjectives(), roll), " ", pick(words::nouns(), roll));
  capitalize(out);
  return out;
}

std::string sentence(dice& roll) {
  std::string out =
      concat("the ", pick(words::adjectives(), roll), " ", pick(words::nouns(), roll), " ",
             pick(words::verbs(), roll), " the ", pick(words::nouns(), roll), ".");
  capitalize(out);
  return out;
}

void hexadecimal(std::string& out, std::size_t digits, dice& roll) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (i % 16 == 0) bits = roll.next();
    out += letters_and_digits[bits & 15];
    bits >>= 4;
  }
}

void random_letters(std::string& out, std::size_t count, dice& roll) {
  for (std::size_t i = 0; i < count; ++i) out += letters_and_digits[10 + roll.below(26)];
}

std::string address_of_network(dice& roll) {
  const std::uint64_t bits = roll.next();
  return concat("10.", std::to_string(bits & 255), ".", std::to_string(bits >> 8 & 255), ".",
                std::to_string(1 + (bits >> 16) % 254));
}

// A number that makes a text another one: the row's, then any.
std::uint64_t number_at(const value_place& at, dice& roll) {
  return at.attempt == 1 ? at.row + 1 : roll.below(1'000'000'000) + at.row;
}

std::string meant_text(meaning means, const value_place& at, dice& roll) {
  const std::string_view first = by(words::first_names(), at.person);
  const std::string_view last = by(words::last_names(), at.person >> 20);
  const std::string number = at.attempt == 0 ? "" : std::to_string(number_at(at, roll));
  const auto numbered = [&](std::string text) {
    return number.empty() ? text : concat(text, " ", number);
  };
  switch (means) {
    case meaning::first_name:
      return numbered(std::string(first));
    case meaning::last_name:
      return numbered(std::string(last));
    case meaning::full_name:
      return numbered(concat(first, " ", last));
    case meaning::email:
      return concat(lower(first), ".", lower(last), number, "@example.com");
    case meaning::user_name:
      return concat(lower(first), "_", lower(last), number);
    case meaning::company:
      return numbered(concat(pick(words::companies(), roll), " Ltd"));
    case meaning::phone: {
      std::string out = "+1555";
      for (int i = 0; i < 7; ++i) out += letters_and_digits[roll.below(10)];
      return out;
    }
    case meaning::city:
      return numbered(std::string(pick(words::cities(), roll)));
    case meaning::country:
      return numbered(std::string(pick(words::countries(), roll)));
    case meaning::country_code:
      return concat(pick(words::country_codes(), roll), number);
    case meaning::state:
      return numbered(std::string(pick(words::states(), roll)));
    case meaning::street:
      return concat(std::to_string(1 + roll.below(200)), " ", pick(words::streets(), roll),
                    number.empty() ? "" : " ", number);
    case meaning::postal_code:
      return std::to_string(10'000 + roll.below(90'000));
    case meaning::url:
      return concat("https://www.example.com/", pick(words::nouns(), roll), "-",
                    pick(words::nouns(), roll), number.empty() ? "" : "-", number);
    case meaning::image:
      return concat("https://www.example.com/images/", pick(words::nouns(), roll), number, ".png");
    case meaning::title:
    case meaning::thing:
      return numbered(title(roll));
    case meaning::sentence:
      return numbered(sentence(roll));
    case meaning::paragraph:
      return numbered(concat(sentence(roll), " ", sentence(roll), " ", sentence(roll)));
    case meaning::slug:
      return concat(pick(words::adjectives(), roll), "-", pick(words::nouns(), roll), "-",
                    pick(words::nouns(), roll), number.empty() ? "" : "-", number);
    case meaning::color:
      return concat(pick(words::colors(), roll), number);
    case meaning::job:
      return numbered(std::string(pick(words::jobs(), roll)));
    case meaning::category:
      return concat(pick(words::categories(), roll), number.empty() ? "" : "-", number);
    case meaning::status:
      return concat(pick(words::statuses(), roll), number);
    case meaning::currency:
      return concat(pick(words::currencies(), roll), number);
    case meaning::language:
      return concat(pick(words::languages(), roll), number);
    case meaning::time_zone:
      return concat(pick(words::time_zones(), roll), number);
    case meaning::media_type:
      return concat(pick(words::media_types(), roll), number);
    case meaning::file_name:
      return concat(pick(words::nouns(), roll), number, ".pdf");
    case meaning::hexadecimal: {
      std::string out;
      hexadecimal(out, 32, roll);
      return out;
    }
    case meaning::ip_address:
      return address_of_network(roll);
    case meaning::code: {
      std::string out;
      random_letters(out, 2, roll);
      return concat(to_upper(out), "-", std::to_string(10'000 + roll.below(90'000)), number);
    }
    case meaning::month:
      return concat(pick(words::months(), roll), number);
    case meaning::version:
      return concat(std::to_string(roll.below(9)), ".", std::to_string(roll.below(20)), ".",
                    std::to_string(roll.below(20)));
    case meaning::year:
      return std::to_string(1980 + roll.below(46));
    default:
      return numbered(concat(pick(words::adjectives(), roll), " ", pick(words::nouns(), roll)));
  }
}

bool is_match(const std::string& text, const std::vector<std::pair<std::string, bool>>& patterns) {
  static thread_local std::vector<std::pair<std::string, std::regex>> known;
  try {
    return std::all_of(patterns.begin(), patterns.end(), [&](const auto& one) {
      const std::string key = concat(one.second ? "i" : " ", one.first);
      auto found = std::find_if(known.begin(), known.end(),
                                [&](const auto& each) { return each.first == key; });
      if (found == known.end()) {
        const auto how =
            one.second ? std::regex::ECMAScript | std::regex::icase : std::regex::ECMAScript;
        known.emplace_back(key, std::regex(one.first, how));
        found = std::prev(known.end());
      }
      return std::regex_search(text, found->second);
    });
  } catch (const std::regex_error&) {
    return false;
  }
}

void write_text(std::string& out, const value_type& type, meaning means,
                const column_limits& limits, const value_place& at, dice& roll) {
  std::size_t most = limits.longest > 0 ? static_cast<std::size_t>(limits.longest) : 0;
  if (type.length > 0 && (most == 0 || most > static_cast<std::size_t>(type.length))) {
    most = static_cast<std::size_t>(type.length);
  }
  if (type.name == "xml") {
    out = concat("<note>", pick(words::nouns(), roll), " ", std::to_string(at.row), "</note>");
    return;
  }
  if (type.name == "ltree") {
    out = concat(pick(words::categories(), roll), ".", pick(words::nouns(), roll),
                 std::to_string(at.attempt == 0 ? 0 : number_at(at, roll)));
    return;
  }
  const auto least = static_cast<std::size_t>(limits.shortest);
  out = meant_text(means, at, roll);
  if (!limits.patterns.empty()) {
    const auto fits = [&] {
      return (most == 0 || out.size() <= most) && out.size() >= least &&
             is_match(out, limits.patterns);
    };
    constexpr int tries = 20;
    for (int i = 0; i < tries && !fits(); ++i) {
      out = text_matching(
          limits.patterns[static_cast<std::size_t>(i) % limits.patterns.size()].first, roll);
    }
    return;
  }
  if (most != 0 && out.size() > most) {
    // What makes it another one stands at its end, and must not be cut off.
    if (at.attempt > 0 || most < 4) {
      out.clear();
      for (std::size_t i = 0; i < std::min<std::size_t>(most, 12); ++i) {
        out += letters_and_digits[roll.below(letters_and_digits.size())];
      }
    } else {
      out.resize(most);
      while (!out.empty() && out.back() == ' ') out.back() = 'x';
    }
  }
  if (out.size() < least) random_letters(out, least - out.size(), roll);
}

struct span {
  std::int64_t low, high;
};

span type_span(const value_type& type) {
  switch (type.kind) {
    case value_kind::integer:
      if (type.bytes == 2) return {-32'768, 32'767};
      if (type.name == "oid") return {0, 2'147'483'647};
      if (type.bytes == 4) return {-2'147'483'648, 2'147'483'647};
      return {INT64_MIN, INT64_MAX};
    case value_kind::numeric: {
      constexpr int most = 18;
      std::int64_t high = 1;
      const int digits = type.precision == 0 ? most : std::min(type.precision, most);
      for (int i = 0; i < digits; ++i) high *= 10;
      return {1 - high, high - 1};
    }
    case value_kind::floating:
      return {-1'000'000'000'000, 1'000'000'000'000};
    case value_kind::date:
      return {-365'000, 1'000'000};
    case value_kind::time:
      return {0, day - 1};
    default:
      return {-365'000 * day, 100'000 * day};
  }
}

std::int64_t power_of_ten(int scale) {
  std::int64_t out = 1;
  for (int i = 0; i < scale && i < 15; ++i) out *= 10;
  return out;
}

// Where nothing else is said.
span usual_span(const value_type& type, meaning means) {
  if (type.kind == value_kind::date || type.kind == value_kind::timestamp) {
    const std::int64_t unit = type.kind == value_kind::date ? 1 : day;
    if (means == meaning::birth) return {-7'300 * unit, 12'000 * unit};
    if (means == meaning::later) return {23'741 * unit, 25'000 * unit};
    return {first_day * unit, last_day * unit};
  }
  if (type.kind == value_kind::time) return {0, day - 1};
  const std::int64_t one = type.kind == value_kind::integer    ? 1
                           : type.kind == value_kind::floating ? 10'000
                                                               : power_of_ten(type.scale);
  switch (means) {
    case meaning::age:
      return {18 * one, 90 * one};
    case meaning::year:
      return {1980 * one, 2025 * one};
    case meaning::quantity:
      return {one, 100 * one};
    case meaning::rating:
      return {one, 5 * one};
    case meaning::percent:
      return {0, 100 * one};
    case meaning::latitude:
      return {-60 * one, 70 * one};
    case meaning::longitude:
      return {-180 * one, 180 * one};
    case meaning::price:
      return {one, (type.kind == value_kind::integer ? 100'000 : 1'000) * one};
    default:
      return {one, 1'000 * one};
  }
}

std::int64_t ordered_value(const value_type& type, meaning means, const column_limits& limits,
                           const value_place& at, dice& roll) {
  const span whole = type_span(type);
  const std::int64_t low = std::max({whole.low, limits.least, at.floor});
  const std::int64_t high = std::min(whole.high, limits.most);
  if (low >= high) return low;
  span usual = usual_span(type, means);
  // Not after every attempt the same few.
  if (at.attempt > 0) {
    const std::int64_t more = (usual.high - usual.low + 1) / 2 + static_cast<std::int64_t>(at.row);
    const auto factor = static_cast<std::int64_t>(std::min<std::uint64_t>(at.attempt, 20));
    const std::int64_t room = std::min<std::int64_t>(more, INT64_MAX / 64) * factor;
    if (means == meaning::created || means == meaning::updated || (usual.high > INT64_MAX - room)) {
      usual.low -= std::min(room, usual.low - INT64_MIN / 2);
    } else {
      usual.high += room;
    }
  }
  if (at.floor != INT64_MIN && at.floor >= usual.low) {
    const std::int64_t width = std::max<std::int64_t>(1, (usual.high - usual.low) / 12);
    usual = {at.floor, at.floor > INT64_MAX - width ? INT64_MAX : at.floor + width};
  }
  const std::int64_t from = std::max(usual.low, low);
  const std::int64_t to = std::min(usual.high, high);
  if (from <= to) return roll.between(from, to);
  // The limits are elsewhere: near the one that is nearest.
  const std::int64_t width = std::max<std::int64_t>(1, usual.high - usual.low);
  if (usual.high < low) return roll.between(low, low > high - width ? high : low + width);
  return roll.between(high < low + width ? low : high - width, high);
}

void write_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char each : text) {
    if (each == '"' || each == '\\') out += '\\';
    out += each;
  }
  out += '"';
}

void write_array(std::string& out, const value_type& type, meaning means, const value_place& at,
                 dice& roll) {
  out += '{';
  const std::uint64_t count = 1 + roll.below(3);
  std::string one;
  const column_limits none;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (i > 0) out += ',';
    one.clear();
    write_value(one, *type.element, means, none,
                {.row = at.row, .attempt = at.attempt, .person = roll.next()}, roll);
    write_quoted(out, one);
  }
  out += '}';
}

void write_range(std::string& out, const value_type& type, dice& roll) {
  const value_type& of = *type.element;
  const span usual = usual_span(of, meaning::none);
  const std::int64_t from = roll.between(usual.low, usual.high);
  const std::int64_t to = from + 1 +
                          static_cast<std::int64_t>(roll.below(
                              static_cast<std::uint64_t>(usual.high - usual.low) / 50 + 1));
  out += type.is_multiple ? "{[" : "[";
  const auto end = [&](std::int64_t at) {
    std::string one;
    write_ordinal(one, of, at);
    write_quoted(out, one);
  };
  end(from);
  out += ',';
  end(to);
  out += type.is_multiple ? ")}" : ")";
}

void write_uuid(std::string& out, dice& roll) {
  std::string digits;
  hexadecimal(digits, 32, roll);
  digits[12] = '4';
  digits[16] = "89ab"[roll.below(4)];
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) out += '-';
    out += digits[i];
  }
}

void write_other(std::string& out, const value_type& type, meaning means, const value_place& at,
                 dice& roll) {
  switch (type.kind) {
    case value_kind::boolean:
      out += roll.below(2) == 0 ? 'f' : 't';
      break;
    case value_kind::uuid:
      write_uuid(out, roll);
      break;
    case value_kind::interval:
      out = concat(std::to_string(1 + roll.below(30)), " days ", std::to_string(roll.below(24)),
                   ":", std::to_string(10 + roll.below(50)), ":00");
      if (at.attempt > 0) out += concat(".", std::to_string(roll.below(999'999)));
      break;
    case value_kind::json:
      out = concat("{\"", pick(words::nouns(), roll), "\": \"", pick(words::adjectives(), roll),
                   "\", \"", pick(words::nouns(), roll),
                   "s\": ", std::to_string(at.attempt == 0 ? roll.below(100) : number_at(at, roll)),
                   "}");
      break;
    case value_kind::bytes:
      out += "\\x";
      hexadecimal(out, 16, roll);
      break;
    case value_kind::inet:
      out = address_of_network(roll);
      break;
    case value_kind::cidr:
      out = address_of_network(roll);
      out += "/32";
      break;
    case value_kind::macaddr:
      for (int i = 0; i < type.bytes; ++i) {
        if (i > 0) out += ':';
        hexadecimal(out, 2, roll);
      }
      break;
    case value_kind::bits: {
      const int count = type.length > 0 ? type.length : 8;
      for (int i = 0; i < count; ++i) out += roll.below(2) == 0 ? '0' : '1';
      break;
    }
    case value_kind::point:
      out = concat("(", std::to_string(roll.between(-180, 180)), ".",
                   std::to_string(roll.below(9999)), ",", std::to_string(roll.between(-90, 89)),
                   ".", std::to_string(roll.below(9999)), ")");
      break;
    case value_kind::money:
      out =
          concat(std::to_string(1 + roll.below(100'000)), ".", std::to_string(10 + roll.below(90)));
      break;
    case value_kind::words:
      out = concat("'", pick(words::nouns(), roll), "' '", pick(words::verbs(), roll), "'");
      break;
    case value_kind::hstore:
      out =
          concat("\"", pick(words::nouns(), roll), "\"=>\"", pick(words::adjectives(), roll), "\"");
      break;
    case value_kind::vector:
      out += '[';
      for (int i = 0; i < type.length; ++i) {
        if (i > 0) out += ',';
        write_ordinal(out, {.kind = value_kind::floating}, roll.between(-10'000, 10'000));
      }
      out += ']';
      break;
    case value_kind::array:
      write_array(out, type, means, at, roll);
      break;
    case value_kind::range:
      write_range(out, type, roll);
      break;
    default:
      break;
  }
}

}  // namespace

std::optional<std::int64_t> write_value(std::string& out, const value_type& type, meaning means,
                                        const column_limits& limits, const value_place& at,
                                        dice& roll) {
  if (limits.has_choice && !limits.choice.empty()) {
    out = limits.choice[roll.below(limits.choice.size())];
    return is_ordered(type) ? ordinal_of(type, out, false) : std::nullopt;
  }
  if (is_ordered(type)) {
    const std::int64_t value = ordered_value(type, means, limits, at, roll);
    write_ordinal(out, type, value);
    return value;
  }
  constexpr int tries = 30;
  for (int i = 0; i < tries; ++i) {
    out.clear();
    if (type.kind == value_kind::text) {
      write_text(out, type, means, limits, at, roll);
    } else if (type.kind == value_kind::enumeration) {
      if (!type.labels.empty()) out = type.labels[roll.below(type.labels.size())];
    } else {
      write_other(out, type, means, at, roll);
    }
    if (std::find(limits.excluded.begin(), limits.excluded.end(), out) == limits.excluded.end()) {
      break;
    }
  }
  return std::nullopt;
}

std::uint64_t count_of_values(const value_type& type, const column_limits& limits) {
  if (!limits.patterns.empty()) return 0;
  if (limits.has_choice) return limits.choice.size();
  if (!limits.excluded.empty()) return 0;
  if (type.kind == value_kind::boolean) return 2;
  if (type.kind == value_kind::enumeration) return type.labels.size();
  if (type.kind == value_kind::text) {
    const long bound =
        limits.longest > 0
            ? std::min<long>(limits.longest, type.length > 0 ? type.length : limits.longest)
            : type.length;
    constexpr long few = 5;
    if (bound < 1 || bound > few || limits.shortest > bound) return 0;
    std::uint64_t out = 1;
    for (long i = 0; i < bound; ++i) out *= letters_and_digits.size();
    return out;
  }
  if (!is_ordered(type)) return 0;
  const span whole = type_span(type);
  const std::int64_t low = std::max(whole.low, limits.least);
  const std::int64_t high = std::min(whole.high, limits.most);
  if (low > high) return 0;
  const auto count = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  constexpr std::uint64_t many = 1'000'000'000'000;
  return count >= many ? 0 : count + 1;
}

std::optional<std::int64_t> write_numbered_value(std::string& out, const value_type& type,
                                                 const column_limits& limits,
                                                 std::uint64_t number) {
  if (limits.has_choice) {
    out = limits.choice[number];
  } else if (type.kind == value_kind::boolean) {
    out += number == 0 ? 'f' : 't';
  } else if (type.kind == value_kind::enumeration) {
    out = type.labels[number];
  } else if (type.kind == value_kind::text) {
    const long bound =
        limits.longest > 0
            ? std::min<long>(limits.longest, type.length > 0 ? type.length : limits.longest)
            : type.length;
    for (long i = 0; i < bound; ++i) {
      out += letters_and_digits[number % letters_and_digits.size()];
      number /= letters_and_digits.size();
    }
  } else {
    const std::int64_t low = std::max(type_span(type).low, limits.least);
    const auto value = static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + number);
    write_ordinal(out, type, value);
    return value;
  }
  return is_ordered(type) ? ordinal_of(type, out, false) : std::nullopt;
}

}  // namespace sluice::data
