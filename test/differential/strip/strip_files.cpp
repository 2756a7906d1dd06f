// Strips files for the differential tests. Reads lines "MODE<tab>INPUT<tab>OUTPUT" from standard
// input and answers each with a line: "ok" or "CODE<tab>PLACE<tab>MESSAGE". MODE is "commonjs", or
// "keep" for a result whose imports and exports stay.
#include <fstream>
#include <iostream>
#include <string>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "script/strip.hpp"
#include "script/strip_pass.hpp"

int main() {
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto parts = sluice::split(line, "\t");
    if (parts.size() != 3) return 64;
    const std::string input(parts[1]);
    try {
      const std::string source = sluice::read_file(input);
      std::ofstream(std::string(parts[2]))
          << (parts[0] == "keep" ? sluice::script::stripping::strip_types(source, input)
                                 : sluice::script::strip(source, input));
      std::cout << "ok\n";
    } catch (const sluice::error& failed) {
      std::cout << failed.code << '\t' << failed.where.text() << '\t' << failed.what() << '\n';
    }
  }
}
