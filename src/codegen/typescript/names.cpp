#include "codegen/typescript/names.hpp"

#include "base/text.hpp"
#include "codegen/typescript/camel_case.hpp"
#include "codegen/typescript/text.hpp"

namespace sluice::codegen::typescript {

namespace {

const std::string& found(const std::unordered_map<std::string, std::string>& in,
                         const std::string& name) {
  static const std::string none;
  const auto place = in.find(name);
  return place == in.end() ? none : place->second;
}

// Names that a function of either file has for itself.
std::unordered_set<std::string> hidden_names(const model::database& all) {
  std::unordered_set<std::string> out;
  const auto hide = [&](const std::string& schema, const std::string& table) {
    out.insert(model::qualified(schema, table));
  };
  for (const model::table& table : all.tables) {
    for (const model::foreign_key& key : table.foreign_keys) {
      hide(table.schema, table.name);
      hide(key.schema_to.value_or(""), key.table_to);
    }
  }
  return out;
}

bool is_hidden(const std::string& name) {
  return name == "table" || name == "relations" || name == "one" || name == "many";
}

}  // namespace

export_names::export_names(const model::database& all, casing names,
                           const std::vector<std::string>& imported)
    : casing_(names), taken_(imported.begin(), imported.end()) {
  taken_.insert("sql");
  for (const std::string& schema : all.schemas) schema_words_[schema] = cased(schema);
  const auto related = hidden_names(all);
  for (const model::table& one : all.tables) {
    const std::string key = qualified(one.schema, one.name);
    const std::string name = wanted(one.schema, one.name);
    const bool is_avoided = related.contains(key) && is_hidden(name);
    tables_[key] = take(is_avoided ? concat(name, "Table") : name, "Table");
    keys_[key] = keys(one.columns);
  }
  for (const model::view& one : all.views) {
    views_[qualified(one.schema, one.name)] = take(wanted(one.schema, one.name), "View");
  }
  for (const model::enum_type& one : all.enums) {
    enums_[qualified(one.schema, one.name)] = take(wanted(one.schema, one.name), "Enum");
  }
  for (const model::sequence& one : all.sequences) {
    sequences_[qualified(one.schema, one.name)] = take(wanted(one.schema, one.name), "Sequence");
  }
  for (const model::role& one : all.roles) {
    const std::string name = cased(one.name);
    roles_[one.name] = take(name == "table" ? "tableRole" : name, "Role");
  }
  for (const std::string& one : all.schemas) schemas_[one] = take(cased(one), "Schema");
}

std::string export_names::cased(const std::string& name) const {
  return casing_ == casing::camel ? camel_case(name) : name;
}

std::string export_names::wanted(const std::string& schema, const std::string& name) const {
  const std::string& word = found(schema_words_, schema);
  return cased(word.empty() ? name : concat(name, "In", capitalised(word)));
}

std::string export_names::qualified(const std::string& schema, const std::string& name) const {
  return model::qualified(schema, name);
}

std::string export_names::take(const std::string& name, const std::string& kind) {
  std::string free = name;
  if (!is_plain(name) || is_reserved(name)) {
    free = is_reserved(name) ? concat(name, kind) : identifier(name);
  }
  if (!taken_.insert(free).second) {
    const std::string base = free;
    free = concat(base, kind);
    for (int number = 2; !taken_.insert(free).second; number++) {
      free = concat(base, std::to_string(number));
    }
  }
  return free;
}

std::string export_names::take_table(const std::string& schema, const std::string& name) {
  const bool is_public = schema.empty() || schema == "public";
  std::string wanted = is_public ? name : concat(name, "In", capitalised(cased(schema)));
  wanted = cased(wanted);
  std::string out = take(is_hidden(wanted) ? concat(wanted, "Table") : wanted, "Table");
  tables_[qualified(schema, name)] = out;
  return out;
}

std::string export_names::schema(const std::string& name) const {
  return found(schemas_, name);
}
std::string export_names::table(const std::string& schema, const std::string& name) const {
  return found(tables_, qualified(schema, name));
}
std::string export_names::view(const std::string& schema, const std::string& name) const {
  return found(views_, qualified(schema, name));
}
std::string export_names::enum_type(const std::string& schema, const std::string& name) const {
  return found(enums_, qualified(schema, name));
}
std::string export_names::sequence(const std::string& schema, const std::string& name) const {
  return found(sequences_, qualified(schema, name));
}
std::string export_names::role(const std::string& name) const {
  return found(roles_, name);
}

column_keys export_names::keys(const std::vector<model::column>& columns) const {
  column_keys out;
  std::unordered_set<std::string> used;
  for (const model::column& one : columns) {
    std::string key = cased(one.name);
    if (key.empty()) key = one.name;
    if (key == "__proto__") key = "proto";
    const std::string base = key;
    for (int number = 2; !used.insert(key).second; number++) {
      key = concat(base, std::to_string(number));
    }
    out[one.name] = std::move(key);
  }
  return out;
}

const column_keys& export_names::keys_of(const std::string& schema,
                                         const std::string& table) const {
  static const column_keys none;
  const auto place = keys_.find(qualified(schema, table));
  return place == keys_.end() ? none : place->second;
}

}  // namespace sluice::codegen::typescript
