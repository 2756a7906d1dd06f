// The reader. It asks for what every version has and for what it needs; keys that came later may be
// missing, keys that nobody reads any more may be there.
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "snapshot/json_object.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::snapshot {
namespace {

constexpr int first_with_qualified_enums = 6;
constexpr int oldest_version = 5;
constexpr int newest_version = 7;

model::default_value read_default(const json_object& column, const rapidjson::Value& value) {
  if (value.IsString()) {
    return {.kind = model::default_value::form::sql, .text = std::string(view(value))};
  }
  if (!is_shallow(value)) column.throw_member("default", "a value that nests less deeply");
  return {.kind = model::default_value::form::json, .text = compact_text(value)};
}

std::optional<std::vector<model::option>> read_options(const json_object& in,
                                                       std::string_view key) {
  const rapidjson::Value* all = in.find(key);
  if (all == nullptr) return std::nullopt;
  if (!all->IsObject()) in.throw_member(key, "an object");
  if (!is_shallow(*all)) in.throw_member(key, "values that nest less deeply");
  std::vector<model::option> options;
  for (const auto* one : javascript_members(*all)) {
    options.push_back({std::string(view(one->name)), compact_text(one->value)});
  }
  return options;
}

model::sequence_options read_sequence_options(const json_object& in) {
  return {.increment = in.optional_number_text("increment"),
          .min_value = in.optional_number_text("minValue"),
          .max_value = in.optional_number_text("maxValue"),
          .start_with = in.optional_number_text("startWith"),
          .cache = in.optional_number_text("cache"),
          .cycle = in.optional_flag("cycle")};
}

model::identity read_identity(const json_object& in) {
  const std::string type = in.text("type");
  if (type != "always" && type != "byDefault")
    in.throw_member("type", "\"always\" or \"byDefault\"");
  return {.always = type == "always",
          .name = in.text("name"),
          .schema = in.optional_text("schema").value_or("public"),
          .options = read_sequence_options(in)};
}

model::column read_column(const json_object& in) {
  model::column column;
  column.name = in.text("name");
  column.type = in.text("type");
  column.type_schema = in.optional_text("typeSchema");
  column.primary_key = in.flag("primaryKey");
  column.not_null = in.flag("notNull");
  if (const auto* value = in.find_with_null("default")) column.default_ = read_default(in, *value);
  if (const auto* value = in.find("generated")) {
    column.generated = {.as =
                            json_object(in.source(), *value, {&in.path(), "generated"}).text("as")};
  }
  if (const auto* value = in.find("identity")) {
    column.identity = read_identity(json_object(in.source(), *value, {&in.path(), "identity"}));
  }
  return column;
}

model::index_column read_index_column(const json_object& in) {
  return {.expression = in.text("expression"),
          .is_expression = in.optional_flag("isExpression").value_or(false),
          .asc = in.optional_flag("asc").value_or(true),
          .nulls = in.optional_text("nulls"),
          .opclass = in.optional_text("opclass")};
}

std::vector<model::index_column> read_index_columns(const json_object& in) {
  const rapidjson::Value& all = in.require("columns");
  if (!all.IsArray()) in.throw_member("columns", "an array");
  const json_path path{&in.path(), "columns"};
  std::vector<model::index_column> columns;
  columns.reserve(all.Size());
  for (const rapidjson::Value& one : all.GetArray()) {
    if (one.IsString()) {  // before version 7, names
      columns.push_back({.expression = std::string(view(one)), .nulls = "last"});
    } else {
      columns.push_back(
          read_index_column(json_object(in.source(), one, {&path, {}, columns.size()})));
    }
  }
  return columns;
}

model::index read_index(const json_object& in) {
  model::index index;
  index.name = in.text("name");
  index.columns = read_index_columns(in);
  index.is_unique = in.flag("isUnique");
  index.where = in.optional_text("where");
  index.concurrently = in.optional_flag("concurrently").value_or(false);
  index.method = in.optional_text("method").value_or("btree");
  index.with = read_options(in, "with").value_or(std::vector<model::option>());
  return index;
}

model::foreign_key read_foreign_key(const json_object& in) {
  return {.name = in.text("name"),
          .table_from = in.text("tableFrom"),
          .table_to = in.text("tableTo"),
          .schema_to = in.optional_text("schemaTo"),
          .columns_from = in.texts("columnsFrom"),
          .columns_to = in.texts("columnsTo"),
          .on_delete = in.optional_text("onDelete"),
          .on_update = in.optional_text("onUpdate")};
}

model::primary_key read_primary_key(const json_object& in) {
  return {.name = in.text("name"), .columns = in.texts("columns")};
}

model::unique_constraint read_unique_constraint(const json_object& in) {
  return {.name = in.text("name"),
          .nulls_not_distinct = in.optional_flag("nullsNotDistinct").value_or(false),
          .columns = in.texts("columns")};
}

model::check_constraint read_check_constraint(const json_object& in) {
  return {.name = in.text("name"), .value = in.text("value")};
}

model::policy read_policy(const json_object& in) {
  return {.name = in.text("name"),
          .as = in.optional_text("as"),
          .for_ = in.optional_text("for"),
          .to = in.optional_texts("to"),
          .using_ = in.optional_text("using"),
          .with_check = in.optional_text("withCheck"),
          .on = in.optional_text("on"),
          .schema = in.optional_text("schema")};
}

model::table read_table(const json_object& in) {
  model::table table;
  table.name = in.text("name");
  table.schema = in.optional_text("schema").value_or("");
  in.record("columns", table.columns, read_column);
  in.record("indexes", table.indexes, read_index);
  in.record("foreignKeys", table.foreign_keys, read_foreign_key);
  in.record("compositePrimaryKeys", table.primary_keys, read_primary_key);
  in.optional_record("uniqueConstraints", table.unique_constraints, read_unique_constraint);
  in.optional_record("policies", table.policies, read_policy);
  in.optional_record("checkConstraints", table.check_constraints, read_check_constraint);
  table.is_rls_enabled = in.optional_flag("isRLSEnabled").value_or(false);
  return table;
}

model::enum_type read_enum(const json_object& in) {
  return {.name = in.text("name"), .schema = in.text("schema"), .values = in.texts("values")};
}

// Version 5: no schema, and the values as an object.
model::enum_type read_old_enum(const json_object& in) {
  model::enum_type type{.name = in.text("name"), .schema = "public"};
  if (in.require("values").IsArray()) {
    type.values = in.texts("values");
    return type;
  }
  const json_path path{&in.path(), "values"};
  const json_object values(in.source(), in.require("values"), path);
  for (const auto* one : javascript_members(values.value())) {
    type.values.push_back(values.text(view(one->name)));
  }
  return type;
}

model::sequence read_sequence(const json_object& in) {
  return {.name = in.text("name"),
          .schema = in.optional_text("schema").value_or("public"),
          .options = read_sequence_options(in)};
}

model::role read_role(const json_object& in) {
  return {.name = in.text("name"),
          .create_db = in.optional_flag("createDb"),
          .create_role = in.optional_flag("createRole"),
          .inherit = in.optional_flag("inherit")};
}

model::view read_view(const json_object& in) {
  model::view view;
  view.name = in.text("name");
  view.schema = in.optional_text("schema").value_or("public");
  in.record("columns", view.columns, read_column);
  view.definition = in.optional_text("definition");
  view.materialized = in.flag("materialized");
  view.is_existing = in.optional_flag("isExisting").value_or(false);
  view.with = read_options(in, "with");
  view.with_no_data = in.optional_flag("withNoData");
  view.using_ = in.optional_text("using");
  view.tablespace = in.optional_text("tablespace");
  return view;
}

std::vector<std::string> read_schemas(const json_object& in) {
  const rapidjson::Value* all = in.find("schemas");
  if (all == nullptr) return {};
  const json_path path{&in.path(), "schemas"};
  const json_object schemas(in.source(), *all, path);
  std::vector<std::string> names;
  for (const auto* one : javascript_members(*all)) names.push_back(schemas.text(view(one->name)));
  return names;
}

// Versions of drizzle-kit before typeSchema: a column whose type is the name of an enum is of that
// enum. One key of this kind anywhere, and the snapshot speaks for itself.
void complete_type_schemas(model::database& database) {
  if (database.enums.empty()) return;
  for (const model::table& table : database.tables) {
    for (const model::column& column : table.columns) {
      if (column.type_schema) return;
    }
  }
  for (model::table& table : database.tables) {
    for (model::column& column : table.columns) {
      const std::string type = column.type.substr(0, column.type.find('['));
      if (const auto* of = model::find(database.enums, type)) column.type_schema = of->schema;
    }
  }
}

error foreign(const source_text& source, const std::string& why) {
  return error(failure::config, "SNAPSHOT.FOREIGN",
               concat(source.file, " is no snapshot of a PostgreSQL schema"))
      .at({source.file})
      .because(why)
      .advise(concat("restore the committed file: git checkout -- ", source.file,
                     "; the folder meta is for snapshots and the journal alone"));
}

// The version, once it is certain that this is a snapshot and that it can be read.
int check_kind(const source_text& source, const rapidjson::Value& root) {
  if (!root.IsObject())
    throw foreign(source, concat("it holds ", kind_of(root), ", not an object"));
  const json_path here;
  const json_object in(source, root, here);
  const rapidjson::Value* version = in.find("version");
  const rapidjson::Value* dialect = in.find("dialect");
  if (version == nullptr || (in.find("tables") == nullptr && dialect == nullptr)) {
    throw foreign(source, "a snapshot has the keys version, dialect and tables");
  }
  if (dialect != nullptr && dialect->IsString() && view(*dialect) != "postgresql" &&
      view(*dialect) != "pg") {
    throw foreign(source, concat("its dialect is ", view(*dialect)));
  }
  const std::string text = in.optional_number_text("version").value_or("");
  for (int known = oldest_version; known <= newest_version; ++known) {
    if (text == std::to_string(known)) return known;
  }
  const bool is_number =
      !text.empty() && text.size() < 4 && text.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number) throw_damaged(source, {&here, "version"}, "expected \"5\", \"6\" or \"7\"");
  if (std::stoi(text) > newest_version) {
    throw error(failure::config, "SNAPSHOT.NEWER",
                concat(source.file, " has version ", text, ", which is newer than sluice knows"))
        .at({source.file})
        .because("versions 5, 6 and 7 can be read")
        .advise(
            "use a sluice that knows it, or the drizzle-kit 0.x that wrote the other snapshots");
  }
  throw error(failure::config, "SNAPSHOT.OLDER",
              concat(source.file, " has version ", text, ", which is older than sluice knows"))
      .at({source.file})
      .because("versions 5, 6 and 7 can be read")
      .advise("bring it up to version 5 with the drizzle-kit 0.20 command up:pg");
}

}  // namespace

document read(std::string_view json, const std::string& file) {
  const source_text source{json, file};
  const rapidjson::Document parsed = parse(source);
  const int version = check_kind(source, parsed);
  const json_path here;
  const json_object in(source, parsed, here);
  document snapshot;
  snapshot.id = in.text("id");
  snapshot.prev_id = in.text("prevId");
  model::database& database = snapshot.database;
  in.record("tables", database.tables, read_table);
  in.record("enums", database.enums,
            version < first_with_qualified_enums ? read_old_enum : read_enum);
  database.schemas = read_schemas(in);
  in.optional_record("sequences", database.sequences, read_sequence);
  in.optional_record("roles", database.roles, read_role);
  in.optional_record("policies", database.policies, read_policy);
  in.optional_record("views", database.views, read_view);
  complete_type_schemas(database);
  return snapshot;
}

}  // namespace sluice::snapshot
