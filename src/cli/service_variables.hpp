// The environment of `sluice service`: a migrator in a container has no other configuration. All of
// it is read, and every mistake found, before anything is tried.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/diagnostic.hpp"

namespace sluice::cli {

struct service_variables {
  std::map<std::string, std::string> defaults;  // to be set, where nothing says them
  diagnostics found;                            // mistakes, and what is taken or passed over
};

// `read_file` gives nothing where there is no such file.
service_variables read_service_variables(
    const std::map<std::string, std::string>& environment,
    const std::function<std::optional<std::string>(const std::string&)>& read_file);

}  // namespace sluice::cli
