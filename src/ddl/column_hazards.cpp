// Hazards of columns.
#include "base/text.hpp"
#include "ddl/hazard_rules.hpp"
#include "ddl/type_change.hpp"
#include "ddl/volatility.hpp"
#include "ddl/words.hpp"
#include "diff/sql_words.hpp"
#include "model/generated_names.hpp"

namespace sluice::ddl {

namespace {

std::string insert_without(const std::string& column) {
  return concat("INSERT without ", column, " fails");
}

// Every row gets a value of its own, so every row is written.
void judge_filling(const action::add_column& does, hazard_list& out) {
  const auto rewrite = [&](const std::string& why, bool certain) {
    out.add({.kind = hazard_kind::rewrite,
             .on = does.table,
             .why = concat("column ", does.column, why),
             .advice = "add it without, fill it in batches, then set the default",
             .certain = certain});
  };
  if (does.generated) {
    rewrite(" is computed for every row", true);
  } else if (does.identity || model::is_serial(does.type)) {
    rewrite(" numbers every row", true);
  } else if (does.default_) {
    const volatility found = volatility_of(*does.default_);
    if (found == volatility::stable) return;
    rewrite(
        concat(found == volatility::varying ? " gets another value in every row: "
                                            : " gets another value in every row, if it varies: ",
               *does.default_),
        found == volatility::varying);
  }
}

// Of an enum that is made anew: nobody sees the text on the way.
void judge_remade(const action::alter_column_type& does, const std::vector<std::string>& gone,
                  hazard_list& out) {
  if (!does.to_enum || gone.empty()) return;
  std::vector<std::string> values;
  values.reserve(gone.size());
  for (const std::string& one : gone) values.push_back(literal(one));
  const std::string said = join(values, " or ");
  out.add(hazard_kind::fails_on_rows, does.table, concat("where ", does.column, " holds ", said));
  out.add(hazard_kind::breaks_code, does.table,
          concat("column ", does.column, " no longer takes ", said));
}

// Values that an expression gives, and no cast.
void judge_replacing(const action::alter_column_type& does, const std::string& what,
                     hazard_list& out) {
  if (diff::sql_words(does.becomes).names(does.column)) {
    out.add(hazard_kind::fails_on_rows, does.table,
            concat("where a value doesn't fit ", does.becomes, ": ", what));
    return;
  }
  out.add(hazard_kind::data_loss, does.table, concat(what, ", every value becomes ", does.becomes));
  const std::string value = to_lower(does.becomes);
  if (does.not_null && (value == "null" || value.starts_with("null::"))) {
    out.add(hazard_kind::fails_on_rows, does.table,
            concat("where the table has a row: column ", does.column, " is NOT NULL"));
  }
}

// What PostgreSQL does anew even where the column's bytes stay.
void judge_reading(const action::alter_column_type& does, hazard_list& out) {
  if (!does.check.empty()) {
    out.add(hazard_kind::scan, does.table,
            concat("check ", does.check, " on column ", does.column, " is made again"),
            "drop it before; add it NOT VALID after, and VALIDATE it");
  }
  if (!does.index.empty()) {
    out.add(hazard_kind::scan, does.table,
            concat("index ", does.index, " on column ", does.column, " is built again"),
            "drop it before; CREATE INDEX CONCURRENTLY after");
  }
}

}  // namespace

void judge(const action::add_column& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
  judge_filling(does, out);
  const bool has_value =
      does.default_ || does.identity || does.generated || model::is_serial(does.type);
  if (does.primary_key) {
    out.add(hazard_kind::scan, does.table, "the index of the primary key is built");
  }
  if ((does.not_null || does.primary_key) && !has_value) {
    out.add(hazard_kind::scan, does.table,
            concat("column ", does.column, " is NOT NULL in every row that there is"));
    out.add(hazard_kind::fails_on_rows, does.table,
            concat("where the table has a row: column ", does.column,
                   " is NOT NULL and has no default"),
            "add it without NOT NULL, fill it, then SET NOT NULL");
    out.add(hazard_kind::breaks_code, does.table, insert_without(does.column));
  }
}

void judge(const action::drop_column& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
  if (!does.is_computed) {
    out.add(hazard_kind::data_loss, does.table,
            concat("column ", does.column, " goes with its values"));
  }
  out.add(hazard_kind::breaks_code, does.table, concat("column ", does.column, " is gone"));
}

void judge(const action::alter_column_type& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
  for (const relation& one : does.tied) out.lock(one, lock_mode::access_exclusive);
  const std::string what = concat("column ", does.column, ": ", does.from, " → ", does.to);
  const type_change found =
      does.becomes.empty()
          ? change_of({does.from, does.from_enum}, {does.to, does.to_enum}, does.is_cast)
          : type_change{.rewrites = true, .certain = true, .is_seen = true};
  for (const relation& one : does.tied) {
    if (!found.rewrites) break;
    out.add({.kind = hazard_kind::scan,
             .on = one,
             .why = concat("foreign keys on column ", does.column, " of ", does.table.name,
                           " are checked again"),
             .certain = false});
  }
  if (found.rewrites) {
    out.add({.kind = hazard_kind::rewrite,
             .on = does.table,
             .why = what,
             .advice = "a new column, filled in batches, then a rename",
             .certain = found.certain});
  }
  if (!found.rewrites) judge_reading(does, out);
  if (does.gone) {
    judge_remade(does, *does.gone, out);
    return;
  }
  if (found.loses) {
    out.add(hazard_kind::data_loss, does.table, concat(what, " keeps only what fits"));
  }
  if (found.may_fail) {
    out.add(hazard_kind::fails_on_rows, does.table, concat("where a value doesn't fit: ", what));
  }
  if (!does.becomes.empty()) judge_replacing(does, what, out);
  if (found.is_seen) out.add(hazard_kind::breaks_code, does.table, what);
}

void judge(const action::set_default& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
}

void judge(const action::drop_default& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
  if (does.not_null) {
    out.add(hazard_kind::breaks_code, does.table, insert_without(does.column));
  }
}

void judge(const action::set_not_null& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
  out.add({.kind = hazard_kind::scan,
           .on = does.table,
           .why = concat("column ", does.column, " is searched for NULL"),
           .advice =
               "CHECK (… IS NOT NULL) NOT VALID, and VALIDATE it, before: then nothing is searched",
           .certain = !does.may_be_proven});
  out.add(hazard_kind::fails_on_rows, does.table, concat("where ", does.column, " is NULL"));
  if (!does.has_default) {
    out.add(hazard_kind::breaks_code, does.table, insert_without(does.column));
  }
}

void judge(const action::drop_not_null& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
}

void judge(const action::add_identity& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
}

void judge(const action::alter_identity& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
  if (does.to_always) {
    out.add(hazard_kind::breaks_code, does.table,
            concat("INSERT that gives a value for ", does.column, " fails"));
  }
}

void judge(const action::drop_identity& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
  out.add(hazard_kind::data_loss, does.table,
          concat("the sequence of ", does.column, " goes with its position"));
  out.add(hazard_kind::breaks_code, does.table, insert_without(does.column));
}

void judge(const action::drop_expression& does, hazard_list& out) {
  out.lock(does.table, lock_mode::access_exclusive);
  out.add(hazard_kind::breaks_code, does.table,
          concat("column ", does.column, " is no longer computed"));
}

}  // namespace sluice::ddl
