// Policies: on the tables that are read, and those on other tables that the wanted schema names.
#include <algorithm>

#include "base/text.hpp"
#include "catalog/array_text.hpp"
#include "catalog/family.hpp"

namespace sluice::catalog {

namespace {

enum field { relation, schema, table, name, permissive, command, roles_, using_, check };

std::string query(int /*version*/) {
  return "select p.polrelid, n.nspname, c.relname, p.polname, p.polpermissive, p.polcmd,"
         "  case when p.polroles = '{0}' then '{public}'"
         "    else array(select r.rolname from pg_roles r where r.oid = any (p.polroles)) end,"
         "  pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)"
         " from pg_policy p join pg_class c on c.oid = p.polrelid"
         " join pg_namespace n on n.oid = c.relnamespace"
         " where exists (select from spaces s where s.oid = n.oid)"
         "  or (format('\"%s\".\"%s\"', n.nspname, c.relname), p.polname) in"
         "    (select * from unnest($2::text[], $3::text[]))"
         " order by n.nspname collate \"C\", c.relname collate \"C\", p.polname collate \"C\"";
}

std::string command_of(std::string_view code) {
  switch (code.front()) {
    case 'r':
      return "SELECT";
    case 'a':
      return "INSERT";
    case 'w':
      return "UPDATE";
    case 'd':
      return "DELETE";
    default:
      return "ALL";
  }
}

void take(draft& into, const pg::result& rows) {
  for (int row = 0; row < rows.rows(); ++row) {
    model::policy one{.name = text_at(rows, row, name),
                      .as = rows.boolean(row, permissive) ? "PERMISSIVE" : "RESTRICTIVE",
                      .for_ = command_of(rows.text(row, command)),
                      .to = std::vector<std::string>{},
                      .using_ = optional_at(rows, row, using_),
                      .with_check = optional_at(rows, row, check)};
    if (const auto listed = parse_array(rows.text(row, roles_))) {
      for (const array_element& role : *listed) one.to->push_back(role.text);
    }
    std::sort(one.to->begin(), one.to->end());
    const std::string on =
        concat("\"", rows.text(row, schema), "\".\"", rows.text(row, table), "\"");
    const auto& linked = into.about.linked_policies;
    if (std::any_of(linked.begin(), linked.end(), [&](const model::policy& wanted) {
          return wanted.name == one.name && wanted.on == on;
        })) {
      one.on = on;
      one.schema = text_at(rows, row, schema);
      into.out.schema.policies.push_back(std::move(one));
    } else if (relation_draft* of = into.relation(oid_at(rows, row, relation))) {
      of->table.policies.push_back(std::move(one));
    }
  }
}

}  // namespace

family policies() {
  return {query, take, true};
}

}  // namespace sluice::catalog
