#include "catalog/reconcile.hpp"

#include "catalog/reconciliation.hpp"

namespace sluice::catalog {

namespace {

template <typename Object>
std::string full_name(const Object& one) {
  return model::qualified(model::clipped(one.schema), model::clipped(one.name));
}

void reconcile_schemas(model::database& live, const model::database& wanted) {
  const auto itself = [](const std::string& name) { return model::clipped(name); };
  for (const auto& [one, spelt] : paired(live.schemas, wanted.schemas, itself)) *one = *spelt;
}

void reconcile_enums(model::database& live, const model::database& wanted) {
  for (const auto& [one, spelt] : paired(live.enums, wanted.enums, full_name<model::enum_type>)) {
    one->name = spelt->name;
    one->schema = spelt->schema;
  }
}

void reconcile_tables(reconciliation& all, model::database& live, const model::database& wanted) {
  for (const auto& [one, spelt] : paired(live.tables, wanted.tables, full_name<model::table>)) {
    one->name = spelt->name;
    one->schema = spelt->schema;
    const table_pair table{*one, *spelt};
    reconcile_columns(all, table);
    reconcile_keys(table);
    reconcile_checks(all, table);
    reconcile_foreign_keys(table);
    reconcile_indexes(all, table);
    reconcile_policies(all, table);
    // It is on where there are policies, without being said.
    const bool is_implied = !spelt->is_rls_enabled && !spelt->policies.empty();
    if (is_implied && one->is_rls_enabled) one->is_rls_enabled = false;
  }
}

// Where they are taken unasked, statements need not say them.
void leave_out_implied_classes(model::database& live) {
  for (model::table& table : live.tables) {
    for (model::index& index : table.indexes) {
      for (model::index_column& column : index.columns) {
        if (column.implied_opclass) column.opclass.reset();
      }
    }
  }
}

}  // namespace

model::database reconciled(model::database live, const model::database& wanted,
                           pg::connection& database) {
  reconciliation all;
  reconcile_schemas(live, wanted);
  reconcile_enums(live, wanted);
  reconcile_sequences(live, wanted);
  reconcile_roles(live, wanted);
  reconcile_tables(all, live, wanted);
  reconcile_policies(all, live, wanted);
  reconcile_views(all, live, wanted);
  if (!all.questions.empty() || !all.of_session.empty()) {
    const answers given = ask(all.questions, database);
    for (std::size_t i = 0; i < all.reactions.size(); ++i) all.reactions[i](given.given[i]);
    for (const auto& react : all.of_session) react(given);
  }
  leave_out_implied_classes(live);
  return live;
}

}  // namespace sluice::catalog
