// What an unchanged `generate` needs to know that nothing changed, without evaluating anything:
// .sluice/cache/generate-KEY.json (docs/formats.md). Holds what the last evaluation read and the
// state of the folder it was equal to. Any doubt, and there is no answer.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "project/generate.hpp"
#include "project/summary.hpp"
#include "project/surroundings.hpp"
#include "script/engine.hpp"

namespace sluice::project {

struct remembered {
  std::vector<std::string> patterns;         // where the schema is
  std::vector<std::filesystem::path> files;  // what they meant
  std::vector<script::input> inputs;         // what the evaluation read
  std::filesystem::path folder;              // the migrations
  std::string folder_state;                  // folder_key() when the schema was equal to it
  summary schema;
  std::vector<script::stand_in> stand_ins;
  diagnostics remarks;
};

class generate_cache {
 public:
  generate_cache(const surroundings& at, const generate_request& asked);

  // What was remembered, if every input and the folder are as they were.
  std::optional<remembered> recall() const;
  // The schema is now equal to the folder's last snapshot. Failing to write is no error.
  void remember(const remembered& what) const;

 private:
  const surroundings& at_;
  std::string request_;
  std::filesystem::path file_;
};

// Stands for the journal, the last snapshot and everything beside them.
std::string folder_key(const std::filesystem::path& folder);

}  // namespace sluice::project
