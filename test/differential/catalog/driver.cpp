// Reads a database and prints the snapshot on stdout, or with --others what a schema can't say, one
// a line.   catalog_driver URL [--schema NAME]... [--every-schema] [--roles] [--table GLOB]...
// [--others]
#include <iostream>
#include <string>

#include "base/error.hpp"
#include "catalog/read.hpp"
#include "pg/connection.hpp"
#include "snapshot/snapshot.hpp"

namespace {

void print_others(const sluice::catalog::reading& found) {
  for (const sluice::model::other_object& one : found.others) {
    std::cout << one.kind << '\t' << one.schema << '\t' << one.relation << '\t' << one.name << '\t'
              << one.definition << '\n';
  }
}

int run(int count, char** arguments) {
  sluice::catalog::scope about;
  bool wants_others = false;
  for (int i = 2; i < count; ++i) {
    const std::string flag = arguments[i];
    if (flag == "--every-schema") {
      about.every_schema = true;
    } else if (flag == "--roles") {
      about.roles.wanted = true;
    } else if (flag == "--others") {
      wants_others = true;
    } else if (flag == "--schema") {
      about.schema_filter.emplace_back(arguments[++i]);
    } else {
      about.tables_filter.emplace_back(arguments[++i]);
    }
  }
  sluice::pg::connection database(sluice::pg::parse_url(arguments[1], "the argument"));
  const sluice::catalog::reading found = sluice::catalog::read(database, about);
  if (wants_others) {
    print_others(found);
  } else {
    std::cout << sluice::snapshot::write({.id = std::string(sluice::snapshot::origin_id),
                                          .prev_id = "",
                                          .database = found.schema})
              << '\n';
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return run(count, arguments);
  } catch (const sluice::error& problem) {
    std::cerr << problem.code << ": " << problem.what() << '\n' << problem.detail << '\n';
    return 1;
  }
}
