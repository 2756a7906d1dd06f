// An enum that loses values is made anew: at that moment nothing else may use it than the columns
// that are carried over.
#include <algorithm>

#include "ddl/dependency.hpp"
#include "ddl/dependency_lookup.hpp"

namespace sluice::ddl {

namespace {

bool uses(const model::column& column, const model::enum_type& type) {
  return column.type_schema == type.schema && column.type.starts_with(type.name) &&
         (column.type.size() == type.name.size() || column.type[type.name.size()] == '[');
}

}  // namespace

void dependencies::enums() {
  for_each<diff::recreate_enum>(changes_, [&](position made, const diff::recreate_enum& recreate) {
    const model::enum_type& type = *recreate.type;
    // New tables that are not carried over wait.
    for_each<diff::create_table>(changes_, [&](position at, const auto& one) {
      const bool is_user =
          std::any_of(one.table->columns.begin(), one.table->columns.end(),
                      [&](const model::column& column) { return uses(column, type); });
      const bool is_carried = std::any_of(recreate.uses.begin(), recreate.uses.end(),
                                          [&](const auto& use) { return use.table == one.table; });
      if (is_user && !is_carried) before(made, at);
    });
    for_each<diff::alter_column_default>(changes_, [&](position at, const auto& one) {
      if (!uses(*one.to, type)) return;
      if (one.to->default_) {
        before(made, at);
      } else {
        before(at, made);
      }
    });
    for_each<diff::alter_column_type>(changes_, [&](position at, const auto& one) {
      if (uses(*one.to, type)) {
        before(made, at);
      } else if (uses(*one.from, type)) {
        before(at, made);
      }
    });
    for_each<diff::drop_column>(changes_, [&](position at, const auto& one) {
      if (uses(*one.column, type)) before(at, made);
    });
    for_each<diff::add_column>(changes_, [&](position at, const auto& one) {
      if (uses(*one.column, type)) before(made, at);
    });
  });
}

}  // namespace sluice::ddl
