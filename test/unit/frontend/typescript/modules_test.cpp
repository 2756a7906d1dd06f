// drizzle-orm under all the names that projects import it by.
#include <doctest/doctest.h>

#include "unit/frontend/typescript/project.hpp"

TEST_CASE("every specifier that is announced is there") {
  std::string source;
  int number = 0;
  for (const std::string& name : sluice::frontend::typescript::module_names()) {
    source += "import * as m" + std::to_string(number++) + " from '" + name + "';\n";
  }
  source += "const all = [m0";
  for (int i = 1; i < number; ++i) source += ", m" + std::to_string(i);
  source += "];\nif (all.some((one) => Object.keys(one).length === 0)) throw new Error('empty');\n";
  CHECK_NOTHROW(sluice::test::schema_project(source).load());
}
