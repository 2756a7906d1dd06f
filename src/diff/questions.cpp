// Which of the created things are old ones renamed: what the answers say, and what is still open.
#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "diff/matching.hpp"

namespace sluice::diff {

namespace {

std::string dotted(const entity_name& name) {
  std::string out;
  for (const std::string* part : {&name.schema, &name.table, &name.name}) {
    if (part->empty()) continue;
    if (!out.empty()) out += '.';
    out += *part;
  }
  return out;
}

const rename* renamed_to(const answers& given, entity kind, const entity_name& to) {
  const auto found =
      std::find_if(given.renames.begin(), given.renames.end(),
                   [&](const rename& one) { return one.kind == kind && one.to == to; });
  return found == given.renames.end() ? nullptr : &*found;
}

bool is_created(const answers& given, entity kind, const entity_name& name) {
  return std::any_of(given.created.begin(), given.created.end(),
                     [&](const auto& one) { return one.first == kind && one.second == name; });
}

}  // namespace

std::vector<std::size_t> settle(comparison& all, entity kind,
                                const std::vector<entity_name>& created,
                                const std::vector<entity_name>& deleted) {
  std::vector<std::size_t> partner(created.size(), no_partner);
  if (created.empty() || deleted.empty()) return partner;

  std::vector<bool> claimed(deleted.size(), false);
  for (std::size_t i = 0; i < created.size(); ++i) {
    const rename* said = renamed_to(all.given, kind, created[i]);
    if (!said) continue;
    const auto source = std::find(deleted.begin(), deleted.end(), said->from);
    if (source == deleted.end()) {
      throw error(failure::config, "DIFF.RENAME_UNMATCHED",
                  concat("Nothing called ", dotted(said->from),
                         " went away that could now be called ", dotted(said->to), "."))
          .advise("Name something that the new schema no longer has, or say that it is created.");
    }
    const auto index = static_cast<std::size_t>(source - deleted.begin());
    if (claimed[index]) continue;  // taken by an earlier answer: the question stands again
    claimed[index] = true;
    partner[i] = index;
  }
  if (all.given.refuse_all) return partner;

  std::vector<entity_name> candidates;
  for (std::size_t i = 0; i < deleted.size(); ++i) {
    if (!claimed[i]) candidates.push_back(deleted[i]);
  }
  if (candidates.empty()) return partner;
  for (std::size_t i = 0; i < created.size(); ++i) {
    if (partner[i] != no_partner || is_created(all.given, kind, created[i])) continue;
    all.questions.push_back({kind, created[i], candidates});
  }
  return partner;
}

}  // namespace sluice::diff
