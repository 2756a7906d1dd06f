// A folder of its own for a test, gone at its end.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "migrations/folder.hpp"

namespace sluice::migrations {

class temporary_folder {
 public:
  temporary_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "sluice-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~temporary_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path migrations() const { return path_ / "drizzle"; }

  // Writes a file below drizzle/.
  void write(const std::string& name, const std::string& content) const {
    const std::filesystem::path file = migrations() / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
  }

 private:
  std::filesystem::path path_;
};

inline std::string journal_entry(int idx, const std::string& tag, std::int64_t when,
                                 const std::string& version = "7") {
  return concat("{\"idx\":", std::to_string(idx), ",\"version\":\"", version,
                "\",\"when\":", std::to_string(when), ",\"tag\":\"", tag,
                "\",\"breakpoints\":true}");
}

inline std::string journal_of(const std::vector<std::string>& entries,
                              const std::string& head = R"("version":"7","dialect":"postgresql")") {
  return concat("{", head, head.empty() ? "" : ",", "\"entries\":[", join(entries, ","), "]}");
}

inline std::string snapshot_of(const std::string& id, const std::string& prev_id) {
  return concat("{\n  \"id\": \"", id, "\",\n  \"prevId\": \"", prev_id,
                "\",\n  \"version\": \"7\",\n  \"dialect\": \"postgresql\",\n  \"tables\": {},\n"
                "  \"enums\": {},\n  \"schemas\": {}\n}");
}

// Two migrations, everything in order.
inline void write_tidy(const temporary_folder& folder) {
  folder.write("0000_first.sql", "CREATE TABLE a ();\n--> statement-breakpoint\nSELECT 1;");
  folder.write("0001_second.sql", "SELECT 2;");
  folder.write("meta/0000_snapshot.json", snapshot_of("a", "0"));
  folder.write("meta/0001_snapshot.json", snapshot_of("b", "a"));
  folder.write("meta/_journal.json", journal_of({journal_entry(0, "0000_first", 1000),
                                                 journal_entry(1, "0001_second", 2000)}));
}

// The newest snapshot's text, "" where there is none.
inline std::string last_json(const std::filesystem::path& directory) {
  const auto last = folder::open(directory).last_snapshot();
  return last ? last->json : std::string();
}

// The code of the error in which `work` ends, "" where it doesn't.
template <typename Work>
std::string code_of(Work work) {
  try {
    work();
  } catch (const error& e) {
    return e.code;
  }
  return {};
}

}  // namespace sluice::migrations
