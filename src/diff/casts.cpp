#include "diff/casts.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "model/type_name.hpp"

namespace sluice::diff {

namespace {

// PostgreSQL's pg_cast, one row for each source: the targets of its implicit and assignment casts
// (castcontext i and a), and of those that must be written out (e). Types of the catalog's inside
// (reg…, "char", xid) are left out; what stands in no row goes through input and output functions
// or not at all. test/pg/ddl holds it against a server. The last lines are the casts of the
// extensions citext and vector.
struct casts_of {
  std::string_view source;
  std::string_view automatic;
  std::string_view asked_for;
};

constexpr std::array table = {
    casts_of{"bit", "varbit", "int4 int8"},
    casts_of{"bool", "bpchar text varchar citext", "int4"},
    casts_of{"box", "polygon", "circle lseg point"},
    casts_of{"bpchar", "name text varchar citext", "xml"},
    casts_of{"bytea", "", ""},
    casts_of{"cidr", "bpchar inet text varchar", ""},
    casts_of{"circle", "", "box point polygon"},
    casts_of{"date", "timestamp timestamptz", ""},
    casts_of{"daterange", "", ""},
    casts_of{"float4", "float8 int2 int4 int8 numeric", ""},
    casts_of{"float8", "float4 int2 int4 int8 numeric", ""},
    casts_of{"inet", "bpchar cidr text varchar citext", ""},
    casts_of{"int2", "float4 float8 int4 int8 numeric oid", ""},
    casts_of{"int4", "float4 float8 int2 int8 money numeric oid", "bit bool"},
    casts_of{"int4range", "", ""},
    casts_of{"int8", "float4 float8 int2 int4 money numeric oid", "bit"},
    casts_of{"int8range", "", ""},
    casts_of{"interval", "time", ""},
    casts_of{"json", "jsonb", ""},
    casts_of{"jsonb", "json", "bool float4 float8 int2 int4 int8 numeric"},
    casts_of{"line", "", ""},
    casts_of{"lseg", "", "point"},
    casts_of{"macaddr", "macaddr8", ""},
    casts_of{"macaddr8", "macaddr", ""},
    casts_of{"money", "numeric", ""},
    casts_of{"name", "bpchar text varchar", ""},
    casts_of{"numeric", "float4 float8 int2 int4 int8 money", ""},
    casts_of{"numrange", "", ""},
    casts_of{"oid", "int4 int8", ""},
    casts_of{"path", "polygon", ""},
    casts_of{"pg_lsn", "", ""},
    casts_of{"point", "box", ""},
    casts_of{"polygon", "path", "box circle point"},
    casts_of{"text", "bpchar name varchar citext", "xml"},
    casts_of{"time", "interval timetz", ""},
    casts_of{"timestamp", "date time timestamptz", ""},
    casts_of{"timestamptz", "date time timestamp timetz", ""},
    casts_of{"timetz", "time", ""},
    casts_of{"tsquery", "", ""},
    casts_of{"tsrange", "", ""},
    casts_of{"tstzrange", "", ""},
    casts_of{"tsvector", "", ""},
    casts_of{"uuid", "", ""},
    casts_of{"varbit", "bit", ""},
    casts_of{"varchar", "bpchar name text citext", "xml"},
    casts_of{"xml", "bpchar text varchar", ""},
    casts_of{"citext", "bpchar text varchar", ""},
    casts_of{"halfvec", "sparsevec vector", ""},
    casts_of{"sparsevec", "halfvec vector", ""},
    casts_of{"vector", "halfvec sparsevec", ""},
};

// pg_type.typcategory S: anything becomes text in an assignment, and text anything when asked.
constexpr std::array<std::string_view, 5> strings = {"text", "varchar", "bpchar", "name", "citext"};

constexpr std::array<std::string_view, 3> ordered_families[] = {
    {"int2", "int4", "int8"},
    {"text", "varchar", "bpchar"},
    {"timestamp", "timestamptz", "date"},
};

const casts_of* row_of(std::string_view name) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.source == name; });
  return found == table.end() ? nullptr : &*found;
}

bool lists(std::string_view names, std::string_view name) {
  const auto all = split(names, " ");
  return std::find(all.begin(), all.end(), name) != all.end();
}

// Arrays are no strings, whatever they hold.
bool is_string(const column_kind& kind) {
  return !kind.is_enum && !kind.is_array &&
         std::find(strings.begin(), strings.end(), kind.name) != strings.end();
}

column_kind element_of(column_kind array) {
  array.is_array = false;
  return array;
}

}  // namespace

bool is_known(const column_kind& kind) {
  return kind.is_enum || row_of(kind.name) != nullptr;
}

column_kind kind_of(const std::string& type) {
  model::type_name its = model::parse_type(type);
  return {.name = std::move(its.name), .is_array = its.is_array, .is_serial = its.is_serial};
}

column_kind kind_of_enum(const std::string& schema, const std::string& type) {
  const std::string element = model::without_array(type);
  return {.name = element, .is_array = element != type, .is_enum = true, .schema = schema};
}

column_kind kind_of(const model::column& column) {
  return column.type_schema ? kind_of_enum(*column.type_schema, column.type) : kind_of(column.type);
}

// As parse_coerce.c does it: find_coercion_pathway().
cast cast_between(const column_kind& from, const column_kind& to) {
  if (from.name == to.name && from.schema == to.schema && from.is_array == to.is_array) {
    return cast::automatic;
  }
  if (from.is_enum && to.is_enum) return cast::through_text;
  if (!from.is_array && !to.is_array) {
    if (const casts_of* row = row_of(from.name); row && !from.is_enum && !to.is_enum) {
      if (lists(row->automatic, to.name)) return cast::automatic;
      if (lists(row->asked_for, to.name)) return cast::asked_for;
    }
  }
  if (from.is_array && to.is_array) {
    const cast of_elements = cast_between(element_of(from), element_of(to));
    if (of_elements != cast::none) return of_elements;
  }
  if (is_string(to)) return cast::automatic;
  if (is_string(from)) return cast::asked_for;
  // The vectors' extension has casts from and to arrays.
  if (from.name.ends_with("vec") || from.name == "vector" || to.name.ends_with("vec") ||
      to.name == "vector") {
    return cast::unknown;
  }
  return is_known(from) && is_known(to) ? cast::none : cast::unknown;
}

bool are_comparable(const column_kind& a, const column_kind& b) {
  if (a.name == b.name && a.is_array == b.is_array && a.schema == b.schema) return true;
  if (a.is_array || b.is_array || a.is_enum || b.is_enum) return false;
  return std::any_of(std::begin(ordered_families), std::end(ordered_families),
                     [&](const auto& family) {
                       const auto has = [&](const std::string& name) {
                         return std::find(family.begin(), family.end(), name) != family.end();
                       };
                       return has(a.name) && has(b.name);
                     });
}

}  // namespace sluice::diff
