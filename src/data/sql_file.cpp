#include "data/sql_file.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "pg/split.hpp"

namespace sluice::data {

namespace {

place place_at(const std::filesystem::path& file, const std::string& sql, std::size_t offset) {
  const line_column at = locate(sql, offset);
  return {file.string(), at.line, at.column};
}

bool ends_transaction(const pg::statement& one) {
  static constexpr std::array<std::string_view, 6> words = {"begin", "start", "commit",
                                                            "end",   "abort", "rollback"};
  const bool is_one = std::find(words.begin(), words.end(), one.word(0)) != words.end();
  // ROLLBACK TO SAVEPOINT stays in it.
  return is_one && !(one.word(0) == "rollback" && (one.word(1) == "to" || one.word(2) == "to"));
}

}  // namespace

std::string read_sql(const std::filesystem::path& file) {
  std::string sql = read_file(file);
  for (const pg::statement& one : pg::split_statements(sql)) {
    if (!ends_transaction(one)) continue;
    throw error(failure::config, "DATA.FILE_ENDS_TRANSACTION",
                concat(to_upper(one.word(0)),
                       " in a data migration: it is run in one transaction "
                       "with its row of public.data_migrations"))
        .at(place_at(file, sql, one.offset))
        .because("nothing was run")
        .advise("take BEGIN and COMMIT out of the file");
  }
  return sql;
}

void run_sql(pg::connection& connection, const std::string& sql,
             const std::filesystem::path& file) {
  pg::outcome done = connection.attempt(sql);
  if (done.ok()) return;
  if (done.connection_lost) connection.execute("select 1");  // throws, with what was said
  if (done.interrupted) {
    throw error(failure::interrupted, "PG.INTERRUPTED", "interrupted; the statement was cancelled");
  }
  error failed = pg::to_error(*done.failure, sql);
  failed.code = "DATA.QUERY";
  failed.kind = failure::migration;
  failed.where = done.failure->position > 0
                     ? place_at(file, sql, pg::byte_of(sql, done.failure->position))
                     : place{.file = file.string()};
  throw std::move(failed);
}

}  // namespace sluice::data
