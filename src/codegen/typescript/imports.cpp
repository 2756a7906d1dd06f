#include "codegen/typescript/imports.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "codegen/typescript/circles.hpp"
#include "codegen/typescript/column_type.hpp"

namespace sluice::codegen::typescript {

namespace {

// Each once, in the order of the first.
class name_list {
 public:
  void add(const std::string& name) {
    if (seen_.insert(name).second) names_.push_back(name);
  }
  std::vector<std::string> take() { return std::move(names_); }

 private:
  std::unordered_set<std::string> seen_;
  std::vector<std::string> names_;
};

// What drizzle-kit imports for a type: it looks at the beginning of the name.
std::string drizzle_import(const std::string& type) {
  static const std::unordered_set<std::string_view> known{
      "smallint", "integer",     "bigint",          "boolean", "text",     "varchar", "char",
      "serial",   "smallserial", "bigserial",       "decimal", "numeric",  "real",    "json",
      "jsonb",    "time",        "timestamp",       "date",    "interval", "cidr",    "inet",
      "macaddr",  "macaddr8",    "doublePrecision", "uuid",    "vector",   "point",   "line",
      "geometry", "pgTable",     "pgEnum"};
  static constexpr std::array<std::string_view, 7> sized{"varchar",   "char",   "numeric", "time",
                                                         "timestamp", "vector", "geometry"};
  std::string name = type;
  if (name == "timestamp with time zone") name = "timestamp";
  if (name == "time with time zone") name = "time";
  if (const std::size_t at = name.find("[]"); at != std::string::npos) name.erase(at, 2);
  if (name == "double precision") name = "doublePrecision";
  for (const std::string_view one : sized) {
    if (name.starts_with(concat(one, "("))) name = one;
  }
  return known.contains(name) ? name : "";
}

bool is_elsewhere(const std::string& schema) {
  return !schema.empty() && schema != "public";
}

// Pairs of tables of which each has a foreign key to the other.
std::unordered_set<std::string> key_pairs(const model::database& all) {
  std::unordered_set<std::string> out;
  for (const model::table& table : all.tables) {
    for (const model::foreign_key& key : table.foreign_keys) {
      out.insert(concat(key.table_from, "-", key.table_to));
    }
  }
  return out;
}

class collector {
 public:
  collector(const model::database& all, const std::unordered_set<std::string>& enums)
      : all_(all), enums_(enums), pairs_(key_pairs(all)) {}

  std::vector<std::string> collect() {
    names_.add("pgTable");
    for (const model::table& one : all_.tables) add(one);
    for (const model::view& one : all_.views) add(one);
    add_in_schema(all_.sequences, "pgSequence");
    add_in_schema(all_.enums, "pgEnum");
    if (!all_.roles.empty()) names_.add("pgRole");
    // What drizzle-kit forgets.
    for (const model::policy& one : all_.policies) {
      needs_schema_ |= is_elsewhere(one.schema.value_or(""));
    }
    if (!all_.schemas.empty() || needs_schema_) names_.add("pgSchema");
    if (!all_.policies.empty()) names_.add("pgPolicy");
    if (!tables_in_circles(all_).empty()) names_.add("type PgTableExtraConfigValue");
    for (const std::string& one : needed_) names_.add(one);
    return names_.take();
  }

 private:
  void add(const model::table& one) {
    const bool is_cyclic = std::any_of(
        one.foreign_keys.begin(), one.foreign_keys.end(), [&](const model::foreign_key& key) {
          return key.table_from != key.table_to &&
                 pairs_.contains(concat(key.table_to, "-", key.table_from));
        });
    if (is_cyclic) names_.add("type AnyPgColumn");
    if (is_elsewhere(one.schema)) names_.add("pgSchema");
    for (const model::index& index : one.indexes) {
      names_.add(index.is_unique ? "uniqueIndex" : "index");
    }
    if (!one.foreign_keys.empty()) names_.add("foreignKey");
    if (!one.primary_keys.empty()) names_.add("primaryKey");
    if (!one.unique_constraints.empty()) names_.add("unique");
    if (!one.policies.empty()) names_.add("pgPolicy");
    if (!one.check_constraints.empty()) names_.add("check");
    for (const model::foreign_key& key : one.foreign_keys) {
      needs_schema_ |= is_elsewhere(key.schema_to.value_or(""));
    }
    add(one.columns);
  }
  void add(const model::view& one) {
    if (is_elsewhere(one.schema)) {
      names_.add("pgSchema");
    } else {
      names_.add(one.materialized ? "pgMaterializedView" : "pgView");
    }
    add(one.columns);
  }
  void add(const std::vector<model::column>& columns) {
    for (const model::column& one : columns) {
      const std::string name = drizzle_import(one.type);
      if (!name.empty()) names_.add(name);
      const column_type type = type_of(one, enums_);
      if (type.is_custom()) needed_.emplace_back("customType");
      if (!type.function.empty()) needed_.push_back(type.function);
    }
  }
  template <typename Object>
  void add_in_schema(const std::vector<Object>& list, const char* name) {
    for (const Object& one : list) names_.add(is_elsewhere(one.schema) ? "pgSchema" : name);
  }

  const model::database& all_;
  const std::unordered_set<std::string>& enums_;
  std::unordered_set<std::string> pairs_;
  name_list names_;
  std::vector<std::string> needed_;
  bool needs_schema_ = false;
};

}  // namespace

std::vector<std::string> imports_of(const model::database& all,
                                    const std::unordered_set<std::string>& enums) {
  return collector(all, enums).collect();
}

}  // namespace sluice::codegen::typescript
