#include "project/row_concerns.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <variant>

#include "base/text.hpp"
#include "ddl/relation_key.hpp"
#include "ddl/words.hpp"
#include "model/generated_names.hpp"
#include "model/type_name.hpp"
#include "pg/quote.hpp"
#include "project/foreseen_tables.hpp"
#include "project/row_questions.hpp"
#include "run/push.hpp"

namespace sluice::project {

namespace action = ddl::action;
using ddl::object_kind;
using ddl::relation;
using kind = concern::kind;

namespace {

std::string quoted(const std::string& name) {
  return pg::quote_identifier(name);
}

std::string live_text(const relation& it) {
  return concat(quoted(std::string(schema_of(it))), ".", quoted(it.name));
}

std::string list_of(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  out.reserve(names.size());
  for (const std::string& one : names) out.push_back(quoted(one));
  return join(out, ", ");
}

std::string none_null(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  out.reserve(names.size());
  for (const std::string& one : names) out.push_back(concat(quoted(one), " is not null"));
  return join(out, " and ");
}

class examiner {
 public:
  examiner(pg::connection& database, const std::vector<ddl::statement>& plan,
           const model::database& live, const model::database& wanted)
      : ask_(database), plan_(plan), wanted_(wanted), tables_(live) {}

  row_concerns run() {
    for (at_ = 0; at_ < plan_.size(); ++at_) {
      std::visit([this](const auto& does) { examine(does); }, plan_[at_].does);
      tables_.follow(plan_[at_]);
    }
    return std::move(out_);
  }

 private:
  void measured() { out_.measured.insert(at_); }

  concern& add(kind is, const relation& on, std::string what) {
    out_.found.push_back({.is = is, .statement = at_, .on = on, .what = std::move(what)});
    return out_.found.back();
  }

  // What no rule below speaks of does nothing to rows.
  template <typename Action>
  void examine(const Action& /*does*/) {
    measured();
  }

  // The table has that name when the statement's turn comes. `lost`: rows that would be.
  void guard(const relation& then, const std::string& lost, const std::string& what) {
    const std::string name = live_text(then);
    out_.guards[at_] = concat(
        "do ",
        pg::quote_literal(concat(
            "begin lock table ", name, " in access exclusive mode; if exists (select from ", name,
            " as ", quoted(then.name), lost.empty() ? "" : " where ", lost,
            ") then raise exception using errcode = ", pg::quote_literal(run::no_longer_right),
            ", message = ", pg::quote_literal(what), "; end if; end")));
  }

  bool is_made_again(const relation& view) const {
    return std::any_of(plan_.begin() + static_cast<std::ptrdiff_t>(at_), plan_.end(),
                       [&](const ddl::statement& one) {
                         const auto* made =
                             std::get_if<action::create_materialized_view>(&one.does);
                         return made != nullptr && ddl::same(made->view, view);
                       });
  }

  void examine(const action::drop& does) {
    const ddl::object& what = does.what;
    if (what.kind == object_kind::table) {
      const auto rows = ask_.count(tables_.live_name(what.at));
      if (!rows) return;
      measured();
      if (rows->rows == 0) {
        return guard(what.at, "", concat("table ", what.at.name, " has rows by now"));
      }
      add_rows(what.at, concat("table ", what.at.name, " goes with its "), *rows);
    } else if (what.kind == object_kind::materialized_view) {
      if (is_made_again(what.at)) return measured();
      const auto rows = ask_.count(tables_.live_name(what.at));
      if (!rows) return;
      measured();
      if (rows->rows == 0) return;
      add_rows(what.at, concat("materialized view ", what.at.name, " goes with its "), *rows)
          .what += "; its query can compute them again";
    } else if (what.kind == object_kind::sequence) {
      const auto position = ask_.ask(concat(
          "select last_value from ", live_text(tables_.live_name(what.at)), " where is_called"));
      if (!position) return;
      measured();
      if (position->rows() == 0) return;
      add(kind::loss, what.at,
          concat("sequence ", what.at.name, " goes with its position, ", position->text(0, 0)));
    } else if (what.kind == object_kind::role) {
      measured();
      add(kind::loss, {},
          concat("role ", what.at.name, " goes with its password and its memberships"));
    } else {
      measured();
    }
  }

  concern& add_rows(const relation& on, const std::string& what, const row_count& rows) {
    concern& out = add(kind::loss, on, concat(what, in_words(rows)));
    out.rows = rows.rows;
    out.is_estimate = rows.is_estimate;
    return out;
  }

  void examine(const action::drop_column& does) {
    const foreseen_table* table = tables_.find(does.table);
    if (does.is_computed) return measured();
    const auto live = tables_.live_column(does.table, does.column);
    if (table == nullptr || !live) return;
    auto rows = ask_.count(table->live);
    if (!rows) return;
    if (!rows->is_estimate) {
      const auto filled =
          ask_.count_where(live_text(table->live), concat(quoted(*live), " is not null"));
      if (!filled) return;
      rows->rows = *filled;
    }
    measured();
    if (rows->rows == 0) {
      return guard(does.table, concat(quoted(does.column), " is not null"),
                   concat("column ", does.column, " of ", does.table.name, " has values by now"));
    }
    add_rows(does.table, concat("column ", does.column, " goes with its values in "), *rows);
  }

  // Rows that a condition finds, as an obstacle.
  concern* obstacle(const relation& then, const foreseen_table& table, const std::string& condition,
                    const std::vector<std::string>& columns, const std::string& what) {
    const auto rows = ask_.count_where(from_text(table, then), condition);
    if (!rows) return nullptr;
    measured();
    if (*rows == 0) return nullptr;
    concern& out = add(kind::obstacle, then, concat(what, in_words({*rows})));
    out.rows = *rows;
    out.examples = ask_.examples(table, then, condition, columns);
    return &out;
  }

  void examine(const action::add_column& does) {
    const bool fills =
        does.default_ || does.identity || does.generated || model::is_serial(does.type);
    const foreseen_table* table = tables_.find(does.table);
    if (table == nullptr || fills || !(does.not_null || does.primary_key)) return measured();
    const auto rows = ask_.count(table->live);
    if (!rows) return;
    measured();
    if (rows->rows == 0) return;
    concern& out = add(kind::obstacle, does.table,
                       concat("column ", does.column,
                              " would be new, NOT NULL and without a value in ", in_words(*rows)));
    out.rows = rows->rows;
    out.is_estimate = rows->is_estimate;
    out.ways_out = {"give it a .default(…) in the schema: every row gets that value",
                    "or push it without .notNull(), fill it, and push again with .notNull():",
                    concat("UPDATE ", live_text(does.table), " SET ", quoted(does.column),
                           " = … WHERE ", quoted(does.column), " IS NULL;")};
  }

  void examine(const action::set_not_null& does) {
    const foreseen_table* table = tables_.find(does.table);
    if (table == nullptr) return;
    const std::string condition = concat(quoted(does.column), " is null");
    if (concern* found = obstacle(does.table, *table, condition, {},
                                  concat("column ", does.column, " is NULL in "))) {
      found->ways_out = {concat(
          "UPDATE ", live_text(table->live), " SET ",
          quoted(tables_.live_column(does.table, does.column).value_or(does.column)), " = … WHERE ",
          quoted(tables_.live_column(does.table, does.column).value_or(does.column)), " IS NULL;")};
    }
  }

  void duplicates(const relation& then, const foreseen_table& table, const std::string& expressions,
                  const std::string& condition, const std::string& what) {
    const std::string groups = concat("select ", expressions, ", count(*) as times from ",
                                      from_text(table, then), condition.empty() ? "" : " where ",
                                      condition, " group by ", expressions, " having count(*) > 1");
    const auto found =
        ask_.ask(concat("select count(*), coalesce(sum(times), 0) from (", groups, ") as twins"));
    if (!found) return;
    measured();
    if (found->integer(0, 0) == 0) return;
    concern& out = add(
        kind::obstacle, then,
        concat(what, std::string(found->text(0, 1)), " rows: ", found->text(0, 0),
               found->integer(0, 0) == 1 ? " value is" : " values are", " there more than once"));
    out.rows = found->integer(0, 1);
    const auto some = ask_.ask(concat("select * from (", groups, ") as twins limit 3"));
    for (int i = 0; some && i < some->rows(); ++i) {
      std::vector<std::string> values;
      for (int k = 0; k + 1 < some->columns(); ++k) {
        values.push_back(some->is_null(i, k) ? "NULL" : std::string(some->text(i, k)));
      }
      out.examples.push_back(
          concat(join(values, ", "), " ", some->text(i, some->columns() - 1), " times"));
    }
    if (!table.only_grew) return;
    out.ways_out = {"all of them, to change or delete what is too many:",
                    concat(replace_all(groups, table.from, live_text(table.live)), ";")};
  }

  void examine(const action::add_key& does) {
    const foreseen_table* table = tables_.find(does.table);
    if (table == nullptr) {
      if (tables_.is_new(does.table)) measured();
      return;
    }
    const std::string columns = join(does.columns, ", ");
    if (does.primary) {
      std::vector<std::string> missing;
      for (const std::string& one : does.columns)
        missing.push_back(concat(quoted(one), " is null"));
      obstacle(does.table, *table, join(missing, " or "), does.columns,
               concat("the primary key's ", columns, " has no value in "));
    }
    duplicates(does.table, *table, list_of(does.columns),
               does.nulls_not_distinct ? "" : none_null(does.columns),
               concat(does.primary ? "the primary key's " : "", columns,
                      does.primary ? "" : " would be unique, and", " is the same in "));
  }

  const model::table* wanted_table(const relation& it) const {
    for (const model::table& one : wanted_.tables) {
      if (ddl::same(ddl::of(one), it)) return &one;
    }
    return nullptr;
  }

  void examine(const action::create_index& does) {
    const foreseen_table* table = tables_.find(does.table);
    const model::table* then = wanted_table(does.table);
    if (!does.unique || table == nullptr || then == nullptr) return measured();
    const model::index* index = model::find(then->indexes, does.index);
    if (index == nullptr) return;
    std::vector<std::string> parts;
    std::vector<std::string> conditions;
    for (const model::index_column& one : index->columns) {
      parts.push_back(one.is_expression ? concat("(", one.expression, ")")
                                        : quoted(one.expression));
      conditions.push_back(concat(parts.back(), " is not null"));
    }
    if (!index->where.value_or("").empty()) conditions.push_back(concat("(", *index->where, ")"));
    duplicates(does.table, *table, join(parts, ", "), join(conditions, " and "),
               concat("what the index ", does.index, " would keep unique is the same in "));
  }

  void examine(const action::add_check& does) {
    const foreseen_table* table = tables_.find(does.table);
    const model::table* then = wanted_table(does.table);
    if (table == nullptr || then == nullptr) {
      if (tables_.is_new(does.table)) measured();
      return;
    }
    const model::check_constraint* check = model::find(then->check_constraints, does.constraint);
    if (check == nullptr) return;
    const std::string condition = concat("not (", check->value, ")");
    if (concern* found = obstacle(does.table, *table, condition, table->columns,
                                  concat("the check ", does.constraint, " is broken by "))) {
      if (!table->only_grew) return;
      found->ways_out = {
          "all of them, to change them or the check:",
          concat("SELECT * FROM ", live_text(table->live), " WHERE ", condition, ";")};
    }
  }

  void examine(const action::add_foreign_key& does) {
    const foreseen_table* table = tables_.find(does.table);
    if (table == nullptr) {
      if (tables_.is_new(does.table)) measured();
      return;
    }
    const foreseen_table* target = tables_.find(does.target);
    std::string condition = none_null(does.columns);
    if (target != nullptr || !tables_.is_new(does.target)) {
      std::vector<std::string> pairs;
      for (std::size_t i = 0; i < does.columns.size() && i < does.columns_to.size(); ++i) {
        pairs.push_back(concat("target.", quoted(does.columns_to[i]), " = ",
                               quoted(does.table.name), ".", quoted(does.columns[i])));
      }
      condition += concat(" and not exists (select from ",
                          target != nullptr ? target->from : live_text(does.target),
                          " as target where ", join(pairs, " and "), ")");
    }
    if (concern* found = obstacle(
            does.table, *table, condition, does.columns,
            concat(join(does.columns, ", "), " refers to nothing in ", does.target.name, " in "))) {
      if (!table->only_grew || (target != nullptr && !target->only_grew)) return;
      found->ways_out = {
          "add what they refer to, or make them refer to something else, or to nothing:",
          concat("UPDATE ", live_text(table->live), " SET ", quoted(does.columns.front()),
                 " = NULL WHERE ",
                 target == nullptr ? condition
                                   : replace_all(condition, target->from, live_text(target->live)),
                 ";")};
    }
  }

  // The values of an enum as it will be.
  const model::enum_type* wanted_enum(const relation& table, const std::string& column) const {
    const model::table* then = wanted_table(table);
    if (then == nullptr) return nullptr;
    const model::column* its = model::find(then->columns, column);
    if (its == nullptr) return nullptr;
    const std::string name = model::without_array(its->type);
    for (const model::enum_type& one : wanted_.enums) {
      if (ddl::same({one.schema, one.name}, {its->type_schema.value_or(""), name})) return &one;
    }
    return nullptr;
  }

  void enum_values(const action::alter_column_type& does, const foreseen_table& table) {
    const model::enum_type* type = wanted_enum(does.table, does.column);
    if (type == nullptr) return;
    std::vector<std::string> values;
    for (const std::string& one : type->values) values.push_back(pg::quote_literal(one));
    const std::string column = quoted(does.column);
    const std::string all = concat("array[", join(values, ", "), "]::text[]");
    const bool is_array = does.to.ends_with(']') || does.from.ends_with(']');
    const std::string condition = is_array ? concat("not ", column, "::text[] <@ ", all)
                                           : concat(column, "::text <> all (", all, ")");
    concern* found = obstacle(
        does.table, table, condition, {does.column},
        concat("column ", does.column, " holds what ", type->name, " has no value for in "));
    if (found == nullptr) return;
    const auto which = ask_.ask(concat("select distinct left(", column, "::text, 60) from ",
                                       from_text(table, does.table), " where ", condition,
                                       " order by 1 limit 10"));
    std::vector<std::string> there;
    for (int i = 0; which && i < which->rows(); ++i) {
      there.push_back(pg::quote_literal(which->text(i, 0)));
    }
    if (!there.empty()) found->what += concat(": ", join(there, ", "));
    const auto live = tables_.live_column(does.table, does.column);
    if (is_array || !live || there.empty()) return;
    found->ways_out = {concat("UPDATE ", live_text(table.live), " SET ", quoted(*live),
                              " = … WHERE ", quoted(*live), "::text IN (", join(there, ", "),
                              ");")};
  }

  // Without USING a text that is too long is refused; a cast would cut it.
  bool too_long(const action::alter_column_type& does, const foreseen_table& table) {
    const model::type_name to = model::parse_type(does.to);
    const bool is_text = to.name == "varchar" || to.name == "bpchar";
    if (does.is_cast || to.is_array || !is_text || to.modifiers.empty()) return false;
    const std::string column = quoted(does.column);
    const std::string length = std::to_string(to.modifiers.front());
    const std::string condition =
        concat("rtrim(substr(", column, "::text, ", length, " + 1)) <> ''");
    if (concern* found = obstacle(
            does.table, table, condition, {does.column},
            concat("column ", does.column, " has more than ", length, " characters in "))) {
      const auto live = tables_.live_column(does.table, does.column);
      if (!live) return true;
      found->ways_out = {concat("UPDATE ", live_text(table.live), " SET ", quoted(*live),
                                " = left(", quoted(*live), "::text, ", length, ") WHERE length(",
                                quoted(*live), "::text) > ", length, ";  -- cuts them off")};
    }
    return true;
  }

  void examine(const action::alter_column_type& does) {
    const foreseen_table* table = tables_.find(does.table);
    if (table == nullptr) {
      if (tables_.is_new(does.table)) measured();
      return;
    }
    if (does.gone) {
      // Where it becomes text on its way, the old values are still there to be asked.
      if (does.from_enum) return enum_values(does, *table);
      return measured();
    }
    if (does.to_enum && does.becomes.empty()) return enum_values(does, *table);
    if (too_long(does, *table)) return;
    convert(does, *table);
  }

  void convert(const action::alter_column_type& does, const foreseen_table& table) {
    const std::string what = concat("column ", does.column, ": ", does.from, " → ", does.to);
    const std::string from = from_text(table, does.table);
    const std::string value = new_value_of(plan_[at_], does.column);
    if (!ask_.ask(concat("select count((", value, ")::text) from ", from))) {
      const pg::server_message said = ask_.refused();
      if (!said.sqlstate.starts_with("22") && !said.sqlstate.starts_with("23")) return;
      measured();
      concern& out = add(kind::obstacle, does.table, concat(what, ": ", said.text));
      out.examples = ask_.failing(table, does.table, value, does.column);
      out.ways_out = {"change those rows, or say what becomes of them:",
                      concat("--hints '[{\"type\":\"using\",\"kind\":\"column\",\"entity\":[", "\"",
                             schema_of(does.table), "\",\"", does.table.name, "\",\"", does.column,
                             "\"],\"expression\":\"…\"}]'")};
      return;
    }
    if (!does.becomes.empty()) {
      measured();
      return;
    }
    // There and back again: what isn't the same was more than the new type holds.
    const std::string column = quoted(does.column);
    const std::string changed = concat("((", value, ")::", ddl::type_text(does.from, std::nullopt),
                                       ")::text is distinct from ", column, "::text");
    const auto rows = ask_.count_where(from, changed);
    if (!rows) return;
    measured();
    const bool loses =
        std::any_of(plan_[at_].hazards.begin(), plan_[at_].hazards.end(),
                    [](const ddl::hazard& one) { return one.kind == ddl::hazard_kind::data_loss; });
    if (!loses) return;
    if (*rows == 0) {
      return guard(does.table, changed,
                   concat("column ", does.column, " of ", does.table.name,
                          " has values by now that ", does.to, " does not hold"));
    }
    concern& out =
        add_rows(does.table, concat(what, " keeps only what fits, and changes "), {*rows});
    out.examples = ask_.examples(table, does.table, changed, {does.column});
  }

  row_questions ask_;
  const std::vector<ddl::statement>& plan_;
  const model::database& wanted_;
  foreseen_tables tables_;
  std::size_t at_ = 0;
  row_concerns out_;
};

}  // namespace

row_concerns find_row_concerns(pg::connection& database, const std::vector<ddl::statement>& plan,
                               const model::database& live, const model::database& wanted) {
  return examiner(database, plan, live, wanted).run();
}

}  // namespace sluice::project
