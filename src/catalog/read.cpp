#include "catalog/read.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/draft.hpp"
#include "catalog/family.hpp"
#include "catalog/finish.hpp"

namespace sluice::catalog {

namespace {

// Deparsed text depends on the session's settings: here they are always the same. The search path
// is the connection's own: the names in the text are those that a migration would use. Ten thousand
// tables have rows to join that need not go to a disk.
constexpr std::string_view settings =
    "select set_config(name, value, true) from (values ('timezone', 'UTC'), ('datestyle', 'ISO'),"
    " ('intervalstyle', 'postgres'), ('extra_float_digits', '1'), ('bytea_output', 'hex'),"
    " ('quote_all_identifiers', 'off'), ('standard_conforming_strings', 'on'), ('jit', 'off'), "
    "('work_mem', '64MB'))"
    " as these (name, value)";

// The schemas that are read. Extensions' are theirs, `sluice` and `sluice_trash` are ours.
constexpr std::string_view spaces =
    "with spaces as materialized (select n.oid, n.nspname from pg_namespace n"
    "  where ($1::text[] is null or n.nspname = any ($1)) and n.nspname !~ '^pg_'"
    "  and n.nspname not in ('information_schema', 'sluice', 'sluice_trash')"
    "  and not exists (select from pg_depend x where x.classid = 'pg_namespace'::regclass"
    "    and x.objid = n.oid and x.deptype = 'e'))\n";

// Rows of one refer to what those before it gave.
constexpr std::array<family (*)(), 12> families = {
    schemas,  relations, columns, sequences, operator_classes, collations, constraints, indexes,
    policies, enums,     roles,   views};

std::string array_of(const std::vector<std::string>& all) {
  std::string out = "{";
  for (const std::string& one : all) {
    if (out.size() > 1) out += ',';
    out += concat("\"", replace_all(replace_all(one, "\\", "\\\\"), "\"", "\\\""), "\"");
  }
  return out + "}";
}

std::optional<std::string> schemas_of(const scope& about) {
  if (about.every_schema) return std::nullopt;
  if (about.schema_filter.empty()) return array_of({"public"});
  return array_of(about.schema_filter);
}

using parameters = std::vector<std::optional<std::string>>;

parameters linked_of(const scope& about) {
  std::vector<std::string> tables;
  std::vector<std::string> names;
  for (const model::policy& one : about.linked_policies) {
    if (!one.on) continue;
    tables.push_back(*one.on);
    names.push_back(one.name);
  }
  return {schemas_of(about), array_of(tables), array_of(names)};
}

class questions {
 public:
  questions(const scope& about, int server_version) {
    const parameters plain = {schemas_of(about)};
    for (const auto& make : families) {
      const family one = make();
      add(one.query(server_version), one.is_linked ? linked_of(about) : plain);
    }
    for (const std::string& query : other_queries(server_version)) add(query, plain);
  }

  // In one transaction, all sent at once. Throws PG.*.
  std::vector<pg::result> ask(pg::connection& database) const {
    std::vector<pg::command> commands = {{"begin isolation level repeatable read, read only"},
                                         {settings}};
    const std::size_t before = commands.size();
    for (std::size_t i = 0; i < texts_.size(); ++i) commands.push_back({texts_[i], values_[i]});
    commands.push_back({"commit"});
    std::vector<pg::result> results;
    try {
      results = database.query_all(commands);
    } catch (...) {
      if (database.alive()) database.attempt("rollback");
      throw;
    }
    results.erase(results.begin(), results.begin() + static_cast<std::ptrdiff_t>(before));
    results.pop_back();
    return results;
  }

 private:
  void add(const std::string& query, parameters values) {
    // A statement may not have parameters that it doesn't use: spaces has $1.
    texts_.push_back(concat(spaces, query));
    values_.push_back(std::move(values));
  }

  std::vector<std::string> texts_;
  std::vector<parameters> values_;
};

}  // namespace

reading read(pg::connection& database, const scope& about) {
  const questions all(about, database.server_version());
  std::vector<pg::result> answers = all.ask(database);
  draft out(about, database.server_version());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const pg::result rows = std::move(answers[i]);  // goes when it is taken
    if (i < families.size()) {
      families[i]().take(out, rows);
    } else {
      take_others(out, rows);
    }
  }
  return finished(std::move(out));
}

}  // namespace sluice::catalog
