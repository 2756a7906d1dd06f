#include "cli/duration.hpp"

#include <charconv>
#include <fmt/format.h>
#include <string_view>

#include "base/error.hpp"

namespace sluice::cli {

using namespace std::chrono_literals;

std::optional<std::chrono::milliseconds> parse_duration(const std::string& text) {
  constexpr std::int64_t longest = 1'000'000'000;  // of any unit: no overflow of milliseconds
  std::int64_t count = 0;
  const char* end = text.data() + text.size();
  const auto [rest, failed] = std::from_chars(text.data(), end, count);
  if (failed != std::errc() || count < 0 || count > longest) return std::nullopt;
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  if (unit == "ms") return std::chrono::milliseconds(count);
  if (unit == "s") return std::chrono::seconds(count);
  if (unit == "min" || unit == "m") return std::chrono::minutes(count);
  if (unit == "h") return std::chrono::hours(count);
  if (unit == "d") return std::chrono::hours(24 * count);
  if (unit.empty() && count == 0) return 0ms;
  return std::nullopt;
}

std::chrono::milliseconds read_duration(const std::string& flag, const std::string& text) {
  if (const auto parsed = parse_duration(text)) return *parsed;
  throw error(failure::usage, "USAGE.VALUE",
              fmt::format("{} is a length of time; not \"{}\"", flag, text))
      .advise(fmt::format("{} 5s; ms, s, min, h and d are known", flag));
}

std::string show(std::chrono::microseconds length) {
  constexpr double in_millisecond = 1e3;
  constexpr double in_second = 1e6;
  const auto micros = static_cast<double>(length.count());
  if (length < 10ms) return fmt::format("{:.1f} ms", micros / in_millisecond);
  if (length < 1s) return fmt::format("{:.0f} ms", micros / in_millisecond);
  if (length < 1min) return fmt::format("{:.1f} s", micros / in_second);
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(length).count();
  return fmt::format("{} min {} s", seconds / 60, seconds % 60);
}

}  // namespace sluice::cli
