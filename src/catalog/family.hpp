// What is read, family by family: one query each, and what becomes of its rows. A query's text is
// put behind `spaces`, the schemas that are read (oid, nspname); $1 is their names.
#pragma once

#include <string>

#include "catalog/draft.hpp"
#include "pg/result.hpp"

namespace sluice::catalog {

struct family {
  std::string (*query)(int server_version);
  void (*take)(draft& into, const pg::result& rows);
  bool is_linked = false;  // $2 and $3 are the tables and names of scope::linked_policies
};

family schemas();
family relations();
family columns();
family sequences();
family constraints();
family operator_classes();
family collations();
family indexes();
family policies();
family enums();
family roles();
family views();

// The other objects that stand beside what a model holds: one query for each kind.
std::vector<std::string> other_queries(int server_version);
void take_others(draft& into, const pg::result& rows);

// SQL: the object with that identifier in that catalog came with no extension.
std::string not_of_extension(std::string_view catalog, std::string_view identifier);
// The one or the other text, for servers of that version and before.
std::string since(int server_version, int major, std::string_view then, std::string_view before);

}  // namespace sluice::catalog
