#include "catalog/same_type.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "model/generated_names.hpp"

namespace sluice::catalog {

namespace {

// Whose modifiers parse_type() knows.
constexpr std::array<std::string_view, 47> own = {
    "bit",       "bool",      "box",         "bpchar",   "bytea",   "cidr",    "circle",
    "date",      "daterange", "float4",      "float8",   "inet",    "int2",    "int4",
    "int4range", "int8",      "int8range",   "interval", "json",    "jsonb",   "jsonpath",
    "line",      "lseg",      "macaddr",     "macaddr8", "money",   "name",    "numeric",
    "numrange",  "oid",       "path",        "pg_lsn",   "point",   "polygon", "text",
    "time",      "timestamp", "timestamptz", "timetz",   "tsquery", "tsrange", "tstzrange",
    "tsvector",  "uuid",      "varbit",      "varchar",  "xml"};

bool is_one(const model::type_name& a, const model::type_name& b) {
  return a.name == b.name && a.modifiers == b.modifiers && a.fields == b.fields &&
         a.is_array == b.is_array && a.is_serial == b.is_serial;
}

}  // namespace

bool is_own_type(const model::type_name& type) {
  return std::find(own.begin(), own.end(), type.name) != own.end();
}

bool is_same_type(const model::column& live, const model::column& wanted) {
  if (live.type_schema || wanted.type_schema) {
    const std::string name = model::without_array(live.type);
    const std::string other = model::without_array(wanted.type);
    return live.type_schema && wanted.type_schema &&
           model::is_kept_as_one(*live.type_schema, *wanted.type_schema) &&
           model::is_kept_as_one(name, other) && (name == live.type) == (other == wanted.type);
  }
  const model::type_name a = model::parse_type(live.type);
  return is_own_type(a) && is_one(a, model::parse_type(wanted.type));
}

bool is_known_to_differ(const model::column& live, const model::column& wanted) {
  if (live.type_schema && wanted.type_schema) return true;
  const model::type_name a = model::parse_type(live.type);
  const model::type_name b = model::parse_type(wanted.type);
  if (a.is_serial != b.is_serial) return true;
  return !live.type_schema && !wanted.type_schema && is_own_type(a) && is_own_type(b);
}

}  // namespace sluice::catalog
