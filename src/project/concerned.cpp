#include "project/concerned.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"

namespace sluice::project {

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// By the table's name, or by a name that begins with it or belongs to one of its indexes.
bool is_named(const model::table& table, const std::string& sql) {
  return contains(sql, concat("\"", table.name)) ||
         std::any_of(table.indexes.begin(), table.indexes.end(), [&](const model::index& one) {
           return contains(sql, concat("\"", one.name, "\""));
         });
}

struct names {
  std::unordered_set<std::string> tables;
  std::unordered_set<std::string> views;

  std::size_t size() const { return tables.size() + views.size(); }
};

// Names are enough: of two tables with one name in different schemas both are taken.
void grow(names& known, const model::database& all) {
  for (const model::table& one : all.tables) {
    if (!known.tables.contains(one.name)) continue;
    for (const model::foreign_key& key : one.foreign_keys) known.tables.insert(key.table_to);
  }
  for (const model::view& one : all.views) {
    const std::string definition = one.definition.value_or("");
    const auto is_over = [&](const std::string& name) { return contains(definition, name); };
    if (std::any_of(known.tables.begin(), known.tables.end(), is_over) ||
        std::any_of(known.views.begin(), known.views.end(), is_over)) {
      known.views.insert(one.name);
    }
    if (!known.views.contains(one.name)) continue;
    for (const model::table& table : all.tables) {
      if (is_over(table.name)) known.tables.insert(table.name);
    }
    for (const model::view& other : all.views) {
      if (&other != &one && is_over(other.name)) known.views.insert(other.name);
    }
  }
}

model::database part_of(model::database all, const names& known) {
  std::erase_if(all.tables, [&](const auto& one) { return !known.tables.contains(one.name); });
  std::erase_if(all.views, [&](const auto& one) { return !known.views.contains(one.name); });
  return all;
}

}  // namespace

std::pair<model::database, model::database> concerned_by(const std::string& sql,
                                                         const model::database& before,
                                                         const model::database& after) {
  names known;
  for (const model::database* all : {&before, &after}) {
    for (const model::table& one : all->tables) {
      if (is_named(one, sql)) known.tables.insert(one.name);
    }
    for (const model::view& one : all->views) {
      if (contains(sql, concat("\"", one.name, "\""))) known.views.insert(one.name);
    }
  }
  for (std::size_t size = known.size() + 1; size != known.size();) {
    size = known.size();
    grow(known, before);
    grow(known, after);
  }
  return {part_of(before, known), part_of(after, known)};
}

}  // namespace sluice::project
