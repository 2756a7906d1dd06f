#include "ddl/successions.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "ddl/relation_key.hpp"

namespace sluice::ddl {

namespace {

template <typename Reference>
std::string shape(const Reference& one) {
  return concat(key(one.table, join(one.columns, "\x1f")), "\x1e",
                key(one.target, join(one.columns_to, "\x1f")));
}

}  // namespace

successions::successions(const std::vector<statement>& plan) {
  for (const statement& one : plan) {
    if (const auto* position = std::get_if<action::set_sequence_position>(&one.does)) {
      if (position->follows.name.empty()) continue;
      sequences_.insert(key(position->sequence));
      sequences_.insert(key(position->follows));
      columns_.insert(key(position->counted, position->column));
    } else if (const auto* made = std::get_if<action::create>(&one.does)) {
      if (made->what.kind == object_kind::view) views_.insert(key(made->what.at));
      if (made->what.kind == object_kind::type) types_.insert(key(made->what.at));
    } else if (const auto* filled = std::get_if<action::create_materialized_view>(&one.does)) {
      views_.insert(key(filled->view));
    } else if (const auto* dropped = std::get_if<action::drop_key>(&one.does)) {
      keys_.push_back(*dropped);
    } else if (const auto* reference = std::get_if<action::drop_foreign_key>(&one.does)) {
      foreign_keys_.insert(shape(*reference));
    } else if (const auto* added = std::get_if<action::add_column>(&one.does)) {
      other_values_.insert(key(added->table, added->column));
      added_columns_.insert(key(added->table, added->column));
    } else if (const auto* retyped = std::get_if<action::alter_column_type>(&one.does)) {
      if (!retyped->gone) other_values_.insert(key(retyped->table, retyped->column));
    }
  }
}

bool successions::carries_on(const relation& sequence) const {
  return sequences_.contains(key(sequence));
}

bool successions::carries_on(const relation& table, const std::string& column) const {
  return columns_.contains(key(table, column));
}

bool successions::has_other_values(const relation& table,
                                   const std::vector<std::string>& columns) const {
  return std::any_of(columns.begin(), columns.end(), [&](const std::string& one) {
    return other_values_.contains(key(table, one));
  });
}

bool successions::holds(const action::add_key& does) const {
  if (has_other_values(does.table, does.columns)) return false;
  return std::any_of(keys_.begin(), keys_.end(), [&](const action::drop_key& one) {
    if (key(one.table) != key(does.table)) return false;
    const bool is_as_strict =
        one.primary || (!does.primary && (one.nulls_not_distinct || !does.nulls_not_distinct));
    return is_as_strict && std::is_permutation(one.columns.begin(), one.columns.end(),
                                               does.columns.begin(), does.columns.end());
  });
}

bool successions::holds(const action::add_foreign_key& does) const {
  return foreign_keys_.contains(shape(does)) && !has_other_values(does.table, does.columns) &&
         !has_other_values(does.target, does.columns_to);
}

bool successions::makes_anew(const object& what) const {
  if (what.kind == object_kind::type) return types_.contains(key(what.at));
  const bool is_view =
      what.kind == object_kind::view || what.kind == object_kind::materialized_view;
  return is_view && views_.contains(key(what.at));
}

bool successions::makes_anew(const action::drop_column& does) const {
  return added_columns_.contains(key(does.table, does.column));
}

void forgive(std::vector<hazard>& hazards, const action::any& does, const successions& next) {
  const auto erase = [&](hazard_kind kind) {
    std::erase_if(hazards, [&](const hazard& one) { return one.kind == kind; });
  };
  if (const auto* added = std::get_if<action::add_key>(&does)) {
    if (next.holds(*added)) erase(hazard_kind::fails_on_rows);
  } else if (const auto* reference = std::get_if<action::add_foreign_key>(&does)) {
    if (next.holds(*reference)) erase(hazard_kind::fails_on_rows);
  } else if (const auto* gone = std::get_if<action::drop_column>(&does)) {
    if (gone->is_computed && next.makes_anew(*gone)) erase(hazard_kind::breaks_code);
  } else if (const auto* renamed = std::get_if<action::rename>(&does)) {
    if (next.carries_on(renamed->what.at)) erase(hazard_kind::breaks_code);
  } else if (const auto* column = std::get_if<action::drop_identity>(&does)) {
    if (next.carries_on(column->table, column->column)) erase(hazard_kind::data_loss);
  } else if (const auto* dropped = std::get_if<action::drop>(&does)) {
    if (dropped->what.kind == object_kind::sequence && next.carries_on(dropped->what.at)) {
      erase(hazard_kind::data_loss);
      erase(hazard_kind::breaks_code);
    } else if (dropped->what.kind == object_kind::type) {
      if (next.makes_anew(dropped->what)) erase(hazard_kind::breaks_code);
    } else if (next.makes_anew(dropped->what)) {
      for (hazard& one : hazards) {
        if (one.kind != hazard_kind::breaks_code) continue;
        one.why =
            concat("view ", dropped->what.at.name, " is made anew: what was granted on it is not");
        one.advice = "GRANT it again in this migration";
        one.certain = false;
      }
    }
  }
}

}  // namespace sluice::ddl
