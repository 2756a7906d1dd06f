// The tables of a plan as queries on the live database: what their columns hold by the time that a
// statement's turn comes, under the names that they have then.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ddl/relation_key.hpp"
#include "ddl/statement.hpp"
#include "model/database.hpp"

namespace sluice::project {

struct foreseen_table {
  ddl::relation live;                // what it is called in the database
  std::string from;                  // for FROM, before its alias
  std::vector<std::string> columns;  // by their names then
  std::vector<std::string> key;      // of the primary key; empty: there is none
  bool only_grew = true;             // what the database has can be asked under the same names
};

class foreseen_tables {
 public:
  explicit foreseen_tables(const model::database& live);

  // Nothing for a table that the plan makes, or that is not known.
  const foreseen_table* find(const ddl::relation& then) const;
  bool is_new(const ddl::relation& then) const { return new_.contains(ddl::key(then)); }
  // What the database calls a type, view or sequence of that name; the same where nothing was
  // renamed.
  ddl::relation live_name(const ddl::relation& then) const;
  // The live name of a column; nothing where the plan makes it.
  std::optional<std::string> live_column(const ddl::relation& then,
                                         const std::string& column) const;

  void follow(const ddl::statement& done);

 private:
  struct tracked : foreseen_table {
    std::unordered_map<std::string, std::string> live_columns;  // name then → name in the database
  };

  void rename(const ddl::action::rename& does);
  void move(const ddl::relation& from, const ddl::relation& to);
  void rename_schema(const std::string& from, const std::string& to);
  void rename_column(const ddl::relation& then, const std::string& from, const std::string& to);
  void set_column(const ddl::relation& then, const std::string& column,
                  const std::string& expression);
  tracked* get(const ddl::relation& then);

  std::unordered_map<std::string, tracked> tables_;        // ddl::key() of the name then
  std::unordered_map<std::string, ddl::relation> others_;  // renamed types, views, sequences
  std::unordered_map<std::string, std::string> schemas_;   // name then → name in the database
  std::unordered_set<std::string> new_;
};

// What stands behind SET DATA TYPE … USING, or the cast that is meant without it.
std::string new_value_of(const ddl::statement& one, const std::string& column);

// What stands behind FROM, with the table's name as alias: conditions may say it.
std::string from_text(const foreseen_table& table, const ddl::relation& then);

}  // namespace sluice::project
