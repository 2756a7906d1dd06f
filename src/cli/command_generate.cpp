#include "cli/command.hpp"

namespace sluice::cli {

int run_generate(context&) {
  return 0;
}

}  // namespace sluice::cli
