// Columns of tables and views: types, defaults, identity, generation.
#include "base/text.hpp"
#include "catalog/default.hpp"
#include "catalog/family.hpp"
#include "catalog/type.hpp"
#include "model/order.hpp"
#include "pg/quote.hpp"

namespace sluice::catalog {

namespace {

enum field {
  relation,
  number,
  name,
  type,           // format_type()
  plain_type,     // without length and precision, a domain's base: what defaults are cast to
  type_identity,  // of an array its elements', of a domain its base's
  dimensions,     // 0: no array
  enum_name,
  enum_schema,
  collation,
  not_null,
  identity,
  generated,
  expression,
};

std::string query(int /*version*/) {
  return "select a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),"
         "  case when d.oid is not null then format_type(coalesce(nullif(t.typbasetype, 0), "
         "t.oid), null) end,"
         "  coalesce(e.oid, nullif(t.typbasetype, 0), t.oid),"
         "  case when e.oid is not null then greatest(a.attndims, 1) else 0 end,"
         "  case coalesce(e.typtype, t.typtype) when 'e' then coalesce(e.typname, t.typname) end,"
         "  case coalesce(e.typtype, t.typtype) when 'e' then n.nspname end,"
         "  a.attcollation, a.attnotnull, a.attidentity, a.attgenerated,"
         "  pg_get_expr(d.adbin, d.adrelid)"
         " from pg_attribute a join pg_class c on c.oid = a.attrelid"
         " join spaces s on s.oid = c.relnamespace"
         " join pg_type t on t.oid = a.atttypid"
         " left join pg_type e on e.oid = t.typelem and t.typcategory = 'A' and t.typlen = -1"
         " left join pg_namespace n on n.oid = coalesce(e.typnamespace, t.typnamespace)"
         " left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum"
         " where c.relkind in ('r', 'p', 'f', 'v', 'm') and a.attnum > 0 and not a.attisdropped"
         " order by a.attrelid, a.attnum";
}

model::column column_at(const pg::result& rows, int row, const column_facts& facts) {
  model::column out{.name = text_at(rows, row, name), .not_null = rows.boolean(row, not_null)};
  if (facts.is_enum) {
    out.type = text_at(rows, row, enum_name);
    out.type_schema = text_at(rows, row, enum_schema);
    for (int i = 0; i < rows.integer(row, dimensions); ++i) out.type += "[]";
  } else {
    out.type = type_spelling(rows.text(row, type), static_cast<int>(rows.integer(row, dimensions)));
  }
  if (!rows.text(row, identity).empty()) {
    out.identity = model::identity{.always = rows.text(row, identity) == "a"};
  }
  if (rows.is_null(row, expression)) return out;
  if (!rows.text(row, generated).empty()) {
    out.generated = model::generated{text_at(rows, row, expression)};
  } else {
    out.default_ = default_of(rows.text(row, expression), rows.text(row, plain_type), facts);
  }
  return out;
}

void take(draft& into, const pg::result& rows) {
  relation_draft* of = nullptr;
  oid at = 0;
  for (int row = 0; row < rows.rows(); ++row) {
    if (const oid now = oid_at(rows, row, relation); now != at) {
      at = now;
      of = into.relation(now);
    }
    if (of == nullptr) continue;
    const column_facts facts{.number = static_cast<int>(rows.integer(row, number)),
                             .type = oid_at(rows, row, type_identity),
                             .collation = oid_at(rows, row, collation),
                             .is_array = rows.integer(row, dimensions) > 0,
                             .is_enum = !rows.is_null(row, enum_name)};
    of->table.columns.push_back(column_at(rows, row, facts));
    of->facts.push_back(facts);
  }
}

}  // namespace

family columns() {
  return {query, take};
}

}  // namespace sluice::catalog
