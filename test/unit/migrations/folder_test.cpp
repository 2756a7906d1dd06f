#include <algorithm>
#include <doctest/doctest.h>
#include <random>

#include "base/hash.hpp"
#include "support/temporary_folder.hpp"

namespace sluice::migrations {
namespace {

// The codes of a folder's remarks, in their order.
std::vector<std::string> remarks_of(const temporary_folder& untidy) {
  std::vector<std::string> codes;
  const folder opened = folder::open(untidy.migrations());
  for (const diagnostic& one : opened.remarks()) {
    CHECK_FALSE(one.message.empty());
    CHECK_FALSE(one.where.file.empty());
    codes.push_back(one.code);
  }
  return codes;
}

using codes = std::vector<std::string>;

}  // namespace

TEST_CASE("folder: none, an empty one, and one with SQL files alone have no entries") {
  const temporary_folder at;
  CHECK(folder::open(at.migrations()).entries().empty());
  CHECK_FALSE(folder::open(at.migrations()).last_snapshot());
  std::filesystem::create_directories(at.migrations() / "meta");
  CHECK(folder::open(at.migrations()).entries().empty());
  at.write("notes.sql", "SELECT 1;");
  CHECK(remarks_of(at) == codes{"FOLDER.FILE_OUTSIDE"});
  CHECK(folder::open(at.migrations()).next_idx() == 0);
}

TEST_CASE("folder: a tidy one is read without a remark") {
  const temporary_folder at;
  write_tidy(at);
  const folder opened = folder::open(at.migrations());
  CHECK(opened.remarks().empty());
  REQUIRE(opened.entries().size() == 2);
  CHECK(opened.entries()[1] ==
        entry{.idx = 1, .version = "7", .when = 2000, .tag = "0001_second", .breakpoints = true});
  CHECK(opened.next_idx() == 2);
  CHECK(opened.snapshot_of(opened.entries()[1]) == at.migrations() / "meta/0001_snapshot.json");
  CHECK(last_json(at.migrations()) == snapshot_of("b", "a"));
  const migration_file first = opened.read(opened.entries()[0]);
  CHECK(first.statements == std::vector<std::string>{"CREATE TABLE a ();", "SELECT 1;"});
  CHECK(first.lines == std::vector<int>{1, 3});
  CHECK(first.hash == sha256_hex("CREATE TABLE a ();\n--> statement-breakpoint\nSELECT 1;"));
}

TEST_CASE("folder: journals of older kits and none of the usual fields") {
  const temporary_folder at;
  write_tidy(at);
  at.write("meta/_journal.json", journal_of({journal_entry(0, "0000_first", 1000, "5"),
                                             R"({"when": 2000, "tag": "0001_second"})"},
                                            R"("version":"5","dialect":"pg")"));
  CHECK(remarks_of(at) == codes{"FOLDER.OLD_JOURNAL", "FOLDER.ENTRY_VERSIONS"});
  const folder opened = folder::open(at.migrations());
  CHECK(opened.entries()[1].idx == 1);
  CHECK(opened.entries()[1].breakpoints);
  CHECK(last_json(at.migrations()) == snapshot_of("b", "a"));
  at.write(
      "meta/_journal.json",
      concat("\xEF\xBB\xBF",
             journal_of(
                 {journal_entry(0, "0000_first", 1000), journal_entry(1, "0001_second", 2000)}, ""),
             "\r\n"));
  CHECK(remarks_of(at) == codes{"FOLDER.OLD_JOURNAL"});
}

TEST_CASE("folder: a journal that can't be understood") {
  const temporary_folder at;
  write_tidy(at);
  const auto open = [&] { folder::open(at.migrations()); };
  at.write("meta/_journal.json", "{\n  \"entries\": [\n    {\"tag\": \"a\", \"when\": \"x\"}]}");
  try {
    open();
    FAIL("no error");
  } catch (const error& e) {
    CHECK(e.code == "FOLDER.JOURNAL_DAMAGED");
    CHECK(e.kind == failure::config);
    CHECK(e.where.line == 3);
    CHECK(e.where.column == 26);
    CHECK(e.hint.find("git checkout") != std::string::npos);
  }
  for (const char* text :
       {"", "[]", "{}", R"({"entries": {}})", R"({"entries": [7]})", R"({"entries": [{}]})",
        R"({"entries": [{"when": 1, "tag": "../../etc"}]})", R"({"entries": [{"when": 1)"}) {
    at.write("meta/_journal.json", text);
    CHECK_MESSAGE(code_of(open) == "FOLDER.JOURNAL_DAMAGED", text);
  }
  at.write("meta/_journal.json", "{\n<<<<<<< HEAD\n}");
  try {
    open();
  } catch (const error& e) {
    CHECK(std::string(e.what()).find("unresolved merge") != std::string::npos);
  }
  at.write("meta/_journal.json", R"({"version":"5","dialect":"mysql","entries":[]})");
  CHECK(code_of(open) == "FOLDER.DIALECT");
  std::filesystem::remove(at.migrations() / "meta/_journal.json");
  CHECK(code_of(open) == "FOLDER.JOURNAL_MISSING");
}

TEST_CASE("folder: a journal that is cut off or has bytes changed is read or refused") {
  const std::string bytes = journal_of(
      {journal_entry(0, "0000_first", 1000), journal_entry(1, "0001_second", 1795156391382)});
  std::mt19937 random(11);
  const temporary_folder at;
  const auto attempt = [&](const std::string& text) {
    at.write("meta/_journal.json", text);
    const std::string code = code_of([&] {
      const folder opened = folder::open(at.migrations());
      for (const entry& one : opened.entries()) code_of([&] { opened.read(one); });
      code_of([&] { opened.last_snapshot(); });
    });
    CHECK((code.empty() || code.starts_with("FOLDER.")));
  };
  for (std::size_t length = 0; length < bytes.size(); ++length) attempt(bytes.substr(0, length));
  for (int round = 0; round < 300; ++round) {
    std::string text = bytes;
    constexpr std::string_view likely = "{}[]\":,-e.09";
    for (int i = 0; i < 2; ++i) {
      text[random() % text.size()] =
          random() % 2 == 0 ? likely[random() % likely.size()] : static_cast<char>(random() % 256);
    }
    attempt(text);
  }
}

TEST_CASE("folder: the layout of another drizzle-kit") {
  const temporary_folder at;
  at.write("20250101000000_first/migration.sql", "SELECT 1;");
  CHECK(code_of([&] { folder::open(at.migrations()); }) == "FOLDER.LAYOUT");
}

TEST_CASE("folder: the last entry without a snapshot") {
  const temporary_folder at;
  write_tidy(at);
  std::filesystem::remove(at.migrations() / "meta/0000_snapshot.json");
  CHECK(folder::open(at.migrations()).last_snapshot());  // an older one is not missed
  at.write("meta/0000_snapshot.json", snapshot_of("a", "0"));
  std::filesystem::remove(at.migrations() / "meta/0001_snapshot.json");
  const folder opened = folder::open(at.migrations());
  try {
    opened.last_snapshot();
    FAIL("no error");
  } catch (const error& e) {
    CHECK(e.code == "FOLDER.SNAPSHOT_MISSING");
    CHECK(e.kind == failure::config);
    CHECK(e.where.file == (at.migrations() / "meta/0001_snapshot.json").string());
    CHECK(e.hint.find("meta/0000_snapshot.json") != std::string::npos);
  }
}

TEST_CASE("folder: two snapshots with one prevId") {
  const temporary_folder at;
  write_tidy(at);
  const auto last = [&] { folder::open(at.migrations()).last_snapshot(); };
  at.write("meta/0001_snapshot.json", snapshot_of("b", "0"));
  try {
    last();
    FAIL("no error");
  } catch (const error& e) {
    CHECK(e.code == "FOLDER.SNAPSHOT_COLLISION");
    CHECK(e.where.file.find("0001_snapshot.json") != std::string::npos);
    CHECK(std::string(e.what()).find("0000_snapshot.json") != std::string::npos);
  }
  // Not at the start of the file: a formatter sorted the keys.
  at.write("meta/0001_snapshot.json", concat(R"({"enums": {"prevId": {"name": "a"}}, "id": "b", ")",
                                             std::string(5000, 'x'), R"(": 1, "prevId": "0"})"));
  CHECK(code_of(last) == "FOLDER.SNAPSHOT_COLLISION");
  // A snapshot that the journal doesn't know does not count.
  at.write("meta/0001_snapshot.json", snapshot_of("b", "a"));
  at.write("meta/0002_snapshot.json", snapshot_of("c", "a"));
  CHECK(code_of(last).empty());
}

TEST_CASE("folder: what lies around is remarked upon") {
  const temporary_folder at;
  write_tidy(at);
  at.write("0007_by_hand.sql", "SELECT 1;");
  at.write("README.md", "");
  at.write("meta/.DS_Store", "x");
  at.write("meta/package.json", "{}");
  at.write("meta/_notes.json", "{}");
  at.write("meta/0002_snapshot.json", snapshot_of("c", "b"));
  CHECK(remarks_of(at) == codes{"FOLDER.FILE_OUTSIDE", "FOLDER.FOREIGN_FILE",
                                "FOLDER.SNAPSHOT_OUTSIDE", "FOLDER.FOREIGN_FILE",
                                "FOLDER.SNAPSHOT_ORDER"});
  CHECK(last_json(at.migrations()) == snapshot_of("b", "a"));
}

TEST_CASE("folder: an entry without a file") {
  const temporary_folder at;
  write_tidy(at);
  std::filesystem::remove(at.migrations() / "0000_first.sql");
  CHECK(remarks_of(at) == codes{"FOLDER.FILE_MISSING"});
  const folder opened = folder::open(at.migrations());
  CHECK(code_of([&] { opened.read(opened.entries()[0]); }) == "FOLDER.FILE_MISSING");
  CHECK(opened.read(opened.entries()[1]).statements.size() == 1);
}

TEST_CASE("folder: duplicate and mixed prefixes, and times out of order") {
  const temporary_folder at;
  write_tidy(at);
  at.write("0001_other.sql", "");
  at.write("20250101000000_third.sql", "");
  at.write("meta/20250101000000_snapshot.json", snapshot_of("c", "b"));
  at.write("meta/_journal.json",
           journal_of({journal_entry(0, "0000_first", 1000), journal_entry(1, "0001_second", 3000),
                       journal_entry(1, "0001_other", 2000),
                       journal_entry(2, "20250101000000_third", 4000)}));
  CHECK(remarks_of(at) ==
        codes{"FOLDER.DUPLICATE_PREFIX", "FOLDER.MIXED_PREFIXES", "FOLDER.WHEN_ORDER"});
  const folder opened = folder::open(at.migrations());
  CHECK(last_json(at.migrations()) == snapshot_of("c", "b"));
  CHECK(opened.next_idx() == 3);
}

TEST_CASE("folder: two migrations of one time") {
  const temporary_folder at;
  write_tidy(at);
  at.write("meta/_journal.json", journal_of({journal_entry(0, "0000_first", 1000),
                                             journal_entry(1, "0001_second", 1000)}));
  CHECK(remarks_of(at) == codes{"FOLDER.DUPLICATE_WHEN"});
}

TEST_CASE("folder: a migration whose file was renamed keeps its snapshot's number") {
  const temporary_folder at;
  write_tidy(at);
  at.write("init.sql", "SELECT 1;");
  std::filesystem::remove(at.migrations() / "0000_first.sql");
  std::filesystem::remove(at.migrations() / "0001_second.sql");
  std::filesystem::remove(at.migrations() / "meta/0001_snapshot.json");
  at.write("meta/_journal.json", journal_of({journal_entry(0, "init", 1000)}));
  CHECK(remarks_of(at).empty());
  CHECK(last_json(at.migrations()) == snapshot_of("a", "0"));
}

}  // namespace sluice::migrations
