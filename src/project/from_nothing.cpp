#include "project/from_nothing.hpp"

#include "base/text.hpp"
#include "ddl/statement.hpp"
#include "diff/compare.hpp"
#include "pg/quote.hpp"

namespace sluice::project {

std::vector<std::string> statements_from_nothing(model::database all) {
  for (model::table& table : all.tables) {
    for (model::index& index : table.indexes) index.concurrently = false;
  }
  const model::database nothing;
  diff::answers given;
  given.refuse_all = true;
  const diff::outcome found = diff::compare(nothing, all, given);
  std::vector<std::string> out;
  for (ddl::statement& one : ddl::plan(found.changes, nothing, all)) {
    out.push_back(std::move(one.sql));
  }
  return out;
}

std::vector<std::string> tables_of_others(const model::database& all) {
  std::vector<std::string> out;
  for (const model::policy& one : all.policies) {
    if (!one.on) continue;
    if (one.schema) {
      out.push_back(concat("create schema if not exists ", pg::quote_identifier(*one.schema)));
    }
    out.push_back(concat("create table if not exists ", *one.on, " ()"));
  }
  return out;
}

}  // namespace sluice::project
