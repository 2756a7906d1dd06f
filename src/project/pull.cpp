#include "project/pull.hpp"

#include <chrono>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "codegen/typescript/files.hpp"
#include "migrations/folder.hpp"
#include "migrations/names.hpp"
#include "project/baseline.hpp"
#include "project/described.hpp"
#include "project/from_nothing.hpp"
#include "project/prepare_database.hpp"
#include "project/pulled_files.hpp"
#include "project/scope.hpp"
#include "project/settings.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::project {

namespace {

namespace typescript = codegen::typescript;
using format = pull_request::format;

snapshot::document document_of(const model::database& schema) {
  return {
      .id = snapshot::new_id(), .prev_id = std::string(snapshot::origin_id), .database = schema};
}

std::string as_script(const model::database& schema) {
  std::string out;
  for (const std::string& one : statements_from_nothing(schema)) out += concat(one, "\n");
  return out;
}

// drizzle-kit's notice, and the SQL as a comment: the database has all this already.
std::string commented(const std::string& sql) {
  std::string out =
      "-- Current sql file was generated after introspecting the database\n"
      "-- If you want to run this migration please uncomment this code before executing "
      "migrations\n";
  const bool has_marks = sql.find("/*") != std::string::npos || sql.find("*/") != std::string::npos;
  if (!has_marks) return concat(out, "/*\n", sql, "\n*/");
  for (const std::string_view line : split(sql, "\n")) out += concat("-- ", line, "\n");
  return out;
}

class puller {
 public:
  puller(const pull_request& asked, const migrate_callbacks& to)
      : asked_(asked),
        to_(to),
        at_(look_around(asked.database.where)),
        settings_(settings_for(asked.database, at_, [this](const auto& one) { remark(one); })),
        out_folder_(absolute(at_, settings_.out.value)) {}

  pull_result run() {
    const pg::connection_target target = target_for(asked_.database, at_, settings_);
    if (to_.place) to_.place({target.display(), target.origin, out_folder_});
    std::optional<migrations::folder> folder;
    if (asked_.as == format::typescript) {
      folder = migrations::folder::open(out_folder_);
      for (const diagnostic& one : folder->remarks()) remark(one);
      expect_first(*folder);
    }
    pg::connection connection = prepare_database(target, {}, asked_.lock.interrupt, to_.before);
    connection.interrupt_by(asked_.lock.interrupt);
    const catalog::scope scope = scope_of(settings_);
    pull_result out;
    out.schemas = scope.schema_filter;
    catalog::reading read = catalog::read(connection, scope);
    out.database = std::move(read.schema);
    out.others = described(read.others);
    if (asked_.as == format::sql) out.text = as_script(out.database);
    if (asked_.as == format::json) {
      out.text = concat(snapshot::write(document_of(out.database)), "\n");
    }
    if (folder) write(*folder, out);
    return out;
  }

 private:
  void remark(const diagnostic& one) const {
    if (to_.watch.remark) to_.watch.remark(one);
  }

  void expect_first(const migrations::folder& folder) const {
    if (!asked_.init || folder.entries().empty()) return;
    throw error(failure::config, "PULL.NOT_FIRST",
                concat(out_folder_.string(), " has migrations already: pull makes no other"))
        .advise(
            "sluice baseline marks those that the database has; without --init, schema.ts and "
            "relations.ts alone are written");
  }

  // As pull would have written it of the snapshot that the folder has.
  bool is_of_snapshot(const migrations::folder& folder, const std::string& content) const {
    const auto last = folder.last_snapshot();
    if (!last) return false;
    const model::database kept = snapshot::read(last->json, last->file.string()).database;
    for (const auto casing : {typescript::casing::camel, typescript::casing::preserve}) {
      const typescript::files files = typescript::write_files(kept, casing);
      if (files.schema == content || files.relations == content) return true;
    }
    return false;
  }

  // Whether the file has to be written; throws where that would cost somebody's work.
  pull_result::written look_at(const std::filesystem::path& file, const std::string& content,
                               const migrations::folder& folder, const pulled_files& known) const {
    const std::optional<std::string> there = read_file_if_exists(file);
    if (!there) return {file, true};
    if (*there == content) return {file, false};
    if (asked_.force || trim(*there).empty() || known.is_ours(file, *there) ||
        is_of_snapshot(folder, *there)) {
      return {file, true};
    }
    throw error(failure::config, "PULL.EDITED",
                concat(file.string(), " is not as pull wrote it, and would be overwritten"))
        .because("nothing was written")
        .advise("pull to another folder with --out, or overwrite it with --force");
  }

  void write(migrations::folder& folder, pull_result& out) {
    const auto casing = settings_.introspect_casing.value == "preserve"
                            ? typescript::casing::preserve
                            : typescript::casing::camel;
    const typescript::files files = typescript::write_files(
        out.database, casing,
        settings_.casing.value.empty() ? typescript::column_names::where_needed
                                       : typescript::column_names::always);
    pulled_files known(at_);
    out.schema = look_at(out_folder_ / "schema.ts", files.schema, folder, known);
    out.relations = look_at(out_folder_ / "relations.ts", files.relations, folder, known);
    std::filesystem::create_directories(out_folder_);
    const auto put = [&](const pull_result::written& one, const std::string& content) {
      if (one.is_new) write_file_atomically(one.file, content);
      known.remember(one.file, content);
    };
    put(*out.schema, files.schema);
    put(*out.relations, files.relations);
    known.save();
    if (folder.entries().empty()) write_migration(folder, out);
  }

  void write_migration(migrations::folder& folder, pull_result& out) {
    using namespace std::chrono;
    const std::int64_t when =
        duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    const auto prefix = migrations::prefix_named(settings_.prefix.value);
    const migrations::entry added{
        .idx = 0,
        .version = "7",
        .when = when,
        .tag = migrations::make_tag(prefix.value_or(migrations::prefix::index), 0, when, ""),
        .breakpoints = settings_.breakpoints.value};
    const std::string sql = join(statements_from_nothing(out.database),
                                 settings_.breakpoints.value ? "--> statement-breakpoint\n" : "\n");
    // Marked here, it is for every database that is not there yet.
    folder.append(added, asked_.init ? sql : commented(sql),
                  snapshot::write(document_of(out.database)));
    out.tag = added.tag;
    out.migration = folder.file_of(added);
    if (asked_.init) mark(out);
  }

  void mark(pull_result& out) {
    migrate_callbacks quiet = to_;
    quiet.place = nullptr;
    quiet.watch.remark = [this](const diagnostic& one) {
      // The migration was read from this very database.
      if (one.code != "BASELINE.UNVERIFIED") remark(one);
    };
    out.marked = baseline({.database = asked_.database,
                           .until = out.tag,
                           .verify = false,
                           .command = "pull",
                           .version = asked_.version,
                           .lock = asked_.lock},
                          quiet)
                     .written;
  }

  const pull_request& asked_;
  const migrate_callbacks& to_;
  const surroundings at_;
  const config::settings settings_;
  const std::filesystem::path out_folder_;
};

}  // namespace

pull_result pull(const pull_request& asked, const migrate_callbacks& to) {
  return puller(asked, to).run();
}

}  // namespace sluice::project
