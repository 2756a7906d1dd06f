#include <malloc.h>
#include <string>
#include <vector>

#include "cli/run.hpp"

int main(int count, char** words) {
  // A run is short: memory that was freed stays for what comes next, but for the largest blocks.
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
  return sluice::cli::run(std::vector<std::string>(words + 1, words + count));
}
