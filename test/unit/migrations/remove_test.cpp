#include <algorithm>
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>

#include "support/temporary_folder.hpp"

namespace sluice::migrations {
namespace {

namespace fs = std::filesystem;

// As drizzle-kit writes it.
std::string journal_text(int entries) {
  std::string out = "{\n  \"version\": \"7\",\n  \"dialect\": \"postgresql\",\n  \"entries\": [";
  for (int i = 0; i < entries; ++i) {
    const std::string number = std::to_string(i);
    out += concat(i > 0 ? "," : "", "\n    {\n      \"idx\": ", number,
                  ",\n      \"version\": \"7\",\n      \"when\": ", std::to_string(1000 + i),
                  ",\n      \"tag\": \"000", number, "_m\",\n      \"breakpoints\": true\n    }");
  }
  return out + (entries > 0 ? "\n  ]\n}" : "]\n}");
}

void write_three(const temporary_folder& at) {
  for (int i = 0; i < 3; ++i) {
    const std::string number = concat("000", std::to_string(i));
    at.write(number + "_m.sql", "SELECT 1;");
    at.write(number + "_m.down.sql", "SELECT 2;");
    at.write(concat("meta/", number, "_snapshot.json"), snapshot_of(number, concat("x", number)));
  }
  at.write("meta/_journal.json", journal_text(3));
}

std::vector<std::string> files_of(const temporary_folder& at) {
  std::vector<std::string> out;
  for (const auto& one : fs::recursive_directory_iterator(at.migrations())) {
    if (one.is_regular_file()) {
      out.push_back(fs::relative(one.path(), at.migrations()).string());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

// What a folder of so many migrations has.
std::vector<std::string> expected(int entries) {
  std::vector<std::string> out = {"meta/_journal.json"};
  for (int i = 0; i < entries; ++i) {
    const std::string number = concat("000", std::to_string(i));
    out.push_back(number + "_m.sql");
    out.push_back(number + "_m.down.sql");
    out.push_back(concat("meta/", number, "_snapshot.json"));
  }
  std::sort(out.begin(), out.end());
  return out;
}

// Runs `work` in a process that ends itself at the kill point.
template <typename Work>
int end_at(const char* point, Work work) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv("SLUICE_KILL_AT", point, 1);
    work();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

std::string old_snapshot(const std::string& id) {
  return concat(
      "{\"version\":\"6\",\"dialect\":\"postgresql\",\"id\":\"", id,
      "\",\"prevId\":\"\",\"tables\":{},\"enums\":{},\"schemas\":{},\"_meta\":{\"schemas\":"
      "{},\"tables\":{},\"columns\":{}}}");
}

}  // namespace

TEST_CASE("remove: files, snapshots and entries of the last ones, and nothing else") {
  const temporary_folder at;
  write_three(at);
  folder all = folder::open(at.migrations());
  all.remove_last(2);
  CHECK(all.entries().size() == 1);
  CHECK(files_of(at) == expected(1));
  CHECK(read_file(at.migrations() / "meta/_journal.json") == journal_text(1));
  all.remove_last(1);
  CHECK(files_of(at) == expected(0));
  CHECK(read_file(at.migrations() / "meta/_journal.json") == journal_text(0));
}

TEST_CASE("remove: a migration that was renamed has its snapshot under its number") {
  const temporary_folder at;
  write_three(at);
  at.write("meta/_journal.json",
           journal_of({journal_entry(0, "0000_m", 1), journal_entry(1, "0001_m", 2),
                       journal_entry(2, "9_renamed", 3)}));
  fs::rename(at.migrations() / "0002_m.sql", at.migrations() / "9_renamed.sql");
  fs::remove(at.migrations() / "0002_m.down.sql");
  folder all = folder::open(at.migrations());
  all.remove_last(1);
  CHECK(files_of(at) == expected(2));
}

TEST_CASE("remove: another process's change is not overrun") {
  const temporary_folder at;
  write_three(at);
  folder all = folder::open(at.migrations());
  at.write("meta/_journal.json", journal_text(3) + "\n");
  CHECK(code_of([&] { all.remove_last(1); }) == "FOLDER.CHANGED");
  CHECK(files_of(at) == expected(3));
}

TEST_CASE("remove: two migrations with one snapshot stay") {
  const temporary_folder at;
  write_three(at);
  at.write("meta/_journal.json",
           journal_of({journal_entry(0, "0000_m", 1), journal_entry(1, "0000_other", 2)}));
  folder all = folder::open(at.migrations());
  CHECK(code_of([&] { all.remove_last(1); }) == "FOLDER.SNAPSHOT_SHARED");
}

#ifdef SLUICE_DEVELOPER
TEST_CASE("remove: killed anywhere, the folder is as it was or the next append makes it so") {
  for (const char* point : {"drop-noted", "drop-committed", "dropped-files"}) {
    CAPTURE(point);
    const temporary_folder at;
    write_three(at);
    const int status = end_at(point, [&] { folder::open(at.migrations()).remove_last(2); });
    REQUIRE(WIFSIGNALED(status));
    folder all = folder::open(at.migrations());
    const int left = std::string_view(point) == "drop-noted" ? 3 : 1;
    REQUIRE(all.entries().size() == static_cast<std::size_t>(left));
    for (const diagnostic& one : all.remarks()) {
      CHECK((one.code == "FOLDER.INTERRUPTED" || one.code == "FOLDER.SNAPSHOT_ORDER"));
    }
    all.append({.idx = left,
                .version = "7",
                .when = 9000,
                .tag = concat("000", std::to_string(left), "_m")},
               "SELECT 1;", snapshot_of("new", "x"), "SELECT 2;");
    CHECK(files_of(at) == expected(left + 1));
    CHECK(folder::open(at.migrations()).remarks().empty());
  }
}

TEST_CASE("upgrade: killed anywhere, snapshots are whole and the next one does the rest") {
  for (const char* point : {"up-staged", "up-placed"}) {
    CAPTURE(point);
    const temporary_folder at;
    write_three(at);
    for (const char* number : {"0000", "0001", "0002"}) {
      at.write(concat("meta/", number, "_snapshot.json"), old_snapshot(number));
    }
    const int status = end_at(point, [&] { folder::open(at.migrations()).upgrade(false); });
    REQUIRE(WIFSIGNALED(status));
    folder all = folder::open(at.migrations());
    CHECK(all.remarks().empty());
    CHECK(all.upgrade(false).size() == (std::string_view(point) == "up-staged" ? 3 : 2));
    CHECK(files_of(at) == expected(3));
    CHECK(folder::open(at.migrations()).upgrade(true).empty());
  }
}
#endif

TEST_CASE("upgrade: all or, where one is damaged, none; the journal's head too") {
  const temporary_folder at;
  write_three(at);
  at.write("meta/_journal.json",
           journal_of({journal_entry(0, "0000_m", 1, "5"), journal_entry(1, "0001_m", 2, "6")},
                      R"("version":"5","dialect":"pg","x":1)"));
  at.write("meta/0000_snapshot.json", old_snapshot("a"));
  at.write("meta/0001_snapshot.json", "{\"version\":\"6\"}");
  CHECK(code_of([&] { folder::open(at.migrations()).upgrade(false); }) == "SNAPSHOT.DAMAGED");
  CHECK(read_file(at.migrations() / "meta/0000_snapshot.json") == old_snapshot("a"));
  at.write("meta/0001_snapshot.json", old_snapshot("b"));

  CHECK(folder::open(at.migrations()).upgrade(true).size() == 3);
  CHECK(read_file(at.migrations() / "meta/0000_snapshot.json") == old_snapshot("a"));
  CHECK(folder::open(at.migrations()).upgrade(false).size() == 3);
  CHECK(read_file(at.migrations() / "meta/0001_snapshot.json")
            .starts_with(
                "{\n  \"version\": \"7\",\n  \"dialect\": \"postgresql\",\n  \"tables\": {},"));
  const std::string journal = read_file(at.migrations() / "meta/_journal.json");
  CHECK(journal.starts_with(
      "{\n  \"version\": \"7\",\n  \"dialect\": \"postgresql\",\n  \"x\": 1,\n  \"entries\": ["));
  CHECK(journal.find("\"version\": \"5\"") != std::string::npos);  // the entry's own
  CHECK(folder::open(at.migrations()).upgrade(false).empty());
}

}  // namespace sluice::migrations
