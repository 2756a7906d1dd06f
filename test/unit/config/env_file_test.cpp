// .env files. The expected values are what the package dotenv 16 reads.
#include "config/env_file.hpp"

#include <doctest/doctest.h>

#include "unit/config/project.hpp"

using sluice::config::assignments;
using sluice::config::parse_env;
using sluice::config::variables;

namespace {

std::string only(const std::string& text) {
  const assignments all = parse_env(text);
  REQUIRE(all.size() == 1);
  return all.begin()->first + "=" + all.begin()->second;
}

}  // namespace

TEST_CASE("names and values") {
  CHECK(only("A=b") == "A=b");
  CHECK(only("  A = b  ") == "A=b");
  CHECK(only("export A=b\n") == "A=b");
  CHECK(only("export=b\n") == "export=b");
  CHECK(only("A: b") == "A=b");
  CHECK(only("A=") == "A=");
  CHECK(only("A=\n\n") == "A=");
  CHECK(only("A=b=c") == "A=b=c");
  CHECK(only("A.b-c=1\r\n") == "A.b-c=1");
  CHECK(only("1NUM=1") == "1NUM=1");
  CHECK(only(R"(A={"foo": "bar"})") == R"(A={"foo": "bar"})");
  CHECK(only("A=1\nA=2") == "A=2");
}

TEST_CASE("comments") {
  CHECK(only("# a comment\nA=b # another") == "A=b");
  CHECK(only("A='b # c' # d") == "A=b # c");
  CHECK(only("A=postgres://u:p#x@h/d") == "A=postgres://u:p");
}

TEST_CASE("quotes") {
  CHECK(only("A='b'") == "A=b");
  CHECK(only("A=''") == "A=");
  CHECK(only("A='    b    '") == "A=    b    ");
  CHECK(only("A=\"b\\nc\"") == "A=b\nc");
  CHECK(only("A='b\\nc'") == "A=b\\nc");
  CHECK(only("A=b\\nc") == "A=b\\nc");
  CHECK(only("A=\"first\nsecond # not a comment\nthird\"") ==
        "A=first\nsecond # not a comment\nthird");
  CHECK(only("A=`it's \"so\"`") == "A=it's \"so\"");
  CHECK(only("A='it\\'s'") == "A=it\\'s");
  CHECK(only("A='b' c") == "A='b' c");
  CHECK(only("A='b") == "A='b");
}

TEST_CASE("what is no assignment is passed over") {
  CHECK(only("nothing\n# x\nA=b") == "A=b");
  CHECK(only("BAD LINE\n=x\nSPACE IN=x\nA=b") == "A=b");
  CHECK(parse_env("").empty());
}

TEST_CASE("which files are read, and what goes before what") {
  sluice::test::config_project p;
  p.file(".env", "A=env\nB=env\nSET=env\n")
      .file(".env.local", "B=local\nC=local\n")
      .file(".env.production", "C=production\nD=production\n")
      .file(".env.production.local", "D=production.local\n")
      .file("other.env", "A=other\n")
      .file("last.env", "A=last\nE=last\n");
  const auto read = [&p](const std::vector<std::filesystem::path>& files,
                         const std::optional<std::string>& name) {
    variables environment = {{"SET", "shell"}};
    sluice::config::env_files asked{.named = files};
    if (name) asked.environment = {*name, "--env"};
    sluice::config::load_env_files(environment, p.folder(), asked);
    return environment;
  };
  CHECK(read({}, std::nullopt) == variables{{"A", "env"}, {"B", "env"}, {"SET", "shell"}});
  CHECK(read({}, "production") == variables{{"A", "env"},
                                            {"B", "local"},
                                            {"C", "production"},
                                            {"D", "production.local"},
                                            {"SET", "shell"}});
  CHECK(read({"other.env", "last.env"}, std::nullopt) ==
        variables{{"A", "last"}, {"E", "last"}, {"SET", "shell"}});
  try {
    read({"nope.env"}, std::nullopt);
    FAIL("no error");
  } catch (const sluice::error& failed) {
    CHECK(failed.code == "CONFIG.NO_ENV_FILE");
  }
}

TEST_CASE("references see all files, and what is set goes before them") {
  sluice::test::config_project p;
  p.file(".env", "HOST=localhost\nURL=postgres://${USER}@${HOST}/${NAME:-shop}\n")
      .file(".env.production", "HOST=db.example.com\n");
  variables environment = {{"USER", "ann"}};
  const auto loaded = sluice::config::load_env_files(environment, p.folder(),
                                                     {.environment = {{"production", "--env"}}});
  CHECK(environment.at("URL") == "postgres://ann@db.example.com/shop");
  CHECK(loaded.origins == variables{{"HOST", ".env.production"}, {"URL", ".env"}});
  environment = {{"USER", "ann"}, {"HOST", "other"}, {"URL", "$HOST"}};
  sluice::config::load_env_files(environment, p.folder(), {});
  CHECK(environment.at("URL") == "$HOST");
}

TEST_CASE("the environment's name may stand in .env") {
  sluice::test::config_project p;
  p.file(".env", "NODE_ENV=production\nA=env\n").file(".env.production", "A=production\n");
  variables environment;
  auto loaded = sluice::config::load_env_files(environment, p.folder(), {});
  REQUIRE(loaded.environment);
  CHECK(loaded.environment->name == "production");
  CHECK(loaded.environment->origin == ".env");
  CHECK(environment.at("A") == "production");
  environment.clear();
  loaded =
      sluice::config::load_env_files(environment, p.folder(), {.environment = {{"test", "--env"}}});
  CHECK(loaded.environment->name == "test");
  CHECK(environment.at("A") == "env");
}

TEST_CASE("values that refer to themselves and each other come to an end") {
  const assignments all =
      sluice::config::expand({{"A", "x$B"}, {"B", "y$A$A"}, {"C", "z${C}"}}, {});
  REQUIRE(all.size() == 3);
  CHECK(all[0].second.starts_with("xy"));
  CHECK(all[0].second.size() < (4U << 20U));
  CHECK(all[2].second == "z");
}
