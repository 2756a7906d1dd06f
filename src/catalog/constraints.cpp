// Primary keys, foreign keys, unique and check constraints. What Drizzle can't say of one stands
// beside it as another object.
#include <algorithm>

#include "base/text.hpp"
#include "catalog/array_text.hpp"
#include "catalog/brackets.hpp"
#include "catalog/family.hpp"
#include "model/generated_names.hpp"

namespace sluice::catalog {

namespace {

enum field {
  relation,
  kind,
  name,
  columns,
  target,          // a foreign key's
  target_columns,  // numbers
  target_schema,
  target_name,
  target_names,  // of its columns, where it stands in no schema that is read
  on_update,
  on_delete,
  nulls_not_distinct,
  check,
};

std::string query(int version) {
  return concat(
      "select k.conrelid, k.contype, k.conname, k.conkey, k.confrelid, k.confkey,"
      "  fn.nspname, f.relname,"
      "  case when k.contype = 'f' and not exists (select from spaces x where x.oid = "
      "f.relnamespace) then"
      "    array(select a.attname from unnest(k.confkey) with ordinality as u(number, place)"
      "      join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.number"
      "      order by u.place) end,"
      "  k.confupdtype, k.confdeltype, ",
      since(version, 15, "i.indnullsnotdistinct", "false"),
      ", case when k.contype = 'c' then pg_get_expr(k.conbin, k.conrelid) end"
      " from pg_constraint k join pg_class c on c.oid = k.conrelid"
      " join spaces s on s.oid = c.relnamespace"
      " left join pg_index i on i.indexrelid = k.conindid and k.contype = 'u'"
      " left join pg_class f on f.oid = k.confrelid"
      " left join pg_namespace fn on fn.oid = f.relnamespace"
      " where k.contype in ('p', 'u', 'f', 'c') and k.conparentid = 0"
      "  and c.relkind in ('r', 'p', 'f')",
      since(version, 18, " and not k.conperiod", ""),
      " order by k.conrelid, k.conname collate \"C\"");
}

std::string action(std::string_view code) {
  switch (code.empty() ? 'a' : code.front()) {
    case 'r':
      return "restrict";
    case 'n':
      return "set null";
    case 'c':
      return "cascade";
    case 'd':
      return "set default";
    default:
      return "no action";
  }
}

std::vector<std::string> names(const relation_draft& of, const std::vector<std::int64_t>& numbers) {
  std::vector<std::string> out;
  out.reserve(numbers.size());
  for (const std::int64_t number : numbers) {
    if (const model::column* found = of.column(static_cast<int>(number)))
      out.push_back(found->name);
  }
  return out;
}

// A column can say that it is the key, and then PostgreSQL names it; another name is the table's to
// say.
void add_primary_key(relation_draft& of, std::string name, std::vector<std::string> columns) {
  if (columns.size() > 1 || name != model::generated_name(of.table.name, "", "pkey")) {
    of.table.primary_keys.push_back({std::move(name), std::move(columns)});
    return;
  }
  for (model::column& one : of.table.columns) {
    if (!columns.empty() && one.name == columns.front()) one.primary_key = true;
  }
  of.key_name = std::move(name);
}

void add_foreign_key(draft& into, relation_draft& of, const pg::result& rows, int row) {
  model::foreign_key out{.name = text_at(rows, row, name),
                         .table_from = of.table.name,
                         .table_to = text_at(rows, row, target_name),
                         .schema_to = text_at(rows, row, target_schema),
                         .columns_from = names(of, numbers_at(rows, row, columns)),
                         .on_delete = action(rows.text(row, on_delete)),
                         .on_update = action(rows.text(row, on_update))};
  if (const relation_draft* to = into.relation(oid_at(rows, row, target))) {
    out.columns_to = names(*to, numbers_at(rows, row, target_columns));
  } else if (const auto listed = parse_array(rows.text(row, target_names))) {
    for (const array_element& one : *listed) out.columns_to.push_back(one.text);
  }
  of.table.foreign_keys.push_back(std::move(out));
}

void take(draft& into, const pg::result& rows) {
  for (int row = 0; row < rows.rows(); ++row) {
    relation_draft* of = into.relation(oid_at(rows, row, relation));
    if (of == nullptr) continue;
    switch (rows.text(row, kind).front()) {
      case 'p':
        add_primary_key(*of, text_at(rows, row, name), names(*of, numbers_at(rows, row, columns)));
        break;
      case 'u':
        of->table.unique_constraints.push_back(
            {.name = text_at(rows, row, name),
             .nulls_not_distinct = rows.boolean(row, nulls_not_distinct),
             .columns = names(*of, numbers_at(rows, row, columns))});
        break;
      case 'f':
        add_foreign_key(into, *of, rows, row);
        break;
      default:
        of->table.check_constraints.push_back(
            {.name = text_at(rows, row, name),
             .value = std::string(without_brackets(rows.text(row, check)))});
    }
  }
}

}  // namespace

family constraints() {
  return {query, take};
}

}  // namespace sluice::catalog
