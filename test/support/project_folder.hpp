// A migrations folder made for a test: files and a journal of drizzle-kit's shape, gone at the end.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"

namespace sluice::test {

class project_folder {
 public:
  project_folder() {
    std::string pattern = "/tmp/sluice-folder-XXXXXX";
    path_ = ::mkdtemp(pattern.data());
    std::filesystem::create_directories(path_ / "meta");
  }
  ~project_folder() {
    std::error_code none;
    std::filesystem::remove_all(path_, none);
  }
  project_folder(const project_folder&) = delete;
  project_folder& operator=(const project_folder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path file(std::string_view tag) const { return path_ / concat(tag, ".sql"); }

  // Adds a migration at the end of the journal.
  void add(std::string_view tag, std::int64_t when, std::string_view sql) {
    insert(entries_.size(), tag, when, sql);
  }
  // Adds one before the entry at `place`, as a merge of two branches does.
  void insert(std::size_t place, std::string_view tag, std::int64_t when, std::string_view sql) {
    entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(place),
                    {std::string(tag), when});
    write(tag, sql);
    write_journal();
  }
  void write(std::string_view tag, std::string_view sql) { write_file_atomically(file(tag), sql); }
  void forget(std::size_t place) {
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(place));
    write_journal();
  }

 private:
  struct entry {
    std::string tag;
    std::int64_t when;
  };

  void write_journal() const {
    json_writer out;
    out.begin_object().member("version", "7").member("dialect", "postgresql").key("entries");
    out.begin_array();
    int index = 0;
    for (const entry& one : entries_) {
      out.begin_object().member("idx", index++).member("version", "7").member("when", one.when);
      out.member("tag", one.tag).member("breakpoints", true).end_object();
    }
    out.end_array().end_object();
    write_file_atomically(path_ / "meta/_journal.json", out.text());
  }

  std::filesystem::path path_;
  std::vector<entry> entries_;
};

}  // namespace sluice::test
