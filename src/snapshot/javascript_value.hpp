// JSON values as JavaScript prints them after a JSON.parse: numbers in JavaScript's shortest form,
// keys in its order, the last of two equal keys. Drizzle's snapshots hold such values in defaults
// and in options.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/json_writer.hpp"

namespace sluice::snapshot {

// Number.prototype.toString(); "null" for what JSON has no number for.
std::string javascript_number(double value);

// An object's members as JavaScript lists them, the last of those with one key.
std::vector<const rapidjson::Value::Member*> javascript_members(const rapidjson::Value& object);

// Deeper nesting than this is no snapshot, but an attack on the stack.
inline constexpr int deepest_value = 200;

// Whether `value` nests no deeper than that.
bool is_shallow(const rapidjson::Value& value, int allowed = deepest_value);

// Writes a value that is shallow.
void write_value(json_writer& out, const rapidjson::Value& value);

// Writes JSON text: scalars as they are, objects and arrays with the writer's indentation.
void write_json_text(json_writer& out, std::string_view json);

// JSON.stringify(value).
std::string compact_text(const rapidjson::Value& value);

}  // namespace sluice::snapshot
