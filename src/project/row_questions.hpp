// Asks rows of a live database: how many, and which.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pg/connection.hpp"
#include "project/foreseen_tables.hpp"

namespace sluice::project {

struct row_count {
  std::int64_t rows = 0;
  bool is_estimate = false;
};

// "12 rows", "1 row", "about 3000000 rows".
std::string in_words(const row_count& count);

// One transaction, which only reads.
class row_questions {
 public:
  explicit row_questions(pg::connection& database);
  ~row_questions();
  row_questions(const row_questions&) = delete;
  row_questions& operator=(const row_questions&) = delete;

  // Nothing where PostgreSQL refuses the question: refused() says why.
  std::optional<pg::result> ask(const std::string& sql);
  const pg::server_message& refused() const { return refused_; }

  // Of a relation of the database: exact, or of a large one what PostgreSQL estimates.
  std::optional<row_count> count(const ddl::relation& live);
  // Rows for which the condition holds.
  std::optional<std::int64_t> count_where(const std::string& from, const std::string& condition);
  // A few of them, by their key, or else by the columns: "id = 4".
  std::vector<std::string> examples(const foreseen_table& table, const ddl::relation& then,
                                    const std::string& condition,
                                    const std::vector<std::string>& columns);
  // Rows for which the expression can't be computed: "id = 4", and why.
  std::vector<std::string> failing(const foreseen_table& table, const ddl::relation& then,
                                   const std::string& expression, const std::string& column);

 private:
  pg::connection& database_;
  pg::server_message refused_;
};

}  // namespace sluice::project
