// `sluice seed --generate`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/database_flags.hpp"
#include "project/generate_rows.hpp"

namespace sluice::cli {

struct seed_rows_flags {
  project::generate_rows_request request;
  std::optional<std::string> rows, seed, nulls, password;
  std::vector<std::string> tables;
  std::optional<int> cost;
};

void declare_rows(flag_set& flags, seed_rows_flags& into);

// With --generate given; the request's consent and `unsafe` are set.
int generate_rows(context& in, database_flags& database, seed_rows_flags& given);

}  // namespace sluice::cli
