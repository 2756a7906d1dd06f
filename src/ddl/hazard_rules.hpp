// The rules, one for each action, in a file for each kind of object.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ddl/hazard.hpp"

namespace sluice::ddl {

class hazard_list {
 public:
  void lock(const relation& on, lock_mode mode) {
    all_.push_back({.kind = hazard_kind::lock, .on = on, .lock = mode});
  }
  void add(hazard_kind kind, const relation& on, std::string why, std::string advice = {}) {
    all_.push_back({.kind = kind, .on = on, .why = std::move(why), .advice = std::move(advice)});
  }
  void add(hazard one) { all_.push_back(std::move(one)); }
  std::vector<hazard> take() { return std::move(all_); }

 private:
  std::vector<hazard> all_;
};

// Objects as such.
void judge(const action::create& does, hazard_list& out);
void judge(const action::create_materialized_view& does, hazard_list& out);
void judge(const action::rename& does, hazard_list& out);
void judge(const action::set_schema& does, hazard_list& out);
void judge(const action::drop& does, hazard_list& out);
void judge(const action::add_enum_value& does, hazard_list& out);
void judge(const action::alter_role& does, hazard_list& out);
void judge(const action::alter_sequence& does, hazard_list& out);
void judge(const action::set_sequence_position& does, hazard_list& out);
void judge(const action::set_row_security& does, hazard_list& out);
void judge(const action::create_policy& does, hazard_list& out);
void judge(const action::alter_policy& does, hazard_list& out);
void judge(const action::set_view_options& does, hazard_list& out);
void judge(const action::set_tablespace& does, hazard_list& out);
void judge(const action::set_access_method& does, hazard_list& out);

// Columns.
void judge(const action::add_column& does, hazard_list& out);
void judge(const action::drop_column& does, hazard_list& out);
void judge(const action::alter_column_type& does, hazard_list& out);
void judge(const action::set_default& does, hazard_list& out);
void judge(const action::drop_default& does, hazard_list& out);
void judge(const action::set_not_null& does, hazard_list& out);
void judge(const action::drop_not_null& does, hazard_list& out);
void judge(const action::add_identity& does, hazard_list& out);
void judge(const action::alter_identity& does, hazard_list& out);
void judge(const action::drop_identity& does, hazard_list& out);
void judge(const action::drop_expression& does, hazard_list& out);

// Constraints and indexes.
void judge(const action::add_key& does, hazard_list& out);
void judge(const action::add_check& does, hazard_list& out);
void judge(const action::add_foreign_key& does, hazard_list& out);
void judge(const action::drop_key& does, hazard_list& out);
void judge(const action::drop_check& does, hazard_list& out);
void judge(const action::drop_foreign_key& does, hazard_list& out);
void judge(const action::create_index& does, hazard_list& out);
void judge(const action::drop_index& does, hazard_list& out);

}  // namespace sluice::ddl
