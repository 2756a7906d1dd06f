// What the files of this folder share while a live schema takes over the spelling of a wanted one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "catalog/question.hpp"
#include "model/database.hpp"
#include "model/generated_names.hpp"

namespace sluice::catalog {

// The questions that are left, and what is done where the answer is yes.
struct reconciliation {
  using reaction = std::function<void(const answer&)>;

  std::vector<question> questions;
  std::vector<reaction> reactions;
  // Roles that are named by what they are in a session: known once the server was asked.
  std::vector<std::function<void(const answers&)>> of_session;

  void ask(question one, reaction then) {
    questions.push_back(std::move(one));
    reactions.push_back(std::move(then));
  }
  // The live text becomes the wanted one where both mean the same.
  void ask(question one, std::string& live, const std::string& wanted) {
    one.text = wanted;
    ask(std::move(one), [&live, &wanted](const answer& given) {
      if (given.is_same) live = wanted;
    });
  }
};

// The same table in both schemas. Neither may move until the questions are answered.
struct table_pair {
  model::table& live;
  const model::table& wanted;
};

inline const std::string& said(const std::string& schema) {
  static const std::string name = "public";
  return schema.empty() ? name : schema;
}

// The server keeps the first 63 bytes of a name.
inline void take_over_name(std::string& live, const std::string& wanted) {
  if (model::is_kept_as_one(live, wanted)) live = wanted;
}
inline void take_over_names(std::vector<std::string>& live,
                            const std::vector<std::string>& wanted) {
  for (std::size_t i = 0; i < live.size() && i < wanted.size(); ++i) {
    take_over_name(live[i], wanted[i]);
  }
}

// Brings what both have into the wanted order; the rest stays behind it. Gives the pairs.
// `name` makes a text that is the same for both.
template <typename Part, typename Name>
std::vector<std::pair<Part*, const Part*>> paired(std::vector<Part>& live,
                                                  const std::vector<Part>& wanted, Name name) {
  std::vector<std::pair<Part*, const Part*>> out;
  if (live.empty() || wanted.empty()) return out;
  std::unordered_map<std::string, std::size_t> place;
  place.reserve(live.size());
  for (std::size_t i = 0; i < live.size(); ++i) place.emplace(name(live[i]), i);
  std::vector<bool> taken(live.size(), false);
  std::vector<Part> ordered;
  ordered.reserve(live.size());
  for (const Part& one : wanted) {
    const auto found = place.find(name(one));
    if (found == place.end() || taken[found->second]) continue;
    taken[found->second] = true;
    ordered.push_back(std::move(live[found->second]));
    out.emplace_back(nullptr, &one);
  }
  for (std::size_t i = 0; i < live.size(); ++i) {
    if (!taken[i]) ordered.push_back(std::move(live[i]));
  }
  live = std::move(ordered);
  for (std::size_t i = 0; i < out.size(); ++i) out[i].first = &live[i];
  return out;
}

template <typename Part>
std::vector<std::pair<Part*, const Part*>> paired(std::vector<Part>& live,
                                                  const std::vector<Part>& wanted) {
  return paired(live, wanted, [](const Part& one) { return model::clipped(one.name); });
}

void reconcile_columns(reconciliation& all, const table_pair& table);
void reconcile_keys(const table_pair& table);
void reconcile_checks(reconciliation& all, const table_pair& table);
void reconcile_foreign_keys(const table_pair& table);
void reconcile_indexes(reconciliation& all, const table_pair& table);
void reconcile_policies(reconciliation& all, const table_pair& table);
void reconcile_policies(reconciliation& all, model::database& live, const model::database& wanted);
void reconcile_views(reconciliation& all, model::database& live, const model::database& wanted);
void reconcile_sequences(model::database& live, const model::database& wanted);
void reconcile_roles(model::database& live, const model::database& wanted);

// Options as JSON text: "70" and 70, on and true.
bool is_same_option(const std::string& a, const std::string& b);

// Of an integer type's sequence: those that are left out are the ones that go without saying.
bool is_same_sequence(const model::sequence_options& a, const model::sequence_options& b,
                      const std::string& type);

}  // namespace sluice::catalog
