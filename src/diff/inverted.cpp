#include "diff/inverted.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "diff/comparison.hpp"

namespace sluice::diff {

namespace {

// Names are told as a comparison tells them: under the new names of schemas and tables. On the way
// back those are the old ones.
class inverter {
 public:
  inverter(const answers& given, const model::database& before, const model::database& after)
      : given_(given) {
    for (const std::string& one : before.schemas) schemas_before_.insert(one);
    for (const std::string& one : after.schemas) schemas_after_.insert(one);
    for (const model::table& one : before.tables) tables_before_.insert(key(one.schema, one.name));
    for (const model::table& one : after.tables) tables_after_.insert(key(one.schema, one.name));
  }

  answers invert() const {
    answers out;
    out.refuse_all = true;
    for (const rename& one : given_.renames) {
      const parent in = parent_before(one.to, one.kind == entity::enum_value);
      out.renames.push_back(
          {.kind = one.kind,
           .from = {in.schema, in.table, one.to.name},
           .to = {one.to.table.empty() ? schema_before(one.from.schema) : in.schema, in.table,
                  one.from.name}});
    }
    return out;
  }

 private:
  struct parent {
    std::string schema;
    std::string table;
  };

  // An answer that was given may have been of no use.
  bool holds(const rename& one, bool was, bool is, bool same_was) const {
    const bool is_taken_over = std::any_of(
        given_.renames.begin(), given_.renames.end(),
        [&](const rename& other) { return other.kind == one.kind && other.from == one.to; });
    return was && is && (!same_was || is_taken_over);
  }

  std::string schema_before(const std::string& after) const {
    for (const rename& one : given_.renames) {
      if (one.kind != entity::schema || one.to.name != after) continue;
      if (holds(one, schemas_before_.contains(one.from.name), schemas_after_.contains(after),
                schemas_before_.contains(after))) {
        return one.from.name;
      }
    }
    return after;
  }

  parent parent_before(const entity_name& after, bool is_value) const {
    if (after.table.empty()) return {schema_before(after.schema), ""};
    for (const rename& one : given_.renames) {
      if (is_value && one.kind == entity::enum_type && one.to.schema == after.schema &&
          one.to.name == after.table) {
        return {schema_before(one.from.schema), one.from.name};
      }
      if (is_value || one.kind != entity::table || one.to.schema != after.schema ||
          one.to.name != after.table) {
        continue;
      }
      const std::string schema = schema_before(one.from.schema);
      if (holds(one, tables_before_.contains(key(schema, one.from.name)),
                tables_after_.contains(key(after.schema, after.table)),
                tables_before_.contains(key(schema_before(after.schema), after.table)))) {
        return {schema, one.from.name};
      }
    }
    return {schema_before(after.schema), after.table};
  }

  using names = std::unordered_set<std::string>;

  const answers& given_;
  names schemas_before_, schemas_after_, tables_before_, tables_after_;
};

}  // namespace

answers inverted(const answers& given, const model::database& before,
                 const model::database& after) {
  return inverter(given, before, after).invert();
}

}  // namespace sluice::diff
