#include "project/check.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "migrations/inspect.hpp"
#include "migrations/journal.hpp"
#include "migrations/listing.hpp"
#include "project/committed.hpp"
#include "project/generate.hpp"
#include "project/migrations_folder.hpp"

namespace sluice::project {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const check_request& asked, const check_callbacks& to) {
  return migrations_folder(
      {.where = asked.where, .flags = asked.flags, .arguments = asked.arguments}, to.remark);
}

bool begins(const std::string& code, std::string_view with) {
  return std::string_view(code).starts_with(with);
}

// The schema, as `generate --dry-run` sees it. What it says of the folder is found there.
class schema_check {
 public:
  schema_check(const check_request& asked, const check_callbacks& to, check_result& out)
      : asked_(asked), to_(to), out_(out) {}

  // What ended it before the schema was looked at, and is the folder's.
  const std::optional<diagnostic>& of_folder() const { return of_folder_; }

  void run() {
    generate_request request{.where = asked_.where, .flags = asked_.flags, .dry_run = true};
    request.verify.is = verify_wish::kind::no;
    request.bounds = asked_.bounds;
    request.arguments = asked_.arguments;
    generate_callbacks callbacks{.console = to_.console};
    callbacks.remark = [&](const diagnostic& one) { take(one); };
    bool found = false;
    callbacks.folder = [&](const fs::path& folder) {
      out_.folder = folder;
      found = true;
    };
    try {
      const generate_result now = generate(request, callbacks);
      out_.schema_was_compared = true;
      judge(now);
    } catch (const error& why) {
      const bool has_no_schema = why.code == "CONFIG.NO_SCHEMA" || why.code == "CONFIG.NOT_FOUND";
      if (!found && has_no_schema) {
        out_.folder = folder_of(asked_, to_);
        found = fs::exists(out_.folder);
      }
      if (!found) throw;
      if (has_no_schema) {
        say(severity::note, "CHECK.NO_SCHEMA",
            "nothing says where the schema is: it was not compared with the migrations", {},
            "name it in drizzle.config, or with --schema; or --no-schema");
      } else if (begins(why.code, "SCRIPT.") ||
                 (begins(why.code, "SCHEMA.") && why.code != "SCHEMA.INVALID")) {
        say(severity::error, why.code,
            why.detail.empty() ? why.what() : concat(why.what(), ": ", why.detail), why.where,
            why.hint);
      } else if (begins(why.code, "FOLDER.") || begins(why.code, "SNAPSHOT.")) {
        of_folder_ = {severity::error, why.code, concat(why.what(), ": ", why.detail), why.where,
                      why.hint};
      } else if (why.code != "SCHEMA.INVALID") {
        throw;
      }
    }
  }

 private:
  void say(severity level, std::string code, std::string message, place where, std::string hint) {
    out_.findings.push_back(
        {level, std::move(code), std::move(message), std::move(where), std::move(hint)});
  }

  void take(const diagnostic& one) {
    if (begins(one.code, "FOLDER.")) return;
    if (begins(one.code, "CONFIG.")) {
      to_.remark(one);
    } else {
      out_.findings.push_back(one);
    }
  }

  void judge(const generate_result& now) {
    const place schema{now.files.empty() ? std::string() : now.files.front().string()};
    if (now.end == generate_result::outcome::needs_input) {
      say(severity::error, "CHECK.NOT_GENERATED",
          "the schema has changed since the last migration, and something may have been renamed",
          schema, "sluice generate");
    }
    if (now.end != generate_result::outcome::planned) return;
    for (const migration* one :
         {now.first ? &*now.first : nullptr, static_cast<const migration*>(&now)}) {
      if (one == nullptr) continue;
      if (!out_.sql.empty()) out_.sql += next_migration;
      out_.sql += one->sql;
      out_.statements.insert(out_.statements.end(), one->statements.begin(), one->statements.end());
    }
    const std::size_t count = out_.statements.size();
    say(severity::error, "CHECK.NOT_GENERATED",
        concat("the schema has changed since the last migration: ",
               count == 1 ? "a statement is" : concat(std::to_string(count), " statements are"),
               " missing"),
        schema, "sluice generate");
  }

  const check_request& asked_;
  const check_callbacks& to_;
  check_result& out_;
  std::optional<diagnostic> of_folder_;
};

// Where a CI service says what a merge request is for.
std::optional<std::string> base_of_merge_request(const surroundings& at) {
  if (const auto branch = at.variable("GITHUB_BASE_REF")) return concat("origin/", *branch);
  return at.variable("CI_MERGE_REQUEST_DIFF_BASE_SHA");
}

// What was there at the base stays as it was.
class git_check {
 public:
  git_check(const committed& base, check_result& out)
      : base_(base), out_(out), meta_(out.folder / "meta") {}

  void run() {
    const std::vector<migrations::entry> now = entries_now();
    std::vector<migrations::entry> before = now;
    if (base_.journal) {
      before = read(*base_.journal);
      compare(before, now);
    }
    std::map<std::string, const migrations::entry*> sql;
    std::set<std::string> snapshots;
    for (const migrations::entry& one : before) {
      sql.emplace(one.tag + ".sql", &one);
      snapshots.insert(concat("meta/", migrations::snapshot_name(one.tag)));
    }
    for (const committed::file& one : base_.changed) {
      if (one.is_gone) continue;  // the journal tells whether it still belongs
      const fs::path file = out_.folder / one.name;
      if (sql.contains(one.name)) {
        say(severity::error, "CHECK.EDITED",
            concat(one.name,
                   " was changed after it was committed: who has applied it does not get "
                   "the change"),
            file, 0,
            concat("git checkout ", out_.base, " -- ", file.string(),
                   ", and make a new migration for the change"));
      } else if (snapshots.contains(one.name)) {
        say(severity::warning, "CHECK.SNAPSHOT_EDITED",
            concat(one.name, " was changed after it was committed"), file, 0,
            concat("git checkout ", out_.base, " -- ", file.string(),
                   ", unless `sluice up` has made it newer"));
      }
    }
  }

 private:
  void say(severity level, const char* code, std::string message, const fs::path& file, int line,
           std::string hint) {
    out_.findings.push_back(
        {level, code, std::move(message), {file.string(), line}, std::move(hint)});
  }

  fs::path journal_file() const { return meta_ / migrations::journal_name; }

  // Nothing where it can't be read: that is found by itself, or was committed so.
  std::vector<migrations::entry> read(const std::string& json) const {
    try {
      return migrations::read_journal(json, journal_file().string()).entries;
    } catch (const error&) {
      return {};
    }
  }

  std::vector<migrations::entry> entries_now() {
    const std::optional<std::string> json = read_file_if_exists(journal_file());
    if (!json) return {};
    text_ = *json;
    return read(*json);
  }

  int line_of(const std::string& tag) const { return migrations::line_of_tag(text_, tag); }

  void compare(const std::vector<migrations::entry>& before,
               const std::vector<migrations::entry>& now) {
    if (now.empty()) return;
    std::map<std::string, const migrations::entry*> by_tag;
    for (const migrations::entry& one : now) by_tag.emplace(one.tag, &one);
    std::set<std::string> known;
    std::int64_t newest = 0;
    for (const migrations::entry& one : before) {
      known.insert(one.tag);
      newest = std::max(newest, one.when);
    }
    for (const migrations::entry& one : before) {
      const auto found = by_tag.find(one.tag);
      if (found == by_tag.end()) {
        say_gone(one, now, known);
      } else if (found->second->when != one.when) {
        say(severity::error, "CHECK.RETIMED",
            concat("the time of ", one.tag,
                   " was changed after it was committed: drizzle-orm's migrator goes by it, and "
                   "applies the migration again or passes over others"),
            journal_file(), line_of(one.tag),
            concat("set its \"when\" back to ", std::to_string(one.when)));
      }
    }
    for (const migrations::entry& one : now) {
      if (known.contains(one.tag) || one.when > newest || renamed_.contains(one.tag)) continue;
      say(severity::warning, "CHECK.OLDER",
          concat(one.tag, " is new and dated before what ", out_.base,
                 " has: drizzle-orm's migrator passes over it where that is applied"),
          journal_file(), line_of(one.tag), "sluice drop, and sluice generate: it is dated anew");
    }
  }

  void say_gone(const migrations::entry& one, const std::vector<migrations::entry>& now,
                const std::set<std::string>& known) {
    const auto heir = std::find_if(now.begin(), now.end(), [&](const migrations::entry& other) {
      return other.when == one.when && !known.contains(other.tag);
    });
    const std::string file = (out_.folder / (one.tag + ".sql")).string();
    if (heir != now.end()) {
      renamed_.insert(heir->tag);
      say(severity::error, "CHECK.RENAMED",
          concat(one.tag, " was committed and is called ", heir->tag, " now"), journal_file(),
          line_of(heir->tag), "give it its name back: a migration keeps it once others have it");
      return;
    }
    say(severity::error, "CHECK.REMOVED",
        concat(one.tag,
               " was committed and is not in the journal any more: who has applied it "
               "keeps what it did"),
        journal_file(), 0,
        concat("git checkout ", out_.base, " -- ", out_.folder.string(),
               ", and take back what it did by a new migration"));
  }

  const committed& base_;
  check_result& out_;
  fs::path meta_;
  std::string text_;
  std::set<std::string> renamed_;
};

void check_git(const check_request& asked, check_result& out) {
  if (!is_in_git(out.folder)) return;
  const surroundings at = look_around(asked.where);
  const auto compare = [&](const std::optional<std::string>& base) {
    const committed known = compare_with_git(out.folder, base);
    out.base = base.value_or("HEAD");
    git_check(known, out).run();
  };
  const auto note = [&](const error& why) {
    diagnostic said;
    said.level = severity::note;
    said.code = why.code;
    said.message = concat(why.what(), ": ", why.detail);
    said.hint = why.hint;
    out.findings.push_back(std::move(said));
  };
  if (asked.base) return compare(asked.base);
  if (const auto base = base_of_merge_request(at)) {
    try {
      return compare(base);
    } catch (const error& why) {
      note(why);
    }
  }
  try {
    compare(std::nullopt);
  } catch (const error& why) {
    note(why);
  }
}

}  // namespace

check_result check(const check_request& asked, const check_callbacks& to) {
  check_result out;
  diagnostics of_schema;
  std::optional<diagnostic> of_folder;
  if (asked.schema) {
    schema_check schema(asked, to, out);
    schema.run();
    of_schema = std::exchange(out.findings, {});
    of_folder = schema.of_folder();
  } else {
    out.folder = folder_of(asked, to);
  }
  out.findings = migrations::inspect(out.folder);
  const bool is_known =
      std::any_of(out.findings.begin(), out.findings.end(),
                  [](const diagnostic& one) { return one.level == severity::error; });
  if (of_folder && !is_known) out.findings.push_back(std::move(*of_folder));
  if (asked.git) check_git(asked, out);
  out.findings.insert(out.findings.end(), std::make_move_iterator(of_schema.begin()),
                      std::make_move_iterator(of_schema.end()));
  return out;
}

}  // namespace sluice::project
