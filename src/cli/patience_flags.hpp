// The flags of commands that run migrations or take them back: how long they wait, for whom.
#pragma once

#include <optional>
#include <string>

#include "cli/database_flags.hpp"
#include "cli/flags.hpp"
#include "run/session.hpp"

namespace sluice::cli {

struct patience_flags {
  std::optional<std::string> lock_wait, lock_timeout, lock_retries, statement_timeout;
};

void declare_patience(flag_set& flags, patience_flags& into);

// Throws USAGE.VALUE (failure::usage).
void complete(const patience_flags& given, project::database_request& database,
              run::session_options& how);

}  // namespace sluice::cli
