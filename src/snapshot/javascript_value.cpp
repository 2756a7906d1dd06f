#include "snapshot/javascript_value.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <unordered_map>

#include "model/order.hpp"

namespace sluice::snapshot {

std::string javascript_number(double value) {
  if (!std::isfinite(value)) return "null";
  if (value == 0) return "0";  // -0 too
  // The shortest digits that give the number back, as d.ddde+xx.
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value),
                                 std::chars_format::scientific);
  const std::string_view shortest(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  const std::size_t e = shortest.find('e');
  std::string digits(shortest.substr(0, e));
  if (digits.size() > 1) digits.erase(1, 1);  // the point
  int exponent = 0;
  const bool small = shortest[e + 1] == '-';
  std::from_chars(shortest.data() + e + 2, shortest.data() + shortest.size(), exponent);
  if (small) exponent = -exponent;

  // ECMA-262, Number::toString: `point` digits stand before the decimal point.
  const int count = static_cast<int>(digits.size());
  const int point = exponent + 1;
  std::string out = value < 0 ? "-" : "";
  if (count <= point && point <= 21) {
    out += digits;
    out.append(static_cast<std::size_t>(point - count), '0');
  } else if (0 < point && point <= 21) {
    out += digits.insert(static_cast<std::size_t>(point), 1, '.');
  } else if (-6 < point && point <= 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-point), '0');
    out += digits;
  } else {
    if (count > 1) digits.insert(1, 1, '.');
    out += digits;
    out += exponent < 0 ? "e-" : "e+";
    out += std::to_string(std::abs(exponent));
  }
  return out;
}

namespace {

using member_list = std::vector<const rapidjson::Value::Member*>;

// Moves what stays to the front, each at the place of its key's first appearance; gives their
// count.
std::size_t drop_earlier_of_equal(member_list& members) {
  constexpr std::size_t few = 24;  // for which comparing each with each is faster than a map
  std::unordered_map<std::string_view, std::size_t> places;
  const bool many = members.size() > few;
  if (many) places.reserve(members.size());
  std::size_t kept = 0;
  for (const auto* one : members) {
    const std::string_view key = view(one->name);
    std::size_t place = 0;
    if (many) {
      place = places.emplace(key, kept).first->second;
    } else {
      while (place < kept && view(members[place]->name) != key) ++place;
    }
    members[place] = one;
    if (place == kept) ++kept;
  }
  return kept;
}

}  // namespace

std::vector<const rapidjson::Value::Member*> javascript_members(const rapidjson::Value& object) {
  member_list members;
  members.reserve(object.MemberCount());
  bool in_order = true;
  for (const auto& one : object.GetObject()) {
    members.push_back(&one);
    const char first = *one.name.GetString();
    in_order = in_order && (first < '0' || first > '9');
  }
  const std::size_t kept = drop_earlier_of_equal(members);
  members.resize(kept);
  if (!in_order) {
    model::order_as_javascript(members,
                               [](const auto* one) { return std::string(view(one->name)); });
  }
  return members;
}

bool is_shallow(const rapidjson::Value& value, int allowed) {
  if (!value.IsObject() && !value.IsArray()) return true;
  if (allowed == 0) return false;
  if (value.IsArray()) {
    for (const auto& one : value.GetArray()) {
      if (!is_shallow(one, allowed - 1)) return false;
    }
    return true;
  }
  for (const auto& one : value.GetObject()) {
    if (!is_shallow(one.value, allowed - 1)) return false;
  }
  return true;
}

void write_value(json_writer& out, const rapidjson::Value& value) {
  if (value.IsObject()) {
    out.begin_object();
    for (const auto* one : javascript_members(value)) {
      out.key(view(one->name));
      write_value(out, one->value);
    }
    out.end_object();
  } else if (value.IsArray()) {
    out.begin_array();
    for (const auto& one : value.GetArray()) write_value(out, one);
    out.end_array();
  } else if (value.IsString()) {
    out.string(view(value));
  } else if (value.IsBool()) {
    out.boolean(value.GetBool());
  } else if (value.IsNull()) {
    out.null();
  } else if (value.IsInt64()) {
    // Beyond 2^53 JavaScript would round; its own output never holds such an integer, and a bigint
    // that was written with all its digits keeps them.
    out.integer(value.GetInt64());
  } else if (value.IsUint64()) {
    out.raw(std::to_string(value.GetUint64()));
  } else {
    out.raw(javascript_number(value.GetDouble()));
  }
}

void write_json_text(json_writer& out, std::string_view json) {
  const std::size_t first = json.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && (json[first] == '{' || json[first] == '[')) {
    write_value(out, parse_json(json, "a default"));
  } else {
    out.raw(json);
  }
}

std::string compact_text(const rapidjson::Value& value) {
  json_writer out(json_writer::style::compact);
  write_value(out, value);
  return out.take();
}

}  // namespace sluice::snapshot
