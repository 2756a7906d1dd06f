// Generated columns: made after the columns that they are computed from, gone before those go or
// change.
#include "ddl/dependency.hpp"
#include "ddl/dependency_lookup.hpp"
#include "diff/sql_words.hpp"

namespace sluice::ddl {

namespace {

bool uses(const std::optional<model::generated>& computed, const std::string& column) {
  return computed && diff::sql_words(computed->as).names(column);
}

}  // namespace

void dependencies::generated_columns() {
  for (const auto& [table, own] : tables_) {
    for (const auto& made : own.added_columns) {
      if (!made.change->column->generated) continue;
      for (const auto& one : own.added_columns) {
        if (one.at != made.at && uses(made.change->column->generated, one.change->column->name)) {
          before(one.at, made.at);
        }
      }
    }
    for (const auto& gone : own.dropped_columns) {
      if (!gone.change->column->generated) continue;
      for (const auto& one : own.dropped_columns) {
        if (one.at != gone.at && uses(gone.change->column->generated, one.change->column->name)) {
          before(gone.at, one.at);
        }
      }
    }
    for (const auto& altered : own.generated) {
      for (const auto& one : own.added_columns) {
        if (uses(altered.change->to->generated, one.change->column->name)) {
          before(one.at, altered.at);
        }
      }
      for (const auto& one : own.dropped_columns) {
        if (uses(altered.change->from->generated, one.change->column->name)) {
          before(altered.at, one.at);
        }
      }
      for (const auto& one : own.retyped) {
        if (uses(altered.change->to->generated, one.change->to->name)) {
          before(one.at, altered.at);
        } else if (uses(altered.change->from->generated, one.change->from->name)) {
          before(altered.at, one.at);
        }
      }
    }
  }
}

}  // namespace sluice::ddl
