// The part of SQL's expressions that is common in conditions, as a tree: comparisons, arithmetic,
// AND, OR, NOT, calls, casts, lists.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/database.hpp"

namespace sluice::catalog {

struct expression {
  enum class form {
    column,               // of the table
    name,                 // schema.name, or anything else that is named
    keyword,              // current_date
    constant,             // of type `type`, or a literal that has none yet
    operation,            // `text` is the operator, LIKE as ~~; with one or two parts
    all,                  // AND
    any,                  // OR
    negation,             // NOT
    test,                 // IS …: `text` is the rest: "null", "not null", "distinct from"
    comparison_with_any,  // `text` ANY (array)
    comparison_with_all,
    list,   // of IN: behind the left side
    array,  // ARRAY[…]
    call,   // `text` is the function
    cast,   // to `text`
  };
  form kind = form::constant;
  std::string text;
  std::string type;  // of what is known: the catalog's name, "int4", "text[]"; of enums their own
  std::vector<expression> parts;
  bool is_limited = false;  // a column with a length or precision: a cast to its type is one

  bool operator==(const expression& than) const {
    return kind == than.kind && text == than.text && parts == than.parts &&
           (kind != form::constant || type == than.type);
  }
  bool is_literal() const { return kind == form::constant && type.empty(); }
};

// Under one name whatever its length and precision: those don't tell operators apart.
std::string type_of(const model::column& column);

// Nothing where the text is not all of that kind. Columns have the types of the table.
std::optional<expression> parse_expression(const std::string& text, const model::table& table);

}  // namespace sluice::catalog
