#include "frontend/typescript/read_column.hpp"

namespace sluice::frontend::typescript {

namespace {

// The same numbers stand in bundle/column.js.
namespace flag {
constexpr unsigned primary_key = 1;
constexpr unsigned not_null = 2;
constexpr unsigned has_type_schema = 4;
constexpr unsigned default_is_sql = 8;
constexpr unsigned default_is_json = 16;
constexpr unsigned is_generated = 32;
constexpr unsigned has_identity = 64;
}  // namespace flag

model::identity read_identity(const rapidjson::Value& array) {
  model::identity identity;
  identity.always = view(array[0]) == "always";
  identity.name = text(array[1]);
  identity.schema = text(array[2]);
  identity.options = read_sequence_options(array, 3);
  return identity;
}

}  // namespace

std::string text(const rapidjson::Value& value) {
  return value.IsString() ? std::string(view(value)) : std::string();
}

std::optional<std::string> optional_text(const rapidjson::Value& value) {
  if (!value.IsString()) return std::nullopt;
  return std::string(view(value));
}

std::vector<std::string> texts(const rapidjson::Value& array) {
  return read_all<std::string>(array, text);
}

model::sequence_options read_sequence_options(const rapidjson::Value& array,
                                              rapidjson::SizeType first) {
  model::sequence_options options;
  options.increment = text(array[first]);
  options.min_value = text(array[first + 1]);
  options.max_value = text(array[first + 2]);
  options.start_with = text(array[first + 3]);
  options.cache = text(array[first + 4]);
  options.cycle = array[first + 5].IsTrue();
  return options;
}

model::column read_column(const rapidjson::Value& column) {
  model::column out;
  out.name = text(column[0]);
  out.type = text(column[1]);
  const unsigned flags = column[2].GetUint();
  out.primary_key = (flags & flag::primary_key) != 0;
  out.not_null = (flags & flag::not_null) != 0;
  rapidjson::SizeType next = 3;
  if ((flags & flag::has_type_schema) != 0) out.type_schema = text(column[next++]);
  if ((flags & flag::default_is_sql) != 0) {
    out.default_ = {model::default_value::form::sql, text(column[next++])};
  } else if ((flags & flag::default_is_json) != 0) {
    out.default_ = {model::default_value::form::json, text(column[next++])};
  }
  if ((flags & flag::is_generated) != 0) out.generated = model::generated{text(column[next++])};
  if ((flags & flag::has_identity) != 0) out.identity = read_identity(column[next]);
  return out;
}

}  // namespace sluice::frontend::typescript
