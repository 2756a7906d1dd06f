#include "refusals/operator_classes.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"

namespace sluice::refusals {

namespace {

constexpr std::array<index_method, 6> methods = {{
    {"btree", true, true, true},
    {"hash", false, false, false},
    {"gist", false, false, true},
    {"gin", false, false, true},
    {"spgist", false, false, false},
    {"brin", false, false, true},
}};

// pg_opclass with its types (opcintype), an asterisk behind the default ones; test/pg/refusals
// holds it against a server. pg_trgm's and citext's stand behind.
struct classes_of_method {
  std::string_view method;
  std::string_view classes;
};

constexpr std::array<classes_of_method, 6> classes = {{
    {"brin",
     "bit_minmax_ops:bit* box_inclusion_ops:box* bpchar_bloom_ops:bpchar "
     "bpchar_minmax_ops:bpchar* bytea_bloom_ops:bytea bytea_minmax_ops:bytea* "
     "date_bloom_ops:date date_minmax_multi_ops:date date_minmax_ops:date* "
     "float4_bloom_ops:float4 float4_minmax_multi_ops:float4 float4_minmax_ops:float4* "
     "float8_bloom_ops:float8 float8_minmax_multi_ops:float8 float8_minmax_ops:float8* "
     "inet_bloom_ops:inet inet_inclusion_ops:inet* inet_minmax_multi_ops:inet "
     "inet_minmax_ops:inet int2_bloom_ops:int2 int2_minmax_multi_ops:int2 "
     "int2_minmax_ops:int2* int4_bloom_ops:int4 int4_minmax_multi_ops:int4 "
     "int4_minmax_ops:int4* int8_bloom_ops:int8 int8_minmax_multi_ops:int8 "
     "int8_minmax_ops:int8* interval_bloom_ops:interval interval_minmax_multi_ops:interval "
     "interval_minmax_ops:interval* macaddr8_bloom_ops:macaddr8 "
     "macaddr8_minmax_multi_ops:macaddr8 macaddr8_minmax_ops:macaddr8* "
     "macaddr_bloom_ops:macaddr macaddr_minmax_multi_ops:macaddr "
     "macaddr_minmax_ops:macaddr* name_bloom_ops:name name_minmax_ops:name* "
     "numeric_bloom_ops:numeric numeric_minmax_multi_ops:numeric "
     "numeric_minmax_ops:numeric* oid_bloom_ops:oid oid_minmax_multi_ops:oid "
     "oid_minmax_ops:oid* pg_lsn_bloom_ops:pg_lsn pg_lsn_minmax_multi_ops:pg_lsn "
     "pg_lsn_minmax_ops:pg_lsn* range_inclusion_ops:anyrange* text_bloom_ops:text "
     "text_minmax_ops:text* time_bloom_ops:time time_minmax_multi_ops:time "
     "time_minmax_ops:time* timestamp_bloom_ops:timestamp "
     "timestamp_minmax_multi_ops:timestamp timestamp_minmax_ops:timestamp* "
     "timestamptz_bloom_ops:timestamptz timestamptz_minmax_multi_ops:timestamptz "
     "timestamptz_minmax_ops:timestamptz* timetz_bloom_ops:timetz "
     "timetz_minmax_multi_ops:timetz timetz_minmax_ops:timetz* uuid_bloom_ops:uuid "
     "uuid_minmax_multi_ops:uuid uuid_minmax_ops:uuid* varbit_minmax_ops:varbit*"},
    {"btree",
     "array_ops:anyarray* bit_ops:bit* bool_ops:bool* bpchar_ops:bpchar* "
     "bpchar_pattern_ops:bpchar bytea_ops:bytea* cidr_ops:inet date_ops:date* "
     "enum_ops:anyenum* float4_ops:float4* float8_ops:float8* inet_ops:inet* "
     "int2_ops:int2* int4_ops:int4* int8_ops:int8* interval_ops:interval* jsonb_ops:jsonb* "
     "macaddr8_ops:macaddr8* macaddr_ops:macaddr* money_ops:money* "
     "multirange_ops:anymultirange* name_ops:name* numeric_ops:numeric* oid_ops:oid* "
     "pg_lsn_ops:pg_lsn* range_ops:anyrange* text_ops:text* text_pattern_ops:text "
     "time_ops:time* timestamp_ops:timestamp* timestamptz_ops:timestamptz* "
     "timetz_ops:timetz* tsquery_ops:tsquery* tsvector_ops:tsvector* uuid_ops:uuid* "
     "varbit_ops:varbit* varchar_ops:text varchar_pattern_ops:text citext_ops:citext* "
     "citext_pattern_ops:citext"},
    {"gin",
     "array_ops:anyarray* jsonb_ops:jsonb* jsonb_path_ops:jsonb tsvector_ops:tsvector* "
     "gin_trgm_ops:text"},
    {"gist",
     "box_ops:box* circle_ops:circle* inet_ops:inet multirange_ops:anymultirange* "
     "point_ops:point* poly_ops:polygon* range_ops:anyrange* tsquery_ops:tsquery* "
     "tsvector_ops:tsvector* gist_trgm_ops:text"},
    {"hash",
     "array_ops:anyarray* bool_ops:bool* bpchar_ops:bpchar* bpchar_pattern_ops:bpchar "
     "bytea_ops:bytea* cidr_ops:inet date_ops:date* enum_ops:anyenum* float4_ops:float4* "
     "float8_ops:float8* inet_ops:inet* int2_ops:int2* int4_ops:int4* int8_ops:int8* "
     "interval_ops:interval* jsonb_ops:jsonb* macaddr8_ops:macaddr8* macaddr_ops:macaddr* "
     "multirange_ops:anymultirange* name_ops:name* numeric_ops:numeric* oid_ops:oid* "
     "pg_lsn_ops:pg_lsn* range_ops:anyrange* text_ops:text* text_pattern_ops:text "
     "time_ops:time* timestamp_ops:timestamp* timestamptz_ops:timestamptz* "
     "timetz_ops:timetz* uuid_ops:uuid* varchar_ops:text varchar_pattern_ops:text "
     "citext_ops:citext*"},
    {"spgist",
     "box_ops:box* inet_ops:inet* kd_point_ops:point poly_ops:polygon* "
     "quad_point_ops:point* range_ops:anyrange* text_ops:text*"},
}};

struct operator_class {
  std::string_view name;
  std::string_view type;
  bool is_default;
};

std::vector<operator_class> parsed(std::string_view rest) {
  std::vector<operator_class> all;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const bool is_default = one.ends_with('*');
    if (is_default) one.remove_suffix(1);
    const std::size_t colon = one.find(':');
    all.push_back({one.substr(0, colon), one.substr(colon + 1), is_default});
  }
  return all;
}

// Asked for every index and key of a schema: taken apart once.
const std::vector<operator_class>& classes_of(std::string_view method) {
  static const auto all = [] {
    std::unordered_map<std::string_view, std::vector<operator_class>> made;
    for (const classes_of_method& row : classes) made.emplace(row.method, parsed(row.classes));
    return made;
  }();
  static const std::vector<operator_class> none;
  const auto found = all.find(method);
  return found == all.end() ? none : found->second;
}

// Whether an operator class for the one takes the other as it is (binary coercible).
bool fits(std::string_view input, const diff::column_kind& type) {
  if (input == "anyarray") return type.is_array;
  if (type.is_array) return false;
  if (input == "anyenum") return type.is_enum;
  if (type.is_enum) return false;
  if (input == "anymultirange") return type.name.ends_with("multirange");
  if (input == "anyrange") return type.name.ends_with("range") && !fits("anymultirange", type);
  return type.name == input || (input == "text" && type.name == "varchar") ||
         (input == "inet" && type.name == "cidr") || (input == "varbit" && type.name == "bit") ||
         (input == "bit" && type.name == "varbit");
}

bool is_known_type(const diff::column_kind& type) {
  return type.is_array || diff::is_known(type);
}

}  // namespace

const index_method* find_index_method(std::string_view name) {
  const auto found = std::find_if(methods.begin(), methods.end(),
                                  [&](const index_method& one) { return one.name == name; });
  return found == methods.end() ? nullptr : &*found;
}

acceptance takes(std::string_view method, std::string_view opclass, const diff::column_kind& type) {
  if (!is_known_type(type)) return acceptance::unknown;
  bool exists = false;
  for (const operator_class& one : classes_of(method)) {
    if (one.name != opclass) continue;
    exists = true;
    if (fits(one.type, type)) return acceptance::yes;
  }
  return exists ? acceptance::no : acceptance::unknown;
}

acceptance has_default(std::string_view method, const diff::column_kind& type) {
  if (!is_known_type(type)) return acceptance::unknown;
  const auto has = [&](std::string_view of) {
    const std::vector<operator_class>& all = classes_of(of);
    return std::any_of(all.begin(), all.end(), [&](const operator_class& one) {
      return one.is_default && fits(one.type, type);
    });
  };
  if (has(method)) return acceptance::yes;
  const bool may_be_extended = method == "gin" || method == "gist";
  return may_be_extended && has("btree") ? acceptance::unknown : acceptance::no;
}

}  // namespace sluice::refusals
