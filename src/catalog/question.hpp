// What only the server can tell: whether a text means what stands in the database.
#pragma once

#include <string>
#include <vector>

#include "pg/connection.hpp"

namespace sluice::catalog {

struct question {
  enum class about {
    column_type,        // `text` is a type
    column_default,     // an expression; empty for none
    generated_column,   // the expression
    check,              // the condition of a constraint
    index_condition,    // its WHERE
    index_expression,   // at `position`
    index_opclass,      // its name at `position`
    policy_using,       //
    policy_with_check,  //
    view,               // the definition
  };
  about what = about::check;
  std::string schema;    // "public", never empty
  std::string relation;  // the table, or the view
  std::string name;      // of the column, constraint, index or policy
  int position = 0;      // in an index, from 1
  std::string text;
};

struct answer {
  bool is_same = false;
};

struct answers {
  std::vector<answer> given;  // one for each question
  std::string current_user;
  std::string session_user;
};

// In one transaction that is rolled back, in one round trip, on temporary objects. What the server
// refuses is not the same. Throws PG.* where a lock can't be had or the connection breaks.
answers ask(const std::vector<question>& questions, pg::connection& database);

}  // namespace sluice::catalog
