// A file that takes a migration back, made to keep what it drops (trash.hpp).
#pragma once

#include <string>

#include "migrations/folder.hpp"
#include "run/ledger.hpp"

namespace sluice::run {

// What PostgreSQL says where something is dropped that was not kept: the transaction ends.
inline constexpr std::string_view not_kept = "SLU01";

// The same statements, and before each that drops tables or columns one that keeps them; at the end
// one that fails where anything else went. The file as it is where it drops nothing. Pure. Throws
// TRASH.TRANSACTIONS (failure::migration) where it is not one transaction, MIGRATE.COPY.
migrations::migration_file keep_what_is_dropped(migrations::migration_file file,
                                                const std::string& tag, const ledger_name& ledger);

}  // namespace sluice::run
