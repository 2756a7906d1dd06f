#include <algorithm>
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>

#include "migrations/names.hpp"
#include "support/temporary_folder.hpp"

namespace sluice::migrations {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kill_points = {
    "made-folder",     "locked",    "staged-sql", "staged-snapshot", "staged-journal", "placed-sql",
    "placed-snapshot", "committed", "finished",   "staged-down",     "placed-down"};

void append(const fs::path& directory, const std::string& name, prefix kind = prefix::index,
            const std::optional<std::string>& down = std::nullopt) {
  folder all = folder::open(directory);
  const int idx = all.next_idx();
  const std::string id = std::to_string(idx);
  all.append({.idx = idx,
              .version = "7",
              .when = 1000 + idx,
              .tag = make_tag(kind, idx, 1000 + idx, name)},
             concat("SELECT '", name, "';"), snapshot_of(concat(id, name), id), down);
}

// Runs `work` in a process of its own; gives its end as waitpid() does.
template <typename Work>
int in_child(Work work) {
  const pid_t child = ::fork();
  if (child == 0) {
    int code = 0;
    try {
      work();
    } catch (const error& e) {
      code = e.code == "FOLDER.CHANGED" ? 7 : 1;
    }
    ::_exit(code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

// The folder can be opened, every entry has its file and the last one its snapshot.
void check_whole(const fs::path& directory, std::size_t entries) {
  const folder all = folder::open(directory);
  REQUIRE(all.entries().size() == entries);
  for (const entry& one : all.entries()) CHECK(all.read(one).statements.size() == 1);
  const auto last = all.last_snapshot();
  CHECK(last.has_value() == (entries > 0));
  for (const diagnostic& one : all.remarks()) {
    CHECK((one.code == "FOLDER.INTERRUPTED" || one.code == "FOLDER.SNAPSHOT_ORDER"));
  }
}

void check_tidy(const fs::path& directory, std::size_t entries, std::size_t snapshots,
                std::size_t downs = 0) {
  check_whole(directory, entries);
  CHECK(folder::open(directory).remarks().empty());
  const auto count = [](const fs::path& in) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(in), fs::directory_iterator()));
  };
  CHECK(count(directory) == entries + downs + 1);     // and meta
  CHECK(count(directory / "meta") == snapshots + 1);  // and the journal
}

}  // namespace

TEST_CASE("append: into no folder, and after others, in drizzle-kit's bytes") {
  const temporary_folder at;
  append(at.migrations(), "first");
  append(at.migrations(), "second");
  check_tidy(at.migrations(), 2, 2);
  CHECK(read_file(at.migrations() / "0001_second.sql") == "SELECT 'second';");
  CHECK(read_file(at.migrations() / "meta/0001_snapshot.json") == snapshot_of("1second", "1"));
  CHECK(read_file(at.migrations() / "meta/_journal.json") == R"({
  "version": "7",
  "dialect": "postgresql",
  "entries": [
    {
      "idx": 0,
      "version": "7",
      "when": 1000,
      "tag": "0000_first",
      "breakpoints": true
    },
    {
      "idx": 1,
      "version": "7",
      "when": 1001,
      "tag": "0001_second",
      "breakpoints": true
    }
  ]
})");
}

TEST_CASE("append: fields of the journal that sluice doesn't know stay") {
  const temporary_folder at;
  at.write(
      "meta/_journal.json",
      "{\"x\": [1.0, {}],\r\n\"version\": \"5\", \"entries\": [{\"tag\": \"0000_a\", \"when\": "
      "1, \"note\": \"\xC3\xA9\"}], \"dialect\": \"pg\"}");
  append(at.migrations(), "b");
  CHECK(read_file(at.migrations() / "meta/_journal.json") == concat(R"({
  "x": [
    1,
    {}
  ],
  "version": "5",
  "entries": [
    {
      "tag": "0000_a",
      "when": 1,
      "note": ")",
                                                                    "\xC3\xA9", R"("
    },
    {
      "idx": 1,
      "version": "7",
      "when": 1001,
      "tag": "0001_b",
      "breakpoints": true
    }
  ],
  "dialect": "pg"
})"));
}

TEST_CASE("append: nobody's file is overwritten") {
  const temporary_folder at;
  append(at.migrations(), "first");
  at.write("0001_second.sql", "mine");
  CHECK(code_of([&] { append(at.migrations(), "second"); }) == "FOLDER.NAME_TAKEN");
  CHECK(read_file(at.migrations() / "0001_second.sql") == "mine");
  fs::remove(at.migrations() / "0001_second.sql");
  append(at.migrations(), "second");
  check_tidy(at.migrations(), 2, 2);
  append(at.migrations(), "same", prefix::none);
  CHECK(code_of([&] { append(at.migrations(), "same", prefix::none); }) == "FOLDER.NAME_TAKEN");
}

TEST_CASE("append: what takes a migration back stands beside it, and is no migration") {
  const temporary_folder at;
  append(at.migrations(), "first", prefix::index, "SELECT 'back';");
  append(at.migrations(), "second");
  check_tidy(at.migrations(), 2, 2, 1);
  CHECK(read_file(at.migrations() / "0000_first.down.sql") == "SELECT 'back';");
  at.write("0002_third.down.sql", "mine");
  CHECK(folder::open(at.migrations()).remarks().front().code == "FOLDER.FILE_OUTSIDE");
  CHECK(code_of([&] { append(at.migrations(), "third"); }) == "FOLDER.NAME_TAKEN");
  CHECK(read_file(at.migrations() / "0002_third.down.sql") == "mine");
  CHECK(code_of([&] { append(at.migrations(), "fourth.down"); }) == "FOLDER.NAME");
}

TEST_CASE("append: without a prefix there is one snapshot, the newest") {
  const temporary_folder at;
  append(at.migrations(), "first", prefix::none);
  append(at.migrations(), "second", prefix::none);
  check_tidy(at.migrations(), 2, 1);
  CHECK(last_json(at.migrations()) == snapshot_of("1second", "1"));
}

TEST_CASE("append: killed at any point, the folder is as it was or as it should be") {
  for (const prefix kind : {prefix::index, prefix::none}) {
    for (std::size_t before : {0U, 1U, 2U}) {
      for (const std::string& point : kill_points) {
        CAPTURE(point);
        CAPTURE(before);
        const temporary_folder at;
        const fs::path directory = at.migrations();
        for (std::size_t i = 0; i < before; ++i)
          append(directory, concat("n", std::to_string(i)), kind);
        const bool has_down = before == 1 || point.ends_with("down");
        const int status = in_child([&] {
          ::setenv("SLUICE_KILL_AT", point.c_str(), 1);
          append(directory, "killed", kind, has_down ? std::optional("back") : std::nullopt);
        });
        if (point == "made-folder" && before > 0) {
          CHECK(WIFEXITED(status));
          continue;
        }
        REQUIRE(WIFSIGNALED(status));
        REQUIRE(WTERMSIG(status) == SIGKILL);
        const bool done = point == "committed" || point == "finished";
        check_whole(directory, before + (done ? 1 : 0));
        if (done) {
          CHECK(last_json(directory) ==
                snapshot_of(concat(std::to_string(before), "killed"), std::to_string(before)));
        }
        // Once more, killed again, with the other's leftovers about.
        in_child([&] {
          ::setenv("SLUICE_KILL_AT", "cleared-files", 1);
          append(directory, "again", kind);
        });
        const std::size_t now = folder::open(directory).entries().size();
        append(directory, "last", kind, "back");
        check_tidy(directory, now + 1, kind == prefix::none ? 1 : now + 1,
                   done && has_down ? 2 : 1);
      }
    }
  }
}

TEST_CASE("append: several processes at once") {
  const temporary_folder at;
  std::vector<pid_t> children;
  for (int i = 0; i < 8; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      int code = 0;
      try {
        append(at.migrations(), concat("p", std::to_string(i)));
      } catch (const error& e) {
        code = e.code == "FOLDER.CHANGED" ? 7 : 1;
      }
      ::_exit(code);
    }
    children.push_back(child);
  }
  std::size_t succeeded = 0;
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    CHECK((WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 7));
    if (WEXITSTATUS(status) == 0) ++succeeded;
  }
  CHECK(succeeded >= 1);
  check_tidy(at.migrations(), succeeded, succeeded);
}

TEST_CASE("append: a folder that can't be written to") {
  const temporary_folder at;
  std::ofstream(at.path() / "file") << "x";
  CHECK(code_of([&] { append(at.path() / "file" / "drizzle", "a"); }) == "FILE.WRITE");
}

}  // namespace sluice::migrations
