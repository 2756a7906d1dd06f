// A declared load in a transaction of its own, for bench/load.mjs: bench_load URL FILE BATCH
// [MAX_ERRORS]
#include "data/load.hpp"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <unistd.h>

#include "base/error.hpp"
#include "pg/connection.hpp"

namespace {

std::map<std::string, std::string> variables() {
  std::map<std::string, std::string> all;
  for (char** one = environ; *one != nullptr; ++one) {
    const std::string text(*one);
    const std::size_t equal = text.find('=');
    if (equal != std::string::npos) all.emplace(text.substr(0, equal), text.substr(equal + 1));
  }
  return all;
}

}  // namespace

int main(int count, char** words) {
  using namespace sluice;
  if (count < 4) return 64;
  try {
    pg::connection on(pg::parse_url(words[1], "the command line"));
    const data::load_declaration declaration = data::read_load(words[2]);
    data::load_options options{.project = declaration.file.parent_path(),
                               .max_errors = count > 4 ? std::strtoull(words[4], nullptr, 10) : 0,
                               .aws = cloud::settings_in(variables())};
    data::load_observer nobody;
    pg::transaction transaction(on);
    const data::load_outcome out = data::run_load(on, declaration, words[3], options, nobody);
    transaction.commit();
    std::printf("%llu\n", static_cast<unsigned long long>(out.rows));
    return 0;
  } catch (const error& failed) {
    std::fprintf(stderr, "%s: %s\n%s\n", failed.code.c_str(), failed.what(), failed.detail.c_str());
    return static_cast<int>(failed.kind);
  }
}
