// A table as whoever makes rows for it has to know it: its columns' types down to the bottom, what
// has to be unique, what refers to what, which conditions hold.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pg/connection.hpp"

namespace sluice::data {

enum class value_kind {
  boolean,
  integer,
  numeric,
  floating,
  text,
  uuid,
  date,
  time,
  timestamp,
  interval,
  json,
  bytes,
  inet,
  cidr,
  macaddr,
  bits,
  enumeration,
  point,
  money,
  words,   // tsvector
  vector,  // pgvector's
  hstore,
  range,
  array,
  unknown,
};

struct value_type {
  value_kind kind = value_kind::unknown;
  std::string name;       // as PostgreSQL says it
  int bytes = 4;          // of an integer
  int length = 0;         // of a text, bits or a vector; 0 where there is no bound
  bool is_fixed = false;  // exactly so long
  int precision = 0;      // of a numeric; 0 where there is no bound
  int scale = 2;
  bool has_zone = false;
  bool is_multiple = false;                   // a multirange
  std::vector<std::string> labels;            // of an enum
  std::shared_ptr<const value_type> element;  // of an array or a range
  std::vector<std::string> conditions;        // of a domain, for VALUE
};

struct column_shape {
  std::string name;
  value_type type;
  bool not_null = false;
  bool is_generated = false;  // the server computes it
  bool has_default = false;
  std::optional<std::string> sequence;  // that numbers it: serial, identity
};

struct key_shape {
  std::string name;
  std::vector<std::size_t> columns;
  bool nulls_are_equal = false;
  bool is_primary = false;
};

struct reference_shape {
  std::string name;
  std::vector<std::size_t> columns;
  std::uint32_t to = 0;  // the table's oid
  std::vector<std::string> columns_to;
};

struct check_shape {
  std::string name;
  std::string condition;
};

struct table_shape {
  std::uint32_t oid = 0;
  std::string schema, name;
  std::vector<column_shape> columns;
  std::vector<key_shape> keys;
  std::vector<reference_shape> references;
  std::vector<check_shape> checks;    // and what its partitions take
  std::vector<std::size_t> disjoint;  // ranges that must not overlap
  bool has_rows = false;

  std::string quoted() const;
  std::string title() const;  // users, app.users
};

// All tables of the database that rows can be put into; none of extensions, systems and sluice.
// Throws PG.*.
std::vector<table_shape> read_table_shapes(pg::connection& database);

}  // namespace sluice::data
