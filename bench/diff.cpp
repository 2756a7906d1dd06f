// The differ without a program's start: bench_diff BEFORE AFTER ROUNDS compares two snapshot files
// and prints the fastest round's milliseconds as JSON. "diff": two models in, SQL out. "whole":
// before's JSON read, the diff, and after's JSON written, which is what generate does with
// snapshots.
#include <algorithm>
#include <chrono>
#include <functional>
#include <iostream>
#include <limits>
#include <string>

#include "base/error.hpp"
#include "base/file.hpp"
#include "ddl/statement.hpp"
#include "diff/compare.hpp"
#include "snapshot/snapshot.hpp"

namespace {

using namespace sluice;

double fastest(int rounds, const std::function<void()>& work) {
  double best = std::numeric_limits<double>::max();
  for (int round = 0; round < rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    best = std::min(best, took.count());
  }
  return best;
}

std::string difference(const model::database& before, const model::database& after) {
  diff::answers given;
  given.refuse_all = true;
  return ddl::render(ddl::plan(diff::compare(before, after, given).changes, before, after), true);
}

void measure(const std::string& before_file, const std::string& after_file, int rounds) {
  const std::string before_json = read_file(before_file);
  const snapshot::document before = snapshot::read(before_json, before_file);
  const snapshot::document after = snapshot::read(read_file(after_file), after_file);
  std::size_t bytes = 0;
  const double diff =
      fastest(rounds, [&] { bytes = difference(before.database, after.database).size(); });
  const double whole = fastest(rounds, [&] {
    const snapshot::document read = snapshot::read(before_json, before_file);
    difference(read.database, after.database);
    snapshot::write(after);
  });
  std::cout << "{\"diff\": " << diff << ", \"whole\": " << whole << ", \"bytes\": " << bytes
            << "}\n";
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) {
    std::cerr << "usage: bench_diff BEFORE AFTER ROUNDS\n";
    return 64;
  }
  try {
    measure(words[1], words[2], std::stoi(words[3]));
  } catch (const error& failed) {
    std::cerr << failed.what() << '\n';
    return 1;
  }
}
