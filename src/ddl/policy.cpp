// CREATE, ALTER and DROP POLICY.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

namespace {

constexpr std::array<std::string_view, 4> pseudo_roles = {"current_user", "current_role",
                                                          "session_user", "public"};

bool is_pseudo(std::string_view role) {
  return std::find(pseudo_roles.begin(), pseudo_roles.end(), role) != pseudo_roles.end();
}

bool needs_quotes(std::string_view role) {
  return !std::all_of(role.begin(), role.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// "name" ON "schema"."table": where a policy stands.
std::string on(const model::table* table, const model::policy& policy, const std::string& name) {
  return concat(quoted(name), " ON ", table ? name_of(*table) : policy.on.value_or(""));
}

// `on` is "schema"."table", where the table is none of the schema's own.
relation table_of(const model::table* table, const model::policy& policy) {
  if (table) return of(*table);
  std::string_view text = policy.on ? std::string_view(*policy.on) : std::string_view();
  if (!text.empty() && text.back() == '"') text.remove_suffix(1);
  const std::size_t start = text.find_last_of("\".") + 1;
  return {policy.schema.value_or(""), std::string(text.substr(start))};
}

std::string condition(std::string_view words, const std::optional<std::string>& value) {
  if (value.value_or("").empty()) return "";
  return concat(words, "(", *value, ")");
}

}  // namespace

void write(const diff::create_policy& change, statement_list& out) {
  const model::policy& policy = *change.policy;
  std::string sql = concat("CREATE POLICY ", on(change.table, policy, policy.name));
  if (policy.as) sql += concat(" AS ", to_upper(*policy.as));
  if (policy.for_) sql += concat(" FOR ", to_upper(*policy.for_));
  if (policy.to && !policy.to->empty()) {
    lines roles;
    for (const std::string& role : *policy.to)
      roles.push_back(is_pseudo(role) ? role : quoted(role));
    sql += concat(" TO ", join(roles, ", "));
  }
  sql += condition(" USING ", policy.using_);
  sql += condition(" WITH CHECK ", policy.with_check);
  out.add(sql + ';', action::create_policy{table_of(change.table, policy), policy.name});
}

void write(const diff::rename_policy& change, statement_list& out) {
  out.add(concat("ALTER POLICY ", on(change.table, *change.from, change.from_name()), " RENAME TO ",
                 quoted(change.to_name()), ";"),
          action::rename{
              {object_kind::policy, table_of(change.table, *change.from), change.from_name()},
              change.to_name()});
}

void write(const diff::alter_policy& change, statement_list& out) {
  const model::policy& policy = *change.to;
  std::string sql = concat("ALTER POLICY ", on(change.table, *change.from, policy.name));
  lines roles;
  for (const std::string& role : policy.to.value_or(lines{"public"})) {
    roles.push_back(needs_quotes(role) ? quoted(role) : role);
  }
  sql += concat(" TO ", join(roles, ","));
  sql += condition(" USING ", policy.using_);
  sql += condition(" WITH CHECK ", policy.with_check);
  out.add(sql + ';', action::alter_policy{table_of(change.table, *change.from), policy.name});
}

void write(const diff::drop_policy& change, statement_list& out) {
  out.add(
      concat("DROP POLICY ", on(change.table, *change.policy, change.policy->name), " CASCADE;"),
      action::drop{
          {object_kind::policy, table_of(change.table, *change.policy), change.policy->name}});
}

}  // namespace sluice::ddl
