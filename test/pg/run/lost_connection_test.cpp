// The connection is cut between the server's COMMIT and its answer: the ledger knows what came of
// it.
#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <doctest/doctest.h>
#include <filesystem>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/migrate.hpp"
#include "support/database.hpp"
#include "support/project_folder.hpp"

namespace sluice::run {
namespace {

using migrations::folder;

int socket_at(const std::string& path, bool listening) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const auto* plain = reinterpret_cast<const sockaddr*>(&address);
  if (listening) {
    REQUIRE(::bind(fd, plain, sizeof address) == 0);
    REQUIRE(::listen(fd, 8) == 0);
  } else {
    REQUIRE(::connect(fd, plain, sizeof address) == 0);
  }
  return fd;
}

// Stands between client and server, and cuts the first connection once the client has sent `word`:
// the server gets it, its answer gets nowhere.
class cutting_proxy {
 public:
  cutting_proxy(std::string server, std::string word)
      : server_(std::move(server)), word_(std::move(word)) {
    std::string pattern = "/tmp/sluice-proxy-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    listener_ = socket_at(folder_ + "/.s.PGSQL.5432", true);
    thread_ = std::thread([this] { serve(); });
  }
  ~cutting_proxy() {
    stop_ = true;
    thread_.join();
    ::close(listener_);
    std::filesystem::remove_all(folder_);
  }
  cutting_proxy(const cutting_proxy&) = delete;
  cutting_proxy& operator=(const cutting_proxy&) = delete;

  const std::string& folder() const { return folder_; }
  bool has_cut() const { return cut_; }

 private:
  void serve() {
    while (!stop_) {
      pollfd polled{listener_, POLLIN, 0};
      if (::poll(&polled, 1, 20) <= 0) continue;
      const int client = ::accept(listener_, nullptr, nullptr);
      const int server = socket_at(server_, false);
      forward(client, server);
      ::close(client);
      ::close(server);
    }
  }

  static bool pass(int from, int to, std::string& seen) {
    std::array<char, 65536> buffer{};
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got <= 0) return false;
    seen.assign(buffer.data(), static_cast<std::size_t>(got));
    return ::write(to, buffer.data(), static_cast<std::size_t>(got)) == got;
  }

  void forward(int client, int server) {
    std::string seen;
    while (!stop_) {
      std::array<pollfd, 2> polled{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
      if (::poll(polled.data(), polled.size(), 20) <= 0) continue;
      if (polled[0].revents != 0) {
        if (!pass(client, server, seen)) return;
        if (!cut_ && seen.find(word_) != std::string::npos) {
          cut_ = true;
          // The server answers when it is done.
          std::array<char, 4096> answer{};
          const ssize_t got = ::read(server, answer.data(), answer.size());
          CHECK(got > 0);
          return;
        }
      }
      if (polled[1].revents != 0 && !pass(server, client, seen)) return;
    }
  }

  std::string server_;
  std::string word_;
  std::string folder_;
  int listener_ = -1;
  std::atomic<bool> stop_{false};
  std::atomic<bool> cut_{false};
  std::thread thread_;
};

struct cut_at {
  test::database database;
  test::project_folder project;
  cutting_proxy proxy;

  explicit cut_at(std::string word)
      : proxy(concat(database.target().get("host"), "/.s.PGSQL.5432"), std::move(word)) {}
  pg::connection connect() const {
    pg::connection_target target = database.target();
    target.set("host", proxy.folder());
    return pg::connection(target);
  }
  std::string ask(std::string_view sql) const {
    pg::connection connection = database.connect();
    return std::string(connection.execute(sql).at(0).text(0, 0));
  }
};

TEST_CASE("lost connection: after COMMIT the run goes on") {
  cut_at at("UNIQUE_WORD");
  at.project.add("0000_a", 1, "CREATE TABLE a (id int); -- \nSELECT 'UNIQUE_WORD';");
  at.project.add("0001_b", 2, "CREATE TABLE b (id int);");
  pg::connection connection = at.connect();
  std::vector<std::string> said;
  observer watch;
  watch.remark = [&](const diagnostic& one) { said.push_back(one.code); };
  const report done = migrate(connection, folder::open(at.project.path()), {}, watch);
  CHECK(at.proxy.has_cut());
  CHECK(done.applied.size() == 2);
  CHECK(said == std::vector<std::string>{"MIGRATE.RECONNECTED"});
  CHECK(at.ask("select count(*) from drizzle.__drizzle_migrations") == "2");
}

TEST_CASE("lost connection: where the migration failed, the ledger does not have it") {
  cut_at at("UNIQUE_WORD");
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);SELECT no_such_column, 'UNIQUE_WORD';");
  pg::connection connection = at.connect();
  try {
    migrate(connection, folder::open(at.project.path()));
    FAIL("it went through");
  } catch (const error& failed) {
    CHECK(failed.code == "MIGRATE.CONNECTION_LOST");
    CHECK(failed.kind == failure::connect);
    CHECK(failed.detail.find("Nothing of 0000_a is applied.") != std::string::npos);
  }
  CHECK(at.ask("select count(*) from drizzle.__drizzle_migrations") == "0");
  CHECK(at.ask("select to_regclass('a')").empty());
}

}  // namespace
}  // namespace sluice::run
