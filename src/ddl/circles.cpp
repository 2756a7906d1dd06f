#include "ddl/circles.hpp"

#include <iterator>
#include <utility>

#include "ddl/detour.hpp"
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
  // A column that is computed from one that goes, and then from one that comes.
  steps operator()(const diff::alter_column_generated& one) const {
    if (!one.to->generated) return {};
    const bool is_renamed = one.from->name != one.to->name;
    return {diff::drop_column{one.table, is_renamed ? one.to : one.from, true},
            diff::add_column{one.table, one.to}};
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
  const std::vector<diff::change> none;
  for (const position at : circles) {
    if (!detour_of(*changes[at], none).empty()) return at;
  }
  return changes.size();
}

// What is moved goes another way instead, with all its steps.
void untie(std::vector<diff::change>& changes, const diff::change* knot) {
  steps parts = detour_of(*knot, changes);
  if (parts.empty()) parts = std::visit(split{}, *knot);
  steps out;
  out.reserve(changes.size() + parts.size());
  for (diff::change& one : changes) {
    if (&one == knot) {
      std::move(parts.begin(), parts.end(), std::back_inserter(out));
    } else if (!is_step_of_one(one, *knot)) {
      out.push_back(std::move(one));
    }
  }
  changes = std::move(out);
}

}  // namespace sluice::ddl
