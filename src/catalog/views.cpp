// Views and materialized views. Their columns were read with those of the tables.
#include "base/text.hpp"
#include "catalog/brackets.hpp"
#include "catalog/family.hpp"
#include "catalog/option.hpp"
#include "model/schema_name.hpp"

namespace sluice::catalog {

namespace {

enum field { relation, definition, options, tablespace, method };

std::string query(int /*version*/) {
  return "select c.oid, pg_get_viewdef(c.oid, true), c.reloptions, t.spcname, m.amname"
         " from pg_class c join spaces s on s.oid = c.relnamespace"
         " left join pg_tablespace t on t.oid = c.reltablespace"
         " left join pg_am m on m.oid = c.relam and m.amname <> 'heap'"
         " where c.relkind in ('v', 'm')"
         " order by s.nspname collate \"C\", c.relname collate \"C\"";
}

void take(draft& into, const pg::result& rows) {
  for (int row = 0; row < rows.rows(); ++row) {
    const oid identifier = oid_at(rows, row, relation);
    relation_draft* of = into.relation(identifier);
    if (of == nullptr) continue;
    model::view one{.name = of->table.name,
                    .schema = model::schema_name(of->table.schema),
                    .columns = std::move(of->table.columns),
                    .definition = on_one_line(rows.text(row, definition)),
                    .materialized = of->kind == 'm',
                    .using_ = optional_at(rows, row, method),
                    .tablespace = optional_at(rows, row, tablespace)};
    if (auto with = options_of(rows.text(row, options), option_names::camel_case); !with.empty()) {
      one.with = std::move(with);
    }
    into.views.push_back({identifier, std::move(one)});
  }
}

}  // namespace

family views() {
  return {query, take};
}

}  // namespace sluice::catalog
