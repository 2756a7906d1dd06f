#include "frontend/typescript/read_column.hpp"

#include <unordered_map>
#include <utility>

#include "model/order.hpp"

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

constexpr rapidjson::SizeType sequence_option_count = 6;

// Takes the flat array apart, element by element.
class reader {
 public:
  explicit reader(const rapidjson::Value& flat) : flat_(flat) {}

  bool at_end() const { return next_ == flat_.Size(); }
  std::string take() { return text(flat_[next_++]); }

  model::column column() {
    model::column out;
    out.name = take();
    out.type = take();
    const unsigned flags = flat_[next_++].GetUint();
    out.primary_key = (flags & flag::primary_key) != 0;
    out.not_null = (flags & flag::not_null) != 0;
    if ((flags & flag::has_type_schema) != 0) out.type_schema = take();
    if ((flags & flag::default_is_sql) != 0) {
      out.default_ = {model::default_value::form::sql, take()};
    } else if ((flags & flag::default_is_json) != 0) {
      out.default_ = {model::default_value::form::json, take()};
    }
    if ((flags & flag::is_generated) != 0) out.generated = model::generated{take()};
    if ((flags & flag::has_identity) != 0) out.identity = identity();
    return out;
  }

 private:
  model::identity identity() {
    model::identity out;
    out.always = take() == "always";
    out.name = take();
    out.schema = take();
    out.options = read_sequence_options(flat_, next_);
    next_ += sequence_option_count;
    return out;
  }

  const rapidjson::Value& flat_;
  rapidjson::SizeType next_ = 0;
};

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

std::vector<model::column> read_columns(const rapidjson::Value& flat) {
  std::vector<model::column> all;
  std::unordered_map<std::string, std::size_t> places;
  for (reader columns(flat); !columns.at_end();) {
    model::column column = columns.column();
    const auto [place, is_new] = places.try_emplace(column.name, all.size());
    if (is_new) {
      all.push_back(std::move(column));
    } else {
      all[place->second] = std::move(column);
    }
  }
  model::order_as_javascript(
      all, [](const model::column& one) -> const std::string& { return one.name; });
  return all;
}

}  // namespace sluice::frontend::typescript
