// What is said when a migration fails: which statement, where in which file, why, and what the
// database's state is now.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "pg/message.hpp"
#include "run/script.hpp"

namespace sluice::run {

struct failed_at {
  const std::string& tag;
  const std::filesystem::path& file;
  const script& of;
  bool is_back;
  // Of `of.statements`; none where PostgreSQL refused BEGIN, COMMIT or the ledger's row.
  std::optional<std::size_t> statement;
  std::string step;   // what it was then: "COMMIT"
  std::string state;  // one or two sentences
};

// `kind` is migration, migration_repair, lock or interrupted.
error migration_failure(failure kind, const pg::server_message& said, const failed_at& place);

}  // namespace sluice::run
