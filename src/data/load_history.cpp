#include "data/load_history.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/sluice_schema.hpp"

namespace sluice::data {
namespace {

constexpr std::string_view tables = R"(
create table if not exists sluice.loads (
  id bigint generated always as identity primary key,
  batch text not null,
  file text not null,
  target_schema text not null,
  target_table text not null,
  mode text not null,
  batch_column text,
  undoable boolean not null,
  source text,
  etag text,
  sha256 text,
  bytes bigint,
  rows bigint,
  inserted bigint,
  updated bigint,
  removed bigint,
  rejected bigint,
  key_columns text[],
  kept_columns text[],
  transactions text[],
  role text not null default current_user,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  undone_at timestamptz);
create unique index if not exists loads_batch on sluice.loads (batch) where undone_at is null;
create table if not exists sluice.load_rows (
  load_id bigint not null,
  key text[],
  old text[],
  old_transaction text);
create index if not exists load_rows_load on sluice.load_rows using brin (load_id))";

constexpr std::string_view are_there = R"(
select to_regclass('sluice.loads') is not null and to_regclass('sluice.load_rows') is not null)";

constexpr std::string_view insert = R"(
insert into sluice.loads (batch, file, target_schema, target_table, mode, batch_column, undoable)
values ($1, $2, $3, $4, $5, nullif($6, ''), $7) returning id)";

constexpr std::string_view update = R"(
update sluice.loads set source = $2, etag = nullif($3, ''), sha256 = $4, bytes = $5, rows = $6,
  inserted = $7, updated = $8, removed = $9, rejected = $10, key_columns = $11, kept_columns = $12,
  transactions = $13, finished_at = clock_timestamp() where id = $1)";

constexpr std::string_view find = R"(
select id, target_schema, target_table, mode, batch_column, undoable, inserted, updated, removed,
  key_columns, kept_columns, transactions
from sluice.loads where batch = $1 and undone_at is null)";

constexpr std::string_view others = R"(
select id, transactions from sluice.loads
where target_schema = $1 and target_table = $2 and id <> $3 and undone_at is null
  and transactions is not null order by id)";

}  // namespace

std::string array_literal(const std::vector<std::string>& values) {
  std::string out = "{";
  for (const std::string& value : values) {
    if (out.size() > 1) out += ',';
    out += concat("\"", replace_all(replace_all(value, "\\", "\\\\"), "\"", "\\\""), "\"");
  }
  return out + "}";
}

std::vector<std::string> read_array(std::string_view literal) {
  std::vector<std::string> values;
  if (literal.size() < 2 || literal == "{}") return values;
  std::string value;
  bool quoted = false;
  for (std::size_t i = 1; i < literal.size(); ++i) {
    const char byte = literal[i];
    if (byte == '\\' && i + 1 < literal.size()) {
      value += literal[++i];
    } else if (byte == '"') {
      quoted = !quoted;
    } else if (!quoted && (byte == ',' || byte == '}')) {
      values.push_back(std::exchange(value, {}));
    } else {
      value += byte;
    }
  }
  return values;
}

std::int64_t begin_load(pg::connection& connection, const load_declaration& declaration,
                        const load_target& target, const std::string& batch) {
  if (!connection.query(are_there).boolean(0, 0)) {
    run::create_sluice_schema(connection);
    connection.execute(tables);
  }
  if (find_load(connection, batch)) {
    throw error(failure::migration, "LOAD.BATCH", concat("the batch ", batch, " is loaded already"))
        .at({declaration.file.string()})
        .advise("take it back first: sluice data rollback");
  }
  return connection
      .query(insert, {batch, declaration.file.filename().string(), target.schema, target.table,
                      std::string(name_of(declaration.mode)), declaration.batch_column,
                      declaration.undoable ? "t" : "f"})
      .integer(0, 0);
}

void end_load(pg::connection& connection, std::int64_t id, const load_outcome& outcome,
              const load_facts& facts) {
  connection.query(update, {std::to_string(id), outcome.source, outcome.etag, outcome.sha256,
                            std::to_string(outcome.bytes), std::to_string(outcome.rows),
                            std::to_string(outcome.inserted), std::to_string(outcome.updated),
                            std::to_string(outcome.removed), std::to_string(outcome.rejected),
                            array_literal(facts.key), array_literal(facts.kept),
                            array_literal(facts.transactions)});
}

std::optional<recorded_load> find_load(pg::connection& connection, const std::string& batch) {
  if (!connection.query(are_there).boolean(0, 0)) return std::nullopt;
  const pg::result found = connection.query(find, {batch});
  if (found.rows() == 0) return std::nullopt;
  const auto count = [&](int column) {
    return static_cast<std::uint64_t>(found.integer(0, column));
  };
  return recorded_load{.id = found.integer(0, 0),
                       .schema = std::string(found.text(0, 1)),
                       .table = std::string(found.text(0, 2)),
                       .mode = std::string(found.text(0, 3)),
                       .batch_column = std::string(found.text(0, 4)),
                       .undoable = found.boolean(0, 5),
                       .inserted = count(6),
                       .updated = count(7),
                       .removed = count(8),
                       .key = read_array(found.text(0, 9)),
                       .kept = read_array(found.text(0, 10)),
                       .transactions = std::string(found.text(0, 11))};
}

std::vector<other_load> other_loads(pg::connection& connection, const recorded_load& than) {
  const pg::result found =
      connection.query(others, {than.schema, than.table, std::to_string(than.id)});
  std::vector<other_load> all;
  for (int row = 0; row < found.rows(); ++row) {
    all.push_back({found.integer(row, 0), std::string(found.text(row, 1))});
  }
  return all;
}

void forget_load(pg::connection& connection, std::int64_t id) {
  connection.query_all({{"delete from sluice.load_rows where load_id = $1", {std::to_string(id)}},
                        {"update sluice.loads set undone_at = clock_timestamp() where id = $1",
                         {std::to_string(id)}}});
}

}  // namespace sluice::data
