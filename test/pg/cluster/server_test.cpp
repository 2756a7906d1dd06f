// Own clusters: SLUICE_TEST_URL is not used, and nothing is left behind.
#include "cluster/server.hpp"

#include <chrono>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>
#include <signal.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "pg/connection.hpp"

namespace sluice::cluster {
namespace {

namespace fs = std::filesystem;

// A project's folder that an ordinary user can enter, gone at the end with its server.
class project {
 public:
  explicit project(std::string_view name = "shop") {
    std::string pattern = "/tmp/sluice-cluster-XXXXXX";
    root_ = ::mkdtemp(pattern.data());
    ::chmod(root_.c_str(), 0755);
    folder_ = root_ / name;
    fs::create_directories(folder_);
  }
  ~project() {
    try {
      own_server().destroy();
    } catch (const error& failed) {
      MESSAGE(failed.what());
    }
    std::error_code none;
    fs::remove_all(root_, none);
  }
  project(const project&) = delete;
  project& operator=(const project&) = delete;

  const fs::path& folder() const { return folder_; }
  settings with() const {
    settings out;
    out.project = folder_;
    out.cache = root_ / "cache";
    return out;
  }
  server own_server() const { return server(with()); }

 private:
  fs::path root_;
  fs::path folder_;
};

std::string ask(const std::string& url, std::string_view sql) {
  pg::connection connection(pg::parse_url(url, "the test"));
  return std::string(connection.execute(sql).at(0).text(0, 0));
}

TEST_CASE("cluster: start, start again, stop, start, destroy") {
  const project shop;
  server one = shop.own_server();
  CHECK_FALSE(one.status().exists);
  const started first = one.start();
  CHECK(first.was_made);
  CHECK_FALSE(first.from_prepared);
  CHECK_FALSE(first.was_running);
  CHECK(ask(first.url, "select current_database()") == "shop");
  CHECK(ask(first.url, "show listen_addresses").empty());
  CHECK(one.status().running);
  CHECK(fs::exists(shop.folder() / ".sluice/.gitignore"));
  CHECK(read_file(shop.folder() / ".sluice/.gitignore") == "*\n");
  ask(first.url, "select 1 from (select set_config('a.b', '', false)) x");
  pg::connection(pg::parse_url(first.url, "the test")).execute("create table kept()");

  CHECK(shop.own_server().start().was_running);
  CHECK(one.stop());
  CHECK_FALSE(one.status().running);
  CHECK(one.status().exists);
  CHECK_FALSE(one.stop());

  const started again = shop.own_server().start();
  CHECK_FALSE(again.was_made);
  CHECK(again.url == first.url);
  CHECK(ask(again.url, "select count(*) from kept") == "0");
  CHECK_FALSE(one.log(5).empty());
  CHECK(one.destroy());
  CHECK_FALSE(fs::exists(shop.folder() / ".sluice"));
  CHECK_FALSE(one.destroy());
}

TEST_CASE("cluster: the second project is a copy") {
  const project first;
  const project second("Second Project");
  first.own_server().start();
  settings copied = second.with();
  copied.cache = first.with().cache;
  server other(copied);
  const started copy = other.start();
  CHECK(copy.from_prepared);
  CHECK(ask(copy.url, "select current_database()") == "second_project");
}

TEST_CASE("cluster: it runs as an ordinary user") {
  const project shop;
  const started one = shop.own_server().start();
  struct stat status{};
  REQUIRE(::stat(shop.own_server().where().data.c_str(), &status) == 0);
  CHECK(status.st_uid != 0);
  CHECK((status.st_mode & 077) == 0);
  REQUIRE(::stat(shop.own_server().where().socket_directory.c_str(), &status) == 0);
  CHECK((status.st_mode & 077) == 0);
}

TEST_CASE("cluster: a server that was killed is started again") {
  const project shop;
  server one = shop.own_server();
  const started first = one.start();
  pg::connection(pg::parse_url(first.url, "the test"))
      .execute("create table kept as select 1 as one");
  const pid_t process = one.status().process;
  REQUIRE(::kill(process, SIGKILL) == 0);
  // Its children end when they notice.
  for (int i = 0; i < 500 && one.status().running; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(fs::exists(one.where().data / "postmaster.pid"));
  CHECK_FALSE(one.status().running);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  const started again = one.start();
  CHECK_FALSE(again.was_running);
  CHECK(ask(again.url, "select one from kept") == "1");
}

TEST_CASE("cluster: a stale lock file with a stranger's number is no server") {
  const project shop;
  server one = shop.own_server();
  one.start();
  const std::string lock = read_file(one.where().data / "postmaster.pid");
  one.stop();
  write_file_atomically(one.where().data / "postmaster.pid",
                        concat(std::to_string(::getpid()), lock.substr(lock.find('\n'))));
  CHECK_FALSE(one.status().running);
  CHECK_FALSE(one.start().was_running);
}

TEST_CASE("cluster: nothing is left running where a start fails") {
  const project shop;
  server one = shop.own_server();
  one.start();
  one.stop();
  {
    std::ofstream configuration(one.where().data / "postgresql.conf", std::ios::app);
    configuration << "no_such_setting = 1\n";
  }
  try {
    one.start();
    FAIL("it started");
  } catch (const error& failed) {
    CHECK(failed.code == "CLUSTER.START");
    CHECK(failed.detail.find("no_such_setting") != std::string::npos);
  }
  CHECK_FALSE(one.status().running);
}

TEST_CASE("cluster: a long path has its socket elsewhere") {
  const project deep(std::string(60, 'a') + "/" + std::string(60, 'b'));
  server one = deep.own_server();
  const started begun = one.start();
  CHECK(one.where().socket_directory.string().size() < 90);
  CHECK(ask(begun.url, "select 1") == "1");
  CHECK(one.destroy());
  CHECK_FALSE(fs::exists(one.where().socket_directory));
}

TEST_CASE("cluster: a port asks for the password that the URL has") {
  const project shop;
  settings with = shop.with();
  with.port = 20000 + ::getpid() % 20000;
  server one(with);
  const started begun = one.start();
  CHECK(begun.url.find("127.0.0.1") != std::string::npos);
  CHECK(ask(begun.url, "select 1") == "1");
  const std::string wrong = replace_all(begun.url, concat(":", one.where().password, "@"), ":no@");
  CHECK_THROWS_AS(ask(wrong, "select 1"), error);
  one.stop();
  CHECK(shop.own_server().start().url == begun.url);  // the port is remembered
}

TEST_CASE("cluster: a project that the server's user cannot enter has its data elsewhere") {
  if (::geteuid() != 0) return;  // an ordinary user is the server's user
  const project shop;
  ::chmod(shop.folder().parent_path().c_str(), 0700);
  server one = shop.own_server();
  const started begun = one.start();
  REQUIRE(begun.notes.size() == 1);
  CHECK(begun.notes[0].find(one.where().data.string()) != std::string::npos);
  CHECK(one.where().data.string().find(shop.folder().string()) == std::string::npos);
  CHECK(ask(begun.url, "select 1") == "1");
  CHECK(one.destroy());
  CHECK_FALSE(fs::exists(one.where().data.parent_path()));
}

TEST_CASE("cluster: what else is in .sluice survives destroy") {
  const project shop;
  server one = shop.own_server();
  one.start();
  write_file_atomically(shop.folder() / ".sluice/cache", "x");
  CHECK(one.destroy());
  CHECK(fs::exists(shop.folder() / ".sluice/cache"));
  CHECK(fs::exists(shop.folder() / ".sluice/.gitignore"));
}

TEST_CASE("cluster: names of databases") {
  CHECK(database_name("/home/me/My Shop") == "my_shop");
  CHECK(database_name("/x/2024-site") == "db_2024_site");
  CHECK(database_name("/x/---") == "project");
  CHECK(database_name("/x/postgres") == "postgres_project");
}

}  // namespace
}  // namespace sluice::cluster
