// What a Drizzle schema can't say, by kind, name and definition.
#include "base/text.hpp"
#include "catalog/family.hpp"

namespace sluice::catalog {

std::vector<std::string> other_queries(int /*server_version*/) {
  return {};
}

void take_others(draft& into, const pg::result& rows) {
  for (int row = 0; row < rows.rows(); ++row) {
    into.add_other(text_at(rows, row, 0), text_at(rows, row, 1), text_at(rows, row, 2),
                   text_at(rows, row, 3), rows.text(row, 4));
  }
}

}  // namespace sluice::catalog
