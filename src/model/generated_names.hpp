// What PostgreSQL calls the things that a schema leaves unnamed, by its own rules: the primary key
// of a column, the sequence of a serial column; and what is left of a name that is too long.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "model/database.hpp"

namespace sluice::model {

// The name as the server keeps it: 63 bytes at most, no character in halves.
std::string clipped(std::string_view name);
bool is_cut(std::string_view name);
// Names that are one to the server.
bool is_kept_as_one(std::string_view a, std::string_view b);

// makeObjectName() of PostgreSQL: "first_second_label" within 63 bytes, cut where it is longer.
// An empty `second` is left out.
std::string generated_name(std::string_view first, std::string_view second, std::string_view label);

// What a thing is called between two names that it can't have at once.
std::string temporary_name(std::string_view final_name);
// And one that goes to another schema: no other comes there by the same.
std::string temporary_name(std::string_view from_schema, std::string_view from_name);
bool is_temporary(std::string_view name);

bool is_serial(const std::string& type);
inline bool is_serial(const column& one) {
  return is_serial(one.type);
}

// The names in a database that was built afresh. The database must outlive it.
class generated_names {
 public:
  explicit generated_names(const database& all);

  // Of the primary key that stands in a column; "" where the table has none.
  const std::string& key(const table& of) const { return find(keys_, &of); }
  // Of a serial column's sequence; "" for other columns.
  const std::string& sequence(const column& of) const { return find(sequences_, &of); }

 private:
  template <typename Object>
  using names_of = std::unordered_map<const Object*, std::string>;

  template <typename Object>
  static const std::string& find(const names_of<Object>& in, const Object* one) {
    static const std::string none;
    const auto found = in.find(one);
    return found == in.end() ? none : found->second;
  }
  void add(const table& one);
  std::string choose(const std::string& schema, std::string_view first, std::string_view second,
                     std::string_view label, bool is_constraint);

  std::unordered_set<std::string> relations_;    // qualified()
  std::unordered_set<std::string> constraints_;  // qualified()
  names_of<table> keys_;
  names_of<column> sequences_;
};

}  // namespace sluice::model
