// What belongs to the database and stands in no schema.
#include "base/text.hpp"
#include "catalog/family.hpp"
#include "catalog/others.hpp"

namespace sluice::catalog {

namespace {

constexpr const char* extensions = R"sql(
select 'extension', '', '', e.extname, format('schema %I version %L', n.nspname, e.extversion)
  from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname <> 'plpgsql')sql";

constexpr const char* event_triggers = R"sql(
select 'event trigger', '', '', e.evtname, concat_ws(' ', 'on', e.evtevent, 'when tag in (' || array_to_string(e.evttags, ', ') || ')',
    'execute function', e.evtfoid::regprocedure, case e.evtenabled when 'O' then null when 'D' then '(disabled)' else '(' || e.evtenabled::text || ')' end)
  from pg_event_trigger e
  where not exists (select from members m where m.classid = 'pg_event_trigger'::regclass and m.objid = e.oid))sql";

constexpr const char* publications = R"sql(
select 'publication', '', '', p.pubname, concat_ws(' ', case when p.puballtables then 'for all tables' end,
    'for ' || (select string_agg(r.prrelid::regclass::text, ', ' order by r.prrelid::regclass::text) from pg_publication_rel r where r.prpubid = p.oid),
    concat_ws(',', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end, case when p.pubdelete then 'delete' end,
      case when p.pubtruncate then 'truncate' end))
  from pg_publication p)sql";

// No more than these columns of pg_subscription are everybody's.
constexpr const char* subscriptions = R"sql(
select 'subscription', '', '', s.subname, array_to_string(s.subpublications, ', ')
  from pg_subscription s join pg_database d on d.oid = s.subdbid where d.datname = current_database())sql";

constexpr const char* foreign_data = R"sql(
select 'foreign data wrapper', '', '', w.fdwname, coalesce(array_to_string(w.fdwoptions, ', '), '')
  from pg_foreign_data_wrapper w
  where not exists (select from members m where m.classid = 'pg_foreign_data_wrapper'::regclass and m.objid = w.oid)
union all
select 'server', '', '', s.srvname, concat_ws(' ', 'foreign data wrapper', quote_ident(w.fdwname), s.srvtype, s.srvversion)
  from pg_foreign_server s join pg_foreign_data_wrapper w on w.oid = s.srvfdw
  where not exists (select from members m where m.classid = 'pg_foreign_server'::regclass and m.objid = s.oid)
union all
select 'user mapping', '', '', u.srvname || ' for ' || u.usename, '' from pg_user_mappings u)sql";

// The first identifier that is no longer PostgreSQL's own.
constexpr const char* of_the_language = R"sql(
select 'language', '', '', l.lanname, case when l.lanpltrusted then 'trusted' else '' end
  from pg_language l where l.oid >= 16384
    and not exists (select from members m where m.classid = 'pg_language'::regclass and m.objid = l.oid)
union all
select 'cast', '', '', format_type(c.castsource, null) || ' as ' || format_type(c.casttarget, null),
    concat_ws(' ', case when c.castfunc <> 0 then c.castfunc::regprocedure::text when c.castmethod = 'b' then 'without function' else 'with inout' end,
      case c.castcontext when 'a' then 'as assignment' when 'i' then 'as implicit' end)
  from pg_cast c where c.oid >= 16384
    and not exists (select from pg_depend d where d.classid = 'pg_cast'::regclass and d.objid = c.oid and d.deptype = 'i')
    and not exists (select from members m where m.classid = 'pg_cast'::regclass and m.objid = c.oid)
union all
select 'transform', '', '', i.identity, '' from pg_transform t, lateral pg_identify_object('pg_transform'::regclass, t.oid, 0) i
  where not exists (select from members m where m.classid = 'pg_transform'::regclass and m.objid = t.oid)
union all
select 'access method', '', '', a.amname, a.amhandler::text from pg_am a where a.oid >= 16384
    and not exists (select from members m where m.classid = 'pg_am'::regclass and m.objid = a.oid))sql";

// An application's own settings may be secrets: their values stay where they are.
constexpr const char* settings = R"sql(
select 'setting', '', '', split_part(c.text, '=', 1),
    concat_ws(' ', case when split_part(c.text, '=', 1) like '%.%' then '(not shown)' else substr(c.text, position('=' in c.text) + 1) end,
      'for role ' || r.rolname)
  from pg_db_role_setting g join pg_database d on d.oid = g.setdatabase and d.datname = current_database()
  left join pg_roles r on r.oid = g.setrole
  cross join lateral unnest(g.setconfig) c (text))sql";

}  // namespace

std::vector<std::string> others_in_no_schema(int /*server_version*/) {
  return {extensions,   event_triggers,  publications, subscriptions,
          foreign_data, of_the_language, settings};
}

}  // namespace sluice::catalog
