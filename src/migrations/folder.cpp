#include "migrations/folder.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "migrations/journal.hpp"
#include "migrations/listing.hpp"
#include "migrations/names.hpp"
#include "migrations/remarks.hpp"
#include "migrations/split.hpp"
#include "migrations/utf8.hpp"

namespace sluice::migrations {
namespace {

namespace fs = std::filesystem;

bool starts_with_timestamp(const std::string& name) {
  constexpr std::size_t digits = 14;
  return name.size() >= digits && name.find_first_not_of("0123456789") >= digits;  // npos too
}

// A folder for each migration is the layout of drizzle-kit 1.0, and of its earliest versions.
void check_layout(const fs::path& directory, const listing& names) {
  for (const std::string& name : names.folders) {
    if (!starts_with_timestamp(name) || !is_there(directory / name / "migration.sql")) continue;
    throw error(failure::config, "FOLDER.LAYOUT",
                concat(directory.string(), " keeps each migration in a folder of its own"))
        .at({(directory / name).string()})
        .because(
            "that is the layout of drizzle-kit 1.0, and of its earliest versions; sluice works "
            "with "
            "the one of drizzle-kit 0.x, which has meta/_journal.json")
        .advise("use another folder: --out, or `out` in drizzle.config");
  }
}

void check_nothing_lost(const fs::path& directory, const listing& names) {
  const std::optional<std::string> interrupted = interrupted_tag(directory, names, {});
  for (const std::string& name : names.meta) {
    if (!name.ends_with(snapshot_suffix)) continue;
    if (interrupted && name == snapshot_name(*interrupted)) continue;
    const std::string file = (directory / "meta" / journal_name).string();
    throw error(failure::config, "FOLDER.JOURNAL_MISSING", concat(file, " is missing"))
        .at({file})
        .because(concat("the folder holds a snapshot, meta/", name,
                        ", and so migrations that the journal should list"))
        .advise(concat("restore the committed file: git checkout -- ", file));
  }
}

// The first string of the key prevId in the first bytes of a snapshot, where drizzle-kit writes it.
std::optional<std::string> prev_id_near_start(std::string_view text) {
  constexpr std::string_view key = "\"prevId\"";
  for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at)) {
    at += key.size();
    const std::size_t value = text.find_first_not_of(" \t\r\n:", at);
    if (value == std::string_view::npos) return std::nullopt;
    if (text[value] != '"') continue;
    const std::size_t end = text.find_first_of("\"\\", value + 1);
    if (end == std::string_view::npos || text[end] != '"') return std::nullopt;
    return std::string(text.substr(value + 1, end - value - 1));
  }
  return std::nullopt;
}

// The snapshot's prevId; nothing where there is no such file, or none that can be read: of an old
// snapshot nothing but this is wanted.
std::optional<std::string> prev_id_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string start(4096, '\0');
  in.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  if (std::optional<std::string> found = prev_id_near_start(start)) return found;
  try {
    const std::optional<std::string> whole = read_file_if_exists(file);
    if (!whole) return std::nullopt;
    const rapidjson::Document parsed = parse_json(*whole, file.string());
    const rapidjson::Value* id = member(parsed, "prevId");
    if (id == nullptr || !id->IsString()) return std::nullopt;
    return std::string(view(*id));
  } catch (const error&) {
    return std::nullopt;
  }
}

}  // namespace

folder folder::open(const fs::path& directory) {
  folder opened;
  opened.directory_ = directory;
  const listing names = list(directory);
  if (!names.exists) return opened;
  const fs::path file = directory / "meta" / journal_name;
  opened.journal_text_ = read_file_if_exists(file);
  journal known;
  if (opened.journal_text_) {
    known = read_journal(*opened.journal_text_, file.string());
  } else {
    check_layout(directory, names);
    check_nothing_lost(directory, names);
  }
  opened.remarks_ = find_remarks(directory, names, known, opened.journal_text_.value_or(""));
  opened.entries_ = std::move(known.entries);
  return opened;
}

fs::path folder::file_of(const entry& one) const {
  return directory_ / (one.tag + ".sql");
}

fs::path folder::down_file_of(const entry& one) const {
  return directory_ / concat(one.tag, down_suffix, ".sql");
}

fs::path folder::snapshot_of(const entry& one) const {
  const fs::path meta = directory_ / "meta";
  fs::path by_tag = meta / snapshot_name(one.tag);
  if (is_there(by_tag)) return by_tag;
  // A file that was renamed after its generation keeps a snapshot with the entry's number.
  const std::string by_index = snapshot_name(one.idx);
  const bool of_another = std::any_of(entries_.begin(), entries_.end(), [&](const entry& other) {
    return snapshot_name(other.tag) == by_index;
  });
  return !of_another && is_there(meta / by_index) ? meta / by_index : by_tag;
}

migration_file folder::read(const entry& one) const {
  const fs::path file = file_of(one);
  std::optional<std::string> bytes = read_file_if_exists(file);
  if (!bytes) {
    throw error(failure::config, "FOLDER.FILE_MISSING", concat(file.string(), " is missing"))
        .at({file.string()})
        .because(concat("the journal lists the migration ", one.tag))
        .advise(concat("restore the committed file: git checkout -- ", file.string()));
  }
  const std::string text = as_node_reads(std::move(*bytes));
  migration_file migration;
  migration.hash = sha256_hex(text);
  for (piece& statement : split_statements(text)) {
    migration.statements.push_back(std::move(statement.text));
    migration.lines.push_back(statement.line);
  }
  return migration;
}

std::optional<folder::snapshot_text> folder::last_snapshot() const {
  if (entries_.empty()) return std::nullopt;
  const entry& last = entries_.back();
  // The last step of an append may not have come to pass: see append.cpp.
  const fs::path staged = directory_ / "meta" / concat(staged_prefix, last.tag, ".snapshot");
  if (std::optional<std::string> json = read_file_if_exists(staged)) {
    return snapshot_text{staged, std::move(*json)};
  }
  const fs::path file = snapshot_of(last);
  std::optional<std::string> json = read_file_if_exists(file);
  if (json) {
    check_collisions();
    return snapshot_text{file, std::move(*json)};
  }
  std::string way_out = concat("restore the committed file: git checkout -- ", file.string());
  for (auto one = entries_.rbegin(); one != entries_.rend(); ++one) {
    const fs::path before = snapshot_of(*one);
    if (!is_there(before)) continue;
    way_out += concat("; or, where the migrations since ", one->tag,
                      " left the schema as it was: cp ", before.string(), " ", file.string(),
                      ", then set its \"prevId\" to its \"id\", and its \"id\" to a new UUID");
    break;
  }
  throw error(failure::config, "FOLDER.SNAPSHOT_MISSING",
              concat("the last migration, ", last.tag, ", has no snapshot"))
      .at({file.string()})
      .because("without it nothing says what has changed in the schema since")
      .advise(std::move(way_out));
}

void folder::check_collisions() const {
  std::map<std::string, fs::path> by_prev_id;
  std::set<fs::path> seen;
  for (const entry& one : entries_) {
    const fs::path file = snapshot_of(one);
    if (!seen.insert(file).second) continue;
    const std::optional<std::string> prev_id = prev_id_of(file);
    if (!prev_id) continue;
    const auto [first, is_new] = by_prev_id.emplace(*prev_id, file);
    if (is_new) continue;
    throw error(
        failure::config, "FOLDER.SNAPSHOT_COLLISION",
        concat(first->second.string(), " and ", file.string(), " both follow the same snapshot"))
        .at({file.string()})
        .because(concat("their \"prevId\" is ", *prev_id,
                        ": two branches made a migration each, and neither snapshot has both"))
        .advise(concat("remove ", file_of(one).string(), ", ", file.string(),
                       " and the entry in the journal, and run `sluice generate` again; or, where "
                       "the newest snapshot holds both changes, set the \"prevId\" in ",
                       file.string(), " to the \"id\" of ", first->second.string()));
  }
}

}  // namespace sluice::migrations
