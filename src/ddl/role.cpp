// CREATE, ALTER and DROP ROLE.
#include "base/text.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

void write(const diff::create_role& change, lines& out) {
  const model::role& role = *change.role;
  std::string rights;
  if (role.create_db == true) rights += " CREATEDB";
  if (role.create_role == true) rights += " CREATEROLE";
  if (role.inherit != true) rights += " NOINHERIT";
  out.push_back(
      concat("CREATE ROLE ", quoted(role.name), rights.empty() ? "" : " WITH", rights, ";"));
}

void write(const diff::rename_role& change, lines& out) {
  out.push_back(concat("ALTER ROLE ", quoted(change.from), " RENAME TO ", quoted(change.to), ";"));
}

void write(const diff::alter_role& change, lines& out) {
  const model::role& role = *change.role;
  out.push_back(concat("ALTER ROLE ", quoted(role.name), " WITH",
                       role.create_db == true ? " CREATEDB" : " NOCREATEDB",
                       role.create_role == true ? " CREATEROLE" : " NOCREATEROLE",
                       role.inherit == true ? " INHERIT" : " NOINHERIT", ";"));
}

void write(const diff::drop_role& change, lines& out) {
  out.push_back(concat("DROP ROLE ", quoted(change.name), ";"));
}

}  // namespace sluice::ddl
