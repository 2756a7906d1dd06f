#include "cluster/prepared.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cluster/copy.hpp"
#include "cluster/own_file.hpp"

namespace sluice::cluster {
namespace {

namespace fs = std::filesystem;

// Changes with what prepare() makes.
constexpr std::string_view revision = "2";

// A server for development: its data can be made again from the migrations, so it never waits for
// the disk. A crash of PostgreSQL loses nothing; a crash of the machine may.
constexpr std::string_view configuration = R"(
# sluice: fast, and no harm done where the machine crashes
fsync = off
full_page_writes = off
listen_addresses = ''
unix_socket_permissions = 0700
max_wal_size = 256MB
min_wal_size = 16MB
autovacuum_naptime = 30s
log_min_duration_statement = -1
log_line_prefix = '%m [%p] %d '
include_if_exists = 'sluice.conf'
)";

constexpr std::string_view access_rules =
    "# the socket's folder is its owner's alone; the port, where there is one, asks for the "
    "password\n"
    "local all all trust\n"
    "host all all 127.0.0.1/32 scram-sha-256\n"
    "host all all ::1/128 scram-sha-256\n";

// Removes a half-made folder on the way out.
class scaffold {
 public:
  explicit scaffold(fs::path folder) : folder_(std::move(folder)) {}
  ~scaffold() {
    std::error_code none;
    fs::remove_all(folder_, none);
  }
  scaffold(const scaffold&) = delete;
  scaffold& operator=(const scaffold&) = delete;
  const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
};

void initialise(const installation& server, const account& owner, const fs::path& data) {
  std::vector<std::string> arguments{(server.programs / "initdb").string(),
                                     "--pgdata=" + data.string(),
                                     "--username=postgres",
                                     "--auth=trust",
                                     "--encoding=UTF8",
                                     "--locale=C.UTF-8",
                                     "--wal-segsize=1",
                                     "--no-sync",
                                     "--no-instructions"};
  if (server.major < 14) arguments.pop_back();
  output said = run_as(owner, arguments);
  if (said.exit_code != 0 && said.text.find("locale") != std::string::npos) {
    arguments[5] = "--no-locale";  // a system without C.UTF-8
    said = run_as(owner, arguments);
  }
  if (said.exit_code != 0) {
    throw error(failure::general, "CLUSTER.INITDB", "initdb could not make a cluster")
        .because(std::string(trim(said.text)));
  }
}

void prepare(const installation& server, const account& owner, const fs::path& data) {
  // initdb runs as the owner, who may not be allowed to write beside the result.
  if (::mkdir(data.c_str(), S_IRWXU) != 0) {
    throw error(failure::general, "CLUSTER.FILES", concat("cannot make ", data.string()))
        .because(std::strerror(errno));
  }
  give_to(owner, data);
  initialise(server, owner, data);
  const output made = run_as(owner,
                             {(server.programs / "postgres").string(), "--single", "-D",
                              data.string(), "-F", "-c", "log_checkpoints=off", "postgres"},
                             concat("create database ", prepared_database, "\n"));
  if (made.exit_code != 0 || made.text.find("ERROR") != std::string::npos) {
    throw error(failure::general, "CLUSTER.INITDB", "the project's database could not be made")
        .because(std::string(trim(made.text)));
  }
  const fs::path main = data / "postgresql.conf";
  write_own_file(main, read_file(main) + std::string(configuration), owner);
  write_own_file(data / "pg_hba.conf", access_rules, owner);
}

fs::path default_cache() {
  if (::geteuid() == 0) return "/var/cache/sluice";
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache != '\0') {
    return fs::path(cache) / "sluice";
  }
  const char* home = std::getenv("HOME");
  return home != nullptr && *home != '\0' ? fs::path(home) / ".cache/sluice" : fs::path();
}

bool is_prepared(const fs::path& folder) {
  std::error_code none;
  return fs::exists(folder / "PG_VERSION", none);
}

}  // namespace

bool make_data_directory(const installation& server, const account& owner, const fs::path& cache,
                         const fs::path& data) {
  const fs::path shelf = cache.empty() ? default_cache() : cache;
  const fs::path prepared = shelf / concat("cluster-", server.version, "-", revision);
  const std::string unique = std::to_string(::getpid());
  // Under another name first: a data directory that is there is whole.
  const scaffold unfinished(concat(data.string(), ".", unique, ".tmp"));
  const bool found = !shelf.empty() && is_prepared(prepared);
  if (found) {
    copy_tree(prepared, unfinished.folder(), owner);
  } else {
    prepare(server, owner, unfinished.folder());
    std::error_code failed;
    if (!shelf.empty()) fs::create_directories(shelf, failed);
    if (!shelf.empty() && !failed && ::access(shelf.c_str(), W_OK) == 0) {
      const scaffold half(concat(prepared.string(), ".", unique, ".tmp"));
      const account self{::geteuid(), ::getegid(), {}};
      copy_tree(unfinished.folder(), half.folder(), self);
      fs::rename(half.folder(), prepared,
                 failed);  // fails where another process was first: as good
    }
  }
  std::error_code failed;
  fs::rename(unfinished.folder(), data, failed);
  if (failed) {
    throw error(failure::general, "CLUSTER.FILES", concat("cannot make ", data.string()))
        .because(failed.message());
  }
  return found;
}

}  // namespace sluice::cluster
