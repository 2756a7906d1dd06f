#include "ddl/circles.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "model/generated_names.hpp"

namespace sluice::ddl {

namespace {

using model::temporary_name;
using steps = std::vector<diff::change>;

// The two steps of a rename; none where it can't be taken apart.
struct split {
  template <typename Change>
  steps operator()(const Change& /*one*/) const {
    return {};
  }

  steps operator()(const diff::rename_table& one) const { return named(one); }
  steps operator()(const diff::rename_view& one) const { return named(one); }
  steps operator()(const diff::rename_enum& one) const { return named(one); }
  steps operator()(const diff::rename_sequence& one) const { return named(one); }
  steps operator()(const diff::rename_index& one) const { return named(one); }
  steps operator()(const diff::rename_owned_sequence& one) const { return named(one); }
  steps operator()(const diff::rename_schema& one) const { return plain(one); }
  steps operator()(const diff::rename_role& one) const { return plain(one); }
  steps operator()(const diff::rename_constraint& one) const { return plain(one); }
  steps operator()(const diff::rename_enum_value& one) const { return plain(one); }
  steps operator()(const diff::rename_column& one) const { return between(one); }
  steps operator()(const diff::rename_policy& one) const { return between(one); }

  // The old key goes early, the new one comes late.
  steps operator()(const diff::alter_primary_key& one) const {
    return {diff::drop_primary_key{one.table, one.from}, diff::add_primary_key{one.table, one.to}};
  }

 private:
  template <typename Rename>
  static steps named(const Rename& one) {
    if (model::is_temporary(one.to) || model::is_temporary(one.from.name)) return {};
    Rename first = one;
    Rename second = one;
    first.to = second.from.name = temporary_name(one.to);
    return {std::move(first), std::move(second)};
  }
  template <typename Rename>
  static steps plain(const Rename& one) {
    if (model::is_temporary(one.to) || model::is_temporary(one.from)) return {};
    Rename first = one;
    Rename second = one;
    first.to = second.from = temporary_name(one.to);
    return {std::move(first), std::move(second)};
  }
  template <typename Rename>
  static steps between(const Rename& one) {
    if (!one.by.temporary.empty()) return {};
    Rename first = one;
    Rename second = one;
    first.by = {.temporary = temporary_name(one.to->name), .is_first = true};
    second.by = {.temporary = temporary_name(one.to->name), .is_second = true};
    return {std::move(first), std::move(second)};
  }
};

// A move or a rename of one thing: both together take it to another schema and name.
struct half {
  const void* of = nullptr;
  bool moves = false;
  bool is_temporary = false;
};

struct find_half {
  template <typename Change>
  half operator()(const Change& /*one*/) const {
    return {};
  }
  half operator()(const diff::move_table& one) const { return move(one, one.table); }
  half operator()(const diff::move_view& one) const { return move(one, one.view); }
  half operator()(const diff::move_enum& one) const { return move(one, one.type); }
  half operator()(const diff::move_sequence& one) const { return move(one, one.sequence); }
  half operator()(const diff::rename_table& one) const { return rename(one, one.table); }
  half operator()(const diff::rename_view& one) const { return rename(one, one.view); }
  half operator()(const diff::rename_enum& one) const { return rename(one, one.type); }
  half operator()(const diff::rename_sequence& one) const { return rename(one, one.sequence); }

 private:
  template <typename Move>
  static half move(const Move& one, const void* of) {
    return {of, true, model::is_temporary(one.from.name)};
  }
  template <typename Rename>
  static half rename(const Rename& one, const void* of) {
    return {of, false, model::is_temporary(one.from.name) || model::is_temporary(one.to)};
  }
};

// The other half; nullptr where there is none, or where it has been taken apart.
const diff::change* other_half(const diff::change& knot, const std::vector<diff::change>& all) {
  const half its = std::visit(find_half{}, knot);
  if (its.of == nullptr || its.is_temporary) return nullptr;
  const auto found = std::find_if(all.begin(), all.end(), [&](const diff::change& one) {
    const half other = std::visit(find_half{}, one);
    return other.of == its.of && other.moves != its.moves && !other.is_temporary;
  });
  return found == all.end() ? nullptr : &*found;
}

// The steps of what changes places with another in another schema: under a name of its own there,
// and then under the new one. What belongs to a table goes the same way.
struct detour {
  const std::vector<diff::change>& all;

  template <typename Change>
  steps operator()(const Change& /*one*/) const {
    return {};
  }
  steps operator()(const diff::move_view& one) const {
    return around(one, [&](const diff::object_name& from, const std::string& to) {
      return diff::rename_view{one.view, from, to, one.materialized};
    });
  }
  steps operator()(const diff::move_enum& one) const {
    return around(one, [&](const diff::object_name& from, const std::string& to) {
      return diff::rename_enum{one.type, from, to};
    });
  }
  steps operator()(const diff::move_sequence& one) const {
    return around(one, [&](const diff::object_name& from, const std::string& to) {
      return diff::rename_sequence{one.sequence, from, to};
    });
  }
  steps operator()(const diff::move_table& one) const {
    steps out = around(one, [&](const diff::object_name& from, const std::string& to) {
      return diff::rename_table{one.table, from, to};
    });
    if (out.empty()) return out;
    const model::table& table = *one.before;
    for (const auto& part : table.primary_keys) index(one, part.name, false, out);
    for (const auto& part : table.unique_constraints) index(one, part.name, false, out);
    for (const auto& part : table.indexes) index(one, part.name, false, out);
    for (const auto& part : table.columns) {
      if (part.primary_key) index(one, model::generated_name(table.name, "", "pkey"), true, out);
      if (part.identity) sequence(one, part.identity->name, out);
      if (model::is_serial(part)) {
        sequence(one, model::generated_name(table.name, part.name, "seq"), out);
      }
    }
    return out;
  }

 private:
  template <typename Move, typename Rename>
  steps around(const Move& one, Rename rename) const {
    if (model::is_temporary(one.from.name)) return {};
    std::string was = one.from.name;
    std::string is = one.from.name;
    using rename_type = decltype(rename(one.from, is));
    if (const diff::change* other = other_half(one, all)) {
      const auto& by = std::get<rename_type>(*other);
      if (by.to == was && by.from.schema == one.from.schema) was = by.from.name;
      is = by.to;
    }
    const std::string between = temporary_name(is);
    Move move = one;
    move.from.name = between;
    steps out;
    out.emplace_back(rename({one.from.schema, was}, between));
    out.emplace_back(std::move(move));
    out.emplace_back(rename({one.to_schema, between}, is));
    return out;
  }

  // A part that is renamed anyway has its own way.
  bool is_renamed(const diff::move_table& one, const std::string& name) const {
    return std::any_of(all.begin(), all.end(), [&](const diff::change& other) {
      return std::visit(
          [&](const auto& rename) {
            if constexpr (requires { rename.is_before_move; }) {
              return rename.table == one.table && rename.from.name == name;
            } else {
              return false;
            }
          },
          other);
    });
  }
  void index(const diff::move_table& one, const std::string& name, bool is_generated,
             steps& out) const {
    if (is_renamed(one, name)) return;
    const std::string between = temporary_name(name);
    out.emplace_back(
        diff::rename_index{one.table, {one.from.schema, name}, between, is_generated, true});
    out.emplace_back(
        diff::rename_index{one.table, {one.to_schema, between}, name, is_generated, false});
  }
  void sequence(const diff::move_table& one, const std::string& name, steps& out) const {
    if (is_renamed(one, name)) return;
    const std::string between = temporary_name(name);
    out.emplace_back(
        diff::rename_owned_sequence{one.table, {one.from.schema, name}, between, true});
    out.emplace_back(diff::rename_owned_sequence{one.table, {one.to_schema, between}, name, false});
  }
};

// Its parts; none where it can't be taken apart.
steps parts_of(const diff::change& one, const std::vector<diff::change>& all) {
  steps out = std::visit(split{}, one);
  return out.empty() ? std::visit(detour{all}, one) : out;
}

// The places that wait for each other, or stand between such.
std::vector<position> in_circles(std::size_t size, const std::vector<edge>& edges) {
  std::vector<bool> left(size, true);
  for (bool changed = true; changed;) {
    changed = false;
    std::vector<bool> waits(size, false);
    std::vector<bool> is_awaited(size, false);
    for (const auto& [first, second] : edges) {
      if (!left[first] || !left[second]) continue;
      waits[second] = true;
      is_awaited[first] = true;
    }
    for (position at = 0; at < size; ++at) {
      if (left[at] && (!waits[at] || !is_awaited[at])) {
        left[at] = false;
        changed = true;
      }
    }
  }
  std::vector<position> out;
  for (position at = 0; at < size; ++at) {
    if (left[at]) out.push_back(at);
  }
  return out;
}

}  // namespace

position first_knot(const std::vector<const diff::change*>& changes,
                    const std::vector<edge>& edges) {
  const std::vector<position> circles = in_circles(changes.size(), edges);
  for (const position at : circles) {
    if (!std::visit(split{}, *changes[at]).empty()) return at;
  }
  const steps none;
  for (const position at : circles) {
    if (!std::visit(detour{none}, *changes[at]).empty()) return at;
  }
  return changes.size();
}

void untie(std::vector<diff::change>& changes, const diff::change* knot) {
  const diff::change* other = other_half(*knot, changes);
  const bool is_move = std::visit(find_half{}, *knot).moves;
  steps parts =
      other ? std::visit(detour{changes}, is_move ? *knot : *other) : parts_of(*knot, changes);
  auto at = changes.begin() + (knot - changes.data());
  if (other) {
    const auto second = changes.begin() + (other - changes.data());
    changes.erase(std::max(at, second));
    at = std::min(at, second);
  }
  const auto behind = changes.erase(at);
  changes.insert(behind, std::make_move_iterator(parts.begin()),
                 std::make_move_iterator(parts.end()));
}

}  // namespace sluice::ddl
