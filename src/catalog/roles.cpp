// Roles, as far as `entities.roles` asks for them.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "catalog/family.hpp"

namespace sluice::catalog {

namespace {

// drizzle-kit's lists of what a provider's own roles are called.
constexpr std::array<std::string_view, 8> of_supabase = {
    "anon",           "authenticator",       "authenticated",          "service_role",
    "dashboard_user", "supabase_auth_admin", "supabase_storage_admin", "supabase_admin"};
constexpr std::array<std::string_view, 2> of_neon = {"authenticated", "anonymous"};

template <typename Names>
bool holds(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

enum field { name, inherits, creates_databases, creates_roles, is_surroundings, attributes };

std::string query(int /*version*/) {
  return "select r.rolname, r.rolinherit, r.rolcreatedb, r.rolcreaterole,"
         "  r.oid < 16384 or r.rolsuper or r.rolname in (current_user, session_user)"
         "    or r.oid = (select d.datdba from pg_database d where d.datname = current_database()),"
         "  concat_ws(', ', case when r.rolsuper then 'superuser' end,"
         "    case when r.rolcanlogin then 'login' end, case when r.rolreplication then "
         "'replication' end,"
         "    case when r.rolbypassrls then 'bypassrls' end,"
         "    'connection limit ' || nullif(r.rolconnlimit, -1), 'valid until ' || r.rolvaliduntil,"
         "    'member of ' || (select string_agg(quote_ident(g.rolname), ', ' order by g.rolname)"
         "      from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid))"
         " from pg_roles r order by r.rolname collate \"C\"";
}

bool is_wanted(const role_scope& about, std::string_view role, bool is_surroundings) {
  if (holds(about.exclude, role)) return false;
  if (about.provider == "supabase" && holds(of_supabase, role)) return false;
  if (about.provider == "neon" && holds(of_neon, role)) return false;
  return about.include.empty() ? !is_surroundings : holds(about.include, role);
}

void take(draft& into, const pg::result& rows) {
  const role_scope& about = into.about.roles;
  if (!about.wanted) return;
  for (int row = 0; row < rows.rows(); ++row) {
    if (!is_wanted(about, rows.text(row, name), rows.boolean(row, is_surroundings))) continue;
    into.out.schema.roles.push_back({.name = text_at(rows, row, name),
                                     .create_db = rows.boolean(row, creates_databases),
                                     .create_role = rows.boolean(row, creates_roles),
                                     .inherit = rows.boolean(row, inherits)});
    if (!rows.text(row, attributes).empty()) {
      into.add_other("role attributes", "", "", text_at(rows, row, name),
                     rows.text(row, attributes));
    }
  }
}

}  // namespace

family roles() {
  return {query, take};
}

}  // namespace sluice::catalog
