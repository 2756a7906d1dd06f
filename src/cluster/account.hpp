// The ordinary user that the server runs as: PostgreSQL refuses to run as root.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace sluice::cluster {

struct account {
  uid_t user = 0;
  gid_t group = 0;
  std::string name;

  bool is_current() const;
};

// The caller; called by root, the user of sudo, else the folder's owner, else `postgres`, else
// `nobody`.
account account_for(const std::filesystem::path& project);

// Whether the account can go through every folder above and in `folder`.
bool can_enter(const account& who, const std::filesystem::path& folder);

// Hands a file or folder to the account; nothing where it is the caller.
void give_to(const account& who, const std::filesystem::path& path);

struct output {
  int exit_code = 0;
  std::string text;  // both streams
};

// Runs a program as the account and waits; `input` is a few lines at most. Throws PROCESS.START.
output run_as(const account& who, const std::vector<std::string>& arguments,
              std::string_view input = {});

// Starts a program as the account, in a session of its own, both outputs appended to `log`; gives
// its process id. It is no child of the caller.
pid_t start_as(const account& who, const std::vector<std::string>& arguments,
               const std::filesystem::path& log);

}  // namespace sluice::cluster
