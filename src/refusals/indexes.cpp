// What the methods of indexes can't do, and operator classes of another type.
#include "base/text.hpp"
#include "diff/casts.hpp"
#include "refusals/operator_classes.hpp"
#include "refusals/rules.hpp"

namespace sluice::refusals {

namespace {

void find_in_index(const model::table& table, const model::index& index, list& found) {
  const index_method* method = find_index_method(index.method);
  const std::string what = concat("index \"", index.name, "\" on table \"", table.name, "\"");
  const auto add = [&](std::string code, std::string sqlstate, std::string message,
                       std::string hint) {
    found.push_back({std::move(code), std::move(sqlstate), std::move(message), std::move(hint),
                     about(table, index.name)});
  };
  if (method == nullptr) return;
  if (index.is_unique && !method->can_unique) {
    add("SCHEMA.INDEX_METHOD", "0A000",
        concat(what, " is unique, which the method ", index.method, " can't"),
        "unique indexes are of the method btree");
  }
  if (index.columns.size() > 1 && !method->can_multi_column) {
    add("SCHEMA.INDEX_METHOD", "0A000",
        concat(what, " has several columns, which the method ", index.method, " can't"),
        "make an index for each column");
  }
  for (const model::index_column& part : index.columns) {
    if (part.is_expression) continue;
    const model::column* column = model::find(table.columns, part.expression);
    if (column == nullptr) continue;
    const std::string its = concat(what, ": \"", column->name, "\" is ", column->type);
    if (part.opclass) {
      if (takes(index.method, *part.opclass, diff::kind_of(*column)) == acceptance::no) {
        add("SCHEMA.OPCLASS", "42804",
            concat(its, ", which the operator class ", *part.opclass, " does not take"),
            "name an operator class of the column's type, or none");
      }
    } else if (has_default(index.method, diff::kind_of(*column)) == acceptance::no) {
      add("SCHEMA.OPCLASS", "42704",
          concat(its, ", for which the method ", index.method, " has no default operator class"),
          index.method == "btree" ? "index an expression of it, or use another method"
                                  : "name an operator class: .op(\"...\"), or use another method");
    }
    if (!method->can_order && (!part.asc || part.nulls == "first")) {
      add("SCHEMA.INDEX_METHOD", "0A000",
          concat(what, " orders \"", column->name, "\", which the method ", index.method, " can't"),
          "leave out asc(), desc() and nulls");
    }
  }
}

// The indexes behind primary keys and unique constraints.
void find_in_key(const model::table& table, const std::string& key,
                 const std::vector<std::string>& columns, list& found) {
  for (const std::string& name : columns) {
    const model::column* column = model::find(table.columns, name);
    if (column == nullptr || has_default("btree", diff::kind_of(*column)) != acceptance::no)
      continue;
    found.push_back({"SCHEMA.OPCLASS", "42704",
                     concat("a key of table \"", table.name, "\": \"", name, "\" is ", column->type,
                            ", whose values have no order"),
                     "leave it out of the key", about(table, key)});
  }
}

}  // namespace

void find_in_indexes(const model::table& table, list& found) {
  for (const model::index& index : table.indexes) find_in_index(table, index, found);
  for (const model::column& column : table.columns) {
    if (column.primary_key) find_in_key(table, column.name, {column.name}, found);
  }
  for (const auto& key : table.primary_keys) find_in_key(table, key.name, key.columns, found);
  for (const auto& key : table.unique_constraints) find_in_key(table, key.name, key.columns, found);
}

}  // namespace sluice::refusals
