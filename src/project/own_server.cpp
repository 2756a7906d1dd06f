#include "project/own_server.hpp"

#include "base/error.hpp"
#include "pg/connection.hpp"
#include "project/state_folder.hpp"
#include "run/settings.hpp"

namespace sluice::project {

cluster::server own_server(const surroundings& at, std::optional<int> port) {
  return cluster::server({.project = project_folder(at), .port = port});
}

std::optional<std::string> own_server_url(const surroundings& at) {
  // Most projects have none: that is one look at the file system.
  if (!std::filesystem::exists(state_folder(at) / "cluster.json")) return std::nullopt;
  const cluster::condition now = own_server(at).status();
  if (!now.running) return std::nullopt;
  return now.url;
}

std::vector<protected_database> protected_databases(cluster::server& server) {
  const bool ran = server.status().running;
  try {
    server.start();
  } catch (const error&) {
    return {};
  }
  std::vector<protected_database> out;
  const auto connect = [&](std::string_view name) {
    return pg::connection(pg::parse_url(server.url(name), "the project's server"));
  };
  pg::connection first = connect("postgres");
  const pg::result names = first.query(
      "select datname from pg_database where datallowconn and not datistemplate order by 1");
  for (int i = 0; i < names.rows(); ++i) {
    pg::connection one = connect(names.text(i, 0));
    if (const auto marked = run::read_protection(one)) {
      out.push_back({.name = std::string(names.text(i, 0)), .mark = marked->name});
    }
  }
  if (!ran) server.stop();
  return out;
}

}  // namespace sluice::project
