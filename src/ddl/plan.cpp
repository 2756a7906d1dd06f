// Changes, ordered, as text.
#include <unordered_set>

#include "base/text.hpp"
#include "ddl/order.hpp"
#include "ddl/plan_hazards.hpp"
#include "ddl/statement.hpp"
#include "ddl/text.hpp"

namespace sluice::ddl {

std::vector<statement> plan(const std::vector<diff::change>& changes, const model::database& before,
                            const model::database& after) {
  statement_list all;
  std::vector<diff::change> to_do = changes;
  for (const diff::change* one : in_order(to_do)) {
    std::visit([&](const auto& change) { write(change, all); }, *one);
  }
  std::vector<statement> out;
  std::unordered_set<std::string> said;  // what two changes need is done once
  for (statement& one : all.take()) {
    if (said.insert(one.sql).second) out.push_back(std::move(one));
  }
  add_hazards(out, before, after);
  return out;
}

std::string render(const std::vector<statement>& statements, bool breakpoints) {
  std::string out;
  for (const statement& one : statements) {
    if (!out.empty()) out += breakpoints ? "--> statement-breakpoint\n" : "\n";
    out += one.sql;
  }
  return out;
}

}  // namespace sluice::ddl
