#include "catalog/question.hpp"

#include <array>
#include <string_view>

#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"

namespace sluice::catalog {

namespace {

std::string_view word_of(question::about what) {
  constexpr std::array<std::string_view, 10> words = {"type",  "default",    "generated", "check",
                                                      "where", "expression", "opclass",   "using",
                                                      "with",  "view"};
  return words.at(static_cast<std::size_t>(what));
}

std::string as_json(const std::vector<question>& questions) {
  json_writer out(json_writer::style::compact);
  out.begin_array();
  int number = 0;
  for (const question& one : questions) {
    out.begin_object().member("n", number++).member("what", word_of(one.what));
    out.member("schema", one.schema).member("relation", one.relation).member("name", one.name);
    out.member("position", one.position).member("text", one.text).end_object();
  }
  out.end_array();
  return out.take();
}

// Nothing of another's is waited for long, and nothing is left in the logs but what fails.
constexpr std::string_view settings =
    "select set_config('lock_timeout', '5s', true), set_config('client_min_messages', 'error', "
    "true), set_config('sluice.asked', $1, "
    "true), "
    "set_config('sluice.live', '{}', true), set_config('sluice.same', '[]', true)";

// What stands in the database, as the server prints it: {"0": {"text": …, "type": …}}.
constexpr std::string_view read_live = R"sql(
with asked as (
  select q.*, c.oid as rel
  from json_to_recordset(current_setting('sluice.asked')::json)
    as q(n int, what text, "schema" text, relation text, name text, position int, "text" text)
  join pg_catalog.pg_namespace s on s.nspname = q."schema"
  join pg_catalog.pg_class c on c.relnamespace = s.oid and c.relname = q.relation
), found(n, "text", "type") as (
  select n, pg_get_expr(d.adbin, d.adrelid), format_type(a.atttypid, a.atttypmod)
  from asked
  join pg_catalog.pg_attribute a on a.attrelid = rel and a.attname = name and not a.attisdropped
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where what in ('default', 'generated')
  union all
  select n, a.atttypid || ' ' || a.atttypmod, null
  from asked
  join pg_catalog.pg_attribute a on a.attrelid = rel and a.attname = name and not a.attisdropped
  where what = 'type'
  union all
  select n, pg_get_expr(k.conbin, k.conrelid), null
  from asked join pg_catalog.pg_constraint k on k.conrelid = rel and k.conname = name
  where what = 'check' and k.contype = 'c'
  union all
  select n, case what
      when 'where' then pg_get_expr(i.indpred, i.indrelid)
      when 'expression' then pg_get_indexdef(i.indexrelid, position, false)
      else (select o.opcname::text from pg_catalog.pg_opclass o where o.oid = i.indclass[position - 1])
    end, null
  from asked
  join pg_catalog.pg_index i on i.indrelid = rel
  join pg_catalog.pg_class x on x.oid = i.indexrelid and x.relname = name
  where what in ('where', 'expression', 'opclass')
  union all
  select n, pg_get_expr(case what when 'using' then p.polqual else p.polwithcheck end, p.polrelid),
    null
  from asked join pg_catalog.pg_policy p on p.polrelid = rel and p.polname = name
  where what in ('using', 'with')
  union all
  select n, pg_get_viewdef(rel), null
  from asked join pg_catalog.pg_class c on c.oid = rel
  where what = 'view' and c.relkind in ('v', 'm')
)
select set_config('sluice.live', coalesce(
  json_object_agg(n, json_build_object('text', "text", 'type', "type")), '{}')::text, true)
from found
)sql";

// Each text is given to temporary objects and read back. Every try is undone at once, with its
// locks. Expressions of one table are tried together first: mostly all are the same.
//
// What is printed doesn't always come back as it was when it is read again: what was printed twice
// does. So texts that differ are compared in that form.
constexpr std::string_view compare = R"sql(
do $do$
declare
  asked constant jsonb := current_setting('sluice.asked')::jsonb;
  live constant jsonb := current_setting('sluice.live')::jsonb;
  same int[] := '{}';
  now_same int[];
  together record;
  one record;
  alone int[] := '{}';
  answered int[] := '{}';
  a text;
  b text;
begin
  if asked @? '$[*] ? (@.what != "opclass")' then
    begin
      create temporary view sluice_first as select 1 as one;
    exception when insufficient_privilege or read_only_sql_transaction then
      perform set_config('sluice.same', 'null', true);
      return;
    end;
  end if;

  -- Names and flags: nothing to be tried.
  select coalesce(array_agg((q->>'n')::int), '{}') into same
  from jsonb_array_elements(asked) q
  where q->>'what' = 'opclass' and live->(q->>'n')->>'text' = q->>'text';

  -- Expressions on a table's columns: what the table's name means in them, it means in a view on it.
  for together in
    select array_agg((q->>'n')::int) as numbers,
      format('%I.%I', q->>'schema', q->>'relation') as relation,
      string_agg(format(case when q->>'what' in ('generated', 'expression') then '(%s' || chr(10) || ') as x%s'
        else 'case when (%s' || chr(10) || ') then 1 end as x%s' end, q->>'text', q->>'n'), ', ' order by (q->>'n')::int) as wanted,
      string_agg(format(case when q->>'what' in ('generated', 'expression') then '(%s' || chr(10) || ') as x%s'
        else 'case when (%s' || chr(10) || ') then 1 end as x%s' end, live->(q->>'n')->>'text', q->>'n'), ', ' order by (q->>'n')::int) as found
    from jsonb_array_elements(asked) q
    where q->>'what' in ('generated', 'check', 'where', 'expression', 'using', 'with')
      and live->(q->>'n')->>'text' is not null
    group by q->>'schema', q->>'relation'
  loop
    now_same := '{}';
    begin
      execute format('create temporary view sluice_wanted as select %s from %s', together.wanted, together.relation);
      execute format('create temporary view sluice_found as select %s from %s', together.found, together.relation);
      if pg_get_viewdef('pg_temp.sluice_wanted'::regclass) = pg_get_viewdef('pg_temp.sluice_found'::regclass) then
        now_same := together.numbers;
      end if;
      raise exception using errcode = 'SLU01';
    exception
      when sqlstate 'SLU01' then null;
      when lock_not_available or insufficient_resources then raise;
      when others then null;
    end;
    if now_same = '{}' then
      alone := alone || together.numbers;
    end if;
    same := same || now_same;
  end loop;

  -- Those one by one; and views as a whole, of which the live one is printed already.
  for one in
    select (q->>'n')::int as n, q->>'text' as wanted, live->(q->>'n')->>'text' as found, q->>'what' = 'view' as is_whole,
      format('%I.%I', q->>'schema', q->>'relation') as relation,
      'create temporary view %1$s as ' || case
        when q->>'what' = 'view' then '(%2$s' || chr(10) || ')'
        when q->>'what' in ('generated', 'expression') then 'select (%2$s' || chr(10) || ') as x from %3$s'
        else 'select case when (%2$s' || chr(10) || ') then 1 end as x from %3$s'
      end as statement
    from jsonb_array_elements(asked) q
    where (q->>'n')::int = any (alone) or (q->>'what' = 'view' and live->(q->>'n')->>'text' is not null)
  loop
    begin
      execute format(one.statement, 'sluice_wanted', one.wanted, one.relation);
      a := pg_get_viewdef('pg_temp.sluice_wanted'::regclass);
      if one.is_whole then
        b := one.found;
      else
        execute format(one.statement, 'sluice_found', one.found, one.relation);
        b := pg_get_viewdef('pg_temp.sluice_found'::regclass);
      end if;
      if a <> b then
        execute 'create temporary view sluice_wanted_again as ' || a;
        execute 'create temporary view sluice_found_again as ' || b;
        a := pg_get_viewdef('pg_temp.sluice_wanted_again'::regclass);
        b := pg_get_viewdef('pg_temp.sluice_found_again'::regclass);
      end if;
      if a = b then
        same := same || one.n;
      end if;
      raise exception using errcode = 'SLU01';
    exception
      when sqlstate 'SLU01' then null;
      when lock_not_available or insufficient_resources then raise;
      when others then null;
    end;
  end loop;

  -- Defaults, on columns of the type that the live one has.
  for one in
    select (q->>'n')::int as n, q->>'text' as wanted, live->(q->>'n')->>'text' as found,
      live->(q->>'n')->>'type' as type
    from jsonb_array_elements(asked) q
    where q->>'what' = 'default' and live->(q->>'n') is not null
  loop
    begin
      execute format('create temporary table sluice_wanted (x %s default %s)', one.type, one.wanted);
      select pg_get_expr(d.adbin, d.adrelid) into a
      from pg_catalog.pg_attribute c left join pg_catalog.pg_attrdef d on d.adrelid = c.attrelid
      where c.attrelid = 'pg_temp.sluice_wanted'::regclass and c.attnum = 1;
      b := one.found;
      if a <> b then
        execute format('create temporary table sluice_again (x %s default %s, y %s default %s)', one.type, a, one.type, b);
        select max(pg_get_expr(d.adbin, d.adrelid)) filter (where d.adnum = 1),
          max(pg_get_expr(d.adbin, d.adrelid)) filter (where d.adnum = 2) into a, b
        from pg_catalog.pg_attrdef d
        where d.adrelid = 'pg_temp.sluice_again'::regclass;
      end if;
      if a is not distinct from b then
        same := same || one.n;
      end if;
      raise exception using errcode = 'SLU01';
    exception
      when sqlstate 'SLU01' then null;
      when lock_not_available or insufficient_resources then raise;
      when others then null;
    end;
  end loop;

  -- Types. A name is quoted where it stands alone, as in the statements that make it a column's.
  for one in
    select (q->>'n')::int as n, tries.text as wanted, live->(q->>'n')->>'text' as found
    from jsonb_array_elements(asked) q
    cross join lateral (values (1, quote_ident(q->>'text')), (2, q->>'text')) as tries(number, text)
    where q->>'what' = 'type' and live->(q->>'n')->>'text' is not null
    order by tries.number
  loop
    continue when one.n = any (answered);
    begin
      execute format('create temporary table sluice_wanted (x %s)', one.wanted);
      select c.atttypid || ' ' || c.atttypmod into a
      from pg_catalog.pg_attribute c
      where c.attrelid = 'pg_temp.sluice_wanted'::regclass and c.attnum = 1;
      if a = one.found then
        same := same || one.n;
      end if;
      raise exception using errcode = 'SLU01';
    exception
      when sqlstate 'SLU01' then answered := answered || one.n;
      when lock_not_available or insufficient_resources then raise;
      when others then null;
    end;
  end loop;

  perform set_config('sluice.same', array_to_json(same)::text, true);
end
$do$
)sql";

constexpr std::string_view read_answers =
    "select current_setting('sluice.same'), current_user, "
    "session_user";

}  // namespace

answers ask(const std::vector<question>& questions, pg::connection& database) {
  answers out;
  out.given.resize(questions.size());
  const pg::outcome came =
      database.attempt(std::vector<pg::command>{{"begin"},
                                                {settings, {as_json(questions)}},
                                                {read_live},
                                                {compare},
                                                {read_answers},
                                                {"rollback"}});
  if (came.failure) {
    if (!came.connection_lost) database.attempt("rollback");
    // Without the language of the block nothing can be tried.
    constexpr std::string_view undefined_object = "42704";
    if (!came.connection_lost && came.failure->sqlstate == undefined_object) return out;
    throw pg::to_error(*came.failure, compare);
  }
  if (came.connection_lost) database.execute("select 1");  // throws, with the reason
  const pg::result& row = came.results.at(4);
  out.current_user = row.text(0, 1);
  out.session_user = row.text(0, 2);
  const rapidjson::Document same = parse_json(row.text(0, 0), "answers");
  if (same.IsArray()) {
    for (const auto& one : same.GetArray()) {
      out.given.at(one.GetUint()).is_same = true;
    }
  }
  return out;
}

}  // namespace sluice::catalog
