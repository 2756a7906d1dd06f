#include "cli/command.hpp"

namespace sluice::cli {

int run_db(context&) {
  return 0;
}

}  // namespace sluice::cli
