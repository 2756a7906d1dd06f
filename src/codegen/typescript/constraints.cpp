#include "codegen/typescript/constraints.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "codegen/typescript/text.hpp"
#include "model/schema_name.hpp"

namespace sluice::codegen::typescript {

namespace {

class writer {
 public:
  writer(std::string& out, const model::table& table, const export_names& exported)
      : out_(out),
        table_(table),
        exported_(exported),
        keys_(exported.keys_of(table.schema, table.name)) {}

  void write(bool is_typed) {
    out_ += is_typed ? ", (table): PgTableExtraConfigValue[] => [" : ", (table) => [";
    for (const model::index& one : table_.indexes) write(one);
    for (const model::foreign_key& one : table_.foreign_keys) write(one);
    for (const model::primary_key& one : table_.primary_keys) {
      out_ += concat("\n\tprimaryKey({ columns: [", columns(keys_, "table", one.columns), "]");
      if (!one.name.empty()) out_ += concat(", name: ", double_quoted(one.name));
      out_ += "}),";
    }
    for (const model::unique_constraint& one : table_.unique_constraints) {
      out_ += concat("\n\tunique(", double_quoted(one.name), ").on(",
                     columns(keys_, "table", one.columns), ")",
                     one.nulls_not_distinct ? ".nullsNotDistinct()" : "", ",");
    }
    for (const model::policy& one : table_.policies) {
      out_ += concat("\n\t", policy_call(one, exported_), ",");
    }
    for (const model::check_constraint& one : table_.check_constraints) {
      out_ += concat("\n\tcheck(", double_quoted(one.name), ", ", sql_template(one.value), "),");
    }
    out_ += "\n]";
  }

 private:
  static std::string column(const column_keys& keys, std::string_view of, const std::string& name) {
    const auto key = keys.find(name);
    return property_access(of, key == keys.end() ? name : key->second);
  }
  static std::string columns(const column_keys& keys, std::string_view of,
                             const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& one : names) {
      out += out.empty() ? "" : ", ";
      out += column(keys, of, one);
    }
    return out;
  }

  std::string indexed(const model::index_column& one) const {
    if (one.is_expression) {
      // drizzle-orm has an expression's order within it.
      std::string text = one.expression;
      if (!one.asc) text += " DESC";
      const bool is_first = one.nulls.value_or("last") == "first";
      if (is_first && one.asc) text += " NULLS FIRST";
      if (!is_first && !one.asc) text += " NULLS LAST";
      return sql_template(text);
    }
    std::string out = column(keys_, "table", one.expression);
    out += one.asc ? ".asc()" : ".desc()";
    out += one.nulls.value_or("") == "first" ? ".nullsFirst()" : ".nullsLast()";
    if (one.opclass && !one.opclass->empty()) {
      out += concat(".op(", double_quoted(*one.opclass), ")");
    }
    return out;
  }

  // By the name that drizzle-kit gives when it is told none.
  bool is_named_by_rule(const model::index& one) const {
    std::string name = table_.name;
    for (const model::index_column& column : one.columns) {
      if (column.is_expression) return false;
      name += concat("_", column.expression);
    }
    return one.name == name + "_index";
  }

  void write(const model::index& one) {
    out_ += one.is_unique ? "\n\tuniqueIndex(" : "\n\tindex(";
    if (!is_named_by_rule(one)) out_ += double_quoted(one.name);
    out_ += concat(").using(", double_quoted(one.method), ", ");
    for (std::size_t i = 0; i < one.columns.size(); i++) {
      if (i > 0) out_ += ", ";
      out_ += indexed(one.columns[i]);
    }
    out_ += ')';
    if (one.concurrently) out_ += ".concurrently()";
    if (one.where && !one.where->empty()) {
      out_ += concat(".where(", sql_template(*one.where), ")");
    }
    if (!one.with.empty()) {
      out_ += ".with({";
      for (std::size_t i = 0; i < one.with.size(); i++) {
        out_ += concat(i > 0 ? "," : "", property_key(one.with[i].name), ": ", one.with[i].value);
      }
      out_ += "})";
    }
    out_ += ',';
  }

  void write(const model::foreign_key& one) {
    const std::string schema_to = one.schema_to.value_or("public");
    const std::string schema_from = model::schema_name(table_.schema);
    const bool is_self = one.table_to == table_.name && schema_to == schema_from;
    const std::string to = is_self ? "table" : exported_.table(schema_to, one.table_to);
    const column_keys& keys_to = exported_.keys_of(schema_to, one.table_to);
    out_ += concat("\n\tforeignKey({\n\t\t\tcolumns: [", columns(keys_, "table", one.columns_from),
                   "],\n\t\t\tforeignColumns: [", columns(keys_to, to, one.columns_to),
                   "],\n\t\t\tname: ", double_quoted(one.name), "\n\t\t})");
    const auto action = [&](const char* on, const std::optional<std::string>& what) {
      if (what && !what->empty() && *what != "no action") {
        out_ += concat(".", on, "(", double_quoted(*what), ")");
      }
    };
    action("onUpdate", one.on_update);
    action("onDelete", one.on_delete);
    out_ += ',';
  }

  std::string& out_;
  const model::table& table_;
  const export_names& exported_;
  const column_keys& keys_;
};

}  // namespace

void write_constraints(std::string& out, const model::table& table, const export_names& exported,
                       bool is_typed) {
  if (table.indexes.empty() && table.foreign_keys.empty() && table.primary_keys.empty() &&
      table.unique_constraints.empty() && table.policies.empty() &&
      table.check_constraints.empty()) {
    return;
  }
  writer(out, table, exported).write(is_typed);
}

std::string policy_call(const model::policy& policy, const export_names& exported) {
  std::vector<std::string> options;
  const auto add = [&](const char* name, const std::string& value) {
    options.push_back(concat(name, ": ", value));
  };
  if (policy.as) add("as", double_quoted(to_lower(*policy.as)));
  if (policy.for_) add("for", double_quoted(to_lower(*policy.for_)));
  if (policy.to) {
    std::vector<std::string> roles;
    for (const std::string& one : *policy.to) {
      const std::string role = exported.role(one);
      roles.push_back(role.empty() ? double_quoted(one) : role);
    }
    add("to", concat("[", join(roles, ", "), "]"));
  }
  if (policy.using_ && !policy.using_->empty()) add("using", sql_template(*policy.using_));
  const bool is_checked = policy.with_check && !policy.with_check->empty();
  if (is_checked) add("withCheck", sql_template(*policy.with_check));
  return concat("pgPolicy(", double_quoted(policy.name), ", { ", join(options, ", "),
                is_checked ? " " : "", " })");
}

}  // namespace sluice::codegen::typescript
