// How a column's type is said in TypeScript: which function of drizzle-orm makes it, and with which
// options.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "model/database.hpp"

namespace sluice::codegen::typescript {

// What kind of values it holds: what a default may look like.
enum class value_kind {
  enumeration,
  whole,
  floating,
  boolean,
  uuid,
  numeric,
  timestamp,
  time,
  interval,
  date,
  text,
  json,
  network,
  other,
};

struct column_type {
  value_kind kind = value_kind::other;
  // Of drizzle-orm; empty for an enum, and for what Drizzle has no function for.
  std::string function;
  std::string options;      // "{ precision: 3 }"; empty for none
  std::string base;         // without the brackets of an array
  std::string array_calls;  // ".array()" for each of its dimensions

  bool is_array() const { return !array_calls.empty(); }
  bool is_custom() const { return kind != value_kind::enumeration && function.empty(); }
};

// `enums`: qualified names.
column_type type_of(const model::column& column, const std::unordered_set<std::string>& enums);

}  // namespace sluice::codegen::typescript
