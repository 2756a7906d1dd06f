// CREATE, ALTER and DROP ROLE.
#include "base/text.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

namespace {

object role_named(const std::string& name) {
  return {object_kind::role, {"", name}};
}

}  // namespace

void write(const diff::create_role& change, statement_list& out) {
  const model::role& role = *change.role;
  std::string rights;
  if (role.create_db == true) rights += " CREATEDB";
  if (role.create_role == true) rights += " CREATEROLE";
  if (role.inherit != true) rights += " NOINHERIT";
  out.add(concat("CREATE ROLE ", quoted(role.name), rights.empty() ? "" : " WITH", rights, ";"),
          action::create{role_named(role.name)});
}

void write(const diff::rename_role& change, statement_list& out) {
  out.add(concat("ALTER ROLE ", quoted(change.from), " RENAME TO ", quoted(change.to), ";"),
          action::rename{role_named(change.from), change.to});
}

void write(const diff::alter_role& change, statement_list& out) {
  const model::role& role = *change.role;
  out.add(concat("ALTER ROLE ", quoted(role.name), " WITH",
                 role.create_db == true ? " CREATEDB" : " NOCREATEDB",
                 role.create_role == true ? " CREATEROLE" : " NOCREATEROLE",
                 role.inherit == true ? " INHERIT" : " NOINHERIT", ";"),
          action::alter_role{role.name});
}

void write(const diff::drop_role& change, statement_list& out) {
  out.add(concat("DROP ROLE ", quoted(change.name), ";"), action::drop{role_named(change.name)});
}

}  // namespace sluice::ddl
