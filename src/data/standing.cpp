// What is to be applied and taken back.
#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/migrate.hpp"

namespace sluice::data {

namespace {

bool is_meant(const std::string& schema, const std::optional<std::string>& wanted) {
  return !wanted || schema == *wanted;
}

}  // namespace

std::vector<migration> standing::pending(const std::optional<std::string>& schema) const {
  std::vector<migration> out;
  for (const migration& one : all) {
    if (is_meant(one.schema, schema) && !applied.has(one.name)) out.push_back(one);
  }
  return out;
}

std::vector<applied_row> standing::unknown(const std::optional<std::string>& schema) const {
  std::vector<applied_row> out;
  for (const applied_row& row : applied.rows) {
    const bool known = std::any_of(all.begin(), all.end(),
                                   [&](const migration& one) { return one.name == row.name; });
    if (!known && is_meant(row.schema, schema)) out.push_back(row);
  }
  return out;
}

std::vector<migration> standing::older(const std::optional<std::string>& schema) const {
  std::vector<migration> out;
  for (auto one = all.begin(); one != all.end(); ++one) {
    if (!is_meant(one->schema, schema) || applied.has(one->name)) continue;
    const bool later_is_applied = std::any_of(one, all.end(), [&](const migration& later) {
      return later.schema == one->schema && applied.has(later.name);
    });
    if (later_is_applied) out.push_back(*one);
  }
  return out;
}

std::vector<migration> standing::to_take_back(const std::optional<std::string>& schema,
                                              std::optional<std::size_t> steps) const {
  std::vector<migration> out;
  for (auto row = applied.rows.rbegin(); row != applied.rows.rend(); ++row) {
    if (steps && out.size() == *steps) break;
    if (!is_meant(row->schema, schema)) continue;
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const migration& one) { return one.name == row->name; });
    if (found == all.end()) {
      error unknown(failure::ledger, "DATA.UNKNOWN",
                    concat(row->name, " is applied, and no data migration has that name"));
      unknown.migration = row->name;
      throw std::move(unknown)
          .because("nothing was taken back")
          .advise("bring its file back, or delete its row of public.data_migrations by hand");
    }
    if (!found->can_go_back) {
      error no_way(failure::config, "DATA.NO_WAY_BACK", concat(row->name, " has no way back"));
      no_way.migration = row->name;
      no_way.where.file = found->file.string();
      throw std::move(no_way)
          .because("nothing was taken back")
          .advise(found->kind == migration_kind::sql
                      ? concat("write what undoes it to ", found->down_file.string())
                      : std::string("add down: async (db) => { … } to it"));
    }
    out.push_back(*found);
  }
  return out;
}

}  // namespace sluice::data
