// What `sluice seed` and `sluice fresh` share: the project's seeds are run, and what they do is
// said.
#pragma once

#include <optional>
#include <string>

#include "base/json_writer.hpp"
#include "cli/database_flags.hpp"
#include "project/seeds.hpp"

namespace sluice::cli {

// How long a project's code may run, and how much memory it may have; what it prints.
void complete(const context& in, const std::optional<int>& memory, project::seeds_request& request);

// `to` from callbacks().
project::seeds_result seed(const console& terminal, const project::seeds_request& request,
                           project::migrate_callbacks& to);
// Members of a JSON object: seeds, already, leftOut.
void write_seeds(json_writer& out, const project::seeds_result& result);

}  // namespace sluice::cli
