// The rows of one table, one after the other: exactly as many as are asked for, within its limits,
// unique where they have to be, pointing to rows that there are.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "data/limits.hpp"
#include "data/table_shape.hpp"
#include "data/value.hpp"

namespace sluice::data {

// The rows that a foreign key may point to: what they have in the columns that it names.
class reference_pool {
 public:
  explicit reference_pool(std::size_t columns) : columns_(columns) {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  std::size_t size() const { return rows_.size(); }
  const std::vector<std::string>& at(std::size_t row) const { return rows_[row]; }
  std::size_t columns() const { return columns_; }
  void cut(std::size_t rows) { rows_.resize(rows); }

 private:
  std::size_t columns_;
  std::vector<std::vector<std::string>> rows_;
};

struct cell {
  std::string text;
  bool is_null = false;
  std::optional<std::int64_t> ordinal;
};

struct row_settings {
  std::uint64_t seed = 0;
  std::uint64_t rows = 0;
  double nulls = 0.1;  // of the rows, in each column that may be NULL
};

struct filled_reference {
  const reference_shape* shape = nullptr;
  std::shared_ptr<reference_pool> pool;  // none: NULL for now
  bool is_own = false;                   // of the same table: rows are added as they are made
};

struct numbering {
  std::int64_t first = 1, step = 1;
};

class row_maker {
 public:
  row_maker(const table_shape& table, row_settings how, std::vector<filled_reference> references,
            std::map<std::size_t, numbering> numbered,
            std::map<std::size_t, std::vector<std::string>> passwords);

  // What a key has in rows that are there already.
  void add_existing(std::size_t key, const std::vector<cell>& values);

  // The next row, by column; those that the server fills are NULL. Throws SEED.TOO_FEW_VALUES.
  const std::vector<cell>& next();

  // A row that was not to be had: its keys are free again.
  void release(const std::vector<cell>& row);

  bool is_filled(std::size_t column) const { return filled_[column]; }
  bool is_opaque() const { return is_opaque_; }

 private:
  struct unique_key {
    std::vector<std::size_t> columns;
    bool nulls_are_equal = false;
    std::string name;
    std::unordered_set<std::uint64_t> taken;
  };
  // Of a key with few values: each is taken once, in an order that looks like none.
  struct enumerated_key {
    struct digit {
      std::uint64_t count = 0;
      std::size_t reference = SIZE_MAX;  // of a reference, else of a column
      std::size_t column = 0;
    };
    std::size_t key = 0;
    std::vector<digit> digits;
    std::uint64_t count = 0, step = 1, start = 0, next = 0;
  };

  void order_columns();
  void choose_enumerated(std::size_t key);
  bool make(std::uint64_t attempt);
  bool fill_references(std::uint64_t attempt);
  bool fill_reference(std::size_t which, dice& roll);
  void fill_enumerated();
  void fill_columns(std::uint64_t attempt);
  void fill_own_references();
  bool claim();
  static std::optional<std::uint64_t> hash_of_key(const unique_key& key,
                                                  const std::vector<cell>& row);
  dice dice_for(std::uint64_t what, std::uint64_t attempt) const;
  const std::vector<std::size_t>& rows_like(std::size_t which, const std::vector<bool>& fixed);
  [[noreturn]] void give_up() const;

  const table_shape& table_;
  row_settings how_;
  std::vector<filled_reference> references_;
  std::map<std::size_t, numbering> numbered_;
  std::map<std::size_t, std::vector<std::string>> passwords_;
  std::vector<way_to_fill> ways_;
  std::vector<meaning> meanings_;
  std::vector<bool> filled_;        // we write it
  std::vector<bool> by_reference_;  // a foreign key says what it is
  std::vector<bool> in_key_;
  std::vector<std::size_t> order_;
  std::vector<std::vector<std::size_t>> after_;  // by its name: updated_at is after created_at
  std::vector<unique_key> keys_;
  std::optional<enumerated_key> enumerated_;
  std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> rows_like_;
  std::map<std::size_t, std::size_t> indexed_rows_;
  bool is_opaque_ = false;

  std::uint64_t row_ = 0;
  std::uint64_t tried_ = 0;  // rows, with those that were taken back
  std::vector<cell> cells_;
  std::vector<bool> done_;
  const way_to_fill* way_ = nullptr;
  std::vector<std::pair<std::size_t, std::uint64_t>> claimed_;
  std::string collided_;
};

}  // namespace sluice::data
