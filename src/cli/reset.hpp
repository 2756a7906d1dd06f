// What `sluice reset`, `sluice db reset` and `sluice fresh` share.
#pragma once

#include <optional>
#include <string>

#include "base/json_writer.hpp"
#include "cli/database_flags.hpp"
#include "cli/patience_flags.hpp"
#include "project/reset.hpp"

namespace sluice::cli {

struct reset_flags {
  std::string command;  // as it is typed: "db reset"
  database_flags database = {};
  project::reset_request request = {};
  patience_flags patience = {};
  std::optional<std::string> confirm = {};
};

void declare_reset(flag_set& flags, reset_flags& into);
// After parse(): the request is complete.
void complete(context& in, reset_flags& given);

// Says what would be lost, asks, drops, migrates. `to` from callbacks().
project::reset_result reset(context& in, reset_flags& given, project::migrate_callbacks& to);
// Members of a JSON object: tables, dependents, migrations.
void write_reset(json_writer& out, const project::reset_result& result);

int run_reset_as(context& in, const std::string& command);

}  // namespace sluice::cli
