#include "cli/report.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <unistd.h>

#include "base/file.hpp"

using sluice::cli::excerpt;

namespace {

struct text_file {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("sluice-report-" + std::to_string(getpid()));
  explicit text_file(const std::string& content) { sluice::write_file_atomically(path, content); }
  ~text_file() { std::filesystem::remove(path); }
  text_file(const text_file&) = delete;
  text_file& operator=(const text_file&) = delete;
};

}  // namespace

TEST_CASE("an excerpt points at the column") {
  const text_file file("one\ntwo three\r\n\tfour\nüber x\n");
  const auto at = [&](int line, int column) {
    return excerpt({.file = file.path.string(), .line = line, .column = column});
  };
  CHECK(at(2, 5) == "    2 | two three\n      |     ^");
  CHECK(at(3, 2) == "    3 | \tfour\n      | \t^");
  CHECK(at(4, 7) == "    4 | über x\n      |      ^");
  CHECK(at(2, 0) == "    2 | two three");
  CHECK(at(9, 1).empty());
  CHECK(at(0, 0).empty());
  CHECK(excerpt({.file = "/nowhere", .line = 1, .column = 1}).empty());
}

TEST_CASE("a long line is cut around the column") {
  const text_file file(std::string(500, 'a') + "HERE" + std::string(500, 'b'));
  const std::string shown = excerpt({.file = file.path.string(), .line = 1, .column = 501});
  CHECK(shown.find("HERE") - shown.find("| ") == shown.find('^') - shown.rfind("| "));
  CHECK(shown.size() < 250);
}

TEST_CASE("an error's document") {
  const auto what = sluice::error(sluice::failure::config, "A.B", "it \"broke\"")
                        .at({.file = "x.ts", .line = 3})
                        .advise("mend it");
  CHECK(sluice::cli::error_document(what, {}) == R"({
  "schemaVersion": 1,
  "error": {
    "code": "A.B",
    "message": "it \"broke\"",
    "where": {
      "file": "x.ts",
      "line": 3,
      "column": null
    },
    "detail": null,
    "hint": "mend it",
    "sqlstate": null,
    "migration": null,
    "statement": null
  },
  "diagnostics": []
}
)");
}
