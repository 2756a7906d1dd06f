// The flags that say what of a database a command is about, as drizzle-kit has them.
#pragma once

#include <string>
#include <vector>

#include "cli/flags.hpp"
#include "config/values.hpp"

namespace sluice::cli {

struct scope_flags {
  std::vector<std::string> schemas, tables, extensions;
};

void declare(flag_set& flags, scope_flags& into);

// After parse(). A flag takes several names with commas between them, too.
void apply(const scope_flags& given, config::values& to);

}  // namespace sluice::cli
