#include "diff/touched_columns.hpp"

#include <algorithm>

#include "model/schema_name.hpp"

namespace sluice::diff {

namespace {

using how = touched_column::how;

bool contains(const std::vector<std::string>& names, const std::string& one) {
  return std::find(names.begin(), names.end(), one) != names.end();
}

bool is_text(const column_kind& kind) {
  return !kind.is_array && !kind.is_enum && (kind.name == "text" || kind.name == "varchar");
}

bool is_char(const column_kind& kind) {
  return !kind.is_array && kind.name == "bpchar";
}

bool is_whole_number(const column_kind& kind) {
  return !kind.is_array && (kind.name == "int2" || kind.name == "int4" || kind.name == "int8");
}

bool is_number(const column_kind& kind) {
  return is_whole_number(kind) ||
         (!kind.is_array &&
          (kind.name == "float4" || kind.name == "float8" || kind.name == "numeric"));
}

// PostgreSQL makes expressions again from their own text, casts included. Within a family, and in a
// plain condition, the result is what the new type would have had from the start.
bool reads_alike(const touched_column& column, const sql_words& words) {
  if (column.what == how::made_again) return false;
  if (words.asks_only_for_null(column.before->name)) return true;
  if (column.what != how::retyped) return false;
  if (column.from.name == column.to.name && column.from.schema == column.to.schema &&
      column.from.is_array == column.to.is_array) {
    return true;
  }
  if (column.from.is_array && column.to.is_array) return words.is_plain() && !words.has_literals();
  const bool are_texts = (is_text(column.from) && is_text(column.to)) ||
                         (is_char(column.from) && is_text(column.to) && !words.has_literals());
  const bool are_numbers =
      (is_whole_number(column.from) && is_whole_number(column.to)) ||
      // A plain 6 stays one; '6' has become the old type's.
      (is_whole_number(column.from) && is_number(column.to) && !words.has_literals());
  return (are_texts && words.is_plain()) || (are_numbers && words.is_plain_for_numbers());
}

// Whether a policy or view that names the column uses it.
bool is_in_use(const touched_column& column, const sql_words& words, bool is_changed) {
  if (column.what == how::dropped && !is_changed) return false;
  return words.names_column(column.before->name) ||
         (column.what == how::recreated && words.names(column.from.name));
}

bool is_ordered(const std::string& method) {
  return method == "btree" || method == "hash" || method == "brin";
}

}  // namespace

bool touched_table::has_recreated() const {
  return std::any_of(columns_.begin(), columns_.end(),
                     [](const touched_column& one) { return one.what == how::recreated; });
}

bool touched_table::holds_expression(const sql_words& words) const {
  return std::any_of(columns_.begin(), columns_.end(), [&](const touched_column& one) {
    if (one.what == how::dropped) return false;
    const bool names_type = one.what == how::recreated && words.names(one.from.name);
    return names_type || (words.names(one.before->name) && !reads_alike(one, words));
  });
}

bool touched_table::holds(const model::check_constraint& one) const {
  return holds_expression(sql_words(one.value));
}

bool touched_table::holds(const model::index& one) const {
  if (one.where && holds_expression(sql_words(*one.where))) return true;
  return std::any_of(one.columns.begin(), one.columns.end(), [&](const model::index_column& part) {
    if (part.is_expression) return holds_expression(sql_words(part.expression));
    return std::any_of(columns_.begin(), columns_.end(), [&](const touched_column& column) {
      return column.before->name == part.expression &&
             (column.what == how::made_again ||
              (column.what == how::recreated && !is_ordered(one.method)));
    });
  });
}

bool touched_table::holds(const model::policy& one, bool is_changed) const {
  const auto uses = [&](const std::optional<std::string>& condition) {
    if (!condition) return false;
    const sql_words words(*condition);
    return std::any_of(columns_.begin(), columns_.end(), [&](const touched_column& column) {
      return is_in_use(column, words, is_changed);
    });
  };
  return uses(one.using_) || uses(one.with_check);
}

bool touched_table::holds_key(const std::vector<std::string>& columns) const {
  return std::any_of(columns_.begin(), columns_.end(), [&](const touched_column& one) {
    return one.what == how::made_again && contains(columns, one.before->name);
  });
}

bool touched_table::holds_reference(const std::vector<std::string>& columns) const {
  return std::any_of(columns_.begin(), columns_.end(), [&](const touched_column& one) {
    return one.what != how::dropped && contains(columns, one.before->name) &&
           (one.what != how::retyped || !are_comparable(one.from, one.to));
  });
}

bool touched_table::holds_generated(const model::generated& one) const {
  const sql_words words(one.as);
  return std::any_of(columns_.begin(), columns_.end(), [&](const touched_column& column) {
    return is_in_use(column, words, false) && column.what != how::made_again;
  });
}

bool holds(const touched_tables& all, const sql_words& words, bool is_changed) {
  return std::any_of(all.begin(), all.end(), [&](const auto& one) {
    const touched_table& table = one.second;
    const model::table& named = *one.first;
    if (!words.names_relation("", named.name) &&
        !words.names_relation(model::schema_name(named.schema), named.name)) {
      return false;
    }
    if (words.takes_all() && table.has_other_columns()) return true;
    return std::any_of(table.columns().begin(), table.columns().end(),
                       [&](const touched_column& column) {
                         return (words.takes_all() && column.what != how::dropped) ||
                                is_in_use(column, words, is_changed);
                       });
  });
}

}  // namespace sluice::diff
