// Reads a database whole, as pull, push and drift do before all else: bench_catalog URL TABLES
#include <cstdlib>
#include <iostream>

#include "base/error.hpp"
#include "catalog/read.hpp"
#include "pg/connection.hpp"

int main(int count, char** arguments) {
  if (count != 3) return 2;
  try {
    sluice::pg::connection database(sluice::pg::parse_url(arguments[1], "the argument"));
    const sluice::catalog::reading found = sluice::catalog::read(database, {});
    const std::size_t tables = found.schema.tables.size();
    std::cout << tables << " tables, " << found.others.size() << " other objects\n";
    return tables == std::strtoul(arguments[2], nullptr, 10) ? 0 : 1;
  } catch (const sluice::error& failed) {
    std::cerr << failed.code << ": " << failed.what() << '\n';
    return 1;
  }
}
