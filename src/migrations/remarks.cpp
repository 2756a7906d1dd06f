#include "migrations/remarks.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "migrations/names.hpp"

namespace sluice::migrations {
namespace {

namespace fs = std::filesystem;

bool has(const std::vector<std::string>& sorted, std::string_view name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

class remarks {
 public:
  remarks(const fs::path& directory, const listing& names, const journal& known,
          std::string_view journal_text)
      : directory_(directory),
        meta_(directory / "meta"),
        journal_file_((meta_ / journal_name).string()),
        names_(names),
        known_(known),
        journal_text_(journal_text),
        interrupted_(interrupted_tag(directory, names, known.entries)),
        dropped_(dropped(directory, names, known.entries)) {}

  diagnostics find() {
    if (has(names_.meta, journal_name)) look_at_journal();
    look_at_tags();
    look_at_times();
    look_at_files();
    look_at_meta();
    return std::move(found_);
  }

 private:
  void say(severity level, const char* code, std::string message, std::string file,
           std::string hint = {}) {
    found_.push_back({level, code, std::move(message), {std::move(file)}, std::move(hint)});
  }

  // Of an entry of the journal.
  void say(severity level, const char* code, std::string message, const entry& one,
           std::string hint = {}) {
    const int line = line_of_tag(journal_text_, one.tag);
    found_.push_back({level, code, std::move(message), {journal_file_, line}, std::move(hint)});
  }

  void look_at_journal() {
    if (known_.dialect != "postgresql" || known_.version != "7") {
      const std::string dialect = known_.dialect.empty() ? "no dialect" : known_.dialect;
      const std::string version = known_.version.empty() ? "no version" : known_.version;
      say(severity::note, "FOLDER.OLD_JOURNAL",
          concat("the journal says ", dialect, ", ", version,
                 known_.version.empty() ? "" : " (its version)", "; read as postgresql, 7"),
          journal_file_, "sluice up");
    }
    std::set<std::string> versions;
    for (const entry& one : known_.entries) {
      versions.insert(one.version.empty() ? "none" : one.version);
    }
    if (versions.size() > 1) {
      say(severity::note, "FOLDER.ENTRY_VERSIONS",
          concat("the journal's entries have the versions ",
                 join({versions.begin(), versions.end()}, ", ")),
          journal_file_);
    }
  }

  void look_at_tags() {
    std::map<std::string_view, std::string_view> by_prefix;
    std::set<std::string_view> tags;
    std::set<std::size_t> lengths;
    for (const entry& one : known_.entries) {
      const std::string_view start = prefix_of(one.tag);
      lengths.insert(start.size());
      if (!tags.insert(one.tag).second) {
        say(severity::warning, "FOLDER.DUPLICATE_TAG",
            concat("the journal lists ", one.tag, " twice"), one,
            "remove the entry that came in by mistake");
      } else if (!start.empty() && !by_prefix.emplace(start, one.tag).second) {
        say(severity::warning, "FOLDER.DUPLICATE_PREFIX",
            concat(by_prefix[start], " and ", one.tag,
                   " have one prefix, and so only one snapshot between them"),
            one,
            "sluice drop takes back the last one; generate it again under a prefix of its own");
      }
    }
    if (lengths.size() > 1) {
      say(severity::note, "FOLDER.MIXED_PREFIXES",
          "migrations have prefixes of more than one kind; the journal's order counts",
          journal_file_);
    }
  }

  void look_at_times() {
    const entry* latest = nullptr;
    for (const entry& one : known_.entries) {
      if (latest != nullptr && one.when == latest->when && one.tag != latest->tag) {
        say(severity::warning, "FOLDER.DUPLICATE_WHEN",
            concat(one.tag, " has the time of ", latest->tag,
                   ": drizzle-orm's migrator passes over it in a database that has the latter"),
            one, "apply it with `sluice migrate`, which goes by the file's hash");
      } else if (latest != nullptr && one.when < latest->when) {
        say(severity::warning, "FOLDER.WHEN_ORDER",
            concat(one.tag, " is dated before ", latest->tag,
                   ", which stands before it: drizzle-orm's migrator passes over it in a database "
                   "that has the latter"),
            one, "apply it with `sluice migrate`, which goes by the file's hash");
      } else {
        latest = &one;
      }
    }
  }

  void look_at_files() {
    std::set<std::string_view> tags;
    for (const entry& one : known_.entries) {
      if (!tags.insert(one.tag).second || has(names_.tags, one.tag)) continue;
      const std::string file = (directory_ / (one.tag + ".sql")).string();
      say(severity::warning, "FOLDER.FILE_MISSING",
          concat("the journal's migration ", one.tag, " has no file"), file,
          concat("restore the committed file: git checkout -- ", file));
    }
    for (const std::string& tag : names_.tags) {
      if (tags.contains(tag) || takes_back(tag, tags)) continue;
      const std::string file = (directory_ / (tag + ".sql")).string();
      if (is_left_over(tag)) {
        say(severity::note, "FOLDER.INTERRUPTED",
            concat(tag,
                   ".sql is left over from an interrupted run; the next `sluice generate` "
                   "removes it"),
            file);
      } else {
        say(severity::warning, "FOLDER.FILE_OUTSIDE",
            concat(tag, ".sql is not in the journal and is never applied"), file,
            "make a migration for it with `sluice generate --custom`, or move it elsewhere");
      }
    }
  }

  // NNNN_name.down.sql beside a migration NNNN_name, or beside one that was interrupted.
  bool takes_back(std::string_view tag, const std::set<std::string_view>& tags) const {
    if (!tag.ends_with(down_suffix)) return false;
    tag.remove_suffix(down_suffix.size());
    return tags.contains(tag) || is_left_over(tag);
  }

  // Of an append or a drop that was killed.
  bool is_left_over(std::string_view tag) const {
    return tag == interrupted_ || std::any_of(dropped_.begin(), dropped_.end(),
                                              [&](const entry& was) { return was.tag == tag; });
  }

  void look_at_meta() {
    std::set<std::string> expected;
    for (const entry& one : known_.entries) expected.insert(snapshot_name(one.tag));
    std::string last;  // as drizzle-kit sees it: the last name
    for (const std::string& name : names_.meta) {
      if (name.starts_with('_')) continue;
      if (name.ends_with(snapshot_suffix)) last = name;
      if (expected.contains(name)) continue;
      const std::string file = (meta_ / name).string();
      if (interrupted_ && name == snapshot_name(*interrupted_)) continue;
      const auto is_of = [&](const entry& was) {
        return name == snapshot_name(was.tag) || name == snapshot_name(was.idx);
      };
      if (std::any_of(dropped_.begin(), dropped_.end(), is_of)) continue;
      if (!name.ends_with(snapshot_suffix)) {
        say(severity::note, "FOLDER.FOREIGN_FILE",
            concat("meta/", name, " is no snapshot and is passed over; drizzle-kit stops at it"),
            file, "move it out of the folder meta");
      } else if (!is_by_index(name)) {
        say(severity::warning, "FOLDER.SNAPSHOT_OUTSIDE",
            concat("meta/", name, " belongs to no entry of the journal and is passed over"), file,
            "remove it, or restore the journal's entry");
      }
    }
    if (known_.entries.empty() || last.empty()) return;
    const std::string ours = snapshot_name(known_.entries.back().tag);
    if (has(names_.meta, ours) && !ours.starts_with('_') && last != ours) {
      say(severity::warning, "FOLDER.SNAPSHOT_ORDER",
          concat("the newest snapshot is the journal's last, meta/", ours,
                 "; drizzle-kit would go on from meta/", last, ", the last by name"),
          (meta_ / last).string());
    }
  }

  // Files that were renamed after their generation keep a snapshot with the entry's number.
  bool is_by_index(const std::string& name) const {
    return std::any_of(known_.entries.begin(), known_.entries.end(),
                       [&](const entry& one) { return name == snapshot_name(one.idx); });
  }

  const fs::path& directory_;
  fs::path meta_;
  std::string journal_file_;
  const listing& names_;
  const journal& known_;
  std::string_view journal_text_;
  std::optional<std::string> interrupted_;
  std::vector<entry> dropped_;
  diagnostics found_;
};

}  // namespace

diagnostics find_remarks(const fs::path& directory, const listing& names, const journal& known,
                         std::string_view journal_text) {
  return remarks(directory, names, known, journal_text).find();
}

}  // namespace sluice::migrations
