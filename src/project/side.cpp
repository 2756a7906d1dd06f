#include "project/side.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "migrations/find_entry.hpp"
#include "migrations/folder.hpp"
#include "project/folder_snapshot.hpp"
#include "project/schema_source.hpp"
#include "project/scope.hpp"
#include "project/settings.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::project {

namespace {

namespace fs = std::filesystem;
using kind = side_name::kind;

bool is_migrations_folder(const fs::path& path) {
  return fs::exists(path / "meta" / "_journal.json");
}

bool is_url(const std::string& word) {
  return word.starts_with("postgres://") || word.starts_with("postgresql://") ||
         word.find("host=") != std::string::npos || word.starts_with("service=");
}

bool is_script(const std::string& word) {
  constexpr std::array<std::string_view, 8> endings = {".ts", ".mts", ".cts", ".tsx",
                                                       ".js", ".mjs", ".cjs", ".jsx"};
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

class opener {
 public:
  opener(const database_request& asked, remark_list& said)
      : asked_(asked), said_(said), at_(look_around(asked.where)) {}

  side open(const side_name& name) {
    switch (name.is) {
      case kind::nothing:
        return {.title = "an empty database"};
      case kind::schema:
        return schema(name.text);
      case kind::snapshot:
        return {.title = name.text,
                .schema = snapshot::read(read_file(name.text), name.text).database};
      case kind::folder:
        return folder(name);
      case kind::database:
        return database(name.text);
    }
    return {};
  }

  // `other`: what is said about the schemas and roles that matter; nullptr where that is a database
  // too.
  void read(side& live, const side_name& name, const model::database* other) {
    const config::settings& said = settings(name.text);
    catalog::scope about = scope_of(said);
    if (other != nullptr) {
      about = widened(std::move(about), *other);
    } else if (said.schema_filter.origin == "default") {
      about.every_schema = true;
    }
    catalog::reading found = catalog::read(*live.live, about);
    live.schema = std::move(found.schema);
    live.others = std::move(found.others);
  }

 private:
  // Those that count for a URL, or for the project's own database ("").
  const config::settings& settings(const std::string& url) {
    if (!settings_) {
      database_request asked = asked_;
      if (!url.empty()) asked.url = url;
      settings_ = settings_for(asked, at_, [&](const diagnostic& one) { said_.add(one); });
    }
    return *settings_;
  }

  side schema(const std::string& files) {
    source_request asked{.flags = asked_.flags, .arguments = asked_.arguments};
    surroundings at = at_;
    if (!files.empty()) {
      asked.flags.schema = std::vector<std::string>{files};
      if (!asked.flags.dialect) asked.flags.dialect = "postgresql";
      if (!asked_.where.config) at.config.reset();
    }
    schema_source source(asked, at, said_);
    return {.title = files.empty() ? "the schema" : files, .schema = source.load().database};
  }

  side folder(const side_name& name) {
    const fs::path path =
        name.text.empty() ? absolute(at_, settings("").out.value) : fs::path(name.text);
    const migrations::folder found = migrations::folder::open(path);
    if (found.entries().empty() && name.tag.empty()) {
      return {.title = concat(path.string(), ", which has no migrations")};
    }
    const std::size_t last = name.tag.empty() ? found.entries().size() - 1
                                              : migrations::find_entry(found.entries(), name.tag);
    const std::string& tag = found.entries()[last].tag;
    std::optional<folder_snapshot> snapshot = snapshot_at(found, last);
    if (!snapshot) {
      throw error(failure::config, "FOLDER.SNAPSHOT_MISSING",
                  concat("no migration up to ", tag, " has a snapshot"))
          .at({.file = found.snapshot_of(found.entries()[last]).string()})
          .advise("apply the migrations to an empty database, and give its URL instead");
    }
    if (snapshot->entry != last) {
      said_.add({.level = severity::note,
                 .code = "FOLDER.OLDER_SNAPSHOT",
                 .message = concat(tag, " has no snapshot: that of ",
                                   found.entries()[snapshot->entry].tag, " stands for it")});
    }
    return {.title = concat("the migrations up to ", tag), .schema = std::move(snapshot->schema)};
  }

  side database(const std::string& url) {
    database_request asked = asked_;
    if (!url.empty()) asked.url = url;
    const pg::connection_target target = target_for(asked, at_, settings(url));
    return {.title = target.display(), .live = std::make_unique<pg::connection>(target)};
  }

  const database_request& asked_;
  remark_list& said_;
  surroundings at_;
  std::optional<config::settings> settings_;
};

}  // namespace

side_name read_side_name(const std::string& word) {
  if (word == "empty") return {};
  if (word == "schema") return {.is = kind::schema};
  if (word == "database") return {.is = kind::database};
  if (is_url(word)) return {.is = kind::database, .text = word};
  const std::size_t at = word.rfind('@');
  const std::string before = word.substr(0, at);
  const std::string tag = at == std::string::npos ? "" : word.substr(at + 1);
  if (before == "migrations" && !fs::exists(before)) return {.is = kind::folder, .tag = tag};
  if (is_migrations_folder(before)) return {.is = kind::folder, .text = before, .tag = tag};
  if (word.find_first_of("*{") != std::string::npos || fs::is_directory(word) || is_script(word)) {
    return {.is = kind::schema, .text = word};
  }
  // Of any name: <(git show main:drizzle/meta/0007_snapshot.json)
  if (fs::exists(word) || word.ends_with(".json")) return {.is = kind::snapshot, .text = word};
  throw error(failure::usage, "USAGE.SIDE", concat("\"", word, "\" is nothing that has a schema"))
      .because(
          "schema, migrations, migrations@TAG, database and empty are known; so are URLs, "
          "snapshot files, migrations folders (drizzle@TAG) and schema files")
      .advise("sluice diff --help");
}

std::pair<side, side> open_sides(const side_name& from, const side_name& to,
                                 const database_request& asked, remark_list& said) {
  opener open(asked, said);
  side a = open.open(from);
  side b = open.open(to);
  if (a.live) open.read(a, from, b.live ? nullptr : &b.schema);
  if (b.live) open.read(b, to, a.live ? nullptr : &a.schema);
  return {std::move(a), std::move(b)};
}

}  // namespace sluice::project
