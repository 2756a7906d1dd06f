// What PostgreSQL says about a statement: an error, a warning, a notice.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

struct pg_result;

namespace sluice::pg {

struct server_message {
  std::string severity;  // in English: ERROR, WARNING, NOTICE, …
  std::string sqlstate;
  std::string text;
  std::string detail;
  std::string hint;
  std::string context;
  int position = 0;  // character in the statement, from 1; 0 is unknown
  std::string schema, table, column, constraint;

  // The fields of a result that carries an error or a notice.
  static server_message of(const pg_result* result);

  // Detail and context as text below the message.
  std::string why() const;
};

// The byte where the character `position` (from 1) begins; PostgreSQL counts characters.
std::size_t byte_of(std::string_view sql, int position);

// The lines of `sql` around a position (characters from 1) with a caret under it:
//     2 | CREATE TABLE users (id intt);
//       |                        ^
// Without a position, the beginning of the statement.
std::string excerpt(std::string_view sql, int position);

// An error of PostgreSQL as ours, with the statement's excerpt in `detail`.
error to_error(const server_message& message, std::string_view sql);

}  // namespace sluice::pg
