// Pairs the old objects of a kind with the new ones: by name first, then by the answers to the
// questions that remain. Linear in the number of objects.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "diff/comparison.hpp"

namespace sluice::diff {

inline constexpr std::size_t no_partner = static_cast<std::size_t>(-1);

// For each created name the deleted one that it was before, or no_partner. What the answers leave
// open becomes a question.
std::vector<std::size_t> settle(comparison& all, entity kind,
                                const std::vector<entity_name>& created,
                                const std::vector<entity_name>& deleted);

// `old_name` and `new_name` make an entity_name of an object.
template <typename Object, typename OldName, typename NewName>
matching<Object> match(comparison& all, entity kind, const std::vector<Object>& before,
                       const std::vector<Object>& after, OldName old_name, NewName new_name) {
  std::unordered_map<std::string, std::size_t> position;  // in `after`
  position.reserve(after.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    const entity_name name = new_name(after[i]);
    position.emplace(key(name.schema, name.name), i);
  }
  std::vector<const Object*> partner(before.size(), nullptr);
  std::vector<bool> taken(after.size(), false);
  std::vector<std::size_t> deleted;
  std::vector<entity_name> deleted_names;
  for (std::size_t i = 0; i < before.size(); ++i) {
    entity_name name = old_name(before[i]);
    const auto found = position.find(key(name.schema, name.name));
    if (found != position.end() && !taken[found->second]) {
      partner[i] = &after[found->second];
      taken[found->second] = true;
    } else {
      deleted.push_back(i);
      deleted_names.push_back(std::move(name));
    }
  }
  std::vector<std::size_t> created;
  std::vector<entity_name> created_names;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (taken[i]) continue;
    created.push_back(i);
    created_names.push_back(new_name(after[i]));
  }

  matching<Object> found;
  const std::vector<std::size_t> settled = settle(all, kind, created_names, deleted_names);
  for (std::size_t i = 0; i < created.size(); ++i) {
    const Object& made = after[created[i]];
    if (settled[i] == no_partner) {
      found.created.push_back(&made);
    } else {
      const std::size_t old = deleted[settled[i]];
      partner[old] = &made;
      found.renamed.push_back({&before[old], &made});
    }
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (partner[i]) {
      found.kept.push_back({&before[i], partner[i]});
    } else {
      found.deleted.push_back(&before[i]);
    }
  }
  return found;
}

// The parts of a table that are told apart by name alone and are never renamed.
template <typename Part>
struct part_changes {
  std::vector<const Part*> added;
  std::vector<const Part*> deleted;
  std::vector<matched<Part>> kept;  // in the old order
};

template <typename Part>
part_changes<Part> match_parts(const std::vector<Part>& before, const std::vector<Part>& after) {
  part_changes<Part> found;
  if (before.empty() && after.empty()) return found;
  std::unordered_map<std::string_view, const Part*> by_name;
  for (const Part& one : after) by_name.emplace(one.name, &one);
  for (const Part& one : before) {
    const auto partner = by_name.find(one.name);
    if (partner == by_name.end()) {
      found.deleted.push_back(&one);
    } else {
      found.kept.push_back({&one, partner->second});
      by_name.erase(partner);
    }
  }
  for (const Part& one : after) {
    if (by_name.contains(one.name)) found.added.push_back(&one);
  }
  return found;
}

}  // namespace sluice::diff
