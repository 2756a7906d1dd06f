// What a reading is put together from: the queries' rows refer to each other by object identifiers
// and column numbers, which a model does not have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "catalog/read.hpp"
#include "model/database.hpp"
#include "pg/result.hpp"

namespace sluice::catalog {

using oid = std::uint32_t;

// Beside a column of a model.
struct column_facts {
  int number = 0;  // attnum: dropped columns leave gaps
  oid type = 0;    // a domain's base
  oid collation = 0;
  bool is_array = false;
  bool is_enum = false;
};

struct relation_draft {
  oid identifier = 0;
  char kind = 'r';                  // pg_class.relkind
  bool is_said = true;              // a Drizzle schema could make it again
  model::table table;               // of a view, name, schema and columns
  std::vector<column_facts> facts;  // beside table.columns
  std::string key_name;             // of the primary key that stands in a column

  // Where the column of that number stands.
  std::optional<std::size_t> position(int number) const;
  // The column itself, or nullptr.
  const model::column* column(int number) const;
  const column_facts* facts_of(int number) const;
};

struct view_draft {
  oid relation = 0;
  model::view view;
};

struct sequence_draft {
  model::sequence sequence;
  std::string default_text;  // of a column that takes its values from it
  std::string type;
  oid owner = 0;  // the table of a serial or identity column
  int owner_column = 0;
  bool is_identity = false;
  bool is_taken = false;  // a column has it: it's no sequence of its own
};

struct operator_class {
  std::string name;
  oid method = 0;
  oid type = 0;
  bool is_default = false;
};

class draft {
 public:
  draft(const scope& what, int version) : about(what), server_version(version) {}

  const scope& about;
  int server_version;
  std::vector<relation_draft> relations;
  std::vector<sequence_draft> sequences;
  std::vector<view_draft> views;
  std::unordered_map<oid, operator_class> operator_classes;
  std::unordered_map<oid, std::string> collations;  // quoted, as SQL names them
  reading out;

  void add(relation_draft one);
  // Of the tables, views and the like in the schemas that are read; nullptr for others.
  relation_draft* relation(oid identifier);
  void add_other(std::string kind, std::string schema, std::string relation, std::string name,
                 std::string_view definition);

 private:
  std::unordered_map<oid, std::size_t> at_;
};

inline oid oid_at(const pg::result& rows, int row, int column) {
  return static_cast<oid>(rows.integer(row, column));
}
inline std::string text_at(const pg::result& rows, int row, int column) {
  return std::string(rows.text(row, column));
}
inline std::optional<std::string> optional_at(const pg::result& rows, int row, int column) {
  if (rows.is_null(row, column)) return std::nullopt;
  return text_at(rows, row, column);
}
// "{1,2}" and "1 2", which is how int2vector and oidvector look.
std::vector<std::int64_t> numbers_at(const pg::result& rows, int row, int column);

}  // namespace sluice::catalog
