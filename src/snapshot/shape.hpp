// What drizzle-kit's validator takes for a snapshot: the keys of each object in the order in which
// it writes them, what each holds, and what stands for one that is missing.
#pragma once

#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/json_writer.hpp"

namespace sluice::snapshot {

struct shape;

enum class holds {
  text,
  flag,
  number,
  anything,
  texts,           // an array of texts
  record_of_text,  // an object whose every value is a text
  object,          // of the shape `inner`
  record,          // an object whose every value has the shape `inner`
  list,            // an array whose every element has the shape `inner`
};

struct field {
  std::string_view key;
  holds kind = holds::text;
  const shape* inner = nullptr;
  bool required = true;
  std::string_view otherwise{};               // JSON text, where the key is missing
  std::vector<std::string_view> one_of = {};  // of texts, if not any
};

struct shape {
  std::vector<field> fields;
  bool strict = true;  // no other keys
};

// Of whole snapshots: version 5, 6 or 7.
const shape& snapshot_shape(int version);

// The shapes of a version 7 table's parts, and of enums since version 6.
const shape& column_shape();
const shape& foreign_key_shape();
const shape& primary_key_shape();
const shape& unique_shape();
const shape& enum_shape();

// The object's members as `as` has them, without its braces; those that it has not are left out.
void write_fields(json_writer& out, const rapidjson::Value& object, const shape& as);

// A value of that kind.
void write_field(json_writer& out, const rapidjson::Value& value, const field& one);

// The last member of that name; nullptr where there is none.
const rapidjson::Value* last_member(const rapidjson::Value& object, std::string_view key);

}  // namespace sluice::snapshot
