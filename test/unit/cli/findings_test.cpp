#include "cli/findings.hpp"

#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <set>

#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "cli/error_codes.hpp"
#include "cli/github.hpp"
#include "cli/repository_path.hpp"
#include "support/temporary_folder.hpp"

namespace sluice::cli {
namespace {

namespace fs = std::filesystem;

// Variables of a CI service, for as long as it lives; without a value they are unset.
class variables {
 public:
  explicit variables(std::vector<std::pair<std::string, std::string>> set) : set_(std::move(set)) {
    for (const auto& [name, value] : set_) {
      const char* before = std::getenv(name.c_str());
      before_.emplace_back(name, before == nullptr ? "" : before);
      put(name, value);
    }
  }
  ~variables() {
    for (const auto& [name, value] : before_) put(name, value);
  }
  variables(const variables&) = delete;
  variables& operator=(const variables&) = delete;

 private:
  static void put(const std::string& name, const std::string& value) {
    value.empty() ? ::unsetenv(name.c_str()) : ::setenv(name.c_str(), value.c_str(), 1);
  }
  std::vector<std::pair<std::string, std::string>> set_, before_;
};

variables in_repository(const std::string& root) {
  return variables({{"GITHUB_WORKSPACE", root}, {"CI_PROJECT_DIR", ""}});
}

diagnostic one_of(severity level, const char* code, const char* message,
                  const place& where = place(), const char* hint = "") {
  diagnostic out;
  out.level = level;
  out.code = code;
  out.message = message;
  out.where = where;
  out.hint = hint;
  return out;
}

diagnostic warning(const char* message, const place& where = place()) {
  return one_of(severity::warning, "FOLDER.WHEN_ORDER", message, where);
}

findings some() {
  findings out{.command = "check", .file = "/repo/drizzle.config.ts", .verdict = "3 findings"};
  out.all.push_back(one_of(severity::error, "FOLDER.SNAPSHOT_COLLISION",
                           "a \"quoted\" one\nof two lines: 100%",
                           {"/repo/packages/db/dr\xC3\xA4zzle/a b.json", 3, 7}, "mend it"));
  out.all.push_back(warning("first"));
  out.all.push_back(warning("first"));
  out.all.push_back(
      one_of(severity::note, "NO.SUCH_CODE", "a note", {"/elsewhere/file.sql", 0, 0}));
  return out;
}

}  // namespace

TEST_CASE("annotations are escaped as GitHub's runner reads them") {
  const variables at = in_repository("/repo");
  struct row {
    diagnostic what;
    const char* line;
  };
  const std::vector<row> table = {
      {warning("plain"), "::warning title=FOLDER.WHEN_ORDER::plain"},
      {warning("50% of\r\ntwo, three: four"),
       "::warning title=FOLDER.WHEN_ORDER::50%25 of%0D%0Atwo, three: four"},
      {warning("%0A stays itself"), "::warning title=FOLDER.WHEN_ORDER::%250A stays itself"},
      {warning("::error::not a command"),
       "::warning title=FOLDER.WHEN_ORDER::::error::not a command"},
      {warning("x", {"/repo/a.sql", 3, 7}),
       "::warning title=FOLDER.WHEN_ORDER,file=a.sql,line=3,col=7::x"},
      {warning("x", {"/repo/a,b:c%d.sql", 3, 0}),
       "::warning title=FOLDER.WHEN_ORDER,file=a%2Cb%3Ac%25d.sql,line=3::x"},
      {warning("x", {"/elsewhere/a.sql", 0, 0}),
       "::warning title=FOLDER.WHEN_ORDER,file=/elsewhere/a.sql::x"},
  };
  for (const row& one : table) {
    CHECK(github_annotation(one.what.level, one.what.code, one.what.message, one.what.where) ==
          one.line);
  }
  CHECK(github_annotation(severity::note, "C", "m", {}) == "::notice title=C::m");
  CHECK(github_annotation(severity::error, "C", "m", {}) == "::error title=C::m");
}

TEST_CASE("annotations: the worst first, ten of a level, the rest counted") {
  findings found{.command = "check"};
  for (int i = 0; i < 12; ++i) found.all.push_back(warning(std::to_string(i).c_str()));
  found.all.push_back(one_of(severity::error, "A.B", "bad", {}, "mend it"));
  const std::string text = github_annotations(found);
  const auto lines = split(text, "\n");
  REQUIRE(lines.size() == 12);  // and what stands behind the last one's end
  CHECK(lines[0] == "::error title=A.B::bad%0Anext: mend it");
  CHECK(lines[9] == "::warning title=FOLDER.WHEN_ORDER::8");
  CHECK(lines[10] == "::warning title=sluice check::and 3 more: the step's summary has them all");
}

TEST_CASE("a step's summary: a table that nothing in it breaks, and the SQL behind a fence") {
  const variables at = in_repository("/repo");
  findings found = some();
  found.all.push_back(warning("a | b <b> `c` *d*\ne"));
  found.sql = "SELECT 'x'; -- ```\nSELECT 2;";
  const std::string text = github_summary(found);
  CHECK(text.starts_with("### sluice check\n\n3 findings\n\n| | where | what | next |\n"));
  CHECK(
      text.find("| warning |  | a \\| b &lt;b> \\`c\\` \\*d\\*<br>e `FOLDER.WHEN_ORDER` |  |\n") !=
      std::string::npos);
  CHECK(text.find("| packages/db/dr\xC3\xA4zzle/a b.json:3:7 | a \"quoted\" one<br>of") !=
        std::string::npos);
  CHECK(text.find("\n````sql\nSELECT 'x'; -- ```\nSELECT 2;\n````\n") != std::string::npos);

  const migrations::temporary_folder folder;
  const fs::path file = folder.path() / "summary.md";
  const variables set({{"GITHUB_STEP_SUMMARY", file.string()}});
  add_to_step_summary("one\n");
  add_to_step_summary("two\n");
  CHECK(read_file(file) == "one\ntwo\n");
}

TEST_CASE("a Code Quality report has every field that GitLab wants") {
  const variables at = in_repository("/repo");
  const rapidjson::Document report = parse_json(gitlab_report(some()), "report");
  REQUIRE(report.IsArray());
  REQUIRE(report.Size() == 4);
  std::set<std::string> known_as;
  for (const auto& one : report.GetArray()) {
    CHECK(!string_member(one, "description").empty());
    CHECK(!string_member(one, "check_name").empty());
    known_as.insert(string_member(one, "fingerprint"));
    CHECK(std::set<std::string>{"info", "minor", "major", "critical", "blocker"}.contains(
        string_member(one, "severity")));
    CHECK(!string_member(one["location"], "path").empty());
    CHECK(one["location"]["lines"]["begin"].GetInt() >= 1);
  }
  CHECK(known_as.size() == 4);
  const rapidjson::Value& first = report[0];
  CHECK(string_member(first, "severity") == "major");
  CHECK(string_member(first["location"], "path") == "packages/db/dr\xC3\xA4zzle/a b.json");
  CHECK(first["location"]["lines"]["begin"].GetInt() == 3);
  CHECK(string_member(report[1]["location"], "path") == "drizzle.config.ts");
  CHECK(parse_json(gitlab_report({.command = "check"}), "empty").Empty());
}

TEST_CASE("fingerprints stay when lines move, and tell twins apart") {
  const variables at = in_repository("/repo");
  findings found = some();
  const std::vector<std::string> before = fingerprints(found);
  CHECK(before[1] != before[2]);
  found.all[0].where.line = 90;
  found.all[0].hint = "other words";
  CHECK(fingerprints(found) == before);
  found.all[0].where.file = "/repo/other";
  CHECK(fingerprints(found)[0] != before[0]);
}

namespace {

// The objects of the SARIF 2.1.0 schema that are written: what each may have, and must.
struct sarif_object {
  std::set<std::string> may, must;
};

void expect(const rapidjson::Value& value, const sarif_object& shape) {
  REQUIRE(value.IsObject());
  for (const auto& one : value.GetObject()) {
    INFO(std::string(view(one.name)));
    CHECK((shape.may.contains(std::string(view(one.name))) ||
           shape.must.contains(std::string(view(one.name)))));
  }
  for (const std::string& key : shape.must) {
    INFO(key);
    CHECK(member(value, key) != nullptr);
  }
}

void expect_text(const rapidjson::Value& value) {
  expect(value, {.may = {"markdown", "arguments", "id"}, .must = {"text"}});
  CHECK(value["text"].GetStringLength() > 0);
}

}  // namespace

TEST_CASE("a SARIF log keeps the schema's rules and code scanning's") {
  const variables at = in_repository("/repo");
  const rapidjson::Document log = parse_json(sarif_log(some()), "log");
  expect(log, {.may = {"$schema"}, .must = {"version", "runs"}});
  CHECK(string_member(log, "version") == "2.1.0");
  REQUIRE(log["runs"].Size() == 1);
  const rapidjson::Value& run = log["runs"][0];
  expect(run, {.may = {"automationDetails", "columnKind", "originalUriBaseIds"},
               .must = {"tool", "results"}});
  expect(run["automationDetails"], {.may = {"id", "guid", "description"}});
  const rapidjson::Value& driver = run["tool"]["driver"];
  expect(driver, {.may = {"version", "informationUri", "rules"}, .must = {"name"}});
  std::set<std::string> ids;
  for (const auto& rule : driver["rules"].GetArray()) {
    expect(rule, {.must = {"id", "shortDescription", "fullDescription", "help"}});
    for (const char* text : {"shortDescription", "fullDescription", "help"}) {
      expect_text(rule[text]);
    }
    ids.insert(string_member(rule, "id"));
  }
  CHECK(ids.size() == 3);
  REQUIRE(driver["rules"].Size() == 3);
  REQUIRE(run["results"].Size() == 4);
  for (const auto& result : run["results"].GetArray()) {
    expect(result, {.may = {"ruleId", "ruleIndex", "level", "partialFingerprints"},
                    .must = {"message", "locations"}});
    expect_text(result["message"]);
    CHECK(std::set<std::string>{"none", "note", "warning", "error"}.contains(
        string_member(result, "level")));
    const rapidjson::Value& rule = driver["rules"][result["ruleIndex"].GetUint()];
    CHECK(string_member(rule, "id") == string_member(result, "ruleId"));
    REQUIRE(result["locations"].Size() == 1);
    expect(result["locations"][0], {.must = {"physicalLocation"}});
    const rapidjson::Value& place = result["locations"][0]["physicalLocation"];
    expect(place, {.may = {"region"}, .must = {"artifactLocation"}});
    expect(place["artifactLocation"], {.may = {"uriBaseId"}, .must = {"uri"}});
    if (const rapidjson::Value* region = member(place, "region")) {
      expect(*region, {.may = {"startColumn"}, .must = {"startLine"}});
    }
    for (const auto& one : result["partialFingerprints"].GetObject()) {
      CHECK(one.value.IsString());
    }
  }
  const auto uri = [&](unsigned i) {
    const rapidjson::Value& result = run["results"][i];
    return string_member(result["locations"][0]["physicalLocation"]["artifactLocation"], "uri");
  };
  CHECK(uri(0) == "packages/db/dr%C3%A4zzle/a%20b.json");
  CHECK(uri(1) == "drizzle.config.ts");
  CHECK(uri(3) == "file:///elsewhere/file.sql");
}

TEST_CASE("what a code means stands in docs/errors.md") {
  CHECK(meaning_of("USAGE.NO_COMMAND") == "flags without a command");
  CHECK(meaning_of("CONFIG.PREFIX") == "a value that is not one of those known");
  CHECK(meaning_of("CONFIG.UNKNOWN_KEY") == "a key that means nothing here");
  CHECK(meaning_of("NO.SUCH_CODE").empty());
}

TEST_CASE("--fail-on says from which level on a check has failed") {
  const auto fails = [](severity level, std::optional<std::string> on) {
    return is_failed({one_of(level, "A.B", "")}, {.format = {}, .fail_on = std::move(on)});
  };
  CHECK(fails(severity::error, std::nullopt));
  CHECK(!fails(severity::warning, std::nullopt));
  CHECK(fails(severity::warning, "warning"));
  CHECK(!fails(severity::note, "warning"));
  CHECK(fails(severity::note, "note"));
  CHECK(!fails(severity::error, "nothing"));
  CHECK(!is_failed({}, {.format = {}, .fail_on = "note"}));
}

TEST_CASE("a file's path from the repository's folder") {
  const migrations::temporary_folder folder;
  const fs::path root = fs::canonical(folder.path());
  fs::create_directories(root / ".git");
  fs::create_directories(root / "packages/db");
  const fs::path before = fs::current_path();
  fs::current_path(root / "packages/db");
  {
    const variables at({{"GITHUB_WORKSPACE", ""}, {"CI_PROJECT_DIR", ""}});
    CHECK(repository_path("drizzle/a.sql") == "packages/db/drizzle/a.sql");
    CHECK(repository_path((root / "x.sql").string()) == "x.sql");
    CHECK(repository_path("/nowhere/a.sql") == "/nowhere/a.sql");
  }
  {
    const variables at(
        {{"GITHUB_WORKSPACE", ""}, {"CI_PROJECT_DIR", (root / "packages").string()}});
    CHECK(repository_path("a.sql") == "db/a.sql");
  }
  fs::current_path(before);
}

}  // namespace sluice::cli
