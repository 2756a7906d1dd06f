// A part of a database that a Drizzle schema can't say: known by kind and name, with the definition
// that the server prints.
#pragma once

#include <string>
#include <tuple>

namespace sluice::model {

struct other_object {
  std::string kind;      // PostgreSQL's word: "trigger", "domain", "comment"
  std::string schema;    // "public"; empty of what stands in no schema
  std::string relation;  // the table that it belongs to, if any
  std::string name;      // of functions with their arguments' types
  std::string definition;

  bool operator==(const other_object&) const = default;
  bool operator<(const other_object& than) const {
    return std::tie(kind, schema, relation, name, definition) <
           std::tie(than.kind, than.schema, than.relation, than.name, than.definition);
  }
};

}  // namespace sluice::model
