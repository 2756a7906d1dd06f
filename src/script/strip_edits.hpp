// Changes to a source text that keep its lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::script::stripping {

class edits {
 public:
  explicit edits(std::string_view source) : source_(source) {}

  // Each character becomes a space; line breaks stay.
  void blank(std::size_t start, std::size_t end) { replace(start, end, {}); }
  // `text` stands at `start`; the rest of the range is blank. Text longer than what it replaces
  // pushes the rest of its line to the right.
  void replace(std::size_t start, std::size_t end, std::string text);
  void insert(std::size_t at, std::string text) { replace(at, at, std::move(text)); }

  std::string apply();

 private:
  struct edit {
    std::size_t start;
    std::size_t end;
    std::string text;
  };
  void sort();
  void write_edit(std::string& out, const edit& each) const;
  void write_blank(std::string& out, std::size_t start, std::size_t end, std::size_t skip) const;

  std::string_view source_;
  std::vector<edit> edits_;
};

}  // namespace sluice::script::stripping
