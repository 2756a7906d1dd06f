#include "data/table_shape.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "pg/quote.hpp"

namespace sluice::data {

namespace {

constexpr std::string_view types_query = R"(
select t.oid, t.typname, t.typtype, t.typbasetype, t.typtypmod,
  case when t.typcategory = 'A' and t.typelem <> 0 then t.typelem else 0 end,
  coalesce(r.rngsubtype, m.rngsubtype, 0), t.typtype = 'm', format_type(t.oid, null), t.typnotnull
from pg_type t left join pg_range r on r.rngtypid = t.oid
left join pg_range m on {multirange}
where t.typtype in ('b', 'd', 'e', 'r', 'm'))";

constexpr std::string_view labels_query =
    "select enumtypid, enumlabel from pg_enum order by enumtypid, enumsortorder";

constexpr std::string_view domains_query =
    "select contypid, pg_get_expr(conbin, 0) from pg_constraint where contypid <> 0 and "
    "contype = 'c' order by contypid, conname";

constexpr std::string_view tables_query = R"(
select c.oid, n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'sluice', 'sluice_trash')
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
    and d.objid = c.oid and d.deptype = 'e')
order by n.nspname, c.relname)";

constexpr std::string_view columns_query = R"(
select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull,
  a.attgenerated <> '', a.atthasdef or a.attidentity <> '',
  case when a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like 'nextval(%' then
    pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) end,
  case when pg_get_expr(d.adbin, d.adrelid) like 'nextval(%' then
    (select format('%I.%I', sn.nspname, s.relname) from pg_depend p
     join pg_class s on s.oid = p.refobjid and s.relkind = 'S'
     join pg_namespace sn on sn.oid = s.relnamespace
     where p.classid = 'pg_attrdef'::regclass and p.objid = d.oid
       and p.refclassid = 'pg_class'::regclass limit 1) end
from pg_attribute a join pg_class c on c.oid = a.attrelid
join pg_namespace n on n.oid = c.relnamespace
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p') and not c.relispartition
  and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by a.attrelid, a.attnum)";

constexpr std::string_view keys_query = R"(
select i.indrelid, c.relname, i.indisprimary,
  coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false),
  array_to_string(i.indkey[0:i.indnkeyatts - 1], ' '),
  coalesce((select string_agg(distinct p.refobjsubid::text, ' ') from pg_depend p
    where p.classid = 'pg_class'::regclass and p.objid = i.indexrelid and p.refobjid = i.indrelid
      and p.refobjsubid > 0), '')
from pg_index i join pg_class c on c.oid = i.indexrelid
where i.indisunique and not c.relispartition and c.relkind in ('i', 'I')
order by i.indrelid, not i.indisprimary, c.relname)";

constexpr std::string_view references_query = R"(
select conrelid, conname, array_to_string(conkey, ' '), confrelid,
  (select string_agg(quote_ident(a.attname), ' ' order by k.place)
   from unnest(confkey) with ordinality k(number, place)
   join pg_attribute a on a.attrelid = confrelid and a.attnum = k.number)
from pg_constraint where contype = 'f' and conparentid = 0
order by conrelid, cardinality(conkey) desc, conname)";

// What partitions take is a condition of the whole table, unless one takes the rest.
constexpr std::string_view checks_query = R"(
select conrelid, conname, pg_get_expr(conbin, conrelid) from pg_constraint
where contype = 'c' and conrelid <> 0
union all
select p.oid, 'partitions', string_agg('(' || pg_get_partition_constraintdef(l.relid) || ')', ' OR ')
from pg_class p cross join lateral pg_partition_tree(p.oid) l
where p.relkind = 'p' and not p.relispartition and l.isleaf
group by p.oid
having bool_and(pg_get_partition_constraintdef(l.relid) is not null
  and pg_get_partition_constraintdef(l.relid) not like '%satisfies_hash_partition%')
  and not exists (select from pg_partitioned_table t where t.partrelid = p.oid and t.partdefid <> 0)
order by 1, 2)";

constexpr std::string_view exclusions_query = R"(
select o.conrelid, k.number from pg_constraint o
cross join unnest(o.conkey, o.conexclop) k(number, operator)
join pg_operator p on p.oid = k.operator where o.contype = 'x' and p.oprname = '&&')";

struct type_row {
  std::string name, kind, title;
  std::uint32_t base = 0, element = 0, subtype = 0;
  int modifier = -1;
};

class type_reader {
 public:
  explicit type_reader(pg::connection& database) {
    const bool has_multiranges = database.server_version() >= 140000;
    const pg::result rows =
        database.query(replace_all(std::string(types_query), "{multirange}",
                                   has_multiranges ? "m.rngmultitypid = t.oid" : "false"));
    for (int i = 0; i < rows.rows(); ++i) {
      types_[oid(rows, i, 0)] = {.name = std::string(rows.text(i, 1)),
                                 .kind = std::string(rows.text(i, 2)),
                                 .title = std::string(rows.text(i, 8)),
                                 .base = oid(rows, i, 3),
                                 .element = oid(rows, i, 5),
                                 .subtype = oid(rows, i, 6),
                                 .modifier = static_cast<int>(rows.integer(i, 4))};
    }
    const pg::result labels = database.query(labels_query);
    for (int i = 0; i < labels.rows(); ++i) {
      labels_[oid(labels, i, 0)].emplace_back(labels.text(i, 1));
    }
    const pg::result domains = database.query(domains_query);
    for (int i = 0; i < domains.rows(); ++i) {
      domains_[oid(domains, i, 0)].emplace_back(domains.text(i, 1));
    }
  }

  static std::uint32_t oid(const pg::result& rows, int row, int column) {
    return static_cast<std::uint32_t>(rows.integer(row, column));
  }

  value_type read(std::uint32_t of, int modifier) const {
    const auto found = types_.find(of);
    if (found == types_.end()) return {};
    const type_row& row = found->second;
    if (row.kind == "d") {
      value_type out = read(row.base, row.modifier);
      const auto conditions = domains_.find(of);
      if (conditions != domains_.end()) {
        out.conditions.insert(out.conditions.end(), conditions->second.begin(),
                              conditions->second.end());
      }
      return out;
    }
    value_type out;
    out.name = row.title;
    if (row.kind == "e") {
      out.kind = value_kind::enumeration;
      const auto all = labels_.find(of);
      if (all != labels_.end()) out.labels = all->second;
      return out;
    }
    if (row.subtype != 0 || row.element != 0) {
      out.kind = row.element != 0 ? value_kind::array : value_kind::range;
      out.is_multiple = row.kind == "m";
      out.element = std::make_shared<value_type>(
          read(row.element != 0 ? row.element : row.subtype, modifier));
      if (out.element->kind == value_kind::unknown) out.kind = value_kind::unknown;
      return out;
    }
    read_base(out, row.name, modifier);
    return out;
  }

 private:
  static void read_base(value_type& out, const std::string& name, int modifier) {
    struct base {
      std::string_view name;
      value_kind kind;
      int bytes;
    };
    constexpr std::array all = {base{"bool", value_kind::boolean, 1},
                                base{"int2", value_kind::integer, 2},
                                base{"int4", value_kind::integer, 4},
                                base{"int8", value_kind::integer, 8},
                                base{"oid", value_kind::integer, 4},
                                base{"float4", value_kind::floating, 4},
                                base{"float8", value_kind::floating, 8},
                                base{"numeric", value_kind::numeric, 8},
                                base{"text", value_kind::text, 0},
                                base{"varchar", value_kind::text, 0},
                                base{"bpchar", value_kind::text, 0},
                                base{"citext", value_kind::text, 0},
                                base{"name", value_kind::text, 0},
                                base{"xml", value_kind::text, 0},
                                base{"ltree", value_kind::text, 0},
                                base{"uuid", value_kind::uuid, 0},
                                base{"date", value_kind::date, 0},
                                base{"time", value_kind::time, 0},
                                base{"timetz", value_kind::time, 0},
                                base{"timestamp", value_kind::timestamp, 0},
                                base{"timestamptz", value_kind::timestamp, 0},
                                base{"interval", value_kind::interval, 0},
                                base{"json", value_kind::json, 0},
                                base{"jsonb", value_kind::json, 0},
                                base{"bytea", value_kind::bytes, 0},
                                base{"inet", value_kind::inet, 0},
                                base{"cidr", value_kind::cidr, 0},
                                base{"macaddr", value_kind::macaddr, 6},
                                base{"macaddr8", value_kind::macaddr, 8},
                                base{"bit", value_kind::bits, 0},
                                base{"varbit", value_kind::bits, 0},
                                base{"point", value_kind::point, 0},
                                base{"money", value_kind::money, 0},
                                base{"tsvector", value_kind::words, 0},
                                base{"vector", value_kind::vector, 0},
                                base{"halfvec", value_kind::vector, 0},
                                base{"hstore", value_kind::hstore, 0}};
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const base& one) { return one.name == name; });
    if (found == all.end()) return;
    out.kind = found->kind;
    out.bytes = found->bytes;
    out.has_zone = name == "timetz" || name == "timestamptz";
    if (name == "name") out.length = 63;
    if (name == "ltree" || name == "xml") out.length = 0;
    constexpr int header = 4;
    if (out.kind == value_kind::text && modifier > header) {
      out.length = modifier - header;
    } else if (out.kind == value_kind::numeric && modifier > header) {
      out.precision = ((modifier - header) >> 16) & 0xffff;
      out.scale = (((modifier - header) & 0x7ff) ^ 1024) - 1024;
    } else if (out.kind == value_kind::bits || out.kind == value_kind::vector) {
      out.length = modifier;
      out.is_fixed = name != "varbit";
      if (name == "bit" && modifier < 1) out.length = 1;
      if (name == "vector" && modifier < 1) out.length = 3;
    }
  }

  std::map<std::uint32_t, type_row> types_;
  std::map<std::uint32_t, std::vector<std::string>> labels_, domains_;
};

class shape_reader {
 public:
  explicit shape_reader(pg::connection& database) : database_(database), types_(database) {}

  std::vector<table_shape> read() {
    const pg::result rows = database_.query(tables_query);
    std::vector<std::string> probes;
    for (int i = 0; i < rows.rows(); ++i) {
      table_shape& one = out_.emplace_back();
      one.oid = type_reader::oid(rows, i, 0);
      one.schema = rows.text(i, 1);
      one.name = rows.text(i, 2);
      places_[one.oid] = out_.size() - 1;
    }
    read_columns();
    read_keys();
    read_references();
    read_checks();
    return std::move(out_);
  }

 private:
  table_shape* table_at(const pg::result& rows, int row) {
    const auto found = places_.find(type_reader::oid(rows, row, 0));
    return found == places_.end() ? nullptr : &out_[found->second];
  }

  // pg_attribute's numbers, with gaps, as ours.
  std::vector<std::size_t> columns_at(const table_shape& table, std::string_view numbers) {
    std::vector<std::size_t> out;
    for (const std::string_view one : split(numbers, " ")) {
      if (one.empty()) continue;
      const auto& all = numbers_[table.oid];
      const auto found = std::find(all.begin(), all.end(), std::stoi(std::string(one)));
      if (found != all.end()) out.push_back(static_cast<std::size_t>(found - all.begin()));
    }
    return out;
  }

  void read_columns() {
    const pg::result rows = database_.query(columns_query);
    for (int i = 0; i < rows.rows(); ++i) {
      table_shape* table = table_at(rows, i);
      if (table == nullptr) continue;
      numbers_[table->oid].push_back(static_cast<int>(rows.integer(i, 1)));
      column_shape& one = table->columns.emplace_back();
      one.name = rows.text(i, 2);
      one.type = types_.read(type_reader::oid(rows, i, 3), static_cast<int>(rows.integer(i, 4)));
      one.not_null = rows.boolean(i, 5);
      one.is_generated = rows.boolean(i, 6);
      one.has_default = rows.boolean(i, 7);
      if (!rows.is_null(i, 8)) {
        one.sequence = std::string(rows.text(i, 8));
      } else if (!rows.is_null(i, 9)) {
        one.sequence = std::string(rows.text(i, 9));
      }
    }
  }

  void read_keys() {
    const pg::result rows = database_.query(keys_query);
    for (int i = 0; i < rows.rows(); ++i) {
      table_shape* table = table_at(rows, i);
      if (table == nullptr) continue;
      const std::string_view numbers = rows.text(i, 4);
      // Of an expression every column that it mentions.
      const bool has_expression = concat(" ", numbers, " ").find(" 0 ") != std::string::npos;
      const std::vector<std::size_t> columns =
          columns_at(*table, has_expression ? rows.text(i, 5) : numbers);
      if (columns.empty()) continue;
      table->keys.push_back({.name = std::string(rows.text(i, 1)),
                             .columns = columns,
                             .nulls_are_equal = rows.boolean(i, 3),
                             .is_primary = rows.boolean(i, 2)});
    }
  }

  void read_references() {
    const pg::result rows = database_.query(references_query);
    for (int i = 0; i < rows.rows(); ++i) {
      table_shape* table = table_at(rows, i);
      if (table == nullptr) continue;
      reference_shape one{.name = std::string(rows.text(i, 1)),
                          .columns = columns_at(*table, rows.text(i, 2)),
                          .to = type_reader::oid(rows, i, 3)};
      // Names with blanks are quoted; a blank within one is none between two.
      std::string name;
      bool quoted = false;
      for (const char each : concat(rows.text(i, 4), " ")) {
        if (each == '"') quoted = !quoted;
        if (each == ' ' && !quoted) {
          if (name.starts_with('"')) {
            name = replace_all(name.substr(1, name.size() - 2), "\"\"", "\"");
          }
          one.columns_to.push_back(std::exchange(name, {}));
        } else {
          name += each;
        }
      }
      table->references.push_back(std::move(one));
    }
  }

  void read_checks() {
    const pg::result rows = database_.query(checks_query);
    for (int i = 0; i < rows.rows(); ++i) {
      table_shape* table = table_at(rows, i);
      if (table == nullptr) continue;
      table->checks.push_back({std::string(rows.text(i, 1)), std::string(rows.text(i, 2))});
    }
    const pg::result exclusions = database_.query(exclusions_query);
    for (int i = 0; i < exclusions.rows(); ++i) {
      table_shape* table = table_at(exclusions, i);
      if (table == nullptr) continue;
      const auto columns = columns_at(*table, exclusions.text(i, 1));
      table->disjoint.insert(table->disjoint.end(), columns.begin(), columns.end());
    }
  }

  pg::connection& database_;
  type_reader types_;
  std::vector<table_shape> out_;
  std::map<std::uint32_t, std::size_t> places_;
  std::map<std::uint32_t, std::vector<int>> numbers_;
};

}  // namespace

std::string table_shape::quoted() const {
  return concat(pg::quote_identifier(schema), ".", pg::quote_identifier(name));
}

std::string table_shape::title() const {
  return schema == "public" ? name : concat(schema, ".", name);
}

std::vector<table_shape> read_table_shapes(pg::connection& database) {
  return shape_reader(database).read();
}

}  // namespace sluice::data
