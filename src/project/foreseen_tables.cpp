#include "project/foreseen_tables.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/text.hpp"
#include "ddl/relation_key.hpp"
#include "ddl/words.hpp"
#include "pg/quote.hpp"

namespace sluice::project {

namespace action = ddl::action;
using ddl::object_kind;
using ddl::relation;

namespace {

std::vector<std::string> key_of(const model::table& table) {
  if (!table.primary_keys.empty()) return table.primary_keys.front().columns;
  std::vector<std::string> out;
  for (const model::column& one : table.columns) {
    if (one.primary_key) out.push_back(one.name);
  }
  return out;
}

bool is_relation(object_kind kind) {
  return kind == object_kind::view || kind == object_kind::materialized_view ||
         kind == object_kind::sequence || kind == object_kind::type;
}

}  // namespace

std::string from_text(const foreseen_table& table, const relation& then) {
  return concat(table.from, " as ", pg::quote_identifier(then.name));
}

std::string new_value_of(const ddl::statement& one, const std::string& column) {
  constexpr std::string_view set = "SET DATA TYPE ";
  constexpr std::string_view using_ = " USING ";
  std::string_view rest(one.sql);
  rest.remove_prefix(std::min(rest.size(), rest.find(set) + set.size()));
  rest = trim(rest);
  if (rest.ends_with(';')) rest.remove_suffix(1);
  const std::size_t said = rest.find(using_);
  if (said != std::string_view::npos) return std::string(rest.substr(said + using_.size()));
  return concat(pg::quote_identifier(column), "::", rest);
}

foreseen_tables::foreseen_tables(const model::database& live) {
  for (const model::table& one : live.tables) {
    tracked table;
    table.live = ddl::of(one);
    table.from =
        concat(pg::quote_identifier(schema_of(table.live)), ".", pg::quote_identifier(one.name));
    table.key = key_of(one);
    for (const model::column& each : one.columns) {
      table.columns.push_back(each.name);
      table.live_columns.emplace(each.name, each.name);
    }
    tables_.emplace(ddl::key(table.live), std::move(table));
  }
}

const foreseen_table* foreseen_tables::find(const relation& then) const {
  const auto found = tables_.find(ddl::key(then));
  return found == tables_.end() ? nullptr : &found->second;
}

foreseen_tables::tracked* foreseen_tables::get(const relation& then) {
  const auto found = tables_.find(ddl::key(then));
  return found == tables_.end() ? nullptr : &found->second;
}

relation foreseen_tables::live_name(const relation& then) const {
  if (const foreseen_table* table = find(then)) return table->live;
  const auto found = others_.find(ddl::key(then));
  if (found != others_.end()) return found->second;
  const auto schema = schemas_.find(std::string(schema_of(then)));
  return schema == schemas_.end() ? then : relation{schema->second, then.name};
}

std::optional<std::string> foreseen_tables::live_column(const relation& then,
                                                        const std::string& column) const {
  const auto table = tables_.find(ddl::key(then));
  if (table == tables_.end()) return std::nullopt;
  const auto found = table->second.live_columns.find(column);
  if (found == table->second.live_columns.end()) return std::nullopt;
  return found->second;
}

void foreseen_tables::move(const relation& from, const relation& to) {
  auto table = tables_.extract(ddl::key(from));
  if (!table.empty()) {
    table.mapped().only_grew = false;
    table.key() = ddl::key(to);
    tables_.insert(std::move(table));
    return;
  }
  if (new_.erase(ddl::key(from)) > 0) {
    new_.insert(ddl::key(to));
    return;
  }
  relation live = live_name(from);
  others_.erase(ddl::key(from));
  others_.insert_or_assign(ddl::key(to), std::move(live));
}

void foreseen_tables::rename_schema(const std::string& from, const std::string& to) {
  const auto live = schemas_.find(from);
  schemas_.insert_or_assign(to, live == schemas_.end() ? from : live->second);
  std::vector<relation> inside;
  const std::string prefix = concat(from, "\x1f");
  for (const auto& [key, table] : tables_) {
    if (key.starts_with(prefix)) inside.push_back({from, key.substr(prefix.size())});
  }
  for (const relation& one : inside) move(one, {to, one.name});
}

void foreseen_tables::rename_column(const relation& then, const std::string& from,
                                    const std::string& to) {
  tracked* found = get(then);
  if (found == nullptr) return;
  tracked& table = *found;
  std::vector<std::string> list;
  for (const std::string& one : table.columns) {
    const std::string quoted = pg::quote_identifier(one);
    list.push_back(one == from ? concat(quoted, " as ", pg::quote_identifier(to)) : quoted);
  }
  table.from = concat("(select ", join(list, ", "), " from ", from_text(table, then), ")");
  table.only_grew = false;
  std::replace(table.columns.begin(), table.columns.end(), from, to);
  std::replace(table.key.begin(), table.key.end(), from, to);
  auto live = table.live_columns.extract(from);
  if (live.empty()) return;
  live.key() = to;
  table.live_columns.insert(std::move(live));
}

void foreseen_tables::set_column(const relation& then, const std::string& column,
                                 const std::string& expression) {
  tracked* found = get(then);
  if (found == nullptr) return;
  tracked& table = *found;
  std::vector<std::string> list;
  for (const std::string& one : table.columns) {
    if (one != column) list.push_back(pg::quote_identifier(one));
  }
  list.push_back(concat("(", expression, ") as ", pg::quote_identifier(column)));
  table.from = concat("(select ", join(list, ", "), " from ", from_text(table, then), ")");
  const auto known = std::find(table.columns.begin(), table.columns.end(), column);
  if (known == table.columns.end()) {
    table.columns.push_back(column);
  } else {
    table.only_grew = false;
  }
}

void foreseen_tables::rename(const action::rename& does) {
  const ddl::object& what = does.what;
  if (what.kind == object_kind::schema) {
    rename_schema(what.at.name, does.to);
  } else if (what.kind == object_kind::table || is_relation(what.kind)) {
    move(what.at, {what.at.schema, does.to});
  } else if (what.kind == object_kind::column) {
    rename_column(what.at, what.part, does.to);
  }
}

void foreseen_tables::follow(const ddl::statement& done) {
  if (const auto* renamed = std::get_if<action::rename>(&done.does)) {
    rename(*renamed);
  } else if (const auto* moved = std::get_if<action::set_schema>(&done.does)) {
    move(moved->what.at, {moved->to, moved->what.at.name});
  } else if (const auto* made = std::get_if<action::create>(&done.does)) {
    new_.insert(ddl::key(made->what.at));
  } else if (const auto* view = std::get_if<action::create_materialized_view>(&done.does)) {
    new_.insert(ddl::key(view->view));
  } else if (const auto* gone = std::get_if<action::drop>(&done.does)) {
    if (gone->what.kind != object_kind::policy) tables_.erase(ddl::key(gone->what.at));
  } else if (const auto* column = std::get_if<action::drop_column>(&done.does)) {
    tracked* table = get(column->table);
    if (table == nullptr) return;
    std::erase(table->columns, column->column);
    table->live_columns.erase(column->column);
    if (std::find(table->key.begin(), table->key.end(), column->column) != table->key.end()) {
      table->key.clear();
    }
  } else if (const auto* added = std::get_if<action::add_column>(&done.does)) {
    set_column(added->table, added->column, added->default_.value_or("null"));
  } else if (const auto* changed = std::get_if<action::alter_column_type>(&done.does)) {
    set_column(changed->table, changed->column, new_value_of(done, changed->column));
  }
}

}  // namespace sluice::project
