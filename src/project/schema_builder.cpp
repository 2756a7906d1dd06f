#include "project/schema_builder.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "pg/quote.hpp"
#include "pg/split.hpp"
#include "project/from_nothing.hpp"

namespace sluice::project {

namespace {

// Roles, databases and settings are the whole server's.
bool is_about_server(const pg::statement& one) {
  constexpr std::array<std::string_view, 4> verbs = {"create", "alter", "drop", "comment"};
  constexpr std::array<std::string_view, 6> nouns = {"role",     "user",       "group",
                                                     "database", "tablespace", "system"};
  const std::string_view noun = one.word(0) == "comment" ? one.word(2) : one.word(1);
  return std::find(verbs.begin(), verbs.end(), one.word(0)) != verbs.end() &&
         std::find(nouns.begin(), nouns.end(), noun) != nouns.end() &&
         !(noun == "user" && one.word(2) == "mapping");
}

bool is_there(const std::string& failed) {
  return failed.starts_with("42710");
}

}  // namespace

schema_builder::~schema_builder() {
  if (kind_ != scratch_kind::given) return;
  for (const std::string& name : extensions_) {
    scratch_.connection().attempt(concat("drop extension if exists ", name, " cascade"));
  }
}

void schema_builder::add_extensions(pg::connection& live) {
  const pg::result found = live.query(
      "select extname, nspname from pg_extension e join pg_namespace n on n.oid = extnamespace "
      "where extname <> 'plpgsql' order by e.oid");
  for (int row = 0; row < found.rows(); ++row) {
    const std::string name = pg::quote_identifier(found.text(row, 0));
    const std::string schema = pg::quote_identifier(found.text(row, 1));
    scratch_.connection().attempt(concat("create schema if not exists ", schema));
    const bool made =
        scratch_.connection().attempt(concat("create extension ", name, " schema ", schema)).ok();
    if (made) extensions_.push_back(name);
  }
}

std::optional<std::string> schema_builder::from_model(const model::database& schema) {
  pg::transaction kept(scratch_.connection());
  for (const auto& all : {tables_of_others(schema), statements_from_nothing(schema)}) {
    for (const std::string& one : all) {
      if (auto failed = attempt(one)) return failed;
    }
  }
  kept.commit();
  return std::nullopt;
}

std::optional<std::string> schema_builder::from_file(const migrations::migration_file& file) {
  pg::connection& database = scratch_.connection();
  database.execute("begin");
  if (!statements(file) && database.attempt("commit").ok()) return std::nullopt;
  if (database.transaction() != pg::transaction_state::idle) database.attempt("rollback");
  return statements(file);
}

std::optional<std::string> schema_builder::statements(const migrations::migration_file& file) {
  for (const std::string& chunk : file.statements) {
    for (const pg::statement& one : pg::split_statements(chunk)) {
      if (is_about_server(one)) continue;
      const bool adds_extension = one.word(0) == "create" && one.word(1) == "extension";
      if (auto failed = attempt(one.text); failed && !(adds_extension && is_there(*failed))) {
        return failed;
      }
    }
  }
  return std::nullopt;
}

std::optional<std::string> schema_builder::attempt(std::string_view sql) {
  if (scratch_.is_about_role_of_others(trim(sql))) return std::nullopt;
  const pg::outcome came = scratch_.connection().attempt(sql);
  if (came.ok()) return std::nullopt;
  if (!came.failure) return scratch_.connection().last_words();
  return concat(came.failure->sqlstate, " ", came.failure->text, "\n",
                pg::excerpt(sql, came.failure->position));
}

}  // namespace sluice::project
