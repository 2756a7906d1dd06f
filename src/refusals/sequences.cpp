// The options of sequences and identities, by the rules of CREATE SEQUENCE.
#include <charconv>
#include <cstdint>
#include <optional>

#include "base/text.hpp"
#include "diff/casts.hpp"
#include "refusals/rules.hpp"

namespace sluice::refusals {

namespace {

std::optional<std::int64_t> number(const std::optional<std::string>& text) {
  std::int64_t value = 0;
  if (!text) return std::nullopt;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), value);
  if (read.ec != std::errc() || read.ptr != text->data() + text->size()) return std::nullopt;
  return value;
}

void find_in_options(const model::sequence_options& options, const std::string& what,
                     const subject& where, list& found) {
  const auto add = [&](const std::string& wrong) {
    found.push_back({"SCHEMA.SEQUENCE", "22023", concat(what, ": ", wrong),
                     "correct the options of the sequence", where});
  };
  const auto lowest = number(options.min_value);
  const auto highest = number(options.max_value);
  const auto start = number(options.start_with);
  if (number(options.increment) == 0) add("the increment is 0");
  if (const auto cache = number(options.cache); cache && *cache < 1)
    add("the cache is less than 1");
  if (lowest && highest && *lowest >= *highest) {
    add(concat("the lowest value, ", std::to_string(*lowest), ", is not below the highest, ",
               std::to_string(*highest)));
  } else if (start && lowest && *start < *lowest) {
    add(concat("it starts with ", std::to_string(*start), ", below its lowest value ",
               std::to_string(*lowest)));
  } else if (start && highest && *start > *highest) {
    add(concat("it starts with ", std::to_string(*start), ", above its highest value ",
               std::to_string(*highest)));
  }
}

}  // namespace

void find_in_sequences(const model::database& schema, list& found) {
  for (const model::sequence& sequence : schema.sequences) {
    find_in_options(sequence.options, concat("sequence \"", sequence.name, "\""),
                    {sequence.schema, sequence.name, {}}, found);
  }
  for (const model::table& table : schema.tables) {
    for (const model::column& column : table.columns) {
      if (!column.identity) continue;
      find_in_options(column.identity->options,
                      concat("the identity of \"", table.name, "\".\"", column.name, "\""),
                      about(table, column.name), found);
    }
  }
}

}  // namespace sluice::refusals
