// What is sent to keep tables and columns that are about to be dropped (keep.hpp): DO blocks. Pure.
#pragma once

#include <string>
#include <vector>

#include "run/ledger.hpp"
#include "run/losses.hpp"

namespace sluice::run {

struct keep_context {
  const ledger_name& ledger;
  const std::string& tag;  // of the migration that is taken back
  std::vector<std::string>
      dropped_columns;  // of the table, in the whole file: no key may hold them
};

// The first and the last of a transaction: what went between them was kept, or all of it ends.
std::string begin_keeping_block();
std::string end_keeping_block();

// The statement that drops the table is done in it too, where it is given.
std::string table_block(const loss& one, const keep_context& in, const std::string& drop = {});
// All tables of it.
std::string schema_block(const loss& one, const keep_context& in);
std::string column_block(const loss& one, const keep_context& in);

}  // namespace sluice::run
