#include "catalog/finish.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "catalog/tables_filter.hpp"
#include "model/generated_names.hpp"
#include "model/order.hpp"
#include "model/schema_name.hpp"

namespace sluice::catalog {

namespace {

// What stands in for a table: a filter on tables is about it.
constexpr std::array<std::string_view, 5> table_kinds = {
    "partition", "partitioned table", "foreign table", "typed table", "inheriting table"};

std::string_view integer_of(std::string_view serial) {
  if (serial == "smallserial") return "smallint";
  return serial == "bigserial" ? "bigint" : "integer";
}

// As those of a sequence are that a serial column makes.
bool is_plain(const model::sequence_options& one) {
  return one.increment == "1" && one.min_value == "1" && one.start_with == "1" &&
         one.cache == "1" && one.cycle == false &&
         (one.max_value == "9223372036854775807" || one.max_value == "2147483647" ||
          one.max_value == "32767");
}

std::string text_of(const model::sequence_options& one) {
  return concat("increment ", one.increment.value_or(""), " minvalue ", one.min_value.value_or(""),
                " maxvalue ", one.max_value.value_or(""), " start ", one.start_with.value_or(""),
                " cache ", one.cache.value_or(""), one.cycle.value_or(false) ? " cycle" : "");
}

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
    names();
    put_in_order();
    others();
    schemas();
    std::sort(made_.out.others.begin(), made_.out.others.end());
    return std::move(made_.out);
  }

 private:
  // Whether the scope leaves out the relation of that name.
  bool is_left_out(const std::string& schema, const std::string& name) const {
    const std::string in = model::schema_name(schema);
    const auto& ledger = made_.about.left_out;
    return !filter_.passes(name) ||
           std::find(ledger.begin(), ledger.end(), std::pair(in, name)) != ledger.end();
  }

  void sequences() {
    for (sequence_draft& one : made_.sequences) {
      const relation_draft* owner = one.owner == 0 ? nullptr : made_.relation(one.owner);
      owners_.emplace(model::qualified(one.sequence.schema, one.sequence.name),
                      owner != nullptr ? owner->table.name : "");
      const bool goes = owner != nullptr && is_left_out(owner->table.schema, owner->table.name);
      if (one.is_taken || goes) continue;
      const std::string& schema = one.sequence.schema;
      const std::string& name = one.sequence.name;
      if (one.type != "bigint") made_.add_other("sequence type", schema, "", name, one.type);
      if (owner != nullptr) {
        const model::column* column = owner->column(one.owner_column);
        made_.add_other("sequence owner", schema, "", name,
                        concat(owner->table.name, ".", column != nullptr ? column->name : ""));
      }
      made_.out.schema.sequences.push_back(std::move(one.sequence));
    }
  }

  void tables() {
    for (relation_draft& one : made_.relations) {
      model::table& table = one.table;
      if (one.kind != 'r' || !one.is_said || is_left_out(table.schema, table.name)) continue;
      said_.emplace(one.identifier, made_.out.schema.tables.size());
      made_.out.schema.tables.push_back(std::move(table));
    }
  }

  // What a schema leaves unnamed may have another name than PostgreSQL would give it.
  void names() {
    std::vector<model::table>& tables = made_.out.schema.tables;
    const model::generated_names given(made_.out.schema);
    for (const relation_draft& one : made_.relations) {
      const auto at = said_.find(one.identifier);
      if (at == said_.end() || one.key_name.empty()) continue;
      const model::table& table = tables[at->second];
      if (given.key(table) != one.key_name) add("primary key name", table, one.key_name, "");
    }
    for (const sequence_draft& one : made_.sequences) {
      const auto at = said_.find(one.owner);
      if (!one.is_taken || one.is_identity || at == said_.end()) continue;
      const model::table& table = tables[at->second];
      const relation_draft* owner = made_.relation(one.owner);
      const std::size_t column = owner->position(one.owner_column).value_or(0);
      const std::string& name = one.sequence.name;
      if (given.sequence(table.columns[column]) != name) add("sequence name", table, name, "");
      if (one.type != integer_of(table.columns[column].type)) {
        add("sequence type", table, name, one.type);
      }
      if (!is_plain(one.sequence.options)) {
        add("sequence options", table, name, text_of(one.sequence.options));
      }
    }
  }

  void add(const char* kind, const model::table& table, const std::string& name,
           const std::string& definition) {
    made_.add_other(kind, model::schema_name(table.schema), table.name, name, definition);
  }

  void put_in_order() {
    for (model::table& table : made_.out.schema.tables) {
      order(table.columns);
      order(table.indexes);
      order(table.foreign_keys);
      order(table.primary_keys);
      order(table.unique_constraints);
      order(table.policies);
      order(table.check_constraints);
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
      const bool is_table =
          std::find(table_kinds.begin(), table_kinds.end(), one.kind) != table_kinds.end();
      // A sequence goes with its table, and is none.
      const auto owner = owners_.find(model::qualified(one.schema, one.relation));
      const std::string& about = is_table && one.relation.empty() ? one.name
                                 : owner != owners_.end()         ? owner->second
                                                                  : one.relation;
      return !about.empty() && is_left_out(one.schema, about);
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
    for (const model::other_object& one : made_.out.others) {
      const bool is_of_schema = one.relation.empty() && one.name.empty();
      if (!is_of_schema) used.insert(one.schema);
    }
    for (const auto& ledger : made_.about.left_out) {
      const std::string& schema = ledger.first;
      if (schema == "public" || used.contains(schema)) continue;
      std::erase(made_.out.schema.schemas, schema);
      std::erase_if(made_.out.others,
                    [&](const model::other_object& one) { return one.schema == schema; });
    }
  }

  draft made_;
  tables_filter filter_;
  std::unordered_map<std::string, std::string>
      owners_;                                 // sequences' tables; "" where they have none
  std::unordered_map<oid, std::size_t> said_;  // where a table stands in the model
};

}  // namespace

reading finished(draft made) {
  return last_step(std::move(made)).run();
}

}  // namespace sluice::catalog
