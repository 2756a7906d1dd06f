// What a plan meets in the live database: what goes for good, and what stands in its way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ddl/action.hpp"

namespace sluice::project {

struct concern {
  enum class kind {
    loss,      // it goes, and no schema brings it back
    obstacle,  // the statement would fail
  };
  kind is = kind::loss;
  std::size_t statement = 0;  // of the plan
  ddl::relation on;           // no name where it is none
  std::string what;           // "column age goes with its values in 12 rows"
  std::optional<std::int64_t> rows{};
  bool is_estimate = false;             // of the rows
  std::vector<std::string> examples{};  // some of the rows: "id = 4"
  std::vector<std::string> ways_out{};  // SQL, or an edit
};

}  // namespace sluice::project
