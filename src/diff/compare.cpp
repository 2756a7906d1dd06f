#include "diff/compare.hpp"

#include "diff/comparison.hpp"
#include "diff/followed.hpp"

namespace sluice::diff {

std::string key(std::string_view schema, std::string_view name) {
  std::string out(schema.empty() ? std::string_view("public") : schema);
  out += '\x1f';
  out += name;
  return out;
}

outcome compare(const model::database& before, const model::database& after, const answers& given) {
  comparison all(before, after, given);
  match_schemas(all);
  // Every other name stands in a schema: nothing more can be asked before these are known.
  if (!all.questions.empty()) return {{}, std::move(all.questions), {}, {}};
  match_enums(all);
  match_sequences(all);
  match_roles(all);
  match_tables(all);
  for (table_pair& one : all.changed_tables) match_columns(all, one);
  for (table_pair& one : all.changed_tables) match_policies(all, one);
  match_policies(all);
  match_views(all);
  if (!all.questions.empty()) return {{}, std::move(all.questions), {}, {}};
  const followed follow(all);
  all.follow = &follow;
  match_mistaken_tables(all);
  match_generated_names(all);
  match_parts(all);

  change_schemas(all);
  change_enums(all);
  change_sequences(all);
  change_roles(all);
  change_tables(all);
  for (table_pair& one : all.changed_tables) {
    change_columns(all, one);
    change_primary_keys(all, one);
    change_uniques(all, one);
    change_checks(all, one);
  }
  change_foreign_keys(all);
  change_indexes(all);
  change_names(all);
  change_policies(all);
  change_row_level_security(all);
  change_views(all);
  return {std::move(all.changes), {}, std::move(all.renames), std::move(all.remarks)};
}

}  // namespace sluice::diff
