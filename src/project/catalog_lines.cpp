#include "project/catalog_lines.hpp"

#include <algorithm>
#include <iterator>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace sluice::project {

namespace {

constexpr const char* query =
#include "project/catalog_query.inc"
    ;

}  // namespace

std::vector<std::string> catalog_lines(pg::connection& database) {
  // Names in full, whatever the search path was.
  database.execute("set local search_path = ''");
  const pg::result found = database.query(query);
  std::vector<std::string> out;
  out.reserve(static_cast<std::size_t>(found.rows()));
  for (int row = 0; row < found.rows(); ++row) out.emplace_back(found.text(row, 0));
  std::sort(out.begin(), out.end());
  return out;
}

std::string catalog_state(pg::connection& database, const run::ledger_name& ledger) {
  std::vector<std::string> lines;
  {
    const pg::transaction looking(database);
    lines = catalog_lines(database);
  }
  const std::string ledger_schema = concat("schema ", ledger.schema);
  const std::string ledger_table = concat(" ", ledger.schema, ".", ledger.table);
  std::erase_if(lines, [&](const std::string& line) {
    return line.starts_with("role ") || line.starts_with("schema sluice") ||
           line == ledger_schema || line.find(" sluice.") != std::string::npos ||
           line.find(" sluice_trash.") != std::string::npos ||
           line.find(ledger_table) != std::string::npos;
  });
  return sha256_hex(join(lines, "\n"));
}

std::vector<std::string> catalog_difference(const std::vector<std::string>& want,
                                            const std::vector<std::string>& got) {
  std::vector<std::string> missing;
  std::vector<std::string> extra;
  std::set_difference(want.begin(), want.end(), got.begin(), got.end(),
                      std::back_inserter(missing));
  std::set_difference(got.begin(), got.end(), want.begin(), want.end(), std::back_inserter(extra));
  std::vector<std::string> out;
  out.reserve(missing.size() + extra.size());
  for (const std::string& line : missing) out.push_back(concat("- ", line));
  for (const std::string& line : extra) out.push_back(concat("+ ", line));
  return out;
}

}  // namespace sluice::project
