#include "data/staged_rows.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "pg/quote.hpp"

namespace sluice::data {
namespace {

using pg::quote_identifier;

constexpr std::string_view number_column = "sluice_row";
constexpr std::string_view line_column = "sluice_line";

// "ON CONFLICT DO UPDATE command cannot affect row a second time"
constexpr std::string_view same_row_twice = "21000";

class mover {
 public:
  mover(pg::connection& connection, const load_declaration& declaration, const load_target& target,
        const load_plan& plan, std::int64_t load_id, bad_rows& bad)
      : connection_(connection),
        declaration_(declaration),
        target_(target),
        plan_(plan),
        id_(std::to_string(load_id)),
        bad_(bad) {}

  moved_rows move() {
    // It sorts everything: where no row may be left out, only once it is known that some repeat.
    if (declaration_.mode == load_mode::upsert && bad_.allowed() > 0) leave_out_repeated();
    const pg::result range = connection_.query(
        concat("select min(", number_column, "), max(", number_column, ") from ", staging_table()));
    if (!range.is_null(0, 0)) {
      first_ = range.integer(0, 0);
      last_ = range.integer(0, 1);
      move(first_, last_);
    }
    if (bad_.failing()) bad_.fail();
    return std::move(out_);
  }

 private:
  std::string columns(const std::vector<std::string>& names, std::string_view prefix = "") const {
    std::vector<std::string> quoted;
    for (const std::string& name : names) quoted.push_back(concat(prefix, quote_identifier(name)));
    return join(quoted, ", ");
  }

  // The columns of the table as they follow from staged rows.
  std::string selection(std::int64_t from, std::int64_t to) const {
    std::vector<std::string> all;
    for (const selected_column& column : plan_.selected) {
      all.push_back(concat(column.expression, " as ", quote_identifier(column.name)));
    }
    std::string out = concat("select ", join(all, ", "), " from ", staging_table());
    if (from != first_ || to != last_) {
      out += concat(" where ", number_column, " between ", std::to_string(from), " and ",
                    std::to_string(to));
    }
    return out;
  }

  std::string same_key(std::string_view a, std::string_view b) const {
    std::vector<std::string> parts;
    for (const std::string& name : plan_.key) {
      parts.push_back(
          concat(a, ".", quote_identifier(name), " = ", b, ".", quote_identifier(name)));
    }
    return join(parts, " and ");
  }

  std::string as_texts(const std::vector<std::string>& names, std::string_view of) const {
    std::vector<std::string> parts;
    for (const std::string& name : names) {
      parts.push_back(concat(of, ".", quote_identifier(name), "::text"));
    }
    return concat("array[", join(parts, ", "), "]");
  }

  std::string insertion(std::int64_t from, std::int64_t to) const {
    return concat("insert into ", target_.quoted(), " (", columns(plan_.loaded_columns()),
                  ") overriding system value ", selection(from, to));
  }

  std::string conflict() const {
    std::vector<std::string> set;
    for (const std::string& name : plan_.loaded_columns()) {
      if (std::find(plan_.key.begin(), plan_.key.end(), name) != plan_.key.end()) continue;
      set.push_back(concat(quote_identifier(name), " = excluded.", quote_identifier(name)));
    }
    return concat(" on conflict (", columns(plan_.key), ") do ",
                  set.empty() ? "nothing" : concat("update set ", join(set, ", ")));
  }

  // What is there already with its old values, and the keys of what is not.
  std::string keeping(std::int64_t from, std::int64_t to) const {
    return concat(
        "insert into sluice.load_rows (load_id, key, old, old_transaction) select ", id_, ", ",
        as_texts(plan_.key, "s"), ", case when t.", quote_identifier(plan_.key.front()),
        " is not null then ", as_texts(plan_.loaded_columns(), "t"), " end, t.xmin::text from (",
        selection(from, to), ") s left join ", target_.quoted(), " t on ", same_key("s", "t"));
  }

  // Each ends with how many rows were there already, and how many came in.
  std::string statement(std::int64_t from, std::int64_t to) const {
    if (declaration_.mode == load_mode::upsert) {
      const std::string known = concat("(select count(*) from (", selection(from, to), ") s join ",
                                       target_.quoted(), " t on ", same_key("s", "t"), ")");
      return concat("create temporary table sluice_load_known on commit drop as select ", known,
                    " as there; ", plan_.keeps_keys ? keeping(from, to) + "; " : std::string(),
                    "with moved as (", insertion(from, to), conflict(),
                    " returning 1) select there, (select count(*) from moved) from "
                    "sluice_load_known; drop table sluice_load_known");
    }
    if (plan_.keeps_keys) {
      return concat("with moved as (", insertion(from, to), " returning ", columns(plan_.key),
                    "), kept as (insert into sluice.load_rows (load_id, key) select ", id_, ", ",
                    as_texts(plan_.key, "moved"), " from moved) select 0, count(*) from moved");
    }
    return concat("with moved as (", insertion(from, to),
                  " returning 1) select 0, count(*) from moved");
  }

  void move(std::int64_t from, std::int64_t to) {
    const std::string sql =
        concat("savepoint sluice_load; update sluice.loads set rows = 0 where id = ", id_,
               " returning xmin; ", statement(from, to), "; release savepoint sluice_load");
    const pg::outcome came = connection_.attempt(sql);
    if (came.ok()) {
      out_.transactions.emplace_back(came.results.at(1).text(0, 0));
      // The one with two columns.
      for (std::size_t i = 2; i < came.results.size(); ++i) {
        if (came.results[i].columns() != 2) continue;
        const auto there = static_cast<std::uint64_t>(came.results[i].integer(0, 0));
        out_.updated += there;
        out_.inserted += static_cast<std::uint64_t>(came.results[i].integer(0, 1)) - there;
      }
      return;
    }
    if (came.connection_lost || came.interrupted || !is_of_the_data(*came.failure)) {
      connection_.expect_ok(came, sql);
    }
    connection_.execute("rollback to savepoint sluice_load; release savepoint sluice_load");
    if (came.failure->sqlstate == same_row_twice) {
      leave_out_repeated();
      connection_.expect_ok(came, sql);
    }
    if (from == to) {
      leave_out(from, *came.failure);
      return;
    }
    if (!indexed_) {
      indexed_ = true;
      connection_.execute(concat("create index on ", staging_table(), " (", number_column,
                                 "); analyze ", staging_table()));
    }
    const std::int64_t middle = from + (to - from) / 2;
    move(from, middle);
    if (!bad_.failing()) move(middle + 1, to);
  }

  void leave_out(std::int64_t number, const pg::server_message& why) {
    const pg::result row = connection_.query(
        concat("select ", line_column, ", to_jsonb(s) - '", number_column, "' - '", line_column,
               "' from ", staging_table(), " s where ", number_column, " = $1"),
        {std::to_string(number)});
    bad_row found{.line = static_cast<std::uint64_t>(row.integer(0, 0)),
                  .column = why.column,
                  .sqlstate = why.sqlstate,
                  .reason = why.text};
    if (!why.detail.empty() && why.sqlstate != "23502" && why.sqlstate != "23514") {
      found.reason += concat(" (", why.detail, ")");
    }
    const std::string text(row.text(0, 1));
    connection_.query(concat("delete from ", staging_table(), " where ", number_column, " = $1"),
                      {std::to_string(number)});
    bad_.add(std::move(found), text);
  }

  // Of rows with the same key the first one counts; the others are bad.
  void leave_out_repeated() {
    std::vector<std::string> key;
    for (const std::string& name : plan_.key) {
      const auto found =
          std::find_if(plan_.selected.begin(), plan_.selected.end(),
                       [&](const selected_column& column) { return column.name == name; });
      if (found == plan_.selected.end()) return;  // a default's, or none: the table says so
      key.push_back(found->expression);
    }
    const std::string limit = bad_.allowed() == 0 ? " limit 10" : "";
    const pg::result repeated = connection_.query(
        concat("select ", line_column, ", first_line, said, ", number_column, " from (select ",
               line_column, ", ", number_column, ", min(", line_column, ") over (partition by ",
               join(key, ", "),
               ") as first_line, row_number() over "
               "(partition by ",
               join(key, ", "), " order by ", number_column, ") as place, array[",
               join(cast_to_text(key), ", "), "]::text as said from ", staging_table(),
               ") s where place > 1 order by ", number_column, limit));
    for (int row = 0; row < repeated.rows(); ++row) {
      bad_row found{
          .line = static_cast<std::uint64_t>(repeated.integer(row, 0)),
          .reason = concat("its key (", join(plan_.key, ", "), ") = ", repeated.text(row, 2),
                           " stands in line ", repeated.text(row, 1), " already")};
      connection_.query(concat("delete from ", staging_table(), " where ", number_column, " = $1"),
                        {std::string(repeated.text(row, 3))});
      bad_.add(std::move(found), std::string(repeated.text(row, 2)));
    }
    if (bad_.failing()) bad_.fail();
  }

  static std::vector<std::string> cast_to_text(std::vector<std::string> expressions) {
    for (std::string& one : expressions) one = concat("(", one, ")::text");
    return expressions;
  }

  pg::connection& connection_;
  const load_declaration& declaration_;
  const load_target& target_;
  const load_plan& plan_;
  std::string id_;
  bad_rows& bad_;
  std::int64_t first_ = 0, last_ = 0;
  bool indexed_ = false;
  moved_rows out_;
};

}  // namespace

std::string staging_table() {
  return "pg_temp.sluice_load_staging";
}

namespace {

void try_expression(pg::connection& connection, const selected_column& column) {
  const std::string sql =
      concat("select ", column.expression, " from ", staging_table(), " limit 0");
  const pg::outcome came = connection.attempt(sql);
  if (came.ok()) return;
  if (!came.failure || came.failure->sqlstate.starts_with("42") == false) {
    connection.expect_ok(came, sql);
  }
  error failed(
      failure::config, "LOAD.EXPRESSION",
      concat("the expression of the column ", column.name, " is wrong: ", came.failure->text));
  failed.where = column.where;
  failed.detail = came.failure->why();
  failed.hint = concat("fields that it uses stand in from, and are text; ", came.failure->hint);
  failed.sqlstate = came.failure->sqlstate;
  throw failed;
}

}  // namespace

void create_staging(pg::connection& connection, const load_plan& plan) {
  std::vector<std::string> columns;
  for (const copied_column& column : plan.copied) {
    columns.push_back(concat(quote_identifier(column.name), " ", column.type));
  }
  columns.push_back(concat(number_column, " bigint"));
  columns.push_back(concat(line_column, " bigint"));
  connection.execute(concat("drop table if exists ", staging_table(),
                            "; create temporary table sluice_load_staging (", join(columns, ", "),
                            ") on commit drop"));
  for (const selected_column& column : plan.selected) {
    if (column.where.line != 0) try_expression(connection, column);
  }
}

moved_rows move_staged(pg::connection& connection, const load_declaration& declaration,
                       const load_target& target, const load_plan& plan, std::int64_t load_id,
                       bad_rows& bad) {
  return mover(connection, declaration, target, plan, load_id, bad).move();
}

}  // namespace sluice::data
