#include "ddl/plan_hazards.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/text.hpp"
#include "ddl/relation_key.hpp"
#include "ddl/successions.hpp"
#include "ddl/words.hpp"
#include "diff/sql_words.hpp"

namespace sluice::ddl {

namespace {

using name_set = std::unordered_set<std::string>;

relation target_of(const model::foreign_key& key) {
  return {key.schema_to.value_or(""), key.table_to};
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Whether it stands on the column, and on more than columns.
bool is_computed_on(const model::index& index, const std::string& column) {
  bool is_on = index.where && diff::sql_words(*index.where).names_column(column);
  bool is_computed = index.where.has_value();
  for (const model::index_column& one : index.columns) {
    is_computed |= one.is_expression;
    is_on |= one.is_expression ? diff::sql_words(one.expression).names_column(column)
                               : one.expression == column;
  }
  return is_on && is_computed;
}

struct reference {
  const model::foreign_key* key;
  relation from;
  relation to;
};

// The foreign keys of a schema by the tables at both ends, for the tables that are wanted. `name`
// gives a table's name as it is now.
class references {
 public:
  template <typename Name>
  references(const model::database& database, const name_set& wanted, Name name) {
    const auto put = [&](const relation& table, const reference& found) {
      std::string its_key = key(table);
      if (wanted.contains(its_key)) by_table_[std::move(its_key)].push_back(found);
    };
    for (const model::table& table : database.tables) {
      for (const model::foreign_key& one : table.foreign_keys) {
        const reference found{&one, name(of(table)), name(target_of(one))};
        put(found.from, found);
        if (!same(found.from, found.to)) put(found.to, found);
      }
    }
  }

  const std::vector<reference>& at(const relation& table) const {
    static const std::vector<reference> none;
    const auto found = by_table_.find(key(table));
    return found == by_table_.end() ? none : found->second;
  }

 private:
  std::unordered_map<std::string, std::vector<reference>> by_table_;
};

// What one pass over the plan has to remember.
class reader {
 public:
  reader(const std::vector<statement>& plan, const model::database& before,
         const model::database& after)
      : before_(before), after_(after) {
    for (const statement& one : plan) {
      if (const auto* added = std::get_if<action::add_foreign_key>(&one.does)) {
        added_keys_.insert(added->constraint);
      } else if (const auto* check = std::get_if<action::add_check>(&one.does)) {
        added_parts_.insert(key(check->table, check->constraint));
      } else if (const auto* index = std::get_if<action::create_index>(&one.does)) {
        added_parts_.insert(key(index->table, index->index));
      } else if (const auto* altered = std::get_if<action::alter_column_type>(&one.does)) {
        wanted_.insert(key(altered->table));
      } else if (const auto* drop = std::get_if<action::drop>(&one.does)) {
        if (drop->what.kind == object_kind::table) wanted_.insert(key(drop->what.at));
      }
    }
  }

  void complete(action::any& does) {
    if (auto* type = std::get_if<action::alter_column_type>(&does)) tie(*type);
    if (auto* drop = std::get_if<action::drop>(&does)) {
      if (drop->what.kind == object_kind::table) tie(*drop);
    }
  }

  void remember(const action::any& does) {
    if (const auto* made = std::get_if<action::create>(&does)) {
      const object_kind kind = made->what.kind;
      const bool is_relation =
          kind == object_kind::table || kind == object_kind::view || kind == object_kind::sequence;
      if (is_relation) new_.insert(key(made->what.at));
    }
    if (const auto* made = std::get_if<action::create_materialized_view>(&does)) {
      new_.insert(key(made->view));
    }
    if (const auto* renamed = std::get_if<action::rename>(&does)) {
      if (renamed->what.kind == object_kind::schema) {
        schemas_.emplace(renamed->what.at.name, renamed->to);
        references_before_.reset();
      }
    }
    if (const auto* dropped = std::get_if<action::drop>(&does)) {
      if (dropped->what.kind == object_kind::table) dropped_.insert(key(dropped->what.at));
    }
    if (const auto* added = std::get_if<action::add_column>(&does)) {
      const bool is_filled = added->default_ || added->identity || added->generated;
      if (!is_filled) empty_.insert(key(added->table, added->column));
    }
    if (const auto* key_added = std::get_if<action::add_key>(&does)) {
      for (const std::string& column : key_added->columns) {
        if (key_added->primary) not_null_.insert(key(key_added->table, column));
      }
    }
    if (const auto* dropped = std::get_if<action::drop_foreign_key>(&does)) {
      dropped_keys_.insert(dropped->constraint);
    }
  }

  // The primary key has seen to it.
  bool is_not_null(const action::set_not_null& does) const {
    return not_null_.contains(key(does.table, does.column));
  }

  bool is_new(const relation& it) const { return new_.contains(key(it)); }

  // A row with a NULL in the key refers to nothing, and may: a column that is new is NULL.
  bool fits_all_rows(const action::add_foreign_key& does) const {
    return std::any_of(does.columns.begin(), does.columns.end(), [&](const std::string& column) {
      return empty_.contains(key(does.table, column));
    });
  }

 private:
  // Foreign keys on the column are made anew with it. Those that the plan adds come later.
  void tie(action::alter_column_type& does) {
    if (!references_after_) references_after_.emplace(after_, wanted_, std::identity());
    for (const auto& [one, from, to] : references_after_->at(does.table)) {
      if (added_keys_.contains(one->name)) continue;
      const bool refers = same(from, does.table) && contains(one->columns_from, does.column);
      const bool is_target = same(to, does.table) && contains(one->columns_to, does.column);
      add(does.tied, does.table, refers, to, is_target, from);
    }
    if (const model::table* table = table_after(does.table)) find_parts(*table, does);
  }

  void find_parts(const model::table& table, action::alter_column_type& does) const {
    const auto stands = [&](const std::string& name) {
      return !added_parts_.contains(key(does.table, name));
    };
    for (const model::check_constraint& one : table.check_constraints) {
      const bool is_on = diff::sql_words(one.value).names_column(does.column);
      if (is_on && stands(one.name)) does.check = one.name;
    }
    for (const model::index& one : table.indexes) {
      if (is_computed_on(one, does.column) && stands(one.name)) does.index = one.name;
    }
  }

  const model::table* table_after(const relation& it) {
    if (tables_after_.empty()) {
      for (const model::table& one : after_.tables) {
        std::string its_key = key(of(one));
        if (wanted_.contains(its_key)) tables_after_.emplace(std::move(its_key), &one);
      }
    }
    const auto found = tables_after_.find(key(it));
    return found == tables_after_.end() ? nullptr : found->second;
  }

  // Tables are dropped when schemas have their new names, and before tables get theirs.
  void tie(action::drop& does) {
    if (!references_before_) {
      references_before_.emplace(before_, wanted_, [this](const relation& it) { return now(it); });
    }
    for (const auto& [one, from, to] : references_before_->at(does.what.at)) {
      if (dropped_keys_.contains(one->name) || dropped_.contains(key(from)) ||
          dropped_.contains(key(to))) {
        continue;
      }
      add(does.tied, does.what.at, same(from, does.what.at), to, same(to, does.what.at), from);
    }
  }

  static void add(std::vector<relation>& tied, const relation& itself, bool refers,
                  const relation& target, bool is_target, const relation& source) {
    const auto put = [&](const relation& one) {
      const bool known = std::any_of(tied.begin(), tied.end(),
                                     [&](const relation& other) { return same(one, other); });
      if (!known && !same(one, itself)) tied.push_back(one);
    };
    if (refers) put(target);
    if (is_target) put(source);
  }

  relation now(relation it) const {
    const auto found = schemas_.find(it.schema);
    if (found != schemas_.end()) it.schema = found->second;
    return it;
  }

  const model::database& before_;
  const model::database& after_;
  std::optional<references> references_before_;
  std::optional<references> references_after_;
  name_set wanted_;
  name_set new_;
  name_set empty_;     // columns that are NULL in every row, behind their tables
  name_set not_null_;  // columns of new primary keys, behind their tables
  name_set dropped_;
  name_set added_keys_;
  name_set dropped_keys_;
  name_set added_parts_;  // checks and indexes, behind their tables
  std::unordered_map<std::string, const model::table*> tables_after_;  // of those that are wanted
  std::unordered_map<std::string, std::string> schemas_;               // old name to new name
};

// PostgreSQL lets nobody use a new value before the transaction that added it has ended.
void expect_unused(std::vector<statement>& plan, std::size_t at) {
  const auto* added = std::get_if<action::add_enum_value>(&plan[at].does);
  if (added == nullptr) return;
  const std::string value = literal(added->value);
  for (std::size_t later = at + 1; later < plan.size(); ++later) {
    if (std::holds_alternative<action::add_enum_value>(plan[later].does)) continue;
    if (plan[later].sql.find(value) == std::string::npos) continue;
    plan[at].hazards.push_back(
        {.kind = hazard_kind::transaction,
         .why = concat("the value ", value, " of ", added->type.name, " is used by statement ",
                       std::to_string(later + 1), ": not before this transaction has ended"),
         .advice = "add the value in a migration of its own, before",
         .certain = false});
    return;
  }
}

}  // namespace

void add_hazards(std::vector<statement>& plan, const model::database& before,
                 const model::database& after) {
  reader read(plan, before, after);
  const successions next(plan);
  for (std::size_t at = 0; at < plan.size(); ++at) {
    statement& one = plan[at];
    read.complete(one.does);
    one.hazards = hazards_of(one.does);
    std::erase_if(one.hazards, [&](const hazard& found) {
      return found.kind != hazard_kind::transaction && read.is_new(found.on);
    });
    const auto* added = std::get_if<action::add_foreign_key>(&one.does);
    if (added != nullptr && read.fits_all_rows(*added)) {
      std::erase_if(one.hazards,
                    [](const hazard& found) { return found.kind == hazard_kind::fails_on_rows; });
    }
    forgive(one.hazards, one.does, next);
    const auto* set = std::get_if<action::set_not_null>(&one.does);
    if (set != nullptr && read.is_not_null(*set)) {
      std::erase_if(one.hazards, [](const hazard& found) {
        return found.kind == hazard_kind::fails_on_rows || found.kind == hazard_kind::scan;
      });
    }
    expect_unused(plan, at);
    read.remember(one.does);
  }
}

}  // namespace sluice::ddl
