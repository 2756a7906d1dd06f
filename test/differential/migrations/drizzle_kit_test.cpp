// The real drizzle-kit and drizzle-orm work on folders, sluice does the same, and the bytes are
// equal.
#include <doctest/doctest.h>
#include <map>

#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/process.hpp"
#include "migrations/names.hpp"
#include "snapshot/snapshot.hpp"
#include "support/temporary_folder.hpp"

namespace sluice::migrations {
namespace {

namespace fs = std::filesystem;

const std::string golden = SLUICE_SOURCE_DIR "/test/unit/snapshot/golden/";

// A project in which drizzle-kit runs.
class kit_project {
 public:
  kit_project() {
    fs::create_directory_symlink(SLUICE_SOURCE_DIR "/node_modules", at_.path() / "node_modules");
  }

  const temporary_folder& at() const { return at_; }

  void write(const std::string& name, const std::string& content) const {
    std::ofstream(at_.path() / name, std::ios::binary) << content;
  }

  void generate(const std::string& prefix_word, const std::string& arguments) const {
    write("drizzle.config.ts",
          concat("export default { schema: './schema.ts', out: './drizzle', dialect: "
                 "'postgresql', migrations: { prefix: '",
                 prefix_word, "' } };\n"));
    run(concat("node node_modules/drizzle-kit/bin.cjs generate ", arguments));
  }

  std::string run(const std::string& command) const {
    const process_result done =
        run_process({"sh", "-c", concat("cd '", at_.path().string(), "' && ", command)});
    REQUIRE_MESSAGE(done.exit_code == 0, concat(command, "\n", done.out, done.err));
    return done.out;
  }

 private:
  temporary_folder at_;
};

// Every file below a folder, with its bytes.
std::map<std::string, std::string> files_below(const fs::path& directory) {
  std::map<std::string, std::string> files;
  for (const auto& one : fs::recursive_directory_iterator(directory)) {
    if (one.is_regular_file()) {
      files[fs::relative(one.path(), directory).string()] = read_file(one.path());
    }
  }
  return files;
}

std::string with_id(const std::string& snapshot_json, const std::string& id) {
  const snapshot::document parsed = snapshot::read(snapshot_json, "drizzle-kit's");
  return replace_all(snapshot_json, parsed.id, id);
}

}  // namespace

TEST_CASE("drizzle-kit: the golden snapshots are what it writes") {
  const kit_project project;
  project.write("schema.ts", read_file(golden + "everything.ts"));
  project.generate("index", "--name a");
  project.generate("index", "--name b --custom");
  const folder all = folder::open(project.at().migrations());
  REQUIRE(all.entries().size() == 2);
  const std::string first = read_file(all.snapshot_of(all.entries()[0]));
  const std::string id = snapshot::read(first, "first").id;
  const std::string golden_id = "11111111-1111-4111-8111-111111111111";
  CHECK(with_id(first, golden_id) == read_file(golden + "everything.json"));
  const std::string second = replace_all(last_json(project.at().migrations()), id, golden_id);
  CHECK(with_id(second, "22222222-2222-4222-8222-222222222222") ==
        read_file(golden + "everything.custom.json"));
}

TEST_CASE("drizzle-kit: a folder that it made, made again") {
  for (const char* word : {"index", "timestamp", "supabase", "unix", "none"}) {
    CAPTURE(word);
    const kit_project project;
    const temporary_folder ours;
    struct step {
      std::string name;
      bool custom = false;
    };
    // drizzle-kit doesn't find its own snapshots where they have no prefix.
    const bool one_snapshot = std::string_view(word) == "none";
    for (const step& now : {step{"first"}, step{"by_hand", true}, step{"second"}}) {
      const bool changed = now.name == "second";
      project.write("schema.ts",
                    concat("import * as p from 'drizzle-orm/pg-core';\n"
                           "export const a = p.pgTable('a', { id: p.serial().primaryKey()",
                           changed ? ", note: p.text().notNull().default('x')" : "", " });\n"));
      // Prefixes of seconds have to differ, or one snapshot replaces the other.
      if (std::string_view(word) != "index" && !one_snapshot) project.run("sleep 1.1");
      project.generate(word, concat("--name ", now.name, now.custom ? " --custom" : ""));

      const folder theirs = folder::open(project.at().migrations());
      const entry& added = theirs.entries().back();
      folder again = folder::open(ours.migrations());
      const auto kind = prefix_named(word).value_or(prefix::index);
      // The clock may have struck between drizzle-kit's two looks at it.
      CHECK((added.tag == make_tag(kind, added.idx, added.when, now.name) ||
             added.tag == make_tag(kind, added.idx, added.when - 100, now.name)));
      CHECK(added.idx == again.next_idx());
      const std::string json = last_json(project.at().migrations());
      const snapshot::document parsed = snapshot::read(json, "drizzle-kit's");
      std::string snapshot_json = snapshot::write(parsed);
      if (now.custom) {
        const auto before = again.last_snapshot();
        snapshot_json = one_snapshot
                            ? snapshot::repeat(std::nullopt, "", parsed.id)
                            : snapshot::repeat(before->json, before->file.string(), parsed.id);
      }
      again.append(added, read_file(theirs.file_of(added)), snapshot_json);
      CHECK(files_below(ours.migrations()) == files_below(project.at().migrations()));
    }
  }
}

TEST_CASE("drizzle-kit: snapshots of versions 5 and 6 mean what its command `up` makes of them") {
  const std::string tables = R"("tables": {"KEY": {"name": "t", "schema": "",
      "columns": {
        "id": {"name": "id", "type": "serial", "primaryKey": true, "notNull": true},
        "7": {"name": "7", "type": "mood", "primaryKey": false, "notNull": false,
              "default": "'sad'"},
        "data": {"name": "data", "type": "jsonb", "primaryKey": false, "notNull": false,
                 "default": {"b": 1.0, "1": []}}},
      "indexes": {
        "i": {"name": "i", "columns": ["id", "data"], "isUnique": true},
        "j": {"name": "j", "columns": ["7"], "isUnique": false, "method": "hash",
              "with": {"fillfactor": "70"}, "where": "id > 0", "concurrently": true}},
      "foreignKeys": {"f": {"name": "f", "tableFrom": "t", "tableTo": "t", "columnsFrom": ["id"],
        "columnsTo": ["id"], "onDelete": "cascade", "onUpdate": "no action"}},
      "compositePrimaryKeys": {"p": {"name": "p", "columns": ["id", "7"]}},
      "uniqueConstraints": {"u": {"name": "u", "columns": ["data"], "nullsNotDistinct": true}}}},
    "schemas": {"shop": "shop"}, "_meta": {"schemas": {}, "tables": {}, "columns": {}}})";
  const std::string five =
      concat(R"({"version": "5", "dialect": "pg", "id": "a", "prevId": "b", "enums": {"mood":
        {"name": "mood", "values": {"sad": "sad", "10": "10", "9": "9"}}}, )",
             replace_all(tables, "KEY", "t"));
  const std::string six =
      concat(R"({"version": "6", "dialect": "postgresql", "id": "b", "prevId": "c", "enums":
        {"shop.mood": {"name": "mood", "schema": "shop", "values": ["sad", "9"]}}, )",
             replace_all(tables, "KEY", "public.t"));
  const kit_project project;
  project.at().write("meta/0000_snapshot.json", five);
  project.at().write("meta/0001_snapshot.json", six);
  project.at().write("meta/_journal.json", journal_of({}));
  project.run("node node_modules/drizzle-kit/bin.cjs up --dialect postgresql --out ./drizzle");
  const auto upgraded = [&](const char* name) {
    const std::string json = read_file(project.at().migrations() / "meta" / name);
    CHECK(json.find("\"version\": \"7\"") != std::string::npos);
    return snapshot::read(json, name).database;
  };
  CHECK(snapshot::read(five, "five").database == upgraded("0000_snapshot.json"));
  CHECK(snapshot::read(six, "six").database == upgraded("0001_snapshot.json"));
}

TEST_CASE("drizzle-orm: hashes and statements of migration files") {
  const kit_project project;
  const std::map<std::string, std::string> files = {
      {"0000_plain", "CREATE TABLE a ();\n--> statement-breakpoint\nSELECT 1;"},
      {"0001_mark", "\xEF\xBB\xBFSELECT 1;"},
      {"0002_dos", "SELECT 1;\r\n--> statement-breakpoint\r\nSELECT 2;\r\n"},
      {"0003_bytes", "SELECT '\xFF\xC0\x80\xE2\x82\xF0\x9F\x98z\xED\xA0\x80';"},
      {"0004_cut", "SELECT '\xF0\x9F"},
      {"0005_none", ""},
      {"0006_several", "SELECT 1; SELECT 2; --> statement-breakpoint"}};
  std::vector<std::string> entries;
  for (const auto& [tag, sql] : files) {
    project.at().write(tag + ".sql", sql);
    const auto idx = static_cast<int>(entries.size());
    entries.push_back(journal_entry(idx, tag, 1000 + idx));
  }
  project.at().write("meta/_journal.json", journal_of(entries));
  const std::string out = project.run(
      "node -e \"console.log(JSON.stringify(require('drizzle-orm/migrator')"
      ".readMigrationFiles({ migrationsFolder: './drizzle' })))\"");
  const rapidjson::Document theirs = parse_json(out, "drizzle-orm");
  const folder all = folder::open(project.at().migrations());
  REQUIRE(theirs.Size() == all.entries().size());
  for (rapidjson::SizeType i = 0; i < theirs.Size(); ++i) {
    const migration_file ours = all.read(all.entries()[i]);
    CHECK(ours.hash == string_member(theirs[i], "hash"));
    CHECK(all.entries()[i].when == theirs[i]["folderMillis"].GetInt64());
    std::vector<std::string> statements;
    for (const rapidjson::Value& one : theirs[i]["sql"].GetArray()) {
      std::string_view text = view(one);
      if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
      text = trim(text);
      if (!text.empty()) statements.emplace_back(text);
    }
    CHECK(ours.statements == statements);
  }
}

}  // namespace sluice::migrations
