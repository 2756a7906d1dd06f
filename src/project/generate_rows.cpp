#include "project/generate_rows.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/tables_filter.hpp"
#include "project/protection.hpp"

namespace sluice::project {

namespace {

bool is_in_scope(const data::table_shape& table, const catalog::scope& about,
                 const catalog::tables_filter& filter) {
  if (table.schema == "public" && table.name == "data_migrations") return false;
  const auto is_it = [&](const auto& one) {
    return one.first == table.schema && one.second == table.name;
  };
  if (std::any_of(about.left_out.begin(), about.left_out.end(), is_it)) return false;
  const std::vector<std::string>& schemas = about.schema_filter;
  if (!schemas.empty() && schemas != std::vector<std::string>{"public"} &&
      std::find(schemas.begin(), schemas.end(), table.schema) == schemas.end()) {
    return false;
  }
  return filter.passes(table.name);
}

}  // namespace

void expect_development_for_seeds(const database_place& at, bool unsafe) {
  if (unsafe || !at.environment || is_development(at.environment->name)) return;
  throw error(failure::needs_input, "SEED.ENVIRONMENT",
              concat("seeds are for development, and the environment is ", at.environment->name,
                     " (", at.environment->origin, ")"))
      .because("nothing was changed")
      .advise("if that is meant: --unsafe");
}

std::vector<data::generated_table> generate_rows(const generate_rows_request& asked,
                                                 const migrate_callbacks& to,
                                                 const data::generate_observer& watch) {
  database_request database = asked.database;
  database.reads_schema = true;
  opened at = open_database(database, to, {}, asked.interrupt);
  expect_development_for_seeds(at.place, asked.unsafe);
  at.connection.interrupt_by(asked.interrupt);
  run::expect_consent(at.connection, "generating rows", with_protection(asked.consent, at.place));
  const catalog::scope& about = at.place.about;
  const catalog::tables_filter filter(about.tables_filter, about.extensions_filters);
  data::generate_request what = asked.what;
  what.is_wanted = [&](const data::table_shape& one) { return is_in_scope(one, about, filter); };
  return data::generate_rows(at.connection, what, watch);
}

}  // namespace sluice::project
