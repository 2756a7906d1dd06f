// Where a project's cluster keeps its things, and what of it is remembered in .sluice/cluster.json.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cluster/account.hpp"

namespace sluice::cluster {

struct settings {
  std::filesystem::path
      project;              // the cluster belongs to this folder; its place is <project>/.sluice
  std::optional<int> port;  // on 127.0.0.1 too, with a password; else the socket alone
  // Where the socket goes, and the prepared cluster that new ones are copied from; empty: chosen.
  std::filesystem::path socket_directory;
  std::filesystem::path cache;
  std::string database;  // empty: named after the project's folder
};

struct places {
  std::filesystem::path folder;  // <project>/.sluice
  std::filesystem::path data;
  std::filesystem::path log;
  std::filesystem::path socket_directory;
  std::filesystem::path cache;  // empty: the user's
  std::string database;
  std::optional<int> port;
  std::string password;            // for the port
  account owner;                   // whom the server runs as
  std::vector<std::string> notes;  // why something is not where one would look first

  // postgresql://postgres@/shop?host=/home/me/shop/.sluice, or with the port.
  std::string url(std::string_view name) const;
};

// What the folder remembers, else what the settings and the machine make of it. Writes nothing.
places find_places(const settings& given);

// Makes the folders (.sluice with a .gitignore of `*`) and remembers them.
void make_places(const places& made);

// A database's name from a folder's: lower case, [a-z0-9_], not a digit first.
std::string database_name(const std::filesystem::path& project);

}  // namespace sluice::cluster
