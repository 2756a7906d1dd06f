#include "migrations/inspect.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/file.hpp"
#include "base/text.hpp"
#include "migrations/folder.hpp"
#include "migrations/listing.hpp"
#include "migrations/split.hpp"
#include "snapshot/examine.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::migrations {
namespace {

namespace fs = std::filesystem;

// What a folder is opened with nevertheless, and what ends something else.
bool stops_something(const diagnostic& one) {
  static const std::set<std::string_view> codes = {
      "FOLDER.DUPLICATE_TAG",  // migrate
      "FOLDER.FILE_MISSING",   // migrate
      "FOLDER.FOREIGN_FILE",   // drizzle-kit
  };
  return codes.contains(one.code);
}

struct snapshot_file {
  fs::path path;
  snapshot::examined head;
};

class inspection {
 public:
  explicit inspection(const folder& all) : all_(all), meta_(all.directory() / "meta") {}

  diagnostics find() {
    for (diagnostic one : all_.remarks()) {
      if (stops_something(one)) one.level = severity::error;
      found_.push_back(std::move(one));
    }
    look_at_sql();
    read_snapshots();
    look_at_versions();
    look_for_missing_snapshots();
    look_at_chain();
    return std::move(found_);
  }

 private:
  void say(severity level, const char* code, std::string message, const fs::path& file, int line,
           std::string hint) {
    found_.push_back({level, code, std::move(message), {file.string(), line}, std::move(hint)});
  }

  static std::string restore(const fs::path& file) {
    return concat("restore the committed file: git checkout -- ", file.string());
  }

  void look_at_sql() {
    std::set<std::string_view> seen;
    for (const entry& one : all_.entries()) {
      if (!seen.insert(one.tag).second) continue;
      const fs::path file = all_.file_of(one);
      const std::optional<std::string> text = read_file_if_exists(file);
      if (!text) continue;  // a remark says so
      if (const int line = conflict_in(*text)) {
        say(severity::error, "FOLDER.CONFLICT",
            concat(file.filename().string(), " is an unresolved merge"), file, line,
            "take out the lines <<<<<<<, ======= and >>>>>>>, and what shall not stay");
      } else if (split_statements(*text).empty()) {
        say(severity::note, "FOLDER.NO_STATEMENTS",
            concat(file.filename().string(), " has no statement: it does nothing"), file, 0, "");
      }
    }
  }

  // The line at which a merge left off; 0 where there is none.
  static int conflict_in(std::string_view text) {
    const auto at_line_start = [&](std::string_view mark) {
      std::size_t at = text.find(mark);
      while (at != std::string_view::npos && at > 0 && text[at - 1] != '\n') {
        at = text.find(mark, at + 1);
      }
      return at;
    };
    const std::size_t at = at_line_start("<<<<<<< ");
    if (at == std::string_view::npos || at_line_start(">>>>>>> ") == std::string_view::npos) {
      return 0;
    }
    return locate(text, at).line;
  }

  // As drizzle-kit: every name that begins with no "_".
  void read_snapshots() {
    snapshot::examiner examiner;
    for (const std::string& name : list(all_.directory()).meta) {
      if (name.starts_with('_') || !name.ends_with(snapshot_suffix)) continue;
      const fs::path file = meta_ / name;
      const std::optional<std::string> json = read_file_if_exists(file);
      if (!json) continue;
      snapshots_.push_back({file, examiner.examine(*json)});
    }
  }

  void look_at_versions() {
    std::vector<const snapshot_file*> old;
    for (const snapshot_file& one : snapshots_) {
      const std::string& version = one.head.version;
      const bool is_number =
          !version.empty() && version.find_first_not_of("0123456789") == std::string::npos;
      if (is_number && (version.size() > 1 || version > "7")) {
        say(severity::error, "SNAPSHOT.NEWER",
            concat(one.path.string(), " has version ", version,
                   ", which is newer than sluice knows"),
            one.path, 0, "use a sluice that knows it, or the drizzle-kit that wrote the others");
      } else if (is_number && version < "5") {
        say(severity::error, "SNAPSHOT.OLDER",
            concat(one.path.string(), " has version ", version,
                   ", which is older than sluice knows"),
            one.path, 0, "bring it up to version 5 with the drizzle-kit 0.20 command up:pg");
      } else if (one.head.damage) {
        say(severity::error, "SNAPSHOT.DAMAGED",
            concat("meta/", one.path.filename().string(), " is damaged: ", one.head.damage->what),
            one.path, one.head.damage->line, restore(one.path));
      } else if (version != "7") {
        old.push_back(&one);
      }
    }
    if (old.empty()) return;
    const std::string first = concat("meta/", old.front()->path.filename().string());
    say(severity::error, "SNAPSHOT.OLD_VERSION",
        old.size() == 1
            ? concat(first, " has version ", old.front()->head.version,
                     ": drizzle-kit goes on from version 7 alone")
            : concat(first, " and ", std::to_string(old.size() - 1),
                     " more have older versions: drizzle-kit goes on from version 7 alone"),
        old.front()->path, 0, "sluice up");
  }

  void look_for_missing_snapshots() {
    if (all_.entries().empty()) return;
    const entry& last = all_.entries().back();
    std::vector<std::string> missing;
    for (const entry& one : all_.entries()) {
      if (&one != &last && one.tag != last.tag && !is_there(all_.snapshot_of(one))) {
        missing.push_back(one.tag);
      }
    }
    if (!missing.empty()) {
      const std::size_t more = missing.size() > 3 ? missing.size() - 3 : 0;
      missing.resize(missing.size() - more);
      std::string names = join(missing, ", ");
      if (more > 0) names += concat(" and ", std::to_string(more), " more");
      say(severity::note, "FOLDER.SNAPSHOT_MISSING",
          concat("no snapshot of ", names,
                 ": what takes them back can't be computed; the next migration does not need them"),
          meta_, 0, "");
    }
    if (is_there(all_.snapshot_of(last))) return;
    try {
      static_cast<void>(all_.last_snapshot());  // an interrupted append's will do
    } catch (const error& why) {
      found_.push_back(
          {severity::error, why.code, concat(why.what(), ": ", why.detail), why.where, why.hint});
    }
  }

  bool in_journal(const fs::path& file) const {
    return std::any_of(all_.entries().begin(), all_.entries().end(),
                       [&](const entry& one) { return all_.snapshot_of(one) == file; });
  }

  void look_at_chain() {
    std::map<std::string, const snapshot_file*> by_prev_id;
    std::map<std::string, const snapshot_file*> by_id;
    for (const snapshot_file& one : snapshots_) {
      if (one.head.damage) continue;
      const auto [parent, is_only] = by_prev_id.emplace(one.head.prev_id, &one);
      if (!is_only) collide(*parent->second, one);
      const auto [twin, is_new] = by_id.emplace(one.head.id, &one);
      if (!is_new && is_only) {
        say(severity::warning, "FOLDER.SNAPSHOT_COPY",
            concat("meta/", twin->second->path.filename().string(), " and meta/",
                   one.path.filename().string(), " have one \"id\""),
            one.path, 0, concat("set the \"id\" in ", one.path.string(), " to a new UUID"));
      }
    }
    std::string last_id(snapshot::origin_id);
    fs::path last_file;
    bool is_gap = false;  // what it follows is missing, as was said
    for (const entry& each : all_.entries()) {
      const fs::path file = all_.snapshot_of(each);
      const auto one = std::find_if(snapshots_.begin(), snapshots_.end(),
                                    [&](const snapshot_file& s) { return s.path == file; });
      if (file == last_file) continue;
      if (one == snapshots_.end() || one->head.damage) {
        is_gap = true;
        continue;
      }
      const std::string& follows = one->head.prev_id;
      if (follows != last_id && !is_gap && !colliding_.contains(file)) {
        const bool is_known = by_id.contains(follows) || follows == snapshot::origin_id;
        say(severity::warning, "FOLDER.SNAPSHOT_CHAIN",
            concat("meta/", file.filename().string(),
                   is_known
                       ? " does not follow the migration before it: its \"prevId\" is another's"
                       : " follows a snapshot that is not here"),
            file, 0, concat("set the \"prevId\" in ", file.string(), " to ", last_id));
      }
      last_id = one->head.id;
      last_file = file;
      is_gap = false;
    }
  }

  void collide(const snapshot_file& first, const snapshot_file& second) {
    colliding_.insert({first.path, second.path});
    const bool stray = !in_journal(second.path);
    const fs::path& extra = stray || in_journal(first.path) ? second.path : first.path;
    std::string hint =
        stray || extra == first.path
            ? concat("remove ", extra.string(), ", which belongs to no migration")
            : concat(
                  "remove that migration with its snapshot and its entry in the journal, and run "
                  "`sluice generate` again; or, where the newest snapshot holds both changes, set "
                  "the \"prevId\" in ",
                  second.path.string(), " to ", first.head.id);
    say(severity::error, "FOLDER.SNAPSHOT_COLLISION",
        concat("meta/", first.path.filename().string(), " and meta/",
               second.path.filename().string(),
               " both follow the same snapshot: two branches made a migration each"),
        extra, 0, std::move(hint));
  }

  const folder& all_;
  fs::path meta_;
  std::vector<snapshot_file> snapshots_;
  std::set<fs::path> colliding_;
  diagnostics found_;
};

}  // namespace

diagnostics inspect(const fs::path& directory) {
  try {
    const folder all = folder::open(directory);
    return inspection(all).find();
  } catch (const error& why) {
    if (why.code == "FOLDER.UNREADABLE" || why.code == "FILE.READ") throw;
    const std::string because = why.detail.empty() ? "" : concat(": ", why.detail);
    return {{severity::error, why.code, concat(why.what(), because), why.where, why.hint}};
  }
}

}  // namespace sluice::migrations
