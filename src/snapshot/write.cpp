// The writer: keys in the order in which drizzle-kit 0.31 builds its objects.
#include "base/json_writer.hpp"
#include "snapshot/javascript_value.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::snapshot {
namespace {

template <typename Value>
void optional_member(json_writer& out, std::string_view key, const std::optional<Value>& value) {
  if (value) out.member(key, *value);
}

void optional_member(json_writer& out, std::string_view key,
                     const std::optional<std::string>& value) {
  if (value) out.member(key, std::string_view(*value));
}

void strings(json_writer& out, std::string_view key, const std::vector<std::string>& all) {
  out.key(key).begin_array();
  for (const std::string& one : all) out.string(one);
  out.end_array();
}

// An object of named things: `key` gives each one's key, `write_one` writes its value.
template <typename Element, typename Key, typename Write>
void record(json_writer& out, std::string_view name, const std::vector<Element>& all, Key key,
            Write write_one) {
  out.key(name).begin_object();
  for (const Element& one : all) {
    out.key(key(one)).begin_object();
    write_one(out, one);
    out.end_object();
  }
  out.end_object();
}

template <typename Element>
const std::string& by_name(const Element& one) {
  return one.name;
}

template <typename Element>
std::string by_qualified_name(const Element& one) {
  return model::qualified(one.schema, one.name);
}

void write_options(json_writer& out, std::string_view key, const std::vector<model::option>& all) {
  out.key(key).begin_object();
  for (const model::option& one : all) {
    out.key(one.name);
    write_json_text(out, one.value);
  }
  out.end_object();
}

void write_sequence_options(json_writer& out, const model::sequence_options& options) {
  optional_member(out, "increment", options.increment);
  optional_member(out, "startWith", options.start_with);
  optional_member(out, "minValue", options.min_value);
  optional_member(out, "maxValue", options.max_value);
  optional_member(out, "cache", options.cache);
  optional_member(out, "cycle", options.cycle);
}

void write_column(json_writer& out, const model::column& one) {
  out.member("name", one.name).member("type", one.type);
  optional_member(out, "typeSchema", one.type_schema);
  out.member("primaryKey", one.primary_key).member("notNull", one.not_null);
  if (one.generated) {
    out.key("generated").begin_object();
    out.member("as", one.generated->as).member("type", "stored").end_object();
  }
  if (one.identity) {
    out.key("identity").begin_object();
    out.member("type", one.identity->always ? "always" : "byDefault");
    out.member("name", one.identity->name).member("schema", one.identity->schema);
    write_sequence_options(out, one.identity->options);
    out.end_object();
  }
  if (one.default_) {
    out.key("default");
    if (one.default_->kind == model::default_value::form::sql) {
      out.string(one.default_->text);
    } else {
      write_json_text(out, one.default_->text);
    }
  }
}

void write_index_column(json_writer& out, const model::index_column& one) {
  out.begin_object().member("expression", one.expression);
  // drizzle-kit builds the two kinds in two places, each with its own order.
  if (one.is_expression) {
    out.member("asc", one.asc).member("isExpression", true);
  } else {
    out.member("isExpression", false).member("asc", one.asc);
  }
  optional_member(out, "nulls", one.nulls);
  optional_member(out, "opclass", one.opclass);
  out.end_object();
}

void write_index(json_writer& out, const model::index& one) {
  out.member("name", one.name).key("columns").begin_array();
  for (const model::index_column& column : one.columns) write_index_column(out, column);
  out.end_array().member("isUnique", one.is_unique);
  optional_member(out, "where", one.where);
  out.member("concurrently", one.concurrently).member("method", one.method);
  write_options(out, "with", one.with);
}

void write_foreign_key(json_writer& out, const model::foreign_key& one) {
  out.member("name", one.name).member("tableFrom", one.table_from).member("tableTo", one.table_to);
  optional_member(out, "schemaTo", one.schema_to);
  strings(out, "columnsFrom", one.columns_from);
  strings(out, "columnsTo", one.columns_to);
  optional_member(out, "onDelete", one.on_delete);
  optional_member(out, "onUpdate", one.on_update);
}

void write_primary_key(json_writer& out, const model::primary_key& one) {
  out.member("name", one.name);
  strings(out, "columns", one.columns);
}

void write_unique_constraint(json_writer& out, const model::unique_constraint& one) {
  out.member("name", one.name).member("nullsNotDistinct", one.nulls_not_distinct);
  strings(out, "columns", one.columns);
}

void write_check_constraint(json_writer& out, const model::check_constraint& one) {
  out.member("name", one.name).member("value", one.value);
}

void write_policy(json_writer& out, const model::policy& one) {
  out.member("name", one.name);
  optional_member(out, "as", one.as);
  optional_member(out, "for", one.for_);
  if (one.to) strings(out, "to", *one.to);
  optional_member(out, "using", one.using_);
  optional_member(out, "withCheck", one.with_check);
  optional_member(out, "schema", one.schema);
  optional_member(out, "on", one.on);
}

void write_table(json_writer& out, const model::table& one) {
  out.member("name", one.name).member("schema", one.schema);
  record(out, "columns", one.columns, by_name<model::column>, write_column);
  record(out, "indexes", one.indexes, by_name<model::index>, write_index);
  record(out, "foreignKeys", one.foreign_keys, by_name<model::foreign_key>, write_foreign_key);
  record(out, "compositePrimaryKeys", one.primary_keys, by_name<model::primary_key>,
         write_primary_key);
  record(out, "uniqueConstraints", one.unique_constraints, by_name<model::unique_constraint>,
         write_unique_constraint);
  record(out, "policies", one.policies, by_name<model::policy>, write_policy);
  record(out, "checkConstraints", one.check_constraints, by_name<model::check_constraint>,
         write_check_constraint);
  out.member("isRLSEnabled", one.is_rls_enabled);
}

void write_enum(json_writer& out, const model::enum_type& one) {
  out.member("name", one.name).member("schema", one.schema);
  strings(out, "values", one.values);
}

void write_sequence(json_writer& out, const model::sequence& one) {
  out.member("name", one.name).member("schema", one.schema);
  write_sequence_options(out, one.options);
}

void write_role(json_writer& out, const model::role& one) {
  out.member("name", one.name);
  optional_member(out, "createDb", one.create_db);
  optional_member(out, "createRole", one.create_role);
  optional_member(out, "inherit", one.inherit);
}

void write_view(json_writer& out, const model::view& one) {
  record(out, "columns", one.columns, by_name<model::column>, write_column);
  optional_member(out, "definition", one.definition);
  out.member("name", one.name).member("schema", one.schema).member("isExisting", one.is_existing);
  if (one.with) write_options(out, "with", *one.with);
  optional_member(out, "withNoData", one.with_no_data);
  out.member("materialized", one.materialized);
  optional_member(out, "tablespace", one.tablespace);
  optional_member(out, "using", one.using_);
}

}  // namespace

std::string write(const document& snapshot) {
  const model::database& database = snapshot.database;
  json_writer out;
  out.begin_object();
  out.member("id", snapshot.id).member("prevId", snapshot.prev_id);
  out.member("version", "7").member("dialect", "postgresql");
  record(out, "tables", database.tables, by_qualified_name<model::table>, write_table);
  record(out, "enums", database.enums, by_qualified_name<model::enum_type>, write_enum);
  out.key("schemas").begin_object();
  for (const std::string& schema : database.schemas) out.member(schema, schema);
  out.end_object();
  record(out, "sequences", database.sequences, by_qualified_name<model::sequence>, write_sequence);
  record(out, "roles", database.roles, by_name<model::role>, write_role);
  record(out, "policies", database.policies, by_name<model::policy>, write_policy);
  record(out, "views", database.views, by_qualified_name<model::view>, write_view);
  // What was renamed is not kept here any more; drizzle-kit writes these empty.
  out.key("_meta").begin_object();
  for (const char* kind : {"columns", "schemas", "tables"}) {
    out.key(kind).begin_object().end_object();
  }
  return out.end_object().end_object().take();
}

}  // namespace sluice::snapshot
