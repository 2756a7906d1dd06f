#include <string>
#include <vector>

#include "cli/run.hpp"

int main(int count, char** words) {
  return sluice::cli::run(std::vector<std::string>(words + 1, words + count));
}
