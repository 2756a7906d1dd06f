#include "project/row_questions.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "ddl/relation_key.hpp"
#include "pg/quote.hpp"

namespace sluice::project {

namespace {

constexpr std::string_view few = "3";
// Reading more than this for a number is not worth the wait.
constexpr std::string_view large_in_bytes = "268435456";

std::string live_text(const ddl::relation& it) {
  return concat(pg::quote_identifier(schema_of(it)), ".", pg::quote_identifier(it.name));
}

// One text for each row: id = 4; a = 1, b = 'x'.
std::string description(const std::vector<std::string>& columns) {
  std::string out;
  for (const std::string& one : columns) {
    if (!out.empty()) out += " || ', ' || ";
    out += concat(pg::quote_literal(concat(one, " = ")), " || coalesce(left(",
                  pg::quote_identifier(one), "::text, 60), 'NULL')");
  }
  return out;
}

const std::vector<std::string>& naming(const foreseen_table& table,
                                       const std::vector<std::string>& otherwise) {
  return table.key.empty() ? otherwise : table.key;
}

}  // namespace

std::string in_words(const row_count& count) {
  return concat(count.is_estimate ? "about " : "", std::to_string(count.rows),
                count.rows == 1 ? " row" : " rows");
}

row_questions::row_questions(pg::connection& database) : database_(database) {
  // Behind another session's lock nothing is waited for without end: what is not known is asked.
  database_.execute(
      "begin transaction isolation level repeatable read read only; set local lock_timeout = '2s'");
}

row_questions::~row_questions() {
  if (database_.alive()) database_.attempt("rollback");
}

std::optional<pg::result> row_questions::ask(const std::string& sql) {
  database_.execute("savepoint question");
  pg::outcome came = database_.attempt(sql);
  if (came.ok()) return std::move(came.results.back());
  if (came.connection_lost || came.interrupted) database_.execute(sql);  // says it
  refused_ = *came.failure;
  database_.execute("rollback to savepoint question");
  return std::nullopt;
}

std::optional<row_count> row_questions::count(const ddl::relation& live) {
  const std::string name = live_text(live);
  const auto size = ask(concat("select pg_relation_size(c.oid) > ", large_in_bytes,
                               " and c.reltuples > 0, c.reltuples::bigint from pg_class c where "
                               "c.oid = to_regclass(",
                               pg::quote_literal(name), ")"));
  if (!size || size->rows() == 0) return std::nullopt;
  if (size->boolean(0, 0)) return row_count{size->integer(0, 1), true};
  const auto counted = ask(concat("select count(*) from ", name));
  if (!counted) return std::nullopt;
  return row_count{counted->integer(0, 0)};
}

std::optional<std::int64_t> row_questions::count_where(const std::string& from,
                                                       const std::string& condition) {
  const auto counted = ask(concat("select count(*) from ", from, " where ", condition));
  if (!counted) return std::nullopt;
  return counted->integer(0, 0);
}

std::vector<std::string> row_questions::examples(const foreseen_table& table,
                                                 const ddl::relation& then,
                                                 const std::string& condition,
                                                 const std::vector<std::string>& columns) {
  std::vector<std::string> out;
  const std::vector<std::string>& named = naming(table, columns);
  if (named.empty()) return out;
  std::string order;
  for (const std::string& one : named) {
    order += concat(order.empty() ? "" : ", ", pg::quote_identifier(one));
  }
  const std::string rows =
      concat("select ", description(named), " from ", from_text(table, then), " where ", condition);
  auto found = ask(concat(rows, " order by ", order, " limit ", few));
  // json has no order.
  if (!found) found = ask(concat(rows, " limit ", few));
  if (!found) return out;
  for (int i = 0; i < found->rows(); ++i) {
    std::string text(found->text(i, 0));
    if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(std::move(text));
  }
  return out;
}

std::vector<std::string> row_questions::failing(const foreseen_table& table,
                                                const ddl::relation& then,
                                                const std::string& expression,
                                                const std::string& column) {
  std::vector<std::string> named = table.key;
  if (std::find(named.begin(), named.end(), column) == named.end()) named.push_back(column);
  std::string columns;
  for (const std::string& one : table.columns) {
    columns += concat(columns.empty() ? "" : ", ", "row.", pg::quote_identifier(one), " as ",
                      pg::quote_identifier(one));
  }
  // Row by row, each in a trap of its own, until a few are found.
  const std::string body = concat(
      "declare row record; found integer := 0; begin for row in select *, ", description(named),
      " as sluice_row from ", from_text(table, then), " loop begin perform (", expression,
      ") from (select ", columns, ") as ", pg::quote_identifier(then.name),
      "; exception when others then found := found + 1; perform set_config('sluice.rows', "
      "current_setting('sluice.rows') || E'\\n' || row.sluice_row, true); end; exit when found = ",
      few, "; end loop; end");
  std::vector<std::string> out;
  if (!ask("select set_config('sluice.rows', '', true)") ||
      !ask(concat("do ", pg::quote_literal(body)))) {
    return out;
  }
  const auto rows = ask("select current_setting('sluice.rows')");
  if (!rows) return out;
  for (const std::string_view one : split(rows->text(0, 0), "\n")) {
    if (!one.empty()) out.emplace_back(one);
  }
  return out;
}

}  // namespace sluice::project
