// The rows that a load leaves out: counted, told, and written to a file; too many end it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "data/load.hpp"
#include "pg/message.hpp"

namespace sluice::data {

// The server refuses a row, not us.
bool is_of_the_data(const pg::server_message& why);

class bad_rows {
 public:
  bad_rows(std::string source, const load_options& options, load_observer& observer);

  // `row` as text, for who mends it. Throws LOAD.BAD_ROW (failure::migration) where there are too
  // many; where none may be left out, some more are looked for first: see full().
  void add(bad_row found, const std::string& row);
  // The load fails; so many are known that no more are looked for.
  bool full() const;
  bool failing() const { return count_ > allowed_; }
  [[noreturn]] void fail() const;

  std::uint64_t count() const { return count_; }
  std::uint64_t allowed() const { return allowed_; }

 private:
  void write(const bad_row& found, const std::string& row);

  std::string source_;
  std::uint64_t allowed_;
  std::filesystem::path file_;
  load_observer& observer_;
  std::ofstream out_;
  std::uint64_t count_ = 0;
  std::vector<bad_row> first_;
};

}  // namespace sluice::data
