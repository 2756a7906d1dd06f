// A project's private PostgreSQL server: made on first start, started, stopped, destroyed. Nothing
// is printed, and nothing is left running where a start fails.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "cluster/installation.hpp"
#include "cluster/places.hpp"

namespace sluice::cluster {

struct started {
  std::string url;
  std::string version;
  bool was_running = false;
  bool was_made = false;       // the data directory is new
  bool from_prepared = false;  // and was copied, not made by initdb
  std::vector<std::string> notes;
};

struct condition {
  bool exists = false;  // there is a data directory
  bool running = false;
  pid_t process = 0;
  std::string url;      // also when it does not run
  std::string version;  // of the data: "15"
  std::filesystem::path data, log, socket_directory;
  std::string account;
};

class server {
 public:
  explicit server(const settings& given);

  // Idempotent; makes the database named after the project. Throws CLUSTER.*.
  started start();
  // False where it was not running. Sessions are ended, transactions rolled back.
  bool stop();
  condition status() const;
  // Stops it and removes its data, log and sockets. False where there was nothing.
  bool destroy();

  // For another database of the cluster, or its own.
  std::string url(std::string_view database = {}) const;
  // The log's last lines.
  std::vector<std::string> log(std::size_t lines) const;
  // psql, pg_dump: of the cluster's version.
  std::filesystem::path program(const std::string& name) const;
  const places& where() const { return places_; }

 private:
  std::optional<pid_t> process() const;
  installation choose_installation() const;
  void clear_stale_locks() const;
  void launch(const std::filesystem::path& programs);
  void make_database();

  places places_;
};

}  // namespace sluice::cluster
