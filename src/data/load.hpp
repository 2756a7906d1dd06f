// Declared loads: a source's rows into a table, all or nothing, and the way back.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cloud/settings.hpp"
#include "data/load_declaration.hpp"
#include "pg/connection.hpp"

namespace sluice::data {

struct load_options {
  std::filesystem::path project;  // sources are looked for beside the declaration, then here
  std::uint64_t max_errors = 0;   // so many rows may be left out
  std::filesystem::path rejects;  // written where a row is left out; empty: nowhere
  const std::atomic<bool>* interrupt = nullptr;
  cloud::aws_settings aws;  // how s3:// is reached
};

struct load_progress {
  std::uint64_t bytes = 0;                   // read from the source
  std::optional<std::uint64_t> total_bytes;  // where the source says
  std::uint64_t rows = 0;                    // sent to the server
  std::chrono::milliseconds elapsed{0};
  // Where it goes on as until now.
  std::optional<std::chrono::seconds> left() const;
};

// A row that PostgreSQL does not take, or that is none.
struct bad_row {
  std::uint64_t line = 0;
  std::string column, value;  // empty where it is the whole row
  std::string sqlstate;       // PostgreSQL's; empty where it was not asked
  std::string reason;
};

// Everything is optional. Called on the thread that loads.
class load_observer {
 public:
  virtual ~load_observer() = default;
  virtual void progress(const load_progress&) {}
  virtual void rejected(const bad_row&) {}
};

struct load_outcome {
  std::uint64_t bytes = 0;
  std::uint64_t rows = 0;  // of the source, without those left out
  std::uint64_t inserted = 0, updated = 0, removed = 0;
  std::uint64_t rejected = 0;
  std::string source;  // the file or address that was read
  std::string etag;    // as the server gave it
  std::string sha256;  // of the source's bytes
  std::chrono::milliseconds elapsed{0};
};

// In the caller's transaction, which may not be committed where this throws: LOAD.*, SOURCE.*,
// PG.*. `batch` names what is loaded for undo_load(); a row of `sluice.loads` is written.
load_outcome run_load(pg::connection& connection, const load_declaration& declaration,
                      const std::string& batch, const load_options& options,
                      load_observer& observer);

struct undo_outcome {
  std::uint64_t removed = 0, restored = 0;
  std::uint64_t changed = 0;  // of the batch's rows, by others since; with `force` alone
};

// Takes a batch back, in the caller's transaction. Throws LOAD.CHANGED where its rows are not as
// they were loaded, unless `force`; LOAD.NOT_UNDOABLE, LOAD.NO_BATCH, PG.*.
undo_outcome undo_load(pg::connection& connection, const load_declaration& declaration,
                       const std::string& batch, bool force = false);

}  // namespace sluice::data
