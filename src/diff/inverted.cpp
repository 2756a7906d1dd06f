#include "diff/inverted.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "model/generated_names.hpp"

namespace sluice::diff {

namespace {

// Names are told as a comparison tells them: under the new names of schemas, tables and enums. On
// the way back those are the old ones.
class inverter {
 public:
  explicit inverter(const std::vector<rename>& renames) : renames_(renames) {}

  answers invert() const {
    answers out;
    out.refuse_all = true;
    for (const rename& one : renames_) {
      entity_name now = before(one.kind, one.to);
      // It may have taken the name of what was dropped: that is made again.
      out.created.emplace_back(one.kind, now);
      out.renames.push_back(
          {.kind = one.kind, .from = std::move(now), .to = before(one.kind, one.from)});
    }
    return out;
  }

 private:
  const rename* renamed_to(entity kind, const entity_name& after) const {
    const auto found = std::find_if(renames_.begin(), renames_.end(), [&](const rename& one) {
      return one.kind == kind && one.to == after;
    });
    return found == renames_.end() ? nullptr : &*found;
  }

  // The same name, with those of what it stands in as they were.
  entity_name before(entity kind, entity_name name) const {
    if (kind == entity::schema || kind == entity::role) return name;
    if (!name.table.empty()) {
      const entity outer = kind == entity::enum_value ? entity::enum_type : entity::table;
      if (const rename* one = renamed_to(outer, {name.schema, "", name.table})) {
        name.schema = one->from.schema;
        name.table = one->from.name;
      }
    }
    if (const rename* one = renamed_to(entity::schema, {"", "", name.schema})) {
      name.schema = one->from.name;
    } else if (model::is_temporary(name.schema)) {  // of one that is dropped
      name.schema.resize(name.schema.size() - model::temporary_name("").size());
    }
    return name;
  }

  const std::vector<rename>& renames_;
};

}  // namespace

answers inverted(const std::vector<rename>& renames) {
  return inverter(renames).invert();
}

}  // namespace sluice::diff
