#include "cli/command.hpp"

namespace sluice::cli {

int run_migrate(context&) {
  return 0;
}

}  // namespace sluice::cli
