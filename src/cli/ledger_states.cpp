#include "cli/ledger_states.hpp"

#include <fmt/format.h>

namespace sluice::cli {

std::string painted(const paint& color, run::state in) {
  const run::state_words& words = run::words_of(in);
  const std::string name = fmt::format("{:<8}", words.name);
  if (in == run::state::applied) return color.green(name);
  return words.disagrees ? color.red(name) : color.yellow(name);
}

}  // namespace sluice::cli
