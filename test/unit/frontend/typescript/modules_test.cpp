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

TEST_CASE("a single file of drizzle-orm is the part that it is in") {
  const auto read =
      sluice::test::schema_project(
          "import { date } from 'drizzle-orm/pg-core/columns/date';\n"
          "import { PgArray } from 'drizzle-orm/pg-core/columns/common';\n"
          "import { geometry } from 'drizzle-orm/pg-core/columns/postgis_extension/geometry';\n"
          "import { vector } from 'drizzle-orm/pg-core/columns/vector_extension/vector.js';\n"
          "import { pgTable } from 'drizzle-orm/pg-core/table';\n"
          "import { parsePgArray } from 'drizzle-orm/pg-core/utils/array';\n"
          "import { sql } from 'drizzle-orm/sql/sql';\n"
          "import { cosineDistance } from 'drizzle-orm/sql/functions/vector';\n"
          "import { getTableName } from 'drizzle-orm/table';\n"
          "import { entityKind } from 'drizzle-orm/entity';\n"
          "import { authUsers } from 'drizzle-orm/supabase/rls';\n"
          "for (const one of [PgArray, parsePgArray, sql, cosineDistance, getTableName, "
          "entityKind, "
          "authUsers]) if (one === undefined) throw new Error('missing');\n"
          "export const t = pgTable('t', { d: date(), g: geometry(), v: vector({ dimensions: 2 }) "
          "});\n")
          .load();
  CHECK(read.database.tables.at(0).columns.size() == 3);
}
