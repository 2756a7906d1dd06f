// Hazards of constraints and indexes.
#include "base/text.hpp"
#include "ddl/hazard_rules.hpp"

namespace sluice::ddl {

namespace {

std::string on_conflict(const std::string& name) {
  return concat("ON CONFLICT that goes by ", name, " fails");
}

}  // namespace

void judge(const action::add_key& does, hazard_list& out) {
  const std::string name =
      does.constraint.empty() ? "the primary key" : concat("the key ", does.constraint);
  const std::string columns = join(does.columns, ", ");
  out.lock(does.table, lock_mode::access_exclusive);
  out.add(hazard_kind::scan, does.table, concat("the index of ", name, " is built"),
          concat("CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT … ",
                 does.primary ? "PRIMARY KEY" : "UNIQUE", " USING INDEX"));
  out.add(hazard_kind::fails_on_rows, does.table,
          concat(does.primary ? "where rows have the same or no value of "
                              : "where rows have the same value of ",
                 columns));
}

void judge(const action::add_check& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
  out.add(hazard_kind::scan, does.table,
          concat("every row is held against the check ", does.constraint),
          "ADD … NOT VALID, and VALIDATE CONSTRAINT in a later migration");
  out.add(hazard_kind::fails_on_rows, does.table,
          concat("where a row breaks the check ", does.constraint));
}

void judge(const action::add_foreign_key& does, hazard_list& out) {
  out.lock(does.table, lock_mode::share_row_exclusive);
  out.lock(does.target, lock_mode::share_row_exclusive);
  out.add(hazard_kind::scan, does.table,
          concat("every row is looked up for the foreign key ", does.constraint),
          "ADD … NOT VALID, and VALIDATE CONSTRAINT in a later migration");
  out.add(hazard_kind::fails_on_rows, does.table,
          concat("where a row refers to nothing in ", does.target.name));
}

void judge(const action::drop_key& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
  out.add(hazard_kind::breaks_code, does.table, on_conflict(does.constraint));
}

void judge(const action::drop_check& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
}

void judge(const action::drop_foreign_key& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
  out.lock(does.target, lock_mode::access_exclusive);
}

void judge(const action::create_index& does, hazard_list& out) {
  out.lock(does.table, does.concurrently ? lock_mode::share_update_exclusive : lock_mode::share);
  out.add(hazard_kind::scan, does.table, concat("the index ", does.index, " is built"),
          does.concurrently ? "" : "CREATE INDEX CONCURRENTLY, which lets writes go on");
  if (does.unique) {
    out.add(hazard_kind::fails_on_rows, does.table,
            concat("where rows have the same value in the index ", does.index));
  }
  if (does.concurrently) {
    out.add(hazard_kind::transaction, does.table,
            concat("CREATE INDEX CONCURRENTLY ", does.index, " runs only outside a transaction"));
  }
}

void judge(const action::drop_index& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
  if (does.unique) out.add(hazard_kind::breaks_code, does.table, on_conflict(does.index));
}

}  // namespace sluice::ddl
