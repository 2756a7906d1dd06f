#include "run/known.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace sluice::run {

std::vector<known_migration> known_migrations(const migrations::folder& folder) {
  std::vector<known_migration> out;
  out.reserve(folder.entries().size());
  for (const migrations::entry& one : folder.entries()) {
    known_migration& added = out.emplace_back(known_migration{one.tag, one.when, {}});
    try {
      added.hashes.push_back(folder.read(one).hash);
    } catch (const error& unreadable) {
      if (unreadable.code != "FOLDER.FILE_MISSING") throw;
    }
  }
  return out;
}

matching compare(const migrations::folder& folder, std::vector<known_migration>& known,
                 const ledger& applied) {
  matching out = match(known, applied.rows);
  bool again = false;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (out.migrations[i].is != standing::edited || known[i].hashes.size() != 1) continue;
    const std::string unix_ends =
        replace_all(read_file(folder.file_of(folder.entries()[i])), "\r\n", "\n");
    known[i].hashes.push_back(sha256_hex(unix_ends));
    known[i].hashes.push_back(sha256_hex(replace_all(unix_ends, "\n", "\r\n")));
    again = true;
  }
  return again ? match(known, applied.rows) : out;
}

matching compare(pg::connection& connection, const ledger_name& name,
                 const migrations::folder& folder, std::vector<known_migration>& known,
                 ledger& applied) {
  matching out = compare(folder, known, applied);
  if (out.is_clear()) return out;
  add_tags(applied, recorded_steps(connection, name));
  return compare(folder, known, applied);
}

}  // namespace sluice::run
