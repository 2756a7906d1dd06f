// A configuration in a temporary folder, and an engine on it.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <stdlib.h>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "config/drizzle_config.hpp"

namespace sluice::test {

class config_project {
 public:
  config_project() {
    std::string pattern = std::filesystem::temp_directory_path() / "sluice-config-XXXXXX";
    folder_ = std::filesystem::canonical(mkdtemp(pattern.data()));
  }
  ~config_project() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  config_project(const config_project&) = delete;
  config_project& operator=(const config_project&) = delete;

  config_project& file(const std::string& name, std::string_view text) {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return *this;
  }

  const std::filesystem::path& folder() const { return folder_; }

  config::drizzle_config load(const std::string& name = "drizzle.config.ts") const {
    script::engine engine(
        {.root = folder_, .working_directory = folder_, .environment = environment});
    config::add_bundles(engine);
    return config::load_drizzle_config(engine, folder_ / name);
  }

  // The error that loading ends in; its code is "" where there is none.
  error failure_of(const std::string& name = "drizzle.config.ts") const {
    try {
      load(name);
    } catch (error& failed) {
      return std::move(failed);
    }
    return {failure::general, "", "no error"};
  }

  std::map<std::string, std::string> environment;

 private:
  std::filesystem::path folder_;
};

}  // namespace sluice::test
