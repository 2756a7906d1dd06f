// The rows that one statement gave.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

struct pg_result;

namespace sluice::pg {

class result {
 public:
  explicit result(pg_result* owned) : handle_(owned) {}

  int rows() const;
  int columns() const;
  std::string_view name(int column) const;
  unsigned type(int column) const;  // its OID
  bool is_null(int row, int column) const;
  // Empty where the value is NULL. Lives as long as the result.
  std::string_view text(int row, int column) const;
  std::int64_t integer(int row, int column) const;  // 0 where the value is NULL
  bool boolean(int row, int column) const { return text(row, column) == "t"; }
  // "CREATE TABLE", "INSERT 0 1".
  std::string_view command() const;

  const pg_result* get() const { return handle_.get(); }

 private:
  struct deleter {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, deleter> handle_;
};

}  // namespace sluice::pg
