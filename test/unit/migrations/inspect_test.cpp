#include "migrations/inspect.hpp"

#include <doctest/doctest.h>

#include "support/temporary_folder.hpp"

namespace sluice::migrations {
namespace {

const std::string origin = "00000000-0000-0000-0000-000000000000";

std::string whole_snapshot(const std::string& id, const std::string& prev_id,
                           const std::string& version = "7") {
  return concat("{\n\"id\":\"", id, "\",\n\"prevId\":\"", prev_id, "\",\n\"version\":\"", version,
                "\",\n\"dialect\":\"", version == "5" ? "pg" : "postgresql",
                "\",\n\"tables\":{},\"enums\":{},\"schemas\":{},\n"
                "\"_meta\":{\"schemas\":{},\"tables\":{},\"columns\":{}}}");
}

void write_migration(const temporary_folder& at, int idx, const std::string& name,
                     const std::string& id, const std::string& prev_id) {
  const std::string number = concat("000", std::to_string(idx));
  at.write(concat(number, "_", name, ".sql"), "SELECT 1;");
  at.write(concat("meta/", number, "_snapshot.json"), whole_snapshot(id, prev_id));
}

// Three migrations, everything in order.
void write_orderly(const temporary_folder& at) {
  write_migration(at, 0, "first", "a", origin);
  write_migration(at, 1, "second", "b", "a");
  write_migration(at, 2, "third", "c", "b");
  at.write("meta/_journal.json", journal_of({concat("\n", journal_entry(0, "0000_first", 1000)),
                                             concat("\n", journal_entry(1, "0001_second", 2000)),
                                             concat("\n", journal_entry(2, "0002_third", 3000))}));
}

// "error CODE file:line" of each, in their order.
std::vector<std::string> found_in(const temporary_folder& at) {
  std::vector<std::string> out;
  for (const diagnostic& one : inspect(at.migrations())) {
    const char* level = one.level == severity::error     ? "error "
                        : one.level == severity::warning ? "warning "
                                                         : "note ";
    place where = one.where;
    where.file = std::filesystem::path(where.file).filename().string();
    out.push_back(concat(level, one.code, " ", where.text()));
  }
  return out;
}

using list_of = std::vector<std::string>;

}  // namespace

TEST_CASE("inspect: no folder, and one in order") {
  const temporary_folder at;
  CHECK(found_in(at).empty());
  write_orderly(at);
  CHECK(found_in(at).empty());
}

TEST_CASE("inspect: entries of the journal have their line") {
  const temporary_folder at;
  write_orderly(at);
  at.write("meta/_journal.json", journal_of({concat("\n", journal_entry(0, "0000_first", 1000)),
                                             concat("\n", journal_entry(1, "0001_second", 3000)),
                                             concat("\n", journal_entry(2, "0002_third", 2000))}));
  CHECK(found_in(at) == list_of{"warning FOLDER.WHEN_ORDER _journal.json:4"});
  at.write("meta/_journal.json", "{\n\"entries\": [\n{\"when\": 1, \"tag\": 5}]}");
  CHECK(found_in(at) == list_of{"error FOLDER.JOURNAL_DAMAGED _journal.json:3:20"});
  std::filesystem::remove(at.migrations() / "meta/_journal.json");
  CHECK(found_in(at) == list_of{"error FOLDER.JOURNAL_MISSING _journal.json"});
}

TEST_CASE("inspect: files that are missing, and such as are no business of the folder's") {
  const temporary_folder at;
  write_orderly(at);
  std::filesystem::remove(at.migrations() / "0001_second.sql");
  at.write("meta/notes.md", "x");
  CHECK(found_in(at) ==
        list_of{"error FOLDER.FILE_MISSING 0001_second.sql", "error FOLDER.FOREIGN_FILE notes.md"});
}

TEST_CASE("inspect: snapshots that are missing") {
  const temporary_folder at;
  write_orderly(at);
  std::filesystem::remove(at.migrations() / "meta/0001_snapshot.json");
  CHECK(found_in(at) == list_of{"note FOLDER.SNAPSHOT_MISSING meta"});
  std::filesystem::remove(at.migrations() / "meta/0002_snapshot.json");
  CHECK(found_in(at) == list_of{"note FOLDER.SNAPSHOT_MISSING meta",
                                "error FOLDER.SNAPSHOT_MISSING 0002_snapshot.json"});
}

TEST_CASE("inspect: the chain of snapshots") {
  const temporary_folder at;
  write_orderly(at);
  SUBCASE("two follow one") {
    at.write("meta/0002_snapshot.json", whole_snapshot("c", "a"));
    CHECK(found_in(at) == list_of{"error FOLDER.SNAPSHOT_COLLISION 0002_snapshot.json"});
  }
  SUBCASE("one that belongs to no entry is the one that goes") {
    at.write("meta/0000_copy_snapshot.json", whole_snapshot("d", "a"));
    const list_of found = found_in(at);
    CHECK(found == list_of{"warning FOLDER.SNAPSHOT_OUTSIDE 0000_copy_snapshot.json",
                           "error FOLDER.SNAPSHOT_COLLISION 0000_copy_snapshot.json"});
  }
  SUBCASE("one follows a stranger") {
    at.write("meta/0002_snapshot.json", whole_snapshot("c", "z"));
    CHECK(found_in(at) == list_of{"warning FOLDER.SNAPSHOT_CHAIN 0002_snapshot.json"});
  }
  SUBCASE("two change places") {
    at.write("meta/0001_snapshot.json", whole_snapshot("c", "b"));
    at.write("meta/0002_snapshot.json", whole_snapshot("b", "a"));
    CHECK(found_in(at) == list_of{"warning FOLDER.SNAPSHOT_CHAIN 0001_snapshot.json",
                                  "warning FOLDER.SNAPSHOT_CHAIN 0002_snapshot.json"});
  }
  SUBCASE("one id twice") {
    at.write("meta/0002_snapshot.json", whole_snapshot("b", "b"));
    CHECK(found_in(at) == list_of{"warning FOLDER.SNAPSHOT_COPY 0002_snapshot.json"});
  }
}

TEST_CASE("inspect: versions and damage") {
  const temporary_folder at;
  write_orderly(at);
  at.write("meta/0000_snapshot.json", whole_snapshot("a", origin, "6"));
  at.write("meta/0001_snapshot.json", whole_snapshot("b", "a", "5"));
  CHECK(found_in(at) == list_of{"error SNAPSHOT.OLD_VERSION 0000_snapshot.json"});
  at.write("meta/0001_snapshot.json", whole_snapshot("b", "a", "8"));
  at.write("meta/0000_snapshot.json", whole_snapshot("a", origin, "4"));
  CHECK(found_in(at) == list_of{"error SNAPSHOT.OLDER 0000_snapshot.json",
                                "error SNAPSHOT.NEWER 0001_snapshot.json"});
  at.write("meta/0000_snapshot.json", whole_snapshot("a", origin));
  at.write("meta/0001_snapshot.json", "{\n\"id\": \"b\",\n<<<<<<< HEAD\n}");
  CHECK(found_in(at) == list_of{"error SNAPSHOT.DAMAGED 0001_snapshot.json:3"});
}

TEST_CASE("inspect: SQL") {
  const temporary_folder at;
  write_orderly(at);
  at.write("0000_first.sql", "-- nothing\n;");
  at.write("0001_second.sql", "SELECT 1;\n<<<<<<< HEAD\nSELECT 2;\n=======\n>>>>>>> other\n");
  at.write("0002_third.sql", "SELECT '\n<<<<<<< no conflict';");
  CHECK(found_in(at) == list_of{"note FOLDER.NO_STATEMENTS 0000_first.sql",
                                "error FOLDER.CONFLICT 0001_second.sql:2"});
}

}  // namespace sluice::migrations
