// A value for a column: of its type, within its limits, and such as its name promises.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/dice.hpp"
#include "data/limits.hpp"
#include "data/table_shape.hpp"

namespace sluice::data {

enum class meaning {
  none,
  first_name,
  last_name,
  full_name,
  company,
  thing,
  email,
  user_name,
  phone,
  city,
  country,
  country_code,
  state,
  street,
  postal_code,
  url,
  image,
  title,
  sentence,
  paragraph,
  slug,
  color,
  job,
  category,
  status,
  currency,
  language,
  time_zone,
  media_type,
  file_name,
  hexadecimal,
  ip_address,
  code,
  month,
  version,
  age,
  year,
  quantity,
  price,
  rating,
  percent,
  latitude,
  longitude,
  size,
  created,
  updated,
  deleted,
  birth,
  later,
};

// By the column's name, and the table's: `name` of users is a person's.
meaning meaning_of(const std::string& table, const column_shape& column);

struct value_place {
  std::uint64_t row = 0;           // of the table, from 0
  std::uint64_t attempt = 0;       // beyond the first, texts get numbers and ranges widen
  std::uint64_t person = 0;        // the row's: name and e-mail are of one
  std::int64_t floor = INT64_MIN;  // an ordered value is not below
};

// Into `out`, which is empty; the ordinal of an ordered one.
std::optional<std::int64_t> write_value(std::string& out, const value_type& type, meaning means,
                                        const column_limits& limits, const value_place& at,
                                        dice& roll);

// How many values it has, where they are few and can be numbered; 0 else.
std::uint64_t count_of_values(const value_type& type, const column_limits& limits);
std::optional<std::int64_t> write_numbered_value(std::string& out, const value_type& type,
                                                 const column_limits& limits, std::uint64_t number);

}  // namespace sluice::data
