#include "run/examination.hpp"

#include <chrono>
#include <cstdlib>

#include "base/text.hpp"
#include "pg/quote.hpp"

namespace sluice::run {
namespace {

using clock = std::chrono::system_clock;

double seconds_of(clock::time_point time) {
  return std::chrono::duration<double>(time.time_since_epoch()).count();
}

std::string list_of(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  quoted.reserve(names.size());
  for (const std::string& name : names) quoted.push_back(pg::quote_literal(name));
  return concat("array[", join(quoted, ", "), "]::text[]");
}

void read_role(pg::connection& connection, examination& out) {
  const auto before = clock::now();
  const pg::result row = connection.query(
      "select current_setting('server_version'), current_user, session_user, current_database(), "
      "pg_get_userbyid(d.datdba), pg_encoding_to_char(d.encoding), r.rolsuper, r.rolcreatedb, "
      "r.rolcreaterole, r.rolbypassrls, pg_has_role(d.datdba, 'USAGE'), "
      "has_database_privilege(d.oid, 'CREATE'), pg_is_in_recovery(), "
      "current_setting('default_transaction_read_only') = 'on', pg_backend_pid(), "
      "extract(epoch from clock_timestamp()), current_setting('lock_timeout'), "
      "current_setting('statement_timeout') from pg_database d, pg_roles r "
      "where d.datname = current_database() and r.rolname = current_user");
  const auto after = clock::now();
  out.version = row.text(0, 0);
  out.user = row.text(0, 1);
  out.session_user = row.text(0, 2);
  out.database = row.text(0, 3);
  out.owner = row.text(0, 4);
  out.encoding = row.text(0, 5);
  out.superuser = row.boolean(0, 6);
  out.can_create_databases = row.boolean(0, 7);
  out.can_create_roles = row.boolean(0, 8);
  out.bypasses_row_security = row.boolean(0, 9);
  out.is_owner = row.boolean(0, 10);
  out.can_create_schemas = row.boolean(0, 11);
  out.is_standby = row.boolean(0, 12);
  out.is_read_only = row.boolean(0, 13);
  out.process = static_cast<int>(row.integer(0, 14));
  const double there = std::strtod(std::string(row.text(0, 15)).c_str(), nullptr);
  out.clock_ahead = there - (seconds_of(before) + seconds_of(after)) / 2;
  out.lock_timeout = row.text(0, 16);
  out.statement_timeout = row.text(0, 17);
}

void read_schemas(pg::connection& connection, const std::vector<std::string>& names,
                  examination& out) {
  const pg::result rows = connection.query(
      concat("select w.name, n.oid is not null, coalesce(has_schema_privilege(n.oid, 'CREATE'), "
             "has_database_privilege(current_database(), 'CREATE')) from unnest(",
             list_of(names),
             ") with ordinality as w(name, number) left join pg_namespace n on n.nspname = w.name "
             "order by w.number"));
  for (int i = 0; i < rows.rows(); ++i) {
    out.schemas.push_back({.name = std::string(rows.text(i, 0)),
                           .exists = rows.boolean(i, 1),
                           .can_create = rows.boolean(i, 2)});
  }
}

void read_extensions(pg::connection& connection, const std::vector<std::string>& names,
                     examination& out) {
  const pg::result rows = connection.query(concat(
      "select w.name, coalesce(e.extversion, ''), coalesce(a.default_version, ''), "
      "coalesce((select rolsuper from pg_roles where rolname = current_user) or (v.trusted and "
      "has_database_privilege(current_database(), 'CREATE')) or not v.superuser, false) from "
      "unnest(",
      list_of(names),
      ") with ordinality as w(name, number) left join pg_extension e on e.extname = w.name left "
      "join "
      "pg_available_extensions a on a.name = w.name left join pg_available_extension_versions v on "
      "v.name = w.name and v.version = a.default_version order by w.number"));
  for (int i = 0; i < rows.rows(); ++i) {
    out.extensions.push_back({.name = std::string(rows.text(i, 0)),
                              .installed = std::string(rows.text(i, 1)),
                              .available = std::string(rows.text(i, 2)),
                              .can_create = rows.boolean(i, 3)});
  }
  out.installed_extensions =
      connection
          .query(
              "select coalesce(string_agg(extname || ' ' || extversion, ', ' order by extname), "
              "'') from pg_extension")
          .text(0, 0);
}

void read_rights_on_ledger(pg::connection& connection, const ledger_name& name, examination& out) {
  const pg::result row = connection.query(
      "select c.oid is not null, "
      "coalesce(has_schema_privilege(n.oid, 'USAGE') and has_table_privilege(c.oid, 'SELECT'), "
      "false), coalesce(has_schema_privilege(n.oid, 'USAGE') and has_table_privilege(c.oid, "
      "'INSERT') and coalesce((select bool_and(has_sequence_privilege(s.oid, 'USAGE')) from "
      "pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S' where d.refobjid = c.oid "
      "and d.refobjsubid > 0), true), false), coalesce(has_schema_privilege(n.oid, 'CREATE'), "
      "has_database_privilege(current_database(), 'CREATE')) from (select 1) one left join "
      "pg_namespace n on n.nspname = $1 left join pg_class c on c.relnamespace = n.oid and "
      "c.relname "
      "= $2",
      {name.schema, name.table});
  out.ledger.exists = row.boolean(0, 0);
  out.ledger.can_read = row.boolean(0, 1);
  out.ledger.can_write = row.boolean(0, 2);
  out.ledger.can_be_made = row.boolean(0, 3);
}

}  // namespace

examination examine(pg::connection& connection, const ledger_name& ledger,
                    const std::vector<std::string>& schemas,
                    const std::vector<std::string>& extensions) {
  examination out;
  read_role(connection, out);
  read_schemas(connection, schemas, out);
  read_extensions(connection, extensions, out);
  read_rights_on_ledger(connection, ledger, out);
  return out;
}

}  // namespace sluice::run
