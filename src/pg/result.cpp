#include "pg/result.hpp"

#include <charconv>

#include "pg/libpq.hpp"

namespace sluice::pg {

void result::deleter::operator()(pg_result* result) const {
  api().clear(result);
}

int result::rows() const {
  return api().rows(handle_.get());
}

int result::columns() const {
  return api().columns(handle_.get());
}

std::string_view result::name(int column) const {
  return api().column_name(handle_.get(), column);
}

unsigned result::type(int column) const {
  return api().column_type(handle_.get(), column);
}

bool result::is_null(int row, int column) const {
  return api().is_null(handle_.get(), row, column) != 0;
}

std::string_view result::text(int row, int column) const {
  return {api().value(handle_.get(), row, column),
          static_cast<std::size_t>(api().length(handle_.get(), row, column))};
}

std::int64_t result::integer(int row, int column) const {
  const std::string_view digits = text(row, column);
  std::int64_t out = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

std::string_view result::command() const {
  return api().command_status(handle_.get());
}

}  // namespace sluice::pg
