// Roles: created, renamed, altered, dropped.
#include "diff/matching.hpp"

namespace sluice::diff {

namespace {

bool same_rights(const model::role& a, const model::role& b) {
  return a.create_db == b.create_db && a.create_role == b.create_role && a.inherit == b.inherit;
}

}  // namespace

void match_roles(comparison& all) {
  const auto name = [](const model::role& one) { return entity_name{"", "", one.name}; };
  all.roles = match(all, entity::role, all.before.roles, all.after.roles, name, name);
}

void change_roles(comparison& all) {
  for (const auto& [before, after] : all.roles.renamed) {
    if (!model::is_kept_as_one(before->name, after->name)) {
      all.add(rename_role{before->name, after->name});
    }
  }
  for (const model::role* one : all.roles.deleted) all.add(drop_role{one->name});
  for (const model::role* one : all.roles.created) all.add(create_role{one});
  for (const auto& [before, after] : all.roles.kept) {
    if (!same_rights(*before, *after)) all.add(alter_role{after});
  }
}

}  // namespace sluice::diff
