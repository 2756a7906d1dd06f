#include "cluster/server.hpp"

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <signal.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/file_lock.hpp"
#include "base/text.hpp"
#include "cluster/installation.hpp"
#include "cluster/own_file.hpp"
#include "cluster/prepared.hpp"
#include "pg/connection.hpp"
#include "pg/quote.hpp"

namespace sluice::cluster {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto look_again = 3ms;
constexpr auto longest_start = 60s;
constexpr auto longest_stop = 30s;
constexpr std::size_t log_lines_in_errors = 12;
// Two processes that start or stop one cluster take turns.
constexpr const char* lock_name = "cluster.lock";

// Not a dead one either that waits for its parent: in a container nobody may ever ask for it.
bool is_alive(pid_t process) {
  if (::kill(process, 0) != 0 && errno != EPERM) return false;
  const auto stat = read_file_if_exists(fs::path("/proc") / std::to_string(process) / "stat");
  if (!stat) return true;
  const std::size_t name_end = stat->rfind(')');
  return name_end == std::string::npos || stat->compare(name_end, 3, ") Z") != 0;
}

// A server that was started and has not proved itself: ended unless kept.
class on_trial {
 public:
  explicit on_trial(pid_t process) : process_(process) {}
  ~on_trial() {
    if (process_ <= 0 || ::kill(process_, SIGQUIT) != 0) return;
    const auto end = std::chrono::steady_clock::now() + 5s;
    while (is_alive(process_)) {
      if (std::chrono::steady_clock::now() > end) ::kill(process_, SIGKILL);
      std::this_thread::sleep_for(look_again);
    }
  }
  on_trial(const on_trial&) = delete;
  on_trial& operator=(const on_trial&) = delete;
  void keep() { process_ = 0; }

 private:
  pid_t process_;
};

// Whether the process is a server of this data directory and not a stranger with its old number: a
// server's working directory is its data directory.
bool serves(pid_t process, const fs::path& data) {
  if (!is_alive(process)) return false;
  std::error_code failed;
  const fs::path folder =
      fs::read_symlink(fs::path("/proc") / std::to_string(process) / "cwd", failed);
  if (failed) return failed.value() != ENOENT;  // not ours to look at: believe it
  return folder == data || fs::equivalent(folder, data, failed);
}

std::vector<std::string> lock_file(const fs::path& data) {
  std::vector<std::string> lines;
  const std::optional<std::string> text = read_file_if_exists(data / "postmaster.pid");
  if (!text) return lines;
  for (const std::string_view line : split(*text, "\n")) lines.emplace_back(trim(line));
  return lines;
}

// postgresql.conf's strings: a quote is doubled.
std::string setting(std::string_view value) {
  return concat("'", replace_all(std::string(value), "'", "''"), "'");
}

}  // namespace

server::server(const settings& given) : places_(find_places(given)) {}

std::optional<pid_t> server::process() const {
  const std::vector<std::string> lines = lock_file(places_.data);
  if (lines.empty()) return std::nullopt;
  pid_t process = 0;
  std::from_chars(lines[0].data(), lines[0].data() + lines[0].size(), process);
  if (process <= 0 || !serves(process, places_.data)) return std::nullopt;
  return process;
}

std::string server::url(std::string_view database) const {
  return places_.url(database.empty() ? std::string_view(places_.database) : database);
}

condition server::status() const {
  condition out;
  const std::optional<std::string> version = read_file_if_exists(places_.data / "PG_VERSION");
  out.exists = version.has_value();
  if (version) out.version = trim(*version);
  out.url = url();
  out.data = places_.data;
  out.log = places_.log;
  out.socket_directory = places_.socket_directory;
  out.account = places_.owner.name;
  if (const auto running = process()) {
    out.running = true;
    out.process = *running;
  }
  return out;
}

std::vector<std::string> server::log(std::size_t lines) const {
  std::vector<std::string> out;
  const std::optional<std::string> text = read_file_if_exists(places_.log);
  if (!text) return out;
  const std::vector<std::string_view> all = split(trim(*text), "\n");
  for (std::size_t i = all.size() > lines ? all.size() - lines : 0; i < all.size(); ++i) {
    out.emplace_back(all[i]);
  }
  return out;
}

// PostgreSQL refuses to start where another process has the old server's number by now.
void server::clear_stale_locks() const {
  std::error_code none;
  fs::remove(places_.data / "postmaster.pid", none);
  for (const fs::directory_entry& one : fs::directory_iterator(places_.socket_directory, none)) {
    if (one.path().filename().string().rfind(".s.PGSQL.", 0) == 0) fs::remove(one.path(), none);
  }
}

void server::launch(const fs::path& programs) {
  std::string text =
      concat("unix_socket_directories = ", setting(places_.socket_directory.string()), "\n");
  if (places_.port) {
    text += concat("listen_addresses = '127.0.0.1'\nport = ", std::to_string(*places_.port), "\n");
  }
  write_own_file(places_.data / "sluice.conf", text, places_.owner);

  const pid_t process = start_as(
      places_.owner, {(programs / "postgres").string(), "-D", places_.data.string()}, places_.log);
  on_trial trial(process);
  const auto end = std::chrono::steady_clock::now() + longest_start;
  for (;;) {
    const std::vector<std::string> lines = lock_file(places_.data);
    if (lines.size() >= 8 && lines[0] == std::to_string(process) && lines[7] == "ready") break;
    const bool dead = !is_alive(process);
    if (dead || std::chrono::steady_clock::now() > end) {
      error failed(failure::general, "CLUSTER.START",
                   dead ? "the local PostgreSQL server ended as it started"
                        : "the local PostgreSQL server did not come up within a minute");
      failed.detail = join(log(log_lines_in_errors), "\n");
      failed.hint = concat("its log is ", places_.log.string());
      throw std::move(failed);
    }
    std::this_thread::sleep_for(look_again);
  }
  make_database();
  trial.keep();
}

void server::make_database() {
  places socket = places_;
  socket.port.reset();
  pg::connection_target target = pg::parse_url(socket.url("postgres"), "the local cluster");
  if (places_.port) target.set("port", std::to_string(*places_.port));
  pg::connection connection(target);
  if (places_.port) {
    connection.execute(
        concat("alter role postgres password ", pg::quote_literal(places_.password)));
  }
  const pg::result found =
      connection.query("select datname from pg_database where datname in ($1, $2)",
                       {places_.database, prepared_database});
  bool prepared = false;
  for (int i = 0; i < found.rows(); ++i) {
    if (found.text(i, 0) == places_.database) return;
    prepared = true;
  }
  const std::string wanted = pg::quote_identifier(places_.database);
  connection.execute(prepared ? concat("alter database ", prepared_database, " rename to ", wanted)
                              : concat("create database ", wanted));
}

// The data's own version; for new data the newest.
installation server::choose_installation() const {
  const std::string version = status().version;
  if (version.empty()) return find_installation();
  int major = 0;
  std::from_chars(version.data(), version.data() + version.size(), major);
  if (auto found = find_installation(major)) return *std::move(found);
  throw error(failure::general, "CLUSTER.VERSION",
              concat("the local cluster was made by PostgreSQL ", version,
                     ", which is not installed any more"))
      .advise(
          "`sluice db destroy` removes it, `sluice db start` makes a new one; the migrations "
          "bring the schema back");
}

std::filesystem::path server::program(const std::string& name) const {
  return choose_installation().programs / name;
}

started server::start() {
  std::error_code none;
  started out;
  make_places(places_);
  const file_lock turn(places_.folder / lock_name);
  out.notes = places_.notes;
  out.url = url();
  if (process()) {
    out.was_running = true;
    out.version = status().version;
    return out;
  }
  const installation found = choose_installation();
  out.version = found.version;
  if (!fs::exists(places_.data, none)) {
    out.was_made = true;
    out.from_prepared = make_data_directory(found, places_.owner, places_.cache, places_.data);
  }
  clear_stale_locks();
  launch(found.programs);
  return out;
}

bool server::stop() {
  const std::optional<pid_t> running = process();
  if (!running) return false;
  if (::kill(*running, SIGINT) != 0) {
    throw error(failure::general, "CLUSTER.STOP", "the local PostgreSQL server cannot be stopped")
        .because(concat("process ", std::to_string(*running), ": ", std::strerror(errno)))
        .advise(concat("it belongs to the user ", places_.owner.name));
  }
  const auto end = std::chrono::steady_clock::now() + longest_stop;
  while (is_alive(*running)) {
    if (std::chrono::steady_clock::now() > end) ::kill(*running, SIGQUIT);
    std::this_thread::sleep_for(look_again);
  }
  return true;
}

bool server::destroy() {
  std::error_code none;
  if (!fs::exists(places_.data, none) && !fs::exists(places_.folder / "cluster.json", none)) {
    return false;
  }
  {
    const file_lock turn(places_.folder / lock_name);
    stop();
    std::error_code failed;
    fs::remove_all(places_.data, failed);
    if (failed) {
      throw error(failure::general, "CLUSTER.FILES",
                  concat("cannot remove ", places_.data.string()))
          .because(failed.message());
    }
    fs::remove(places_.log, none);
    fs::remove_all(places_.socket_directory, none);
    if (places_.data.parent_path() != places_.folder) fs::remove(places_.data.parent_path(), none);
    fs::remove(places_.folder / "cluster.json", none);
    fs::remove(places_.folder / "cluster.lock", none);
  }
  // What else lives in .sluice stays; an empty one goes.
  fs::remove(places_.folder / ".gitignore", none);
  if (!fs::remove(places_.folder, none)) {
    write_own_file(places_.folder / ".gitignore", "*\n", places_.owner);
  }
  return true;
}

}  // namespace sluice::cluster
