// Columns, and the options of a sequence, as bundle/column.js writes them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "model/database.hpp"

namespace sluice::frontend::typescript {

std::string text(const rapidjson::Value& value);
std::optional<std::string> optional_text(const rapidjson::Value& value);  // null: nothing
std::vector<std::string> texts(const rapidjson::Value& array);

// [increment, minValue, maxValue, startWith, cache, cycle], from element `first` on.
model::sequence_options read_sequence_options(const rapidjson::Value& array,
                                              rapidjson::SizeType first);

// As the columns would stand in a JavaScript object keyed by name: a later one replaces an earlier
// one of its name in place.
std::vector<model::column> read_columns(const rapidjson::Value& flat);

template <typename Element, typename Read>
std::vector<Element> read_all(const rapidjson::Value& array, Read read) {
  std::vector<Element> all;
  all.reserve(array.Size());
  for (const rapidjson::Value& value : array.GetArray()) all.push_back(read(value));
  return all;
}

}  // namespace sluice::frontend::typescript
