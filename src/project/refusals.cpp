#include "project/refusals.hpp"

#include <unordered_set>

#include "base/text.hpp"
#include "refusals/refusal.hpp"

namespace sluice::project {

diagnostics new_refusals(const model::database& before, const frontend::typescript::loaded& after) {
  diagnostics remarks;
  const refusals::list found = refusals::find(after.database);
  if (found.empty()) return remarks;
  std::unordered_set<std::string> known;
  for (const refusals::refusal& one : refusals::find(before)) known.insert(one.message);
  for (const refusals::refusal& one : found) {
    if (known.contains(one.message)) continue;
    remarks.push_back(
        {.level = severity::warning,
         .code = one.code,
         .message = one.sqlstate.empty()
                        ? one.message
                        : concat(one.message, "; PostgreSQL refuses it (", one.sqlstate, ")"),
         .where = find_declaration(after.declarations, one.about.schema, one.about.object,
                                   one.about.part),
         .hint = one.hint});
  }
  return remarks;
}

}  // namespace sluice::project
