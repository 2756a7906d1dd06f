#include "run/trash.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "pg/quote.hpp"

namespace sluice::run {
namespace {

constexpr std::string_view is_there = "select to_regnamespace('sluice_trash') is not null";

constexpr std::string_view read_kept = R"(
select id, ledger, tag, schema_name, table_name, coalesce(column_name, ''), stored_as, rows,
  coalesce(pg_total_relation_size(to_regclass(format('sluice_trash.%I', stored_as))), 0),
  to_char(kept_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), coalesce(left_why, '')
from sluice_trash.kept where kept_at <= now() - $1::bigint * interval '1 millisecond' order by id)";

constexpr std::string_view is_empty = R"(
select not exists (select from pg_class where relnamespace = to_regnamespace('sluice_trash')
  and relkind in ('r', 'p', 'v', 'm', 'f')
  and oid <> to_regclass('sluice_trash.kept'))
  and not exists (select from pg_proc where pronamespace = to_regnamespace('sluice_trash')))";

bool exists(pg::connection& connection) {
  return connection.execute(is_there).at(0).boolean(0, 0);
}

std::vector<kept_thing> read(pg::connection& connection, std::chrono::milliseconds older_than) {
  const pg::outcome came = connection.attempt({{read_kept, {std::to_string(older_than.count())}}});
  if (came.failure && came.failure->sqlstate.starts_with("42")) {
    error unreadable(failure::ledger, "TRASH.UNREADABLE",
                     "what rollbacks kept, sluice_trash.kept, can't be read");
    unreadable.sqlstate = came.failure->sqlstate;
    throw std::move(unreadable)
        .because(came.failure->text)
        .advise("ask as the role that took the migrations back");
  }
  if (came.failure) throw pg::to_error(*came.failure, read_kept);
  if (!came.ok()) {
    throw error(failure::connect, "PG.CONNECTION_LOST", "the connection was lost")
        .because(connection.last_words());
  }
  const pg::result& rows = came.results.at(0);
  std::vector<kept_thing> out;
  for (int i = 0; i < rows.rows(); ++i) {
    const auto text = [&](int column) { return std::string(rows.text(i, column)); };
    kept_thing& one = out.emplace_back();
    one.id = rows.integer(i, 0);
    one.ledger = text(1);
    one.tag = text(2);
    one.schema = text(3);
    one.table = text(4);
    one.column = text(5);
    one.stored_as = text(6);
    if (!rows.is_null(i, 7)) one.rows = rows.integer(i, 7);
    one.bytes = rows.integer(i, 8);
    one.since = text(9);
    one.left_why = text(10);
  }
  return out;
}

}  // namespace

std::string kept_thing::name() const {
  return concat(schema, ".", table, column.empty() ? "" : ".", column);
}

std::string name_in_trash(const ledger_name& name) {
  return concat(name.schema, ".", name.table);
}

std::vector<kept_thing> list_trash(pg::connection& connection,
                                   std::chrono::milliseconds older_than) {
  if (!exists(connection)) return {};
  return read(connection, older_than);
}

std::vector<kept_thing> purge_trash(pg::connection& connection,
                                    std::chrono::milliseconds older_than) {
  if (!exists(connection)) return {};
  pg::transaction transaction(connection);
  const std::vector<kept_thing> out = read(connection, older_than);
  for (const kept_thing& one : out) {
    connection.execute(
        concat("drop table if exists sluice_trash.", pg::quote_identifier(one.stored_as),
               "; delete from sluice_trash.kept where id = ", std::to_string(one.id)));
  }
  const bool nothing_left =
      connection.execute("select not exists (select from sluice_trash.kept)")[0].boolean(0, 0) &&
      connection.execute(is_empty)[0].boolean(0, 0);
  if (nothing_left) connection.execute("drop table sluice_trash.kept; drop schema sluice_trash");
  transaction.commit();
  return out;
}

}  // namespace sluice::run
