// What `migrate` would send, as SQL that psql can run: transactions, statements, the ledger's rows.
// Pure.
#pragma once

#include <string>

#include "run/ledger.hpp"
#include "run/portion.hpp"

namespace sluice::run {

// The ledger's schema and table, where they are missing.
std::string sql_of_ledger(const ledger_name& name);

// What is left of a migration, and its row.
std::string sql_of(const migration& one, const ledger_name& name);

// The same for a transaction that is open.
std::string sql_in_transaction(const migration& one, const ledger_name& name);

}  // namespace sluice::run
