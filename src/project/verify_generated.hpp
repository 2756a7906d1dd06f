// What `generate` does to be sure of a migration: where it is tried, and what follows from that.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "project/parts.hpp"
#include "project/surroundings.hpp"
#include "project/verify.hpp"

namespace sluice::project {

struct verify_wish {
  enum class kind {
    where_possible,  // on the project's own server, where it runs
    yes,             // or it is an error, as is a migration that is not right
    no,
  };
  kind is = kind::where_possible;
  std::optional<std::string> scratch_url;  // there, and not on the project's own server
};

// Nothing where it was not wished, or not possible. `keeps_down`: the way back is written too.
// Throws VERIFY.*, PG.CONNECT.
std::optional<verification> verify(const std::vector<part>& made, bool keeps_down,
                                   const verify_wish& wish, const surroundings& at);

}  // namespace sluice::project
