// What loads keep in the schema `sluice` (docs/formats.md): a row of `loads` for each batch, and of
// `load_rows` for each row that can't be told to be the batch's by a column of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/load.hpp"
#include "data/load_target.hpp"
#include "pg/connection.hpp"

namespace sluice::data {

// In a transaction. Throws LOAD.BATCH (failure::migration) where it is loaded already.
std::int64_t begin_load(pg::connection& connection, const load_declaration& declaration,
                        const load_target& target, const std::string& batch);

struct load_facts {
  std::vector<std::string> key;   // of the rows in load_rows
  std::vector<std::string> kept;  // columns whose values from before stand there
  std::vector<std::string> transactions;
};

void end_load(pg::connection& connection, std::int64_t id, const load_outcome& outcome,
              const load_facts& facts);

struct recorded_load {
  std::int64_t id = 0;
  std::string schema, table, mode, batch_column;
  bool undoable = true;
  std::uint64_t inserted = 0, updated = 0, removed = 0;
  std::vector<std::string> key, kept;
  std::string transactions;  // as PostgreSQL writes an array of texts
};

// Nothing where the batch is not loaded, or was taken back.
std::optional<recorded_load> find_load(pg::connection& connection, const std::string& batch);
void forget_load(pg::connection& connection, std::int64_t id);

// Other batches that the same table has.
struct other_load {
  std::int64_t id = 0;
  std::string transactions;
};
std::vector<other_load> other_loads(pg::connection& connection, const recorded_load& than);

// '{"a","b"}'
std::string array_literal(const std::vector<std::string>& values);
std::vector<std::string> read_array(std::string_view literal);

}  // namespace sluice::data
