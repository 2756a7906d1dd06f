// Columns behind blanked types and rewritten names.
#include "script/columns.hpp"

#include <doctest/doctest.h>

using sluice::script::original_column;

TEST_CASE("columns of a line that was blanked and lengthened") {
  CHECK(original_column("abc", "abc", 2) == 2);
  CHECK(original_column("const a: number = f(x);", "const a         = f(x);", 19) == 19);
  CHECK(original_column("use(name);", "use(m1.default.name);", 21) == 10);
  CHECK(original_column("x = call(a)", "\"use strict\";x = call(a)", 18) == 5);
  CHECK(original_column("", "abc", 3) == 1);
}
