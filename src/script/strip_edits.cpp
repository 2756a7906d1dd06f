// Changes to a source text that keep its lines.
#include "script/strip_edits.hpp"

#include <algorithm>
#include <utility>

namespace sluice::script::stripping {

void edits::replace(std::size_t start, std::size_t end, std::string text) {
  edits_.push_back({start, end, std::move(text)});
}

// A space for each character (not byte: engines count columns in characters), but for the first
// `skip`.
void edits::write_blank(std::string& out, std::size_t start, std::size_t end,
                        std::size_t skip) const {
  for (std::size_t i = start; i < end; ++i) {
    const char c = source_[i];
    if (c == '\n' || c == '\r') {
      out += c;
      skip = 0;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      if (skip > 0) {
        --skip;
      } else {
        out += ' ';
      }
    }
  }
}

// What is inserted at a place comes before what replaces the text there.
void edits::sort() {
  std::stable_sort(edits_.begin(), edits_.end(), [](const edit& a, const edit& b) {
    if (a.start != b.start) return a.start < b.start;
    return a.end == a.start && b.end != b.start;
  });
}

void edits::write_edit(std::string& out, const edit& each) const {
  out += each.text;
  if (each.start < each.end) write_blank(out, each.start, each.end, each.text.size());
}

std::string edits::apply() {
  sort();
  std::string out;
  out.reserve(source_.size() + source_.size() / 4 + 256);
  std::size_t at = 0;
  for (const edit& each : edits_) {
    if (each.start < at) continue;  // inside what is gone
    out.append(source_, at, each.start - at);
    write_edit(out, each);
    at = each.end;
  }
  out.append(source_, at, source_.size() - at);
  return out;
}

}  // namespace sluice::script::stripping
