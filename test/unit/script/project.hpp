// A small project in a temporary folder, and an engine on it.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <stdlib.h>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "script/engine.hpp"

extern "C" {
// NOLINTBEGIN(readability-identifier-naming)
extern const unsigned char sluice_script_probe_begin[];
extern const unsigned char sluice_script_probe_end[];
extern const unsigned char sluice_script_orm_begin[];
extern const unsigned char sluice_script_orm_end[];
// NOLINTEND(readability-identifier-naming)
}

namespace sluice::test {

class project {
 public:
  project() {
    std::string pattern = std::filesystem::temp_directory_path() / "sluice-script-XXXXXX";
    folder_ = std::filesystem::canonical(mkdtemp(pattern.data()));
    options.root = folder_;
    options.working_directory = folder_;
    options.console = [this](std::string_view line) { console.emplace_back(line); };
  }
  ~project() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  project(const project&) = delete;
  project& operator=(const project&) = delete;

  project& file(const std::string& name, std::string_view text) {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return *this;
  }

  // A package of the build's own node_modules.
  project& package(const std::string& name, const std::string& to = "node_modules/") {
    const std::filesystem::path target = folder_ / (to + name);
    std::filesystem::create_directories(target.parent_path());
    std::filesystem::copy(std::filesystem::path(SLUICE_SOURCE_DIR) / "node_modules" / name, target,
                          std::filesystem::copy_options::recursive);
    return *this;
  }
  project& link(const std::string& name, const std::string& target) {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::filesystem::create_symlink(target, path);
    return *this;
  }

  std::filesystem::path path(const std::string& name = {}) const {
    return name.empty() ? folder_ : folder_ / name;
  }

  script::engine& engine() {
    if (!engine_) {
      engine_.emplace(options);
      engine_->add_bundle(
          {"probe", {sluice_script_probe_begin, sluice_script_probe_end}, {"probe"}});
      engine_->add_bundle({"orm",
                           {sluice_script_orm_begin, sluice_script_orm_end},
                           {"drizzle-orm", "drizzle-orm/pg-core"}});
    }
    return *engine_;
  }
  void forget_engine() { engine_.reset(); }

  // The exports of a file, as JSON.
  std::string exports(const std::string& name = "main.ts") {
    return text(engine().call("probe", "exports", json_string((folder_ / name).string())));
  }
  // Its default export, called without arguments and awaited.
  std::string run(const std::string& name = "main.ts") {
    return text(engine().call("probe", "run", json_string((folder_ / name).string())));
  }

  // The error that evaluating the file ends in; its code is "" where there is none.
  error failure_of(const std::string& name = "main.ts") {
    try {
      run(name);
    } catch (error& failed) {
      return std::move(failed);
    }
    return {failure::general, "", "no error"};
  }

  script::settings options;
  std::vector<std::string> console;

 private:
  static std::string text(const rapidjson::Document& json) {
    return json.IsString() ? json.GetString() : "null";
  }

  std::filesystem::path folder_;
  std::optional<script::engine> engine_;
};

}  // namespace sluice::test
