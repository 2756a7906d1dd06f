// Hazards of objects as such: made, renamed, moved, dropped; policies, views, sequences.
#include "base/text.hpp"
#include "ddl/hazard_rules.hpp"

namespace sluice::ddl {

namespace {

std::string_view word_for(object_kind kind) {
  switch (kind) {
    case object_kind::schema:
      return "schema";
    case object_kind::role:
      return "role";
    case object_kind::type:
      return "type";
    case object_kind::enum_value:
      return "value";
    case object_kind::sequence:
      return "sequence";
    case object_kind::table:
      return "table";
    case object_kind::column:
      return "column";
    case object_kind::constraint:
      return "constraint";
    case object_kind::index:
      return "index";
    case object_kind::policy:
      return "policy";
    case object_kind::view:
      return "view";
    case object_kind::materialized_view:
      break;
  }
  return "materialized view";
}

std::string called(const object& what) {
  return concat(word_for(what.kind), " ", what.part.empty() ? what.at.name : what.part);
}

// What no query locks: nobody waits for a change of its name.
bool is_relation(object_kind kind) {
  return kind != object_kind::schema && kind != object_kind::role && kind != object_kind::type &&
         kind != object_kind::enum_value;
}

// Policies, constraints and indexes are not what queries name.
bool is_named_in_code(object_kind kind) {
  return kind != object_kind::policy && kind != object_kind::constraint &&
         kind != object_kind::index;
}

// The table or view; none of a schema, role or type.
relation place_of(const object& what) {
  return is_relation(what.kind) ? what.at : relation{};
}

}  // namespace

void judge(const action::create& /*does*/, hazard_list& /*out*/) {}

void judge(const action::create_materialized_view& does, hazard_list& out) {
  if (!does.with_data) return;
  out.add(hazard_kind::scan, does.view, "its query runs while the migration holds its locks",
          "WITH NO DATA, and REFRESH MATERIALIZED VIEW afterwards");
}

void judge(const action::rename& does, hazard_list& out) {
  if (does.what.kind == object_kind::index) {
    out.lock({does.what.at.schema, does.what.part}, lock_mode::share_update_exclusive);
  } else if (is_relation(does.what.kind)) {
    out.lock(does.what.at, lock_mode::access_exclusive);
  }
  if (!is_named_in_code(does.what.kind)) return;
  out.add(hazard_kind::breaks_code, place_of(does.what),
          concat(called(does.what), " is called ", does.to, " from then on"));
}

void judge(const action::set_schema& does, hazard_list& out) {
  if (is_relation(does.what.kind)) out.lock(does.what.at, lock_mode::access_exclusive);
  out.add(hazard_kind::breaks_code, place_of(does.what),
          concat(called(does.what), " is in the schema ", does.to, " from then on"));
}

void judge(const action::drop& does, hazard_list& out) {
  const object_kind kind = does.what.kind;
  const relation on = place_of(does.what);
  if (is_relation(kind)) out.lock(does.what.at, lock_mode::access_exclusive);
  for (const relation& one : does.tied) out.lock(one, lock_mode::access_exclusive);
  if (kind == object_kind::table) {
    out.add(hazard_kind::data_loss, on, concat(called(does.what), " goes with all its rows"));
  } else if (kind == object_kind::materialized_view) {
    out.add(hazard_kind::data_loss, on,
            concat(called(does.what), " goes with its rows; its query can compute them again"));
  } else if (kind == object_kind::sequence) {
    out.add(hazard_kind::data_loss, on, concat(called(does.what), " goes with its position"));
  } else if (kind == object_kind::role) {
    out.add(hazard_kind::data_loss, on,
            concat(called(does.what), " goes with its password and its memberships"));
  }
  if (is_named_in_code(kind)) {
    out.add(hazard_kind::breaks_code, on, concat(called(does.what), " is gone"));
  }
}

// That the value can't be used before the commit is found where it is used.
void judge(const action::add_enum_value& /*does*/, hazard_list& /*out*/) {}

void judge(const action::alter_role& /*does*/, hazard_list& /*out*/) {}

void judge(const action::alter_sequence& does, hazard_list& out) {
  out.lock(does.sequence, lock_mode::share_row_exclusive);
}

void judge(const action::set_sequence_position& does, hazard_list& out) {
  if (does.counted.name.empty()) return;
  out.add({.kind = hazard_kind::scan,
           .on = does.counted,
           .why = concat("for the largest ", does.column),
           .advice = "an index on it spares that",
           .certain = false});
}

void judge(const action::set_row_security& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
  if (!does.enabled) return;
  out.add(hazard_kind::breaks_code, does.table,
          "all but its owner see only the rows that a policy allows");
}

void judge(const action::create_policy& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
}

void judge(const action::alter_policy& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
}

void judge(const action::set_view_options& does, hazard_list& out) {
  const bool is_storage = does.materialized && !does.changes_catalog_use;
  out.lock(does.view, is_storage ? lock_mode::share_update_exclusive : lock_mode::access_exclusive);
}

void judge(const action::set_tablespace& does, hazard_list& out) {
  out.lock(does.view, lock_mode::access_exclusive);
  out.add(hazard_kind::rewrite, does.view, "its files are copied to another tablespace");
}

void judge(const action::set_access_method& does, hazard_list& out) {
  out.lock(does.view, lock_mode::access_exclusive);
  out.add(hazard_kind::rewrite, does.view, "its access method changes");
}

}  // namespace sluice::ddl
