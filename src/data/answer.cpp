#include "data/answer.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

namespace sluice::data {

namespace {

// Types by OID, as pg_type has them for good.
enum class type : unsigned {
  boolean = 16,
  int2 = 21,
  int4 = 23,
  oid = 26,
  json = 114,
  float4 = 700,
  float8 = 701,
  jsonb = 3802,
};

double number_of(std::string_view text) {
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  double out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

void write_value(type of, std::string_view text, script::native_result& out) {
  switch (of) {
    case type::boolean:
      out.boolean(text == "t");
      return;
    case type::int2:
    case type::int4:
    case type::oid:
    case type::float4:
    case type::float8:
      out.number(number_of(text));
      return;
    case type::json:
    case type::jsonb:
      out.json(text);
      return;
  }
  out.text(text);
}

// "INSERT 0 12" and "SELECT 3" count rows, "CREATE TABLE" does not.
void write_command(std::string_view said, script::native_result& out) {
  out.text(said.substr(0, said.find(' ')));
  const std::size_t last = said.rfind(' ');
  const std::string_view count = last == std::string_view::npos ? "" : said.substr(last + 1);
  if (count.empty() || count.find_first_not_of("0123456789") != std::string_view::npos) {
    out.null();
  } else {
    out.number(number_of(count));
  }
}

}  // namespace

void write_answer(const pg::result& from, script::native_result& out) {
  const int columns = from.columns();
  std::vector<type> types;
  out.begin_list();
  write_command(from.command(), out);
  out.begin_list();
  for (int column = 0; column < columns; ++column) out.text(from.name(column));
  out.end_list();
  out.begin_list();
  for (int column = 0; column < columns; ++column) {
    types.push_back(static_cast<type>(from.type(column)));
    out.number(from.type(column));
  }
  out.end_list();
  out.begin_list();
  for (int row = 0; row < from.rows(); ++row) {
    out.begin_list();
    for (int column = 0; column < columns; ++column) {
      if (from.is_null(row, column)) {
        out.null();
      } else {
        write_value(types[static_cast<std::size_t>(column)], from.text(row, column), out);
      }
    }
    out.end_list();
  }
  out.end_list();
  out.end_list();
}

}  // namespace sluice::data
