// A target as libpq's functions take it: two arrays of C strings, and files that hold the
// certificates.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pg/target.hpp"

namespace sluice::pg {

// A certificate given as text, as a file that only this process sees: libpq takes paths alone.
class memory_file {
 public:
  explicit memory_file(std::string_view content);  // throws PG.CERTIFICATE
  ~memory_file();
  memory_file(memory_file&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  memory_file(const memory_file&) = delete;
  memory_file& operator=(const memory_file&) = delete;
  memory_file& operator=(memory_file&&) = delete;

  std::string path() const;

 private:
  int descriptor_;
};

class connection_arguments {
 public:
  // Adds to the target's notes what the loaded library made it leave out.
  explicit connection_arguments(connection_target& target);
  connection_arguments(const connection_arguments&) = delete;
  connection_arguments& operator=(const connection_arguments&) = delete;

  const char* const* keywords() const { return keywords_.data(); }
  const char* const* values() const { return values_.data(); }

 private:
  std::vector<memory_file> files_;
  std::vector<std::pair<std::string, std::string>> parameters_;
  std::vector<const char*> keywords_, values_;  // both end with a null
};

}  // namespace sluice::pg
