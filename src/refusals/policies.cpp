#include "base/text.hpp"
#include "refusals/rules.hpp"

namespace sluice::refusals {

// CREATE POLICY in PostgreSQL's documentation: which command takes which expression.
void find_in_policies(const model::table& table, list& found) {
  for (const model::policy& policy : table.policies) {
    const std::string command = policy.for_.value_or("ALL");
    const std::string what = concat("policy \"", policy.name, "\" of table \"", table.name, "\"");
    if (policy.using_ && command == "INSERT") {
      found.push_back({"SCHEMA.POLICY_EXPRESSION", "42601",
                       concat(what, " is for INSERT, which has only a WITH CHECK expression"),
                       "write withCheck instead of using", about(table, policy.name)});
    }
    if (policy.with_check && (command == "SELECT" || command == "DELETE")) {
      found.push_back({"SCHEMA.POLICY_EXPRESSION", "42601",
                       concat(what, " is for ", command, ", which has no WITH CHECK expression"),
                       "write using instead of withCheck", about(table, policy.name)});
    }
  }
}

}  // namespace sluice::refusals
