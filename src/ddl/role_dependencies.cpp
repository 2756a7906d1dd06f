// Roles go after the policies that name them.
#include <string>

#include "ddl/dependency.hpp"
#include "ddl/dependency_lookup.hpp"

namespace sluice::ddl {

void dependencies::roles() {
  std::unordered_map<std::string, std::vector<position>> users;
  const auto take = [&](position at, const model::policy& policy) {
    if (!policy.to) return;
    for (const std::string& role : *policy.to) users[role].push_back(at);
  };
  for_each<diff::drop_policy>(changes_,
                              [&](position at, const auto& one) { take(at, *one.policy); });
  for_each<diff::alter_policy>(changes_,
                               [&](position at, const auto& one) { take(at, *one.from); });
  for_each<diff::drop_table>(changes_, [&](position at, const auto& one) {
    for (const model::policy& policy : one.table->policies) take(at, policy);
  });
  for_each<diff::drop_role>(changes_, [&](position at, const auto& one) {
    const auto found = users.find(one.name);
    if (found == users.end()) return;
    for (const position user : found->second) before(user, at);
  });
}

}  // namespace sluice::ddl
