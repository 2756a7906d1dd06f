#include "cli/command.hpp"

namespace sluice::cli {

int run_status(context&) {
  return 0;
}

}  // namespace sluice::cli
