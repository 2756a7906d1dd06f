// The snapshot of a custom migration. drizzle-kit passes the snapshot before through its validator,
// which lists keys in the order of its declarations and fills in what has a default: those
// declarations are the shapes below.
#include <utility>
#include <vector>

#include "snapshot/javascript_value.hpp"
#include "snapshot/json_object.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::snapshot {
namespace {

struct shape;

struct field {
  enum class holds {
    value,      // written as it is
    object,     // of the shape `inner`
    record,     // an object whose every value has the shape `inner`
    list,       // an array whose every element has the shape `inner`
    no_rename,  // _meta: written empty
  };
  std::string_view key;
  holds kind = holds::value;
  const shape* inner = nullptr;
  std::string_view otherwise;  // JSON text, where the key is missing
};

struct shape {
  std::vector<field> fields;
};

using holds = field::holds;

const shape& index_column_shape() {
  static const shape it{{{"expression"}, {"isExpression"}, {"asc"}, {"nulls"}, {"opclass"}}};
  return it;
}

const shape& index_shape() {
  static const shape it{{{"name"},
                         {"columns", holds::list, &index_column_shape()},
                         {"isUnique"},
                         {"with"},
                         {"method", holds::value, nullptr, "\"btree\""},
                         {"where"},
                         {"concurrently", holds::value, nullptr, "false"}}};
  return it;
}

const shape& foreign_key_shape() {
  static const shape it{{{"name"},
                         {"tableFrom"},
                         {"columnsFrom"},
                         {"tableTo"},
                         {"schemaTo"},
                         {"columnsTo"},
                         {"onUpdate"},
                         {"onDelete"}}};
  return it;
}

const shape& sequence_shape() {
  static const shape it{{{"name"},
                         {"increment"},
                         {"minValue"},
                         {"maxValue"},
                         {"startWith"},
                         {"cache"},
                         {"cycle"},
                         {"schema"}}};
  return it;
}

const shape& identity_shape() {
  static const shape it = [] {
    shape all = sequence_shape();
    all.fields.push_back({"type"});
    return all;
  }();
  return it;
}

const shape& generated_shape() {
  static const shape it{{{"type"}, {"as"}}};
  return it;
}

const shape& column_shape() {
  static const shape it{{{"name"},
                         {"type"},
                         {"typeSchema"},
                         {"primaryKey"},
                         {"notNull"},
                         {"default"},
                         {"isUnique"},
                         {"uniqueName"},
                         {"nullsNotDistinct"},
                         {"generated", holds::object, &generated_shape()},
                         {"identity", holds::object, &identity_shape()}}};
  return it;
}

const shape& primary_key_shape() {
  static const shape it{{{"name"}, {"columns"}}};
  return it;
}

const shape& unique_shape() {
  static const shape it{{{"name"}, {"columns"}, {"nullsNotDistinct"}}};
  return it;
}

const shape& check_shape() {
  static const shape it{{{"name"}, {"value"}}};
  return it;
}

const shape& policy_shape() {
  static const shape it{
      {{"name"}, {"as"}, {"for"}, {"to"}, {"using"}, {"withCheck"}, {"on"}, {"schema"}}};
  return it;
}

const shape& table_shape() {
  static const shape it{{{"name"},
                         {"schema"},
                         {"columns", holds::record, &column_shape()},
                         {"indexes", holds::record, &index_shape()},
                         {"foreignKeys", holds::record, &foreign_key_shape()},
                         {"compositePrimaryKeys", holds::record, &primary_key_shape()},
                         {"uniqueConstraints", holds::record, &unique_shape(), "{}"},
                         {"policies", holds::record, &policy_shape(), "{}"},
                         {"checkConstraints", holds::record, &check_shape(), "{}"},
                         {"isRLSEnabled", holds::value, nullptr, "false"}}};
  return it;
}

const shape& view_options_shape() {
  static const shape it{{{"checkOption"},
                         {"securityBarrier"},
                         {"securityInvoker"},
                         {"fillfactor"},
                         {"toastTupleTarget"},
                         {"parallelWorkers"},
                         {"autovacuumEnabled"},
                         {"vacuumIndexCleanup"},
                         {"vacuumTruncate"},
                         {"autovacuumVacuumThreshold"},
                         {"autovacuumVacuumScaleFactor"},
                         {"autovacuumVacuumCostDelay"},
                         {"autovacuumVacuumCostLimit"},
                         {"autovacuumFreezeMinAge"},
                         {"autovacuumFreezeMaxAge"},
                         {"autovacuumFreezeTableAge"},
                         {"autovacuumMultixactFreezeMinAge"},
                         {"autovacuumMultixactFreezeMaxAge"},
                         {"autovacuumMultixactFreezeTableAge"},
                         {"logAutovacuumMinDuration"},
                         {"userCatalogTable"}}};
  return it;
}

const shape& view_shape() {
  static const shape it{{{"name"},
                         {"schema"},
                         {"columns", holds::record, &column_shape()},
                         {"definition"},
                         {"materialized"},
                         {"with", holds::object, &view_options_shape()},
                         {"isExisting"},
                         {"withNoData"},
                         {"using"},
                         {"tablespace"}}};
  return it;
}

const shape& enum_shape() {
  static const shape it{{{"name"}, {"schema"}, {"values"}}};
  return it;
}

const shape& role_shape() {
  static const shape it{{{"name"}, {"createDb"}, {"createRole"}, {"inherit"}}};
  return it;
}

// What introspection noted; long unused, but it stays.
const shape& internal_shape() {
  static const shape column{{{"isArray"}, {"dimensions"}, {"rawType"}, {"isDefaultAnExpression"}}};
  static const shape table{{{"columns", holds::record, &column}}};
  static const shape it{{{"tables", holds::record, &table}}};
  return it;
}

const shape& snapshot_shape() {
  static const shape it{{{"version"},
                         {"dialect", holds::value, nullptr, "\"postgresql\""},
                         {"tables", holds::record, &table_shape()},
                         {"enums", holds::record, &enum_shape()},
                         {"schemas", holds::value, nullptr, "{}"},
                         {"views", holds::record, &view_shape(), "{}"},
                         {"sequences", holds::record, &sequence_shape(), "{}"},
                         {"roles", holds::record, &role_shape(), "{}"},
                         {"policies", holds::record, &policy_shape(), "{}"},
                         {"_meta", holds::no_rename, nullptr, "{}"},
                         {"internal", holds::object, &internal_shape()}}};
  return it;
}

const rapidjson::Value* last_member(const rapidjson::Value& object, std::string_view key) {
  for (auto one = object.MemberEnd(); one != object.MemberBegin();) {
    --one;
    if (view(one->name) == key) return &one->value;
  }
  return nullptr;
}

void write_fields(json_writer& out, const rapidjson::Value& object, const shape& as);

void write_shaped(json_writer& out, const rapidjson::Value& value, const shape& as) {
  if (!value.IsObject()) {  // an index column that is a name
    write_value(out, value);
    return;
  }
  out.begin_object();
  write_fields(out, value, as);
  out.end_object();
}

void write_field(json_writer& out, const rapidjson::Value& value, const field& one) {
  switch (one.kind) {
    case holds::value:
      write_value(out, value);
      break;
    case holds::object:
      write_shaped(out, value, *one.inner);
      break;
    case holds::record:
      out.begin_object();
      if (value.IsObject()) {
        for (const auto* element : javascript_members(value)) {
          out.key(view(element->name));
          write_shaped(out, element->value, *one.inner);
        }
      }
      out.end_object();
      break;
    case holds::list:
      out.begin_array();
      for (const auto& element : value.GetArray()) write_shaped(out, element, *one.inner);
      out.end_array();
      break;
    case holds::no_rename:
      out.begin_object();
      for (const char* kind : {"columns", "schemas", "tables"}) {
        out.key(kind).begin_object().end_object();
      }
      out.end_object();
      break;
  }
}

void write_fields(json_writer& out, const rapidjson::Value& object, const shape& as) {
  static const rapidjson::Value nothing(rapidjson::kObjectType);
  for (const field& one : as.fields) {
    const rapidjson::Value* value = last_member(object, one.key);
    if (value != nullptr && (!value->IsNull() || one.key == "default")) {
      out.key(one.key);
      write_field(out, *value, one);
    } else if (one.kind == holds::no_rename) {
      out.key(one.key);
      write_field(out, nothing, one);
    } else if (!one.otherwise.empty()) {
      out.key(one.key);
      if (one.otherwise == "{}") {
        out.begin_object().end_object();
      } else {
        out.raw(one.otherwise);
      }
    }
  }
}

}  // namespace

std::string repeat(const std::optional<std::string>& previous_json, const std::string& file,
                   std::string_view id) {
  document previous;
  previous.id = origin_id;
  std::string text;
  if (previous_json) {
    previous = read(*previous_json, file);
    text = *previous_json;
  }
  rapidjson::Document parsed;
  if (!text.empty()) parsed = parse_json(text, file);
  if (!is_shallow(parsed)) {
    const source_text source{text, file};
    throw_damaged(source, {}, "expected values that nest less deeply");
  }
  // What is not version 7 in every part is made so first; drizzle-kit would ask for its command
  // `up`.
  if (text.empty() || string_member(parsed, "version") != "7" ||
      string_member(parsed, "dialect") != "postgresql") {
    parsed = parse_json(write(previous), file);
  }
  json_writer out;
  out.begin_object().member("id", id).member("prevId", previous.id);
  write_fields(out, parsed, snapshot_shape());
  return out.end_object().take();
}

}  // namespace sluice::snapshot
