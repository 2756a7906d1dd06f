#include "project/own_server.hpp"

#include "project/state_folder.hpp"

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

}  // namespace sluice::project
