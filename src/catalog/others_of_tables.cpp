// Tables that no Drizzle schema could make, and what others have besides columns and constraints.
#include "catalog/others.hpp"

namespace sluice::catalog {

namespace {

constexpr const char* other_tables = R"sql(
select case when r.relispartition then 'partition' when r.relkind = 'p' then 'partitioned table'
      when r.relkind = 'f' then 'foreign table' when r.reloftype <> 0 then 'typed table' else 'inheriting table' end,
    r.nspname, coalesce((select p.relname from pg_inherits i join pg_class p on p.oid = i.inhparent
      where i.inhrelid = r.oid and r.relispartition), ''), r.relname,
    concat_ws(' ', '(' || (select string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
        || case when a.attnotnull then ' not null' else '' end, ', ' order by a.attnum)
        from pg_attribute a where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped) || ')',
      case when r.reloftype <> 0 then 'of ' || format_type(r.reloftype, null) end,
      case when r.relispartition then pg_get_expr(r.relpartbound, r.oid)
        else 'inherits (' || (select string_agg(i.inhparent::regclass::text, ', ' order by i.inhseqno)
          from pg_inherits i where i.inhrelid = r.oid) || ')' end,
      case when r.relkind = 'p' then 'partition by ' || pg_get_partkeydef(r.oid) end,
      (select format('server %I', s.srvname) || coalesce(' options (' || array_to_string(f.ftoptions, ', ') || ')', '')
        from pg_foreign_table f join pg_foreign_server s on s.oid = f.ftserver where f.ftrelid = r.oid))
  from relations r where not r.is_said and r.relkind in ('r', 'p', 'f'))sql";

constexpr const char* properties = R"sql(
select p.kind, r.nspname, r.relname, '', p.definition
  from relations r
  left join pg_class toast on toast.oid = r.reltoastrelid and toast.reloptions is not null
  left join pg_tablespace t on t.oid = r.reltablespace
  left join pg_am m on m.oid = r.relam
  cross join lateral (values
    ('unlogged', case when r.relpersistence = 'u' then 'unlogged' end),
    ('storage parameters', case when r.relkind in ('r', 'p') then array_to_string(
      coalesce(r.reloptions, '{}') || array(select 'toast.' || o from unnest(toast.reloptions) o), ', ') end),
    ('storage parameters', case when r.relkind = 'm' then array_to_string(
      array(select 'toast.' || o from unnest(toast.reloptions) o), ', ') end),
    ('tablespace', case when r.relkind = 'r' then t.spcname::text end),
    ('access method', case when r.relkind in ('r', 'p') and m.amname <> 'heap' then m.amname::text end),
    ('forced row level security', case when r.relforcerowsecurity then 'force row level security' end),
    ('replica identity', case when r.relkind in ('r', 'p') then case r.relreplident when 'f' then 'full' when 'n' then 'nothing' when 'i' then 'using index ' ||
      coalesce((select x.relname from pg_index i join pg_class x on x.oid = i.indexrelid where i.indrelid = r.oid and i.indisreplident), '') end end),
    ('unpopulated', case when r.relkind = 'm' and not r.relispopulated then 'with no data' end)) p (kind, definition)
  where p.definition <> '' and (r.relpersistence = 'u' or r.reloptions is not null or toast.oid is not null or r.reltablespace <> 0
    or m.amname <> 'heap' or r.relforcerowsecurity or r.relreplident <> 'd'
    or not r.relispopulated))sql";

constexpr const char* triggers = R"sql(
select case when g.tgisinternal then 'disabled constraint trigger' else 'trigger' end, r.nspname, r.relname, g.tgname,
    pg_get_triggerdef(g.oid) || case g.tgenabled when 'D' then ' (disabled)' when 'R' then ' (replica)' when 'A' then ' (always)' else '' end
  from pg_trigger g join relations r on r.oid = g.tgrelid
  where g.tgparentid = 0 and (not g.tgisinternal or (g.tgenabled <> 'O' and r.is_said))
    and not exists (select from members m where m.classid = 'pg_trigger'::regclass and m.objid = g.oid))sql";

constexpr const char* rules = R"sql(
select 'rule', r.nspname, r.relname, w.rulename,
    pg_get_ruledef(w.oid) || case w.ev_enabled when 'D' then ' (disabled)' when 'R' then ' (replica)' when 'A' then ' (always)' else '' end
  from pg_rewrite w join relations r on r.oid = w.ev_class
  where w.rulename <> '_RETURN')sql";

constexpr const char* statistics = R"sql(
select 'statistics object', r.nspname, r.relname, s.stxname, pg_get_statisticsobjdef(s.oid)
  from pg_statistic_ext s join relations r on r.oid = s.stxrelid)sql";

constexpr const char* policies = R"sql(
select 'policy', r.nspname, r.relname, p.polname, concat_ws(' ', 'using', pg_get_expr(p.polqual, p.polrelid), 'with check', pg_get_expr(p.polwithcheck, p.polrelid))
  from pg_policy p join relations r on r.oid = p.polrelid
  where not r.is_said)sql";

constexpr const char* security = R"sql(
select 'row level security', r.nspname, r.relname, '', 'enabled'
  from relations r where not r.is_said and r.relrowsecurity)sql";

}  // namespace

std::vector<std::string> others_of_tables(int /*server_version*/) {
  return {other_tables, properties, triggers, rules, statistics, policies, security};
}

}  // namespace sluice::catalog
