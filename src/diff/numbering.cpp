#include "diff/numbering.hpp"

#include "model/generated_names.hpp"

namespace sluice::diff {

numbering_change change_numbering(comparison& all, const table_pair& pair,
                                  const model::column& from, const model::column& to) {
  const bool was_serial = model::is_serial(from);
  const bool is_serial = model::is_serial(to);
  numbering_change out;
  if (!was_serial && !is_serial) {
    const bool gains_identity = to.identity && !from.identity;
    if (gains_identity) out.begin = {.table = pair.after, .from = &from, .to = &to};
    return out;
  }
  if (was_serial && is_serial && from.type == to.type) return out;

  const auto sequence_of = [](const model::database& in, const model::column& column) {
    if (column.identity) return column.identity->name;
    return model::is_serial(column) ? model::generated_names(in).sequence(column) : std::string();
  };
  std::string old = sequence_of(all.before, from);
  std::string made = sequence_of(all.after, to);
  // One sequence follows the other: both stand for a moment.
  const bool is_followed = (was_serial || from.identity) && (is_serial || to.identity);
  if (was_serial && is_serial) {
    out.begin = {.table = pair.after, .from = &from, .to = &to, .sequence = std::move(old)};
    return out;
  }
  std::string aside;
  if (is_followed) {
    aside = old == made ? model::generated_name(old, "", "old") : old;
  }
  if (was_serial || (is_serial && from.identity)) {
    out.end = {.table = pair.after,
               .from = &from,
               .to = &to,
               .sequence = std::move(old),
               .kept_as = aside,
               .follower = made};
  }
  if (is_serial || to.identity) {
    out.begin = {.table = pair.after,
                 .from = &from,
                 .to = &to,
                 .sequence = std::move(made),
                 .follows = std::move(aside)};
  }
  return out;
}

}  // namespace sluice::diff
