// Appending a migration. The journal decides what belongs to the folder, so its rename is the
// moment at which the migration exists:
//
//   1. SQL, snapshot and journal are written whole, under names in meta that begin with "_append.".
//      The journal comes last: where it stands, files may stand in the folder that it lists and the
//      real one doesn't.
//   2. The SQL files, then the snapshot, are renamed to where they belong.
//   3. The journal is renamed over the old one.
//
// A process that is killed before 3 leaves the journal as it was; what it left besides is known by
// the staged journal and removed by the next append. Where the snapshot's name is in use by an
// older migration (--prefix none) its rename comes after 3, and until then the staged one is the
// newest.
#include <algorithm>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/file_lock.hpp"
#include "base/text.hpp"
#include "migrations/folder.hpp"
#include "migrations/journal.hpp"
#include "migrations/kill_point.hpp"
#include "migrations/leftovers.hpp"
#include "migrations/listing.hpp"
#include "migrations/names.hpp"

namespace sluice::migrations {
namespace {

namespace fs = std::filesystem;

// The folder meta appears together with its journal: without one drizzle-kit can't open the folder.
void make_meta(const fs::path& directory) {
  const fs::path meta = directory / "meta";
  if (is_there(meta)) return;
  std::error_code failed;
  const fs::path fresh =
      directory / concat(fresh_meta_prefix, std::to_string(::getpid()), fresh_meta_suffix);
  fs::create_directories(fresh, failed);
  if (failed) throw cannot_write(fresh, failed);
  try {
    write_file_atomically(fresh / journal_name, empty_journal());
    kill_point("made-folder");
    rename_file(fresh, meta);
  } catch (const error&) {
    std::error_code ignored;
    fs::remove_all(fresh, ignored);
    if (!is_there(meta)) throw;  // else another process was faster
  }
}

void check_name_is_free(const fs::path& directory, const std::vector<entry>& entries,
                        const std::string& tag) {
  const bool listed =
      std::any_of(entries.begin(), entries.end(), [&](const entry& one) { return one.tag == tag; });
  fs::path file = directory / (tag + ".sql");
  // An append that is interrupted removes both.
  if (!is_there(file)) file = directory / concat(tag, down_suffix, ".sql");
  if (!listed && !is_there(file)) return;
  throw error(failure::config, "FOLDER.NAME_TAKEN", concat(file.string(), " exists already"))
      .at({file.string()})
      .because(listed ? "the journal lists a migration of that name"
                      : "the journal doesn't list it; it may be somebody's work")
      .advise(listed ? "choose another name: --name"
                     : "move the file, or choose another name: --name");
}

}  // namespace

void folder::append(const entry& added, const std::string& sql, const std::string& snapshot_json,
                    const std::optional<std::string>& down) {
  make_meta(directory_);
  const fs::path meta = directory_ / "meta";
  const fs::path journal_file = meta / journal_name;
  const file_lock lock(meta);

  // A new folder's journal may have come from make_meta().
  const std::optional<std::string> now = read_file_if_exists(journal_file);
  const bool is_new = !journal_text_ && now == empty_journal();
  if (!is_new) expect_unchanged(journal_file, journal_text_, now);
  clear_leftovers(*this);
  check_name_is_free(directory_, entries_, added.tag);

  const fs::path sql_file = file_of(added);
  const fs::path snapshot_file = meta / snapshot_name(added.tag);
  const fs::path staged_sql = meta / concat(staged_prefix, added.tag, ".sql");
  const fs::path staged_down = meta / concat(staged_prefix, added.tag, down_suffix, ".sql");
  const fs::path staged_snapshot = meta / concat(staged_prefix, added.tag, ".snapshot");
  const fs::path staged_journal = meta / staged_journal_name;
  const std::string journal_text = with_entry(now, journal_file.string(), added);

  kill_point("locked");
  write_file_atomically(staged_sql, sql);
  kill_point("staged-sql");
  if (down) {
    write_file_atomically(staged_down, *down);
    kill_point("staged-down");
  }
  write_file_atomically(staged_snapshot, snapshot_json);
  kill_point("staged-snapshot");
  write_file_atomically(staged_journal, journal_text);
  kill_point("staged-journal");
  rename_file(staged_sql, sql_file);
  kill_point("placed-sql");
  if (down) {
    rename_file(staged_down, down_file_of(added));
    kill_point("placed-down");
  }
  const bool shares_snapshot = uses_snapshot(*this, snapshot_name(added.tag));
  if (!shares_snapshot) rename_file(staged_snapshot, snapshot_file);
  kill_point("placed-snapshot");
  sync_directory(directory_);
  sync_directory(meta);
  rename_file(staged_journal, journal_file);
  kill_point("committed");
  if (shares_snapshot) rename_file(staged_snapshot, snapshot_file);
  sync_directory(meta);
  kill_point("finished");

  journal_text_ = journal_text;
  entries_.push_back(added);
}

}  // namespace sluice::migrations
