// Sequences that stand for themselves: created, moved, renamed, altered, dropped.
#include "diff/matching.hpp"

namespace sluice::diff {

void match_sequences(comparison& all) {
  all.sequences = match(
      all, entity::sequence, all.before.sequences, all.after.sequences,
      [&](const model::sequence& one) {
        return entity_name{all.schema_now(one.schema), "", one.name};
      },
      [](const model::sequence& one) { return entity_name{one.schema, "", one.name}; });
}

void change_sequences(comparison& all) {
  for (const model::sequence* one : all.sequences.created) all.add(create_sequence{one});
  for (const auto& [before, after] : all.sequences.renamed) {
    const std::string& schema = all.schema_now(before->schema);
    if (schema != after->schema)
      all.add(move_sequence{after, {schema, before->name}, after->schema});
    if (before->name != after->name) {
      all.add(rename_sequence{after, {after->schema, before->name}, after->name});
    }
  }
  for (const auto& [before, after] : all.sequences.kept) {
    if (before->options != after->options) all.add(alter_sequence{before, after});
  }
  for (const model::sequence* one : all.sequences.deleted) {
    all.add(drop_sequence{{all.schema_now(one->schema), one->name}});
  }
}

}  // namespace sluice::diff
