// CREATE, ALTER and DROP SCHEMA.
#include "base/text.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

namespace {

object schema_named(const std::string& name) {
  return {object_kind::schema, {"", name}};
}

}  // namespace

void write(const diff::create_schema& change, statement_list& out) {
  out.add(concat("CREATE SCHEMA ", quoted(change.name), ";\n"),
          action::create{schema_named(change.name)});
}

void write(const diff::rename_schema& change, statement_list& out) {
  out.add(concat("ALTER SCHEMA ", quoted(change.from), " RENAME TO ", quoted(change.to), ";\n"),
          action::rename{schema_named(change.from), change.to});
}

void write(const diff::drop_schema& change, statement_list& out) {
  out.add(concat("DROP SCHEMA ", quoted(change.name), ";\n"),
          action::drop{schema_named(change.name)});
}

}  // namespace sluice::ddl
