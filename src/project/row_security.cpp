#include "project/row_security.hpp"

#include <unordered_set>

#include "model/generated_names.hpp"

namespace sluice::project {

namespace {

std::string key(const model::table& one) {
  return model::qualified(model::clipped(one.schema), model::clipped(one.name));
}

}  // namespace

void say_row_security(model::database& wanted, const model::database& live) {
  std::unordered_set<std::string> unasked;
  for (const model::table& one : live.tables) {
    if (!one.policies.empty() && !one.is_rls_enabled) unasked.insert(key(one));
  }
  if (unasked.empty()) return;
  for (model::table& one : wanted.tables) {
    if (!one.policies.empty() && unasked.contains(key(one))) one.is_rls_enabled = true;
  }
}

}  // namespace sluice::project
