#include "project/ownership.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/file.hpp"
#include "base/text.hpp"
#include "model/schema_name.hpp"
#include "model/sql_tokens.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::project {

namespace {

using tokens = std::vector<model::sql_token>;

bool is_name(const model::sql_token& one) {
  return one.kind == model::sql_token::form::word || one.kind == model::sql_token::form::name;
}

// What the SQL of migrations creates.
struct created {
  std::set<std::string> schemas;
  std::set<qualified_name> relations, types;
};

class sql_reader {
 public:
  explicit sql_reader(created& into) : into_(into) {}

  void read(std::string_view sql) {
    const tokens all = model::sql_tokens(sql);
    for (std::size_t i = 0; i < all.size(); ++i) {
      // A DO block's body is a literal.
      if (all[i].is_word("do") && i + 1 < all.size() &&
          all[i + 1].kind == model::sql_token::form::literal) {
        read(all[i + 1].text);
      }
      if (all[i].is_word("create")) read_create(all, i + 1);
      if (all[i].is_word("alter")) read_rename(all, i + 1);
    }
  }

 private:
  static void skip(const tokens& all, std::size_t& at, std::string_view word) {
    if (at < all.size() && all[at].is_word(word)) ++at;
  }

  static std::optional<qualified_name> name_at(const tokens& all, std::size_t at) {
    if (at >= all.size() || !is_name(all[at])) return std::nullopt;
    if (at + 2 < all.size() && all[at + 1].is_symbol('.') && is_name(all[at + 2])) {
      return qualified_name(all[at].text, all[at + 2].text);
    }
    return qualified_name("public", all[at].text);
  }

  void read_create(const tokens& all, std::size_t at) {
    constexpr std::array before = {"or",        "replace", "unlogged",    "global",
                                   "recursive", "foreign", "materialized"};
    while (at < all.size() && std::any_of(
                                  before.begin(), before.end(),
                                  [&](const char* word) { return all[at].is_word(word); })) {
      ++at;
    }
    if (at >= all.size()) return;
    const std::string kind = all[at++].text;
    skip(all, at, "if");
    skip(all, at, "not");
    skip(all, at, "exists");
    const std::optional<qualified_name> name = name_at(all, at);
    if (!name) return;
    if (kind == "schema") into_.schemas.insert(name->second);
    if (kind == "table" || kind == "view" || kind == "sequence") into_.relations.insert(*name);
    if (kind == "type" || kind == "domain") into_.types.insert(*name);
  }

  // ALTER SCHEMA one RENAME TO other
  void read_rename(const tokens& all, std::size_t at) {
    if (at + 4 >= all.size() || !all[at].is_word("schema") || !all[at + 2].is_word("rename"))
      return;
    if (into_.schemas.contains(all[at + 1].text)) into_.schemas.insert(all[at + 4].text);
  }

  created& into_;
};

// What the snapshots name.
struct named {
  bool public_is_used = false;
  std::set<std::string> roles;
  std::set<std::pair<std::string, std::string>> policies;
};

void read(const model::database& schema, named& into) {
  const auto look = [&](const auto& all) {
    for (const auto& one : all) {
      if (model::schema_name(one.schema) == "public") into.public_is_used = true;
    }
  };
  look(schema.tables);
  look(schema.enums);
  look(schema.sequences);
  look(schema.views);
  for (const model::role& one : schema.roles) into.roles.insert(one.name);
  for (const model::policy& one : schema.policies) {
    if (one.on) into.policies.emplace(*one.on, one.name);
  }
}

}  // namespace

ownership owned_by(const migrations::folder& folder) {
  created made;
  named said;
  sql_reader sql(made);
  for (const migrations::entry& one : folder.entries()) {
    for (const std::string& statement : folder.read(one).statements) sql.read(statement);
    const std::filesystem::path file = folder.snapshot_of(one);
    if (const auto json = read_file_if_exists(file)) {
      read(snapshot::read(*json, file.string()).database, said);
    }
  }
  const auto in_public = [](const qualified_name& one) { return one.first == "public"; };
  if (said.public_is_used || std::any_of(made.relations.begin(), made.relations.end(), in_public) ||
      std::any_of(made.types.begin(), made.types.end(), in_public)) {
    made.schemas.insert("public");
  }
  ownership out;
  out.schemas.assign(made.schemas.begin(), made.schemas.end());
  const auto elsewhere = [&](const std::set<qualified_name>& from,
                             std::vector<qualified_name>& into) {
    for (const qualified_name& one : from) {
      if (!made.schemas.contains(one.first)) into.push_back(one);
    }
  };
  elsewhere(made.relations, out.relations);
  elsewhere(made.types, out.types);
  out.roles.assign(said.roles.begin(), said.roles.end());
  for (const auto& [table, name] : said.policies) out.policies.push_back({table, name});
  return out;
}

}  // namespace sluice::project
