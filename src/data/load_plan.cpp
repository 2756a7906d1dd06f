#include "data/load_plan.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "pg/quote.hpp"

namespace sluice::data {
namespace {

class planner {
 public:
  planner(const load_declaration& declaration, const load_target& target,
          const std::vector<std::string>& names, const std::string& batch)
      : declaration_(declaration), target_(target), names_(names), batch_(batch) {}

  load_plan plan() {
    choose_columns();
    for (const load_column& column : columns_) check(column);
    check_fields();
    check_unfilled();
    fail_where_wrong();
    choose_key();
    for (const load_column& column : columns_) staged_ = staged_ || !column.expression.empty();
    out_.staged = staged_ || out_.keeps_keys || declaration_.mode == load_mode::upsert;
    if (out_.staged) {
      fill_staged();
    } else {
      fill_direct();
    }
    return std::move(out_);
  }

 private:
  place where(const load_column* column) const {
    if (column != nullptr && column->where.line != 0) return column->where;
    return declaration_.columns_place.line != 0 ? declaration_.columns_place
                                                : declaration_.table_place;
  }
  void wrong(const load_column* column, std::string text) {
    mistakes_.emplace_back(where(column), std::move(text));
  }
  bool is_ignored(const std::string& name) const {
    return declaration_.ignores_others ||
           std::find(declaration_.ignored.begin(), declaration_.ignored.end(), name) !=
               declaration_.ignored.end();
  }

  void choose_columns() {
    columns_ = declaration_.columns;
    if (!columns_.empty()) return;
    for (const std::string& name : names_) {
      if (is_ignored(name) && target_.find(name) == nullptr) continue;
      if (std::find(declaration_.ignored.begin(), declaration_.ignored.end(), name) !=
          declaration_.ignored.end()) {
        continue;
      }
      columns_.push_back({.column = name, .fields = {name}});
    }
  }

  void check(const load_column& column) {
    const target_column* const there = target_.find(column.column);
    if (there == nullptr) {
      const std::string similar = nearest(column.column, target_.column_names());
      const bool by_name = declaration_.columns.empty();
      wrong(&column, concat(target_.display(), " has no column ", column.column,
                            by_name ? ", and the source has such a field" : "",
                            similar.empty() ? "" : concat("; did you mean ", similar, "?")));
    } else if (there->generated) {
      wrong(&column, concat(column.column, " is a generated column: PostgreSQL fills it"));
    }
    for (const std::string& field : column.fields) {
      if (index_of(field)) continue;
      const std::string similar = nearest(field, names_);
      wrong(&column, concat("the source has no field ", field,
                            similar.empty() ? concat("; it has ", join(names_, ", "))
                                            : concat("; did you mean ", similar, "?")));
    }
  }

  // What is loaded nowhere has to be said.
  void check_fields() {
    if (declaration_.columns.empty()) return;
    for (const std::string& name : names_) {
      const bool used = std::any_of(columns_.begin(), columns_.end(), [&](const auto& column) {
        return std::find(column.fields.begin(), column.fields.end(), name) != column.fields.end();
      });
      if (!used && !is_ignored(name)) {
        wrong(nullptr, concat("no column is filled from the field ", name,
                              "; add it to ignore if that is meant"));
      }
    }
    for (const std::string& name : declaration_.ignored) {
      if (!index_of(name) && declaration_.format == load_format::csv) {
        wrong(nullptr, concat("ignore names the field ", name, ", which the source does not have"));
      }
    }
  }

  void check_unfilled() {
    if (!declaration_.batch_column.empty() && target_.find(declaration_.batch_column) == nullptr) {
      wrong(nullptr, concat(target_.display(), " has no column ", declaration_.batch_column,
                            " (batch_column)"));
    }
    for (const target_column& column : target_.columns) {
      if (!column.not_null || column.has_default || column.generated) continue;
      if (column.name == declaration_.batch_column) continue;
      const bool filled = std::any_of(columns_.begin(), columns_.end(),
                                      [&](const auto& one) { return one.column == column.name; });
      if (!filled) {
        wrong(nullptr, concat("nothing fills ", target_.display(), ".", column.name,
                              ", which is NOT NULL and has no default"));
      }
    }
  }

  void fail_where_wrong() {
    if (mistakes_.empty()) return;
    std::vector<std::string> others;
    for (std::size_t i = 1; i < mistakes_.size(); ++i) others.push_back(mistakes_[i].second);
    throw error(failure::config, "LOAD.COLUMNS", mistakes_[0].second)
        .at(mistakes_[0].first)
        .because(join(others, "\n"));
  }

  void choose_key() {
    out_.key = declaration_.key;
    const bool by_batch = !declaration_.batch_column.empty();
    out_.keeps_keys =
        declaration_.undoable && (declaration_.mode == load_mode::upsert || !by_batch);
    if (out_.key.empty()) {
      if (!out_.keeps_keys) return;
      out_.key = target_.primary_key;
      if (!out_.key.empty()) return;
      throw error(failure::config, "LOAD.KEY",
                  concat(target_.display(),
                         " has no primary key: what is loaded could not be "
                         "taken back"))
          .at(declaration_.table_place)
          .advise(
              "say batch_column = \"…\" (a column of text that keeps the batch), or "
              "undo = false");
    }
    std::vector<std::string> sorted = out_.key;
    std::sort(sorted.begin(), sorted.end());
    for (std::vector<std::string> unique : target_.unique_keys) {
      std::sort(unique.begin(), unique.end());
      if (unique == sorted) return;
    }
    throw error(
        failure::config, "LOAD.KEY",
        concat(target_.display(), " has no unique index on key (", join(out_.key, ", "), ")"))
        .at(declaration_.table_place)
        .advise("name the columns of a primary key or of a unique constraint");
  }

  std::optional<std::size_t> index_of(const std::string& field) const {
    const auto found = std::find(names_.begin(), names_.end(), field);
    if (found == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names_.begin());
  }

  copied_column copied(const load_column& column) const {
    const target_column& there = *target_.find(column.column);
    copied_column out{.name = there.name, .type = there.type, .array = there.array};
    if (column.constant) {
      out.constant = *column.constant;
    } else {
      out.field = index_of(column.fields.front());
    }
    return out;
  }

  void fill_direct() {
    for (const load_column& column : columns_) out_.copied.push_back(copied(column));
    if (declaration_.batch_column.empty()) return;
    const target_column& there = *target_.find(declaration_.batch_column);
    out_.copied.push_back({.name = there.name, .type = there.type, .constant = batch_});
  }

  // The staging table has a column for each one that is filled from a field as it is, of its type
  // (which is where values are checked, line by line), and for each field of an expression as text.
  void fill_staged() {
    std::set<std::string> in_expressions;
    for (const load_column& column : columns_) {
      if (!column.expression.empty()) {
        in_expressions.insert(column.fields.begin(), column.fields.end());
      }
    }
    for (const std::string& field : in_expressions) {
      out_.copied.push_back({.name = field, .type = "text", .field = index_of(field)});
    }
    for (const load_column& column : columns_) {
      if (!column.expression.empty()) {
        out_.selected.push_back({column.column, concat("(", column.expression, ")"), column.where});
        continue;
      }
      copied_column one = copied(column);
      if (column.constant) {
        out_.selected.push_back(
            {one.name, concat(pg::quote_literal(one.constant), "::", one.type)});
        continue;
      }
      if (in_expressions.contains(one.name)) one.name += " (column)";
      out_.selected.push_back({column.column, pg::quote_identifier(one.name)});
      out_.copied.push_back(std::move(one));
    }
    if (declaration_.batch_column.empty()) return;
    const target_column& there = *target_.find(declaration_.batch_column);
    out_.selected.push_back({there.name, concat(pg::quote_literal(batch_), "::", there.type)});
  }

  const load_declaration& declaration_;
  const load_target& target_;
  const std::vector<std::string>& names_;
  const std::string& batch_;
  std::vector<load_column> columns_;
  bool staged_ = false;
  std::vector<std::pair<place, std::string>> mistakes_;
  load_plan out_;
};

}  // namespace

std::vector<std::string> load_plan::loaded_columns() const {
  std::vector<std::string> names;
  if (staged) {
    for (const selected_column& column : selected) names.push_back(column.name);
  } else {
    for (const copied_column& column : copied) names.push_back(column.name);
  }
  return names;
}

load_plan plan_load(const load_declaration& declaration, const load_target& target,
                    const std::vector<std::string>& names, const std::string& batch) {
  return planner(declaration, target, names, batch).plan();
}

}  // namespace sluice::data
