// Rows into a COPY, in blocks that stay in memory until it is known that the server took them:
// where it refuses one, its line, column and value are named, or it is left out.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "data/bad_rows.hpp"
#include "pg/connection.hpp"

namespace sluice::data {

struct copy_settings {
  std::string sql;       // COPY … FROM STDIN, in the format text
  std::string relation;  // as PostgreSQL calls it in its messages
  std::vector<std::string> columns;
  bool by_blocks = false;  // each block alone: rows may be left out, or what fails shows at the end
  std::int64_t load_id = 0;
};

class copy_stream {
 public:
  copy_stream(pg::connection& connection, copy_settings settings, bad_rows& bad);
  ~copy_stream();
  copy_stream(const copy_stream&) = delete;
  copy_stream& operator=(const copy_stream&) = delete;

  void text(std::string_view value);
  void null();
  void end_row(std::uint64_t line);
  void finish();

  std::uint64_t rows() const { return rows_; }
  // The ids of the transactions that the rows are from: xmin's.
  const std::vector<std::string>& transactions() const { return transactions_; }

 private:
  struct block {
    std::string data;
    std::vector<std::uint32_t> ends;   // of its rows
    std::vector<std::uint64_t> lines;  // where they begin in the source
    std::uint64_t first = 0;           // row of the copy
  };

  void put_block();
  void begin();
  void end();
  void look_into(const pg::outcome& failed);
  void load_alone(const block& rows, std::size_t from, std::size_t to);
  pg::outcome try_alone(const block& rows, std::size_t from, std::size_t to);
  void leave_out(const block& rows, std::size_t row, const pg::server_message& why);
  std::size_t row_of(const pg::server_message& why) const;
  std::string column_of(const pg::server_message& why) const;
  std::string value_of(const block& rows, std::size_t row, const std::string& column) const;
  std::string json_of(const block& rows, std::size_t row) const;
  std::string_view text_of(const block& rows, std::size_t row) const;

  pg::connection& connection_;
  copy_settings settings_;
  bad_rows& bad_;
  block current_;
  std::deque<block> sent_;  // the newest of a copy that runs
  std::size_t sent_bytes_ = 0;
  bool running_ = false;
  bool looking_ = false;  // the load has failed; what else is bad is looked for
  std::size_t looked_at_ = 0;
  std::uint64_t rows_ = 0;        // taken
  std::uint64_t given_ = 0;       // since the beginning
  std::uint64_t copy_first_ = 0;  // row that the running copy began with
  std::vector<std::string> transactions_;
};

// A row of the text format, taken apart: what COPY would make of it; nothing is NULL.
std::vector<std::optional<std::string>> split_copy_row(std::string_view row);

}  // namespace sluice::data
