// A migration file as the statements that will be sent, and in which transaction. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "migrations/folder.hpp"
#include "pg/split.hpp"

namespace sluice::run {

enum class transaction_mode {
  one,   // all statements and the ledger's row in one transaction
  own,   // the file begins and commits transactions itself
  none,  // `-- sluice:tx none`: each statement by itself
};

struct script {
  std::vector<std::string> chunks;        // what the statements point into
  std::vector<int> lines;                 // in the file, of each chunk
  std::vector<pg::statement> statements;  // of all chunks
  std::vector<std::size_t> chunk_of;      // for each statement
  transaction_mode mode = transaction_mode::one;
  std::string_view begin = "begin";  // mode one: the file's own words where it has them
  std::string_view commit = "commit";
  bool asks_for_one = false;       // it has those words: it is not to be divided
  bool changes_session = false;    // SET, DISCARD…: the session is put back after it
  bool drops_locks = false;        // DISCARD ALL and its kin
  bool sets_lock_timeout = false;  // has its own mind about it

  script() = default;
  script(script&&) = default;
  script& operator=(script&&) = default;
  script(const script&) = delete;  // the statements are views
  script& operator=(const script&) = delete;
};

// A file whose only BEGIN and COMMIT stand around everything else is in mode one: its transaction
// becomes the migration's. Throws MIGRATE.COPY where data would have to follow a statement.
script make_script(migrations::migration_file file, const std::string& tag);

}  // namespace sluice::run
