// Enums with their values in order.
#include "base/text.hpp"
#include "catalog/array_text.hpp"
#include "catalog/family.hpp"

namespace sluice::catalog {

namespace {

std::string query(int /*version*/) {
  return concat(
      "select s.nspname, t.typname, e.enumlabel"
      " from pg_type t join spaces s on s.oid = t.typnamespace"
      " left join pg_enum e on e.enumtypid = t.oid"
      " where t.typtype = 'e' and ",
      not_of_extension("pg_type", "t.oid"),
      " order by s.nspname collate \"C\", t.typname collate \"C\", e.enumsortorder");
}

void take(draft& into, const pg::result& rows) {
  std::vector<model::enum_type>& all = into.out.schema.enums;
  for (int row = 0; row < rows.rows(); ++row) {
    if (all.empty() || all.back().name != rows.text(row, 1) ||
        all.back().schema != rows.text(row, 0)) {
      all.push_back({.name = text_at(rows, row, 1), .schema = text_at(rows, row, 0)});
    }
    if (!rows.is_null(row, 2)) all.back().values.push_back(text_at(rows, row, 2));
  }
}

}  // namespace

family enums() {
  return {query, take};
}

}  // namespace sluice::catalog
