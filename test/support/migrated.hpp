// A real database that is built from one model, filled, and migrated to another as one migration.
#pragma once

#include "support/schema.hpp"
// Its database() has to stand before the class of that name.
#include <string>
#include <string_view>

#include "ddl/statement.hpp"
#include "diff/compare.hpp"
#include "support/database.hpp"

namespace sluice::test {

class migrated {
 public:
  explicit migrated(const model::database& schema) { to(schema); }

  // In one transaction, as `migrate` does it. Every question is answered: it is new.
  void to(const model::database& schema, diff::answers given = {}) {
    given.refuse_all = true;
    const diff::outcome found = diff::compare(now_, schema, given);
    connection_.execute("begin");
    for (const ddl::statement& one : ddl::plan(found.changes, now_, schema)) {
      connection_.execute(one.sql);
    }
    connection_.execute("commit");
    now_ = schema;
  }

  void run(std::string_view sql) { connection_.execute(sql); }
  // The first value of the first row.
  std::string ask(std::string_view sql) {
    const auto rows = connection_.execute(sql);
    return std::string(rows.back().text(0, 0));
  }

 private:
  class database database_;
  pg::connection connection_ = database_.connect();
  model::database now_;
};

}  // namespace sluice::test
