// What says how AWS is reached and as whom: the environment's variables, the files in the home
// folder, and what was typed.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace sluice::cloud {

struct aws_settings {
  std::map<std::string, std::string> environment;
  std::filesystem::path home;          // the user's folder, in which .aws is
  std::optional<std::string> profile;  // typed: goes before keys in the environment
  std::optional<std::string> region;   // typed
  const std::atomic<bool>* interrupted = nullptr;

  // The variable's value; nothing where it is unset or empty.
  std::optional<std::string> variable(const std::string& name) const;
};

// With the home folder that the environment names, else the one that the system has of the user.
aws_settings settings_in(std::map<std::string, std::string> environment);

}  // namespace sluice::cloud
