// Sequences that stand for themselves: created, moved, renamed, altered, dropped.
#include "diff/held_names.hpp"
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
  held_names held(all);
  for (const auto& renamed : all.sequences.renamed) {
    const model::sequence* after = renamed.after;
    relocate(
        all, {all.schema_now(renamed.before->schema), renamed.before->name},
        {after->schema, after->name},
        [&](const object_name& name) { return held.is_relation(name); },
        [&](const object_name& from, const std::string& to) {
          return move_sequence{after, from, to};
        },
        [&](const object_name& from, const std::string& to) {
          return rename_sequence{after, from, to};
        });
  }
  for (const auto& [before, after] : all.sequences.kept) {
    if (before->options != after->options) all.add(alter_sequence{before, after});
  }
  for (const model::sequence* one : all.sequences.deleted) {
    all.add(drop_sequence{{all.schema_now(one->schema), one->name}});
  }
}

}  // namespace sluice::diff
