// The one exception: what ends an operation. Everything a person needs to act on it is a field.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace sluice {

// What kind of end it is; the values are the process's exit codes (docs/exit-codes.md).
enum class failure : int {
  general = 1,
  needs_input = 2,       // a question is open and there is no terminal
  config = 3,            // configuration, schema source or migrations folder
  connect = 4,           // no connection to the database
  migration = 5,         // a migration failed and was rolled back
  migration_repair = 6,  // a migration failed half-way and needs `repair`
  lock = 7,              // the advisory lock or a lock timeout
  pending = 8,
  lint = 9,
  drift = 10,
  branch = 11,
  ledger = 12,      // ledger and folder disagree
  unprepared = 13,  // the server lacks a database, an extension or a right that was asked for
  usage = 64,
  interrupted = 130,
};

// A place in a file. Lines and columns count from 1; 0 is unknown. Columns are in bytes.
struct place {
  std::string file;
  int line = 0;
  int column = 0;

  // "file:line:column", as much of it as is known.
  std::string text() const;
};

class error : public std::runtime_error {
 public:
  // `code` is stable and dotted ("FOLDER.SNAPSHOT_DAMAGED"); `message` one sentence of what
  // happened.
  error(failure kind_of_end, std::string stable_code, const std::string& message)
      : std::runtime_error(message), kind(kind_of_end), code(std::move(stable_code)) {}

  error&& at(place where_) && {
    where = std::move(where_);
    return std::move(*this);
  }
  // Why it happened, in the words of whoever said so (PostgreSQL, the operating system, the
  // engine).
  error&& because(std::string why) && {
    detail = std::move(why);
    return std::move(*this);
  }
  // The next command to type, or the edit to make.
  error&& advise(std::string next) && {
    hint = std::move(next);
    return std::move(*this);
  }

  failure kind;
  std::string code;
  place where;
  std::string detail;
  std::string hint;
  std::string sqlstate;   // five characters, when PostgreSQL said it
  std::string migration;  // tag, when a migration failed
  int statement = 0;      // its statement, from 1
};

}  // namespace sluice
