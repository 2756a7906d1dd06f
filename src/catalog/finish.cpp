#include "catalog/finish.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "catalog/tables_filter.hpp"
#include "model/generated_names.hpp"
#include "model/order.hpp"

namespace sluice::catalog {

namespace {

template <typename Named>
void order(std::vector<Named>& all) {
  model::order_as_javascript(all, [](const Named& one) { return one.name; });
}

class last_step {
 public:
  explicit last_step(draft made)
      : made_(std::move(made)),
        filter_(made_.about.tables_filter, made_.about.extensions_filters) {}

  reading run() {
    sequences();
    tables();
    views();
    others();
    schemas();
    std::sort(made_.out.others.begin(), made_.out.others.end());
    return std::move(made_.out);
  }

 private:
  // Whether the scope leaves out the relation of that name.
  bool is_left_out(const std::string& schema, const std::string& name) const {
    const std::string in = schema.empty() ? "public" : schema;
    const auto& ledger = made_.about.left_out;
    return !filter_.passes(name) ||
           std::find(ledger.begin(), ledger.end(), std::pair(in, name)) != ledger.end();
  }

  void sequences() {
    for (sequence_draft& one : made_.sequences) {
      const relation_draft* owner = one.owner == 0 ? nullptr : made_.relation(one.owner);
      const bool goes = owner != nullptr && is_left_out(owner->table.schema, owner->table.name);
      if (one.is_taken || goes) continue;
      made_.out.schema.sequences.push_back(std::move(one.sequence));
    }
  }

  void tables() {
    for (relation_draft& one : made_.relations) {
      model::table& table = one.table;
      if (one.kind != 'r' || !one.is_said || is_left_out(table.schema, table.name)) continue;
      order(table.columns);
      order(table.indexes);
      order(table.foreign_keys);
      order(table.primary_keys);
      order(table.unique_constraints);
      order(table.policies);
      order(table.check_constraints);
      made_.out.schema.tables.push_back(std::move(table));
    }
  }

  void views() {
    for (view_draft& one : made_.views) {
      if (is_left_out(one.view.schema, one.view.name)) continue;
      order(one.view.columns);
      made_.out.schema.views.push_back(std::move(one.view));
    }
  }

  void others() {
    std::erase_if(made_.out.others, [&](const model::other_object& one) {
      return !one.relation.empty() && is_left_out(one.schema, one.relation);
    });
  }

  // A schema that was made for the ledger is not the user's.
  void schemas() {
    std::set<std::string> used;
    const model::database& all = made_.out.schema;
    for (const model::table& one : all.tables) used.insert(one.schema);
    for (const model::view& one : all.views) used.insert(one.schema);
    for (const model::enum_type& one : all.enums) used.insert(one.schema);
    for (const model::sequence& one : all.sequences) used.insert(one.schema);
    for (const model::other_object& one : made_.out.others) used.insert(one.schema);
    for (const auto& [schema, relation] : made_.about.left_out) {
      if (!used.contains(schema)) std::erase(made_.out.schema.schemas, schema);
    }
  }

  draft made_;
  tables_filter filter_;
};

}  // namespace

reading finished(draft made) {
  return last_step(std::move(made)).run();
}

}  // namespace sluice::catalog
