// CREATE, ALTER and DROP VIEW and MATERIALIZED VIEW.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

namespace {

// The order in which drizzle-kit knows the options, and so writes them.
constexpr std::array<std::string_view, 20> option_order = {"checkOption",
                                                           "securityBarrier",
                                                           "securityInvoker",
                                                           "fillfactor",
                                                           "toastTupleTarget",
                                                           "parallelWorkers",
                                                           "autovacuumEnabled",
                                                           "vacuumIndexCleanup",
                                                           "vacuumTruncate",
                                                           "autovacuumVacuumThreshold",
                                                           "autovacuumVacuumScaleFactor",
                                                           "autovacuumVacuumCostDelay",
                                                           "autovacuumVacuumCostLimit",
                                                           "autovacuumFreezeMinAge",
                                                           "autovacuumFreezeMaxAge",
                                                           "autovacuumFreezeTableAge",
                                                           "autovacuumMultixactFreezeMinAge",
                                                           "autovacuumMultixactFreezeMaxAge",
                                                           "autovacuumMultixactFreezeTableAge",
                                                           "logAutovacuumMinDuration"};

std::vector<model::option> in_order(std::vector<model::option> options) {
  const auto place = [](const model::option& one) {
    return std::find(option_order.begin(), option_order.end(), one.name) - option_order.begin();
  };
  std::stable_sort(options.begin(), options.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return options;
}

std::string snake_case(std::string_view camel) {
  std::string out;
  for (const char c : camel) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper) out += '_';
    out += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::string assignments(const std::vector<model::option>& options) {
  lines parts;
  for (const model::option& one : in_order(options)) {
    parts.push_back(concat(snake_case(one.name), " = ", plain(one.value)));
  }
  return join(parts, ", ");
}

relation of(const model::view& view) {
  return {view.schema, view.name};
}

object view_named(const diff::object_name& name, bool materialized) {
  return {materialized ? object_kind::materialized_view : object_kind::view,
          {name.schema, name.name}};
}

std::string kind(bool materialized) {
  return materialized ? "MATERIALIZED VIEW " : "VIEW ";
}

action::set_view_options new_options(const model::view& view,
                                     const std::vector<model::option>& options) {
  return {{view.schema, view.name},
          view.materialized,
          std::any_of(options.begin(), options.end(),
                      [](const model::option& one) { return one.name == "userCatalogTable"; })};
}

std::string alter(const model::view& view) {
  return concat("ALTER ", kind(view.materialized), qualified(view.schema, view.name));
}

std::string alter(const diff::object_name& name, bool materialized) {
  return concat("ALTER ", kind(materialized), qualified(name.schema, name.name));
}

}  // namespace

void write(const diff::create_view& change, statement_list& out) {
  const model::view& view = *change.view;
  std::string sql = concat("CREATE ", kind(view.materialized), qualified(view.schema, view.name));
  if (!view.using_.value_or("").empty()) sql += concat(" USING ", quoted(*view.using_));
  if (view.with && !view.with->empty()) sql += concat(" WITH (", assignments(*view.with), ")");
  if (!view.tablespace.value_or("").empty()) sql += concat(" TABLESPACE ", *view.tablespace);
  sql += concat(" AS (", view.definition.value_or(""), ")");
  if (view.with_no_data == true) sql += " WITH NO DATA";
  const relation name{view.schema, view.name};
  if (view.materialized) {
    out.add(sql + ';', action::create_materialized_view{name, view.with_no_data != true});
  } else {
    out.add(sql + ';', action::create{{object_kind::view, name}});
  }
}

void write(const diff::move_view& change, statement_list& out) {
  out.add(concat(alter(change.from, change.materialized), " SET SCHEMA ", quoted(change.to_schema),
                 ";"),
          action::set_schema{view_named(change.from, change.materialized), change.to_schema});
}

void write(const diff::rename_view& change, statement_list& out) {
  out.add(concat(alter(change.from, change.materialized), " RENAME TO ", quoted(change.to), ";"),
          action::rename{view_named(change.from, change.materialized), change.to});
}

void write(const diff::set_view_options& change, statement_list& out) {
  out.add(concat(alter(*change.view), " SET (", assignments(change.options), ");"),
          new_options(*change.view, change.options));
}

void write(const diff::reset_view_options& change, statement_list& out) {
  lines names;
  for (const model::option& one : in_order(change.options)) names.push_back(snake_case(one.name));
  out.add(concat(alter(*change.view), " RESET (", join(names, ", "), ");"),
          new_options(*change.view, change.options));
}

void write(const diff::set_view_tablespace& change, statement_list& out) {
  out.add(concat(alter(*change.view), " SET TABLESPACE ", change.tablespace, ";"),
          action::set_tablespace{of(*change.view)});
}

void write(const diff::set_view_access_method& change, statement_list& out) {
  out.add(concat(alter(*change.view), " SET ACCESS METHOD ", quoted(change.method), ";"),
          action::set_access_method{of(*change.view)});
}

void write(const diff::drop_view& change, statement_list& out) {
  out.add(concat("DROP ", kind(change.materialized),
                 qualified(change.view.schema, change.view.name), ";"),
          action::drop{view_named(change.view, change.materialized)});
}

}  // namespace sluice::ddl
