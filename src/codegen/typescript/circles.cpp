#include "codegen/typescript/circles.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace sluice::codegen::typescript {

namespace {

using edges = std::unordered_map<const model::table*, std::vector<const model::table*>>;

// Takes those away that nothing leads to, then those that nothing leads to any more.
void peel(std::unordered_set<const model::table*>& left, const edges& out) {
  std::unordered_map<const model::table*, int> leading_to;
  for (const model::table* from : left) {
    const auto found = out.find(from);
    if (found == out.end()) continue;
    for (const model::table* to : found->second) leading_to[to]++;
  }
  std::vector<const model::table*> loose;
  for (const model::table* one : left) {
    if (leading_to[one] == 0) loose.push_back(one);
  }
  while (!loose.empty()) {
    const model::table* one = loose.back();
    loose.pop_back();
    left.erase(one);
    const auto found = out.find(one);
    if (found == out.end()) continue;
    for (const model::table* to : found->second) {
      if (--leading_to[to] == 0 && left.contains(to)) loose.push_back(to);
    }
  }
}

}  // namespace

std::unordered_set<const model::table*> tables_in_circles(const model::database& all) {
  std::unordered_map<std::string, const model::table*> tables;
  for (const model::table& one : all.tables) {
    tables.emplace(model::qualified(one.schema, one.name), &one);
  }
  edges forward;
  edges backward;
  std::unordered_set<const model::table*> left;
  for (const model::table& one : all.tables) {
    for (const model::foreign_key& key : one.foreign_keys) {
      const auto to = tables.find(model::qualified(key.schema_to.value_or("public"), key.table_to));
      if (to == tables.end() || to->second == &one) continue;
      forward[&one].push_back(to->second);
      backward[to->second].push_back(&one);
      left.insert({&one, to->second});
    }
  }
  peel(left, forward);
  peel(left, backward);
  return left;
}

}  // namespace sluice::codegen::typescript
