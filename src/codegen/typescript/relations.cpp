#include "codegen/typescript/relations.hpp"

#include "base/text.hpp"
#include "codegen/typescript/plural.hpp"
#include "codegen/typescript/text.hpp"

namespace sluice::codegen::typescript {

namespace {

struct relation {
  std::string name;
  bool is_one = false;
  std::string table_from, table_to;
  std::vector<std::string> columns_from, columns_to;
  std::string shared_name;  // that both ends of it have, where they are told apart by it
};

struct table_relations {
  std::string table;
  std::vector<relation> all;
};

// In the order in which tables are first named.
class collection {
 public:
  explicit collection(const model::database& all, const export_names& exported) {
    for (const model::table& table : all.tables) {
      for (const model::foreign_key& key : table.foreign_keys) add(table, key, exported);
    }
  }
  const std::vector<table_relations>& tables() const { return tables_; }
  const std::vector<std::string>& imports() const { return imports_; }

 private:
  static std::vector<std::string> keyed(const column_keys& keys,
                                        const std::vector<std::string>& columns) {
    std::vector<std::string> out;
    for (const std::string& one : columns) {
      const auto key = keys.find(one);
      out.push_back(key == keys.end() ? one : key->second);
    }
    return out;
  }

  void add(const model::table& table, const model::foreign_key& key, const export_names& exported) {
    const std::string schema_to = key.schema_to.value_or("public");
    const column_keys& keys_to = exported.keys_of(schema_to, key.table_to);
    if (keys_to.empty()) return;  // a table that schema.ts does not export
    const std::string from = exported.table(table.schema, table.name);
    const std::string to = exported.table(schema_to, key.table_to);
    auto columns_from = keyed(exported.keys_of(table.schema, table.name), key.columns_from);
    auto columns_to = keyed(keys_to, key.columns_to);
    import(to);
    import(from);
    std::string shared = concat(from, "_", columns_from.front(), "_", to, "_", columns_to.front());
    if (const int before = shared_[shared]++; before > 0) {
      shared += concat("_", std::to_string(before + 1));
    }
    of(from).push_back({singular(to), true, from, to, columns_from, columns_to, shared});
    of(to).push_back({plural(from), false, to, from, std::move(columns_to), std::move(columns_from),
                      std::move(shared)});
  }
  void import(const std::string& name) {
    if (imported_.insert(name).second) imports_.push_back(name);
  }
  std::vector<relation>& of(const std::string& table) {
    const auto [place, is_new] = places_.try_emplace(table, tables_.size());
    if (is_new) tables_.push_back({table, {}});
    return tables_[place->second].all;
  }

  std::vector<table_relations> tables_;
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<std::string> imports_;
  std::unordered_set<std::string> imported_;
  std::unordered_map<std::string, int> shared_;
};

std::string accesses(const std::string& table, const std::vector<std::string>& columns) {
  std::string out;
  for (const std::string& one : columns) {
    out += out.empty() ? "" : ", ";
    out += property_access(table, one);
  }
  return out;
}

class table_writer {
 public:
  table_writer(std::string& out, const table_relations& table) : out_(out), table_(table) {
    for (const relation& one : table.all) {
      names_[one.name]++;
      targets_[one.table_to]++;
      (one.is_one ? has_one_ : has_many_) = true;
    }
  }

  void write(const std::string& exported) {
    out_ += concat("export const ", exported, " = relations(", table_.table, ", ({",
                   has_one_ ? "one" : "", has_one_ && has_many_ ? ", " : "",
                   has_many_ ? "many" : "", "}) => ({\n");
    for (std::size_t i = 0; i < table_.all.size(); i++) {
      if (i > 0) out_ += '\n';
      write(table_.all[i]);
    }
    out_ += "\n}));";
  }

 private:
  std::string name_of(const relation& one) {
    std::string name = one.name;
    if (names_.at(one.name) > 1) {
      name += concat("_", (one.is_one ? one.columns_from : one.columns_to).front());
    }
    const std::string base = name;
    for (int number = 2; !used_.insert(name).second; number++) {
      name = concat(base, "_", std::to_string(number));
    }
    return name;
  }

  void write(const relation& one) {
    const std::string shared = targets_.at(one.table_to) > 1
                                   ? concat("relationName: ", double_quoted(one.shared_name))
                                   : "";
    out_ +=
        concat("\t", property_key(name_of(one)), ": ", one.is_one ? "one(" : "many(", one.table_to);
    if (one.is_one) {
      out_ += concat(", {\n\t\tfields: [", accesses(one.table_from, one.columns_from),
                     "],\n\t\treferences: [", accesses(one.table_to, one.columns_to), "]",
                     shared.empty() ? "" : ",\n\t\t", shared, "\n\t}");
    } else if (!shared.empty()) {
      out_ += concat(", {\n\t\t", shared, "\n\t}");
    }
    out_ += "),";
  }

  std::string& out_;
  const table_relations& table_;
  std::unordered_map<std::string, int> names_, targets_;
  std::unordered_set<std::string> used_;
  bool has_one_ = false;
  bool has_many_ = false;
};

}  // namespace

std::string write_relations(const model::database& all, const export_names& exported) {
  const collection found(all, exported);
  std::string out = concat("import { relations } from \"drizzle-orm/relations\";\nimport { ",
                           join(found.imports(), ", "), " } from \"./schema\";\n\n");
  std::unordered_set<std::string> taken(found.imports().begin(), found.imports().end());
  bool is_first = true;
  for (const table_relations& table : found.tables()) {
    std::string name = concat(table.table, "Relations");
    while (!taken.insert(name).second) name += '_';
    if (!is_first) out += "\n\n";
    is_first = false;
    table_writer(out, table).write(name);
  }
  return out;
}

}  // namespace sluice::codegen::typescript
