#include "snapshot/shape.hpp"

#include "snapshot/javascript_value.hpp"

namespace sluice::snapshot {
namespace {

// What may be missing.
field maybe(std::string_view key, holds kind = holds::text, const shape* inner = nullptr) {
  return {.key = key, .kind = kind, .inner = inner, .required = false};
}

// What is written where it is missing.
field or_else(std::string_view key, holds kind, const shape* inner, std::string_view otherwise) {
  return {.key = key, .kind = kind, .inner = inner, .required = false, .otherwise = otherwise};
}

field literal(std::string_view key, std::string_view text) {
  return {.key = key, .one_of = {text}};
}

const shape& index_column_shape() {
  static const shape it{.fields = {{"expression"},
                                   {"isExpression", holds::flag},
                                   {"asc", holds::flag},
                                   maybe("nulls"),
                                   maybe("opclass")},
                        .strict = false};
  return it;
}

const shape& index_shape() {
  static const shape it{{{"name"},
                         {"columns", holds::list, &index_column_shape()},
                         {"isUnique", holds::flag},
                         maybe("with", holds::record),  // of anything
                         or_else("method", holds::text, nullptr, "\"btree\""),
                         maybe("where"),
                         or_else("concurrently", holds::flag, nullptr, "false")}};
  return it;
}

// Before version 7: columns are names.
const shape& old_index_shape() {
  static const shape it{{{"name"},
                         {"columns", holds::texts},
                         {"isUnique", holds::flag},
                         maybe("with", holds::record_of_text),
                         or_else("method", holds::text, nullptr, "\"btree\""),
                         maybe("where"),
                         or_else("concurrently", holds::flag, nullptr, "false")}};
  return it;
}

const shape& sequence_shape() {
  static const shape it{{{"name"},
                         maybe("increment"),
                         maybe("minValue"),
                         maybe("maxValue"),
                         maybe("startWith"),
                         maybe("cache"),
                         maybe("cycle", holds::flag),
                         {"schema"}}};
  return it;
}

const shape& identity_shape() {
  static const shape it = [] {
    shape all = sequence_shape();
    all.fields.push_back({.key = "type", .one_of = {"always", "byDefault"}});
    all.strict = false;
    return all;
  }();
  return it;
}

const shape& generated_shape() {
  static const shape it{.fields = {literal("type", "stored"), {"as"}}, .strict = false};
  return it;
}

const shape& check_shape() {
  static const shape it{{{"name"}, {"value"}}};
  return it;
}

const shape& policy_shape() {
  static const shape it{
      {{"name"},
       {.key = "as", .required = false, .one_of = {"PERMISSIVE", "RESTRICTIVE"}},
       {.key = "for", .required = false, .one_of = {"ALL", "SELECT", "INSERT", "UPDATE", "DELETE"}},
       maybe("to", holds::texts),
       maybe("using"),
       maybe("withCheck"),
       maybe("on"),
       maybe("schema")}};
  return it;
}

std::vector<field> common_table_fields(const shape& index) {
  return {{"name"},
          {"schema"},
          {"columns", holds::record, &column_shape()},
          {"indexes", holds::record, &index},
          {"foreignKeys", holds::record, &foreign_key_shape()},
          {"compositePrimaryKeys", holds::record, &primary_key_shape()},
          or_else("uniqueConstraints", holds::record, &unique_shape(), "{}")};
}

const shape& old_table_shape() {
  static const shape it{common_table_fields(old_index_shape())};
  return it;
}

const shape& table_shape() {
  static const shape it = [] {
    shape all{common_table_fields(index_shape())};
    all.fields.push_back(or_else("policies", holds::record, &policy_shape(), "{}"));
    all.fields.push_back(or_else("checkConstraints", holds::record, &check_shape(), "{}"));
    all.fields.push_back(or_else("isRLSEnabled", holds::flag, nullptr, "false"));
    return all;
  }();
  return it;
}

const shape& view_options_shape() {
  static const shape it = [] {
    shape all{{{.key = "checkOption", .required = false, .one_of = {"local", "cascaded"}},
               maybe("securityBarrier", holds::flag),
               maybe("securityInvoker", holds::flag),
               maybe("fillfactor", holds::number),
               maybe("toastTupleTarget", holds::number),
               maybe("parallelWorkers", holds::number),
               maybe("autovacuumEnabled", holds::flag),
               {.key = "vacuumIndexCleanup", .required = false, .one_of = {"auto", "off", "on"}},
               maybe("vacuumTruncate", holds::flag)}};
    for (const char* key :
         {"autovacuumVacuumThreshold", "autovacuumVacuumScaleFactor", "autovacuumVacuumCostDelay",
          "autovacuumVacuumCostLimit", "autovacuumFreezeMinAge", "autovacuumFreezeMaxAge",
          "autovacuumFreezeTableAge", "autovacuumMultixactFreezeMinAge",
          "autovacuumMultixactFreezeMaxAge", "autovacuumMultixactFreezeTableAge",
          "logAutovacuumMinDuration"}) {
      all.fields.push_back(maybe(key, holds::number));
    }
    all.fields.push_back(maybe("userCatalogTable", holds::flag));
    return all;
  }();
  return it;
}

const shape& view_shape() {
  static const shape it{{{"name"},
                         {"schema"},
                         {"columns", holds::record, &column_shape()},
                         maybe("definition"),
                         {"materialized", holds::flag},
                         maybe("with", holds::object, &view_options_shape()),
                         {"isExisting", holds::flag},
                         maybe("withNoData", holds::flag),
                         maybe("using"),
                         maybe("tablespace")}};
  return it;
}

const shape& first_enum_shape() {
  static const shape it{{{"name"}, {"values", holds::record_of_text}}};
  return it;
}

const shape& role_shape() {
  static const shape it{{{"name"},
                         maybe("createDb", holds::flag),
                         maybe("createRole", holds::flag),
                         maybe("inherit", holds::flag)}};
  return it;
}

// Renames that drizzle-kit noted.
const shape& meta_shape() {
  static const shape it{.fields = {{"schemas", holds::record_of_text},
                                   {"tables", holds::record_of_text},
                                   {"columns", holds::record_of_text}},
                        .strict = false};
  return it;
}

// What introspection noted; long unused, but it stays.
const shape& internal_shape() {
  static const shape column{
      .fields = {maybe("isArray", holds::flag), maybe("dimensions", holds::number),
                 maybe("rawType"), maybe("isDefaultAnExpression", holds::flag)},
      .strict = false};
  static const shape table{.fields = {{"columns", holds::record, &column}}, .strict = false};
  static const shape it{.fields = {{"tables", holds::record, &table}}, .strict = false};
  return it;
}

shape old_snapshot_shape(std::string_view version, std::string_view dialect, const shape& of_enum) {
  return {.fields = {literal("version", version),
                     literal("dialect", dialect),
                     {"tables", holds::record, &old_table_shape()},
                     {"enums", holds::record, &of_enum},
                     {"schemas", holds::record_of_text},
                     {"_meta", holds::object, &meta_shape()},
                     maybe("internal", holds::object, &internal_shape()),
                     {"id"},
                     {"prevId"}},
          .strict = false};
}

void write_shaped(json_writer& out, const rapidjson::Value& value, const shape* as) {
  if (as == nullptr || !value.IsObject()) {
    write_value(out, value);
    return;
  }
  out.begin_object();
  write_fields(out, value, *as);
  out.end_object();
}

}  // namespace

const shape& column_shape() {
  static const shape it{{{"name"},
                         {"type"},
                         maybe("typeSchema"),
                         {"primaryKey", holds::flag},
                         {"notNull", holds::flag},
                         maybe("default", holds::anything),
                         maybe("isUnique", holds::anything),
                         maybe("uniqueName"),
                         maybe("nullsNotDistinct", holds::flag),
                         maybe("generated", holds::object, &generated_shape()),
                         maybe("identity", holds::object, &identity_shape())}};
  return it;
}

const shape& foreign_key_shape() {
  static const shape it{{{"name"},
                         {"tableFrom"},
                         {"columnsFrom", holds::texts},
                         {"tableTo"},
                         maybe("schemaTo"),
                         {"columnsTo", holds::texts},
                         maybe("onUpdate"),
                         maybe("onDelete")}};
  return it;
}

const shape& primary_key_shape() {
  static const shape it{{{"name"}, {"columns", holds::texts}}};
  return it;
}

const shape& unique_shape() {
  static const shape it{{{"name"}, {"columns", holds::texts}, {"nullsNotDistinct", holds::flag}}};
  return it;
}

const shape& enum_shape() {
  static const shape it{{{"name"}, {"schema"}, {"values", holds::texts}}};
  return it;
}

const shape& snapshot_shape(int version) {
  static const shape fifth = old_snapshot_shape("5", "pg", first_enum_shape());
  static const shape sixth = old_snapshot_shape("6", "postgresql", enum_shape());
  static const shape seventh{
      .fields = {literal("version", "7"),
                 literal("dialect", "postgresql"),
                 {"tables", holds::record, &table_shape()},
                 {"enums", holds::record, &enum_shape()},
                 {"schemas", holds::record_of_text},
                 or_else("views", holds::record, &view_shape(), "{}"),
                 or_else("sequences", holds::record, &sequence_shape(), "{}"),
                 or_else("roles", holds::record, &role_shape(), "{}"),
                 or_else("policies", holds::record, &policy_shape(), "{}"),
                 {"_meta", holds::object, &meta_shape()},
                 maybe("internal", holds::object, &internal_shape()),
                 {"id"},
                 {"prevId"}},
      .strict = false};
  return version == 5 ? fifth : version == 6 ? sixth : seventh;
}

const rapidjson::Value* last_member(const rapidjson::Value& object, std::string_view key) {
  for (auto one = object.MemberEnd(); one != object.MemberBegin();) {
    --one;
    if (view(one->name) == key) return &one->value;
  }
  return nullptr;
}

void write_field(json_writer& out, const rapidjson::Value& value, const field& one) {
  if (one.kind == holds::object) {
    write_shaped(out, value, one.inner);
  } else if (one.kind == holds::record && value.IsObject()) {
    out.begin_object();
    for (const auto* element : javascript_members(value)) {
      out.key(view(element->name));
      write_shaped(out, element->value, one.inner);
    }
    out.end_object();
  } else if (one.kind == holds::list && value.IsArray()) {
    out.begin_array();
    for (const auto& element : value.GetArray()) write_shaped(out, element, one.inner);
    out.end_array();
  } else {
    write_value(out, value);
  }
}

void write_fields(json_writer& out, const rapidjson::Value& object, const shape& as) {
  for (const field& one : as.fields) {
    const rapidjson::Value* value = last_member(object, one.key);
    if (value != nullptr && (!value->IsNull() || one.kind == holds::anything)) {
      out.key(one.key);
      write_field(out, *value, one);
    } else if (!one.otherwise.empty()) {
      out.key(one.key);
      one.otherwise == "{}" ? out.begin_object().end_object() : out.raw(one.otherwise);
    }
  }
}

}  // namespace sluice::snapshot
