// Pairs the old objects of a kind with the new ones: as the answers say, then by name, and asks
// about what remains. Linear in the number of objects.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "diff/comparison.hpp"
#include "model/generated_names.hpp"

namespace sluice::diff {

inline constexpr std::size_t no_partner = static_cast<std::size_t>(-1);

// Whether an answer or a note is about that kind.
bool is_said(const answers& given, entity kind);

// For each new name the old one that it had as the answers and notes say, or no_partner. Names may
// be swapped, and the name of what is dropped may be taken. Throws DIFF.RENAME_UNMATCHED.
std::vector<std::size_t> said(const comparison& all, entity kind,
                              const std::vector<entity_name>& before,
                              const std::vector<entity_name>& after);

// Asks of each created name whether it was one of the deleted ones, unless it was answered.
void ask(comparison& all, entity kind, const std::vector<entity_name>& created,
         const std::vector<entity_name>& deleted);

// Names that differ behind what PostgreSQL keeps of them are one. The names are those of what is
// deleted and created. True where there are such.
template <typename Object>
bool keep_cut_names(matching<Object>& found, std::vector<entity_name>& deleted,
                    std::vector<entity_name>& created) {
  const auto is_cut = [](const entity_name& one) { return model::is_cut(one.name); };
  if (std::none_of(deleted.begin(), deleted.end(), is_cut) &&
      std::none_of(created.begin(), created.end(), is_cut)) {
    return false;
  }
  bool is_found = false;
  for (std::size_t i = 0; i < deleted.size();) {
    const entity_name& old = deleted[i];
    const auto same = std::find_if(created.begin(), created.end(), [&](const entity_name& one) {
      return one.schema == old.schema && one.table == old.table &&
             model::is_kept_as_one(one.name, old.name);
    });
    if (same == created.end()) {
      ++i;
      continue;
    }
    const auto old_place = static_cast<std::ptrdiff_t>(i);
    const auto new_place = same - created.begin();
    const matched<Object> pair{found.deleted[i],
                               found.created[static_cast<std::size_t>(new_place)]};
    found.deleted.erase(found.deleted.begin() + old_place);
    deleted.erase(deleted.begin() + old_place);
    found.created.erase(found.created.begin() + new_place);
    created.erase(same);
    const auto put = [&](std::vector<matched<Object>>& in, auto comes_before) {
      in.insert(std::upper_bound(in.begin(), in.end(), pair, comes_before), pair);
    };
    put(found.kept, [](const auto& a, const auto& b) { return a.before < b.before; });
    put(found.renamed, [](const auto& a, const auto& b) { return a.after < b.after; });
    is_found = true;
  }
  return is_found;
}

// `old_name` and `new_name` make an entity_name of an object.
template <typename Object, typename OldName, typename NewName>
matching<Object> match(comparison& all, entity kind, const std::vector<Object>& before,
                       const std::vector<Object>& after, OldName old_name, NewName new_name) {
  std::vector<const Object*> partner(before.size(), nullptr);
  std::vector<bool> taken(after.size(), false);
  std::vector<const Object*> was(after.size(), nullptr);  // of the renamed ones
  if (is_said(all.given, kind)) {
    std::vector<entity_name> old_names;
    std::vector<entity_name> new_names;
    old_names.reserve(before.size());
    new_names.reserve(after.size());
    for (const Object& one : before) old_names.push_back(old_name(one));
    for (const Object& one : after) new_names.push_back(new_name(one));
    const std::vector<std::size_t> renamed = said(all, kind, old_names, new_names);
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (renamed[i] == no_partner) continue;
      partner[renamed[i]] = &after[i];
      was[i] = &before[renamed[i]];
      taken[i] = true;
      all.renames.push_back({kind, old_names[renamed[i]], new_names[i]});
    }
  }
  std::unordered_map<std::string, std::size_t> position;  // in `after`
  position.reserve(after.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    const entity_name name = new_name(after[i]);
    if (!taken[i]) position.emplace(key(name.schema, name.name), i);
  }

  matching<Object> found;
  std::vector<entity_name> deleted_names;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (partner[i] == nullptr) {
      entity_name name = old_name(before[i]);
      const auto same = position.find(key(name.schema, name.name));
      if (same != position.end() && !taken[same->second]) {
        partner[i] = &after[same->second];
        taken[same->second] = true;
      } else {
        deleted_names.push_back(std::move(name));
      }
    }
    if (partner[i]) {
      found.kept.push_back({&before[i], partner[i]});
    } else {
      found.deleted.push_back(&before[i]);
    }
  }
  std::vector<entity_name> created_names;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (was[i]) {
      found.renamed.push_back({was[i], &after[i]});
    } else if (!taken[i]) {
      found.created.push_back(&after[i]);
      created_names.push_back(new_name(after[i]));
    }
  }
  all.has_cut_names |= keep_cut_names(found, deleted_names, created_names);
  ask(all, kind, created_names, deleted_names);
  return found;
}

}  // namespace sluice::diff
