// What a database answers, as text.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <thread>

#include "base/text.hpp"
#include "pg/connection.hpp"

namespace sluice::test {

// Of the last statement: the values of a row behind one another with "|" between, rows with
// `between`, NULL as `null`.
inline std::string asked(pg::connection& database, std::string_view sql,
                         std::string_view between = "\n", std::string_view null = "") {
  const auto results = database.execute(sql);
  const pg::result& rows = results.back();
  std::string out;
  for (int i = 0; i < rows.rows(); ++i) {
    if (i > 0) out += between;
    for (int k = 0; k < rows.columns(); ++k)
      out += concat(k == 0 ? "" : "|", rows.is_null(i, k) ? null : rows.text(i, k));
  }
  return out;
}

// Asks until the condition holds.
inline void wait_until(pg::connection& database, std::string_view condition) {
  while (asked(database, concat("select ", condition)) != "t") {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

}  // namespace sluice::test
