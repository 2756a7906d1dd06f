#include "run/keep_block.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "pg/quote.hpp"
#include "run/do_block.hpp"
#include "run/trash.hpp"

namespace sluice::run {
namespace {

// All columns that are there, as settings of this transaction: what is gone at its end was kept, or
// nothing is gone. Computed ones hold nothing of their own.
constexpr std::string_view begin_keeping = R"(
begin
  if to_regnamespace('sluice_trash') is null then
    create schema sluice_trash;
  end if;
  if to_regclass('sluice_trash.kept') is null then
    create table sluice_trash.kept (
      id bigint generated always as identity primary key,
      ledger text not null,
      tag text not null,
      schema_name text not null,
      table_name text not null,
      column_name text,
      stored_as text not null,
      key_columns text[],
      positions jsonb not null default '{}',
      rows bigint,
      kept_at timestamptz not null default now(),
      kept_by text not null default current_user,
      left_why text);
  end if;
  perform set_config('sluice.kept', '{}', true), set_config('sluice.before', coalesce((
    select jsonb_object_agg(a.attrelid || '.' || a.attnum,
      format('%s.%I', a.attrelid::regclass, a.attname))::text
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'sluice_trash')), '{}'),
    true);
end)";

constexpr std::string_view end_keeping = R"(
declare
  gone text;
begin
  select string_agg(it.value, ', ' order by it.value) into gone
  from jsonb_each_text(current_setting('sluice.before')::jsonb) it
  where not current_setting('sluice.kept')::jsonb ? it.key and not exists (
    select from pg_attribute a
    where a.attrelid = split_part(it.key, '.', 1)::oid
      and a.attnum = split_part(it.key, '.', 2)::int and not a.attisdropped);
  if gone is not null then
    raise exception 'it drops what could not be kept: %', gone using errcode = 'SLU01';
  end if;
end)";

// What both blocks below declare and begin with. A type of the schema's own becomes text: the
// migration that made the type may be taken back too. Sequences are dropped with what they number;
// their positions are noted. Rows that a policy hides are an error, not a loss.
constexpr std::string_view declarations = R"(
  it regclass := to_regclass({table});
  number bigint;
  stored text;
  chosen text;
  counted bigint;
  places jsonb := '{}';
  place jsonb;
  one record;
  security text := current_setting('row_security');
)";

constexpr std::string_view note_positions = R"(
  for one in select a.attname, pg_get_serial_sequence(it::text, a.attname) as sequence
    from pg_attribute a
    where a.attrelid = it and a.attnum > 0 and not a.attisdropped {of_columns} loop
    if one.sequence is not null then
      execute format('select jsonb_build_array(last_value, is_called) from %s', one.sequence)
        into place;
      places := places || jsonb_build_object(one.attname, place);
    end if;
  end loop;
)";

constexpr std::string_view note_thing = R"(
  insert into sluice_trash.kept (ledger, tag, schema_name, table_name, column_name, stored_as,
    key_columns, positions)
  select {ledger}, {tag}, n.nspname, c.relname, {column}, '', {keys}, places
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = it
  returning id into number;
  stored := (number || '_' || (select relname from pg_class where oid = it))::name;
  update sluice_trash.kept set stored_as = stored where id = number;
)";

// Of one column of a table: as it stands, or as text.
constexpr std::string_view column_text = R"(
    case when exists (
      select from pg_type t left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
      join pg_type b on b.oid = coalesce(e.oid, t.oid)
      join pg_namespace n on n.oid = b.typnamespace
      where t.oid = a.atttypid and b.typtype in ('e', 'd', 'c', 'r', 'm')
        and n.nspname <> 'pg_catalog')
    then format('%1$I::text as %1$I', a.attname) else quote_ident(a.attname) end
)";

constexpr std::string_view mark_columns = R"(
  perform set_config('sluice.kept', (current_setting('sluice.kept')::jsonb || coalesce((
    with recursive tree(id) as (
      select it::oid union
      select i.inhrelid from pg_inherits i join tree on i.inhparent = tree.id
      where {with_children})
    select jsonb_object_agg(a.attrelid || '.' || a.attnum, true)
    from tree join pg_attribute a on a.attrelid = tree.id
    where a.attnum > 0 and not a.attisdropped {of_columns}), '{}'))::text, true);
)";

// A table that nothing else stands on is moved as it is, stripped of what stands on others; any
// other one is copied and dropped as the file says. Partitions go with their table.
constexpr std::string_view keep_table = R"(
<<keeping>> declare
  {declarations}
  is_alone boolean;
begin
  if it is null or (select relkind not in ('r', 'p') from pg_class where oid = it) then
    {drop}
    exit keeping;
  end if;
  {note_positions}
  {note_thing}
  select {may_move} and c.relkind = 'r' and not c.relispartition
    and not exists (select from pg_inherits i where i.inhrelid = it or i.inhparent = it)
    and not exists (select from pg_depend d
      where d.refclassid = 'pg_type'::regclass and d.deptype = 'n'
        and d.refobjid in (c.reltype, (select typarray from pg_type where oid = c.reltype)))
    and not exists (select from pg_depend d
      left join pg_constraint k on d.classid = 'pg_constraint'::regclass and k.oid = d.objid
      left join pg_policy p on d.classid = 'pg_policy'::regclass and p.oid = d.objid
      left join pg_trigger t on d.classid = 'pg_trigger'::regclass and t.oid = d.objid
      where d.refclassid = 'pg_class'::regclass and d.refobjid = it
        and (d.classid in ('pg_rewrite'::regclass, 'pg_proc'::regclass,
            'pg_publication_rel'::regclass)
          or k.conrelid <> it or p.polrelid <> it or t.tgrelid <> it))
  into is_alone from pg_class c where c.oid = it;
  if not is_alone then
    select string_agg({column_text}, ', ' order by a.attnum) into chosen
    from pg_attribute a
    where a.attrelid = it and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
    perform set_config('row_security', 'off', true);
    execute format('create table sluice_trash.%I as select %s from %s', stored,
      coalesce(chosen, ''), it);
    get diagnostics counted = row_count;
    perform set_config('row_security', security, true);
    update sluice_trash.kept set rows = counted where id = number;
    {mark_columns}
    {drop}
    exit keeping;
  end if;
  for one in
    select format('drop trigger %I on %s', tgname, it) as sql from pg_trigger
      where tgrelid = it and not tgisinternal
    union all select format('drop policy %I on %s', polname, it) from pg_policy
      where polrelid = it loop
    execute one.sql;
  end loop;
  execute format('alter table %s disable row level security, no force row level security', it);
  for one in select conname from pg_constraint
    where conrelid = it and contype in ('f', 'c', 'p', 'u', 'x')
    order by contype <> 'f', contype <> 'c' loop
    execute format('alter table %s drop constraint %I', it, one.conname);
  end loop;
  for one in
    select format('drop index %s', indexrelid::regclass) as sql from pg_index where indrelid = it
    union all select format('drop statistics %I.%I', n.nspname, s.stxname)
      from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace
      where s.stxrelid = it loop
    execute one.sql;
  end loop;
  for one in select attname, attgenerated, attidentity from pg_attribute
    where attrelid = it and attnum > 0 and not attisdropped
      and (attgenerated <> '' or attidentity <> '' or atthasdef)
    order by attgenerated = '' loop
    execute format(case when one.attgenerated <> '' then 'alter table %s drop column %I'
      when one.attidentity <> '' then 'alter table %s alter column %I drop identity'
      else 'alter table %s alter column %I drop default' end, it, one.attname);
  end loop;
  for one in select d.objid::regclass as sequence from pg_depend d
    join pg_class c on c.oid = d.objid and c.relkind = 'S'
    where d.classid = 'pg_class'::regclass and d.refobjid = it and d.deptype = 'a' loop
    execute format('drop sequence %s', one.sequence);
  end loop;
  for one in select a.attname, {column_text} as sql from pg_attribute a
    where a.attrelid = it and a.attnum > 0 and not a.attisdropped loop
    if one.sql <> quote_ident(one.attname) then
      execute format('alter table %1$s alter column %2$I type text using %2$I::text', it,
        one.attname);
    end if;
  end loop;
  execute format('alter table %s rename to %I', it, stored);
  execute format('alter table %s set schema sluice_trash', it);
end)";

// Beside the key that tells which row a value belongs to: the primary key, or another one that
// stays. Without any, the whole row: nobody can put it back, but it is not lost.
constexpr std::string_view keep_column = R"(
declare
  {declarations}
  keys text[];
begin
  if it is null or not exists (
    select from pg_attribute where attrelid = it and attname = {column} and attnum > 0
      and not attisdropped and attgenerated = '') then
    return;
  end if;
  {note_positions}
  select array_agg(a.attname::text order by a.attnum) into keys
  from pg_attribute a join (
    select i.indkey::int2[] as columns from pg_index i
    where i.indrelid = it and i.indisunique and i.indisvalid and i.indimmediate
      and i.indpred is null and i.indexprs is null and i.indnatts = i.indnkeyatts
      and not exists (select from pg_attribute a
        where a.attrelid = it and a.attnum = any (i.indkey::int2[])
          and (not a.attnotnull or a.attname = any ({dropped})))
    order by i.indisprimary desc, i.indnatts, i.indexrelid limit 1) key on a.attnum = any (key.columns)
  where a.attrelid = it;
  {note_thing}
  select string_agg({column_text}, ', ' order by a.attnum) into chosen
  from pg_attribute a
  where a.attrelid = it and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    and (keys is null or a.attname = {column} or a.attname = any (keys));
  perform set_config('row_security', 'off', true);
  execute format('create table sluice_trash.%I as select %s from %s', stored, chosen, it);
  get diagnostics counted = row_count;
  perform set_config('row_security', security, true);
  update sluice_trash.kept set rows = counted where id = number;
  {mark_columns}
end)";

constexpr std::string_view tables_of_schema = R"(
declare
  each record;
begin
  for each in select format('%I.%I', n.nspname, c.relname) as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = {schema} and c.relkind in ('r', 'p') and not c.relispartition loop
    {keep_table};
  end loop;
end)";

using values = std::vector<std::pair<std::string_view, std::string>>;

// Each value may hold names that come later in the list, and none that come before: what a user's
// names hold is filled in last, in one pass.
std::string filled(std::string_view text, const values& blocks, const values& names) {
  std::string shape(text);
  for (const auto& [name, value] : blocks) {
    shape = replace_all(std::move(shape), concat("{", name, "}"), value);
  }
  std::string out;
  for (std::size_t at = 0; at < shape.size();) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto& one) {
      return shape.compare(at, one.first.size() + 2, concat("{", one.first, "}")) == 0;
    });
    if (found == names.end()) {
      out += shape[at++];
    } else {
      out += found->second;
      at += found->first.size() + 2;
    }
  }
  return out;
}

std::string qualified(const std::string& schema, const std::string& name) {
  return schema.empty() ? pg::quote_identifier(name)
                        : concat(pg::quote_identifier(schema), ".", pg::quote_identifier(name));
}

std::string array_of(const std::vector<std::string>& all) {
  std::string out = "array[";
  for (const std::string& one : all) {
    out += concat(out.back() == '[' ? "" : ", ", pg::quote_literal(one));
  }
  return out + "]::text[]";
}

values names_of(const loss& one, const keep_context& in) {
  return {{"table", pg::quote_literal(qualified(one.schema, one.name))},
          {"column", one.column.empty() ? "null" : pg::quote_literal(one.column)},
          {"schema", pg::quote_literal(one.name)},
          {"dropped", array_of(in.dropped_columns)},
          {"ledger", pg::quote_literal(name_in_trash(in.ledger))},
          {"tag", pg::quote_literal(in.tag)}};
}

std::string filled_table(std::string_view text, const values& names, const std::string& drop) {
  return filled(text,
                {{"keep_table", std::string(keep_table)},
                 {"declarations", std::string(declarations)},
                 {"note_positions", std::string(note_positions)},
                 {"note_thing", std::string(note_thing)},
                 {"mark_columns", std::string(mark_columns)},
                 {"column_text", std::string(column_text)},
                 {"of_columns", ""},
                 {"with_children", "(select relkind = 'p' from pg_class where oid = it)"},
                 {"keys", "null"},
                 {"may_move", drop.empty() ? "false" : "true"},
                 {"column", "null"},
                 {"drop", drop}},
                names);
}

}  // namespace

std::string begin_keeping_block() {
  return do_block(std::string(begin_keeping));
}

std::string end_keeping_block() {
  return do_block(std::string(end_keeping));
}

std::string table_block(const loss& one, const keep_context& in, const std::string& drop) {
  const std::string shape =
      filled_table(keep_table, names_of(one, in), drop.empty() ? "" : "{this}");
  return do_block(drop.empty() ? shape
                               : replace_all(shape, "{this}",
                                             concat("execute ", pg::quote_literal(drop), ";")));
}

std::string schema_block(const loss& one, const keep_context& in) {
  values names = names_of(one, in);
  names[0].second = "each.name";
  return do_block(filled_table(tables_of_schema, names, ""));
}

std::string column_block(const loss& one, const keep_context& in) {
  return do_block(filled(keep_column,
                         {{"declarations", std::string(declarations)},
                          {"note_positions", std::string(note_positions)},
                          {"note_thing", std::string(note_thing)},
                          {"mark_columns", std::string(mark_columns)},
                          {"column_text", std::string(column_text)},
                          {"of_columns", "and a.attname = {column}"},
                          {"with_children", "true"},
                          {"keys", "keys"}},
                         names_of(one, in)));
}

}  // namespace sluice::run
