// The names that others have while things are moved to another schema and renamed: neither of the
// two steps may pass through one of them.
#pragma once

#include <string>
#include <unordered_set>

#include "diff/comparison.hpp"
#include "model/generated_names.hpp"

namespace sluice::diff {

class held_names {
 public:
  explicit held_names(const comparison& all) : all_(all) {}

  bool is_relation(const object_name& name) {
    look();
    return relations_.contains(key(name.schema, name.name));
  }
  bool is_type(const object_name& name) {
    look();
    return types_.contains(key(name.schema, name.name));
  }
  // Tables and views are both.
  bool is_either(const object_name& name) { return is_relation(name) || is_type(name); }

 private:
  void look();  // when it is first asked
  void add(const model::table& table, const std::string& schema);
  void add_relation(const std::string& schema, const std::string& name) {
    relations_.insert(key(schema, name));
  }
  void add_type(const std::string& schema, const std::string& name) {
    types_.insert(key(schema, name));
  }

  const comparison& all_;
  bool has_looked_ = false;
  std::unordered_set<std::string> relations_;
  std::unordered_set<std::string> types_;
};

// How something comes from one schema and name to another.
enum class route { move_first, rename_first, by_temporary_name };

template <typename IsHeld>
route route_of(const object_name& from, const object_name& to, IsHeld is_held) {
  if (!is_held(object_name{to.schema, from.name})) return route::move_first;
  return is_held(object_name{from.schema, to.name}) ? route::by_temporary_name
                                                    : route::rename_first;
}

// Adds the steps of one object; `move` and `rename` make a change of the names before it and the
// new schema or name.
template <typename IsHeld, typename Move, typename Rename>
void relocate(comparison& all, const object_name& from, const object_name& to, IsHeld is_held,
              Move move, Rename rename) {
  const bool is_renamed = model::clipped(from.name) != model::clipped(to.name);
  if (from.schema == to.schema) {
    if (is_renamed) all.add(rename(from, to.name));
    return;
  }
  if (!is_renamed) {
    all.add(move(from, to.schema));
    return;
  }
  const route way = route_of(from, to, is_held);
  if (way == route::move_first) {
    all.add(move(from, to.schema));
    all.add(rename(object_name{to.schema, from.name}, to.name));
    return;
  }
  const std::string between =
      way == route::rename_first ? to.name : model::temporary_name(from.schema, from.name);
  all.add(rename(from, between));
  all.add(move(object_name{from.schema, between}, to.schema));
  if (between != to.name) all.add(rename(object_name{to.schema, between}, to.name));
}

}  // namespace sluice::diff
