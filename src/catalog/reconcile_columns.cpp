// Columns: type, default, generated expression, identity.
#include "base/text.hpp"
#include "catalog/reconciliation.hpp"
#include "catalog/same_type.hpp"
#include "catalog/same_words.hpp"

namespace sluice::catalog {

namespace {

question about(question::about what, const table_pair& table, const model::column& column) {
  return {.what = what,
          .schema = said(table.wanted.schema),
          .relation = model::clipped(table.wanted.name),
          .name = model::clipped(column.name)};
}

void reconcile_type(reconciliation& all, const table_pair& table, model::column& live,
                    const model::column& wanted) {
  if (live.type == wanted.type && live.type_schema == wanted.type_schema) return;
  if (is_same_type(live, wanted)) {
    live.type = wanted.type;
    live.type_schema = wanted.type_schema;
    return;
  }
  // Enums have a name and a schema, and a serial column is more than its type.
  if (is_known_to_differ(live, wanted)) return;
  question one = about(question::about::column_type, table, wanted);
  one.text = wanted.type;
  all.ask(std::move(one), [&live, &wanted](const answer& given) {
    if (!given.is_same) return;
    live.type = wanted.type;
    live.type_schema = wanted.type_schema;
  });
}

// PostgreSQL keeps no default that is NULL.
bool may_be_null(const model::default_value& value) {
  return to_lower(trim(sql_text(value))).find("null") != std::string::npos;
}

void reconcile_default(reconciliation& all, const table_pair& table, model::column& live,
                       const model::column& wanted) {
  if (live.default_ == wanted.default_ || !wanted.default_) return;
  const bool is_numbered = model::is_serial(live) && !model::is_serial(wanted);
  if (!live.default_ && !is_numbered && !may_be_null(*wanted.default_)) return;
  if (live.default_ && is_same_default(*live.default_, *wanted.default_, table.live, live)) {
    live.default_ = wanted.default_;
    return;
  }
  question one = about(question::about::column_default, table, wanted);
  one.text = sql_text(*wanted.default_);
  all.ask(std::move(one), [&live, &wanted, is_numbered](const answer& given) {
    if (!given.is_same) return;
    live.default_ = wanted.default_;
    if (is_numbered) live.type = wanted.type;
  });
}

void reconcile_generated(reconciliation& all, const table_pair& table, model::column& live,
                         const model::column& wanted) {
  if (!live.generated || !wanted.generated) return;
  if (is_same_expression(live.generated->as, wanted.generated->as, table.live)) {
    live.generated = wanted.generated;
    return;
  }
  all.ask(about(question::about::generated_column, table, wanted), live.generated->as,
          wanted.generated->as);
}

void reconcile_identity(model::column& live, const model::column& wanted) {
  if (!live.identity || !wanted.identity) return;
  model::identity& one = *live.identity;
  const model::identity& spelt = *wanted.identity;
  take_over_name(one.name, spelt.name);
  if (said(one.schema) == said(spelt.schema)) one.schema = spelt.schema;
  if (is_same_sequence(one.options, spelt.options, live.type)) one.options = spelt.options;
}

// Where something else says NOT NULL, it goes without saying.
bool is_implied_not_null(const model::table& table, const model::column& column) {
  return column.primary_key || column.identity || model::is_serial(column) ||
         std::any_of(table.primary_keys.begin(), table.primary_keys.end(),
                     [&](const model::primary_key& key) {
                       return std::find(key.columns.begin(), key.columns.end(), column.name) !=
                              key.columns.end();
                     });
}

}  // namespace

void reconcile_columns(reconciliation& all, const table_pair& table) {
  for (const auto& [one, spelt] : paired(table.live.columns, table.wanted.columns)) {
    one->name = spelt->name;
    if (*one == *spelt) continue;
    reconcile_type(all, table, *one, *spelt);
    reconcile_default(all, table, *one, *spelt);
    reconcile_generated(all, table, *one, *spelt);
    reconcile_identity(*one, *spelt);
    if (one->not_null && !spelt->not_null && is_implied_not_null(table.wanted, *spelt)) {
      one->not_null = false;
    }
  }
}

}  // namespace sluice::catalog
