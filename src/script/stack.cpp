#include "script/stack.hpp"

#include <charconv>

#include "base/text.hpp"

namespace sluice::script {
namespace {

// Takes ":number" off the end.
int take_number(std::string_view& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return 0;
  int number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, failed] = std::from_chars(text.data() + colon + 1, end, number);
  if (failed != std::errc() || stop != end) return 0;
  text.remove_suffix(text.size() - colon);
  return number;
}

}  // namespace

std::vector<frame> user_frames(std::string_view stack) {
  std::vector<frame> frames;
  for (std::string_view line : split(stack, "\n")) {
    line = trim(line);
    if (!line.starts_with("at ")) continue;
    line.remove_prefix(3);
    frame found;
    // "function (file:line:column)", or "file:line:column" of a syntax error. Files are absolute.
    const std::size_t open = line.find(" (/");
    if (open != std::string_view::npos && line.ends_with(')')) {
      found.function = line.substr(0, open);
      line = line.substr(open + 2, line.size() - open - 3);
      if (found.function == "<anonymous>") found.function.clear();
    } else if (!line.starts_with('/')) {
      continue;
    }
    const int last = take_number(line);
    const int first = take_number(line);
    found.where.line = first != 0 ? first : last;
    found.where.column = first != 0 ? last : 0;
    constexpr int opening = static_cast<int>(module_opening.size());
    if (found.where.line == 1 && found.where.column > 0) {
      found.where.column -= opening;
      if (found.where.column < 1) continue;  // the function around the file's text
    }
    found.where.file = line;
    frames.push_back(std::move(found));
  }
  return frames;
}

}  // namespace sluice::script
