// CREATE, ALTER and DROP SCHEMA.
#include "base/text.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

void write(const diff::create_schema& change, lines& out) {
  out.push_back(concat("CREATE SCHEMA ", quoted(change.name), ";\n"));
}

void write(const diff::rename_schema& change, lines& out) {
  out.push_back(
      concat("ALTER SCHEMA ", quoted(change.from), " RENAME TO ", quoted(change.to), ";\n"));
}

void write(const diff::drop_schema& change, lines& out) {
  out.push_back(concat("DROP SCHEMA ", quoted(change.name), ";\n"));
}

}  // namespace sluice::ddl
