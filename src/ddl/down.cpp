#include "ddl/down.hpp"

#include <unordered_set>
#include <utility>

#include "base/text.hpp"
#include "ddl/relation_key.hpp"
#include "ddl/successions.hpp"
#include "ddl/type_change.hpp"
#include "ddl/values_first.hpp"
#include "ddl/words.hpp"
#include "diff/inverted.hpp"
#include "model/generated_names.hpp"
#include "model/schema_name.hpp"

namespace sluice::ddl {

namespace {

// What a statement of the way back makes, the migration had taken away.
struct losses {
  std::vector<hazard>& out;
  const successions& next;
  const std::unordered_set<std::string>& converted;  // columns that the way there gave other values

  void add(const relation& on, std::string why, std::string advice = {}) const {
    out.push_back({.kind = hazard_kind::not_restored,
                   .on = on,
                   .why = std::move(why),
                   .advice = std::move(advice)});
  }

  void operator()(const action::create& does) const {
    const relation& it = does.what.at;
    if (does.what.kind == object_kind::table) {
      add(it, concat("the rows of table ", it.name));
    } else if (does.what.kind == object_kind::sequence && !next.carries_on(it)) {
      add(it, concat("the position of sequence ", it.name), "setval() puts it where it was");
    } else if (does.what.kind == object_kind::role) {
      add({}, concat("password, memberships and grants of role ", it.name));
    }
  }
  void operator()(const action::add_column& does) const {
    if (does.generated) return;
    std::string now = "it is empty";
    if (does.default_) now = "every row has its default";
    if (does.identity || model::is_serial(does.type)) now = "every row gets a new number";
    add(does.table, concat("the values of column ", does.column), std::move(now));
  }
  void operator()(const action::add_identity& does) const {
    if (next.carries_on(does.table, does.column)) return;
    add(does.table, concat("the position of the numbers of column ", does.column),
        "setval() puts it where it was");
  }
  void operator()(const action::drop_expression& does) const {
    add(does.table, concat("what column ", does.column, " held before it was computed"));
  }
  void operator()(const action::alter_column_type& does) const {
    if (!does.becomes.empty()) {
      add(does.table,
          concat("the values of column ", does.column, ": PostgreSQL has no cast from ", does.from,
                 " to ", does.to),
          "say behind USING what they become");
      return;
    }
    if (converted.contains(key(does.table, does.column))) {
      add(does.table, concat("what column ", does.column, " held before its values were replaced"));
      return;
    }
    const type_change there =
        change_of({does.to, does.to_enum}, {does.from, does.from_enum}, does.is_cast);
    if (!there.loses) return;
    add(does.table, concat("what the values of column ", does.column, " lost as ", does.from));
  }
  // The rest takes away, or brings back all that there was.
  void operator()(const action::create_materialized_view& /*does*/) const {}
  void operator()(const action::rename& /*does*/) const {}
  void operator()(const action::set_schema& /*does*/) const {}
  void operator()(const action::drop& /*does*/) const {}
  void operator()(const action::add_enum_value& /*does*/) const {}
  void operator()(const action::alter_role& /*does*/) const {}
  void operator()(const action::alter_sequence& /*does*/) const {}
  void operator()(const action::set_sequence_position& /*does*/) const {}
  void operator()(const action::set_row_security& /*does*/) const {}
  void operator()(const action::create_policy& /*does*/) const {}
  void operator()(const action::alter_policy& /*does*/) const {}
  void operator()(const action::drop_column& /*does*/) const {}
  void operator()(const action::set_default& /*does*/) const {}
  void operator()(const action::drop_default& /*does*/) const {}
  void operator()(const action::set_not_null& /*does*/) const {}
  void operator()(const action::drop_not_null& /*does*/) const {}
  void operator()(const action::alter_identity& /*does*/) const {}
  void operator()(const action::drop_identity& /*does*/) const {}
  void operator()(const action::add_key& /*does*/) const {}
  void operator()(const action::add_check& /*does*/) const {}
  void operator()(const action::add_foreign_key& /*does*/) const {}
  void operator()(const action::drop_key& /*does*/) const {}
  void operator()(const action::drop_check& /*does*/) const {}
  void operator()(const action::drop_foreign_key& /*does*/) const {}
  void operator()(const action::create_index& /*does*/) const {}
  void operator()(const action::drop_index& /*does*/) const {}
  void operator()(const action::set_view_options& /*does*/) const {}
  void operator()(const action::set_tablespace& /*does*/) const {}
  void operator()(const action::set_access_method& /*does*/) const {}
};

std::string_view word_for(hazard_kind kind) {
  switch (kind) {
    case hazard_kind::data_loss:
      return "Loses data: ";
    case hazard_kind::fails_on_rows:
      return "Fails ";
    case hazard_kind::not_restored:
      return "Not brought back: ";
    case hazard_kind::transaction:
      return "Transactions: ";
    case hazard_kind::lock:
    case hazard_kind::rewrite:
    case hazard_kind::scan:
    case hazard_kind::breaks_code:
      break;
  }
  return "";
}

// One line, whatever a name may hold: what stands behind its end would be run.
std::string comment(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20U) c = ' ';
  }
  return concat("-- ", replace_all(std::move(text), "-->", "->"), "\n");
}

std::string comments(const std::vector<hazard>& all) {
  std::string out;
  for (const hazard& one : all) {
    const std::string_view word = word_for(one.kind);
    if (word.empty()) continue;
    out += comment(concat(word, one.why, one.advice.empty() ? "" : ": ", one.advice, "."));
  }
  return out;
}

// What the values of a column become that has no cast back: as little as it can be, for whoever
// runs it to replace.
std::string stand_in(const model::column& column) {
  return column.not_null && column.default_ ? default_text(*column.default_) : "NULL";
}

std::vector<diff::conversion> stand_ins(const std::vector<diff::change>& changes) {
  std::vector<diff::conversion> out;
  for (const diff::change& one : changes) {
    const auto* changed = std::get_if<diff::alter_column_type>(&one);
    if (changed == nullptr || !changed->has_no_cast) continue;
    const model::table& table = *changed->table;
    const std::string schema = model::schema_name(table.schema);
    out.push_back({{schema, table.name, changed->to->name}, stand_in(*changed->to)});
  }
  return out;
}

// Columns, under their old names, whose values an expression replaced.
std::unordered_set<std::string> converted(const std::vector<diff::change>& there,
                                          const std::vector<diff::change>& back) {
  std::unordered_set<const model::column*> found;
  for (const diff::change& one : there) {
    const auto* changed = std::get_if<diff::alter_column_type>(&one);
    if (changed != nullptr && !changed->using_.empty()) found.insert(changed->from);
  }
  std::unordered_set<std::string> out;
  for (const diff::change& one : back) {
    const auto* changed = std::get_if<diff::alter_column_type>(&one);
    if (changed == nullptr || !found.contains(changed->to)) continue;
    out.insert(key(of(*changed->table), changed->to->name));
  }
  return out;
}

}  // namespace

std::vector<statement> plan_down(const model::database& before, const model::database& after,
                                 const diff::answers& given) {
  const diff::outcome there = diff::compare(before, after, given);
  diff::answers said = diff::inverted(there.renames);
  diff::outcome back = diff::compare(after, before, said);
  said.conversions = stand_ins(back.changes);
  if (!said.conversions.empty()) back = diff::compare(after, before, said);
  std::vector<statement> out = plan(back.changes, after, before);
  // A way back is one file, and so one transaction.
  for (const relation& type : used_at_once(out, before)) {
    said.remade_enums.push_back({type.schema, "", type.name});
  }
  if (!said.remade_enums.empty()) {
    back = diff::compare(after, before, said);
    out = plan(back.changes, after, before);
  }
  const successions next(out);
  const std::unordered_set<std::string> replaced = converted(there.changes, back.changes);
  for (statement& one : out) std::visit(losses{one.hazards, next, replaced}, one.does);
  return out;
}

std::string render_down(const std::vector<statement>& statements, bool breakpoints,
                        std::string_view tag) {
  std::vector<statement> commented = statements;
  for (statement& one : commented) one.sql = comments(one.hazards) + one.sql;
  return comment(concat("Takes ", tag, " back.")) + render(commented, breakpoints);
}

}  // namespace sluice::ddl
