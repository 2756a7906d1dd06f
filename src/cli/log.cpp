#include "cli/log.hpp"

#include <array>
#include <ctime>
#include <fmt/format.h>

namespace sluice::cli {

namespace {

std::string_view name_of(log_level level) {
  constexpr std::array<std::string_view, 4> names{"debug", "info", "warning", "error"};
  return names.at(static_cast<std::size_t>(level));
}

std::string utc(std::chrono::system_clock::time_point time) {
  using std::chrono::milliseconds;
  const auto since = std::chrono::duration_cast<milliseconds>(time.time_since_epoch()).count();
  const std::time_t seconds = static_cast<std::time_t>(since / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> out{};
  const std::size_t size = std::strftime(out.data(), out.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  return fmt::format("{}.{:03}Z", std::string_view(out.data(), size), since % 1000);
}

}  // namespace

std::string log_line(std::chrono::system_clock::time_point time, log_level level,
                     std::string_view event, std::string_view message, const log_fields& fields) {
  json_writer out(json_writer::style::compact);
  out.begin_object().member("time", utc(time)).member("level", name_of(level));
  out.member("event", event).member("message", message);
  out.key("fields").begin_object();
  if (fields) fields(out);
  return out.end_object().end_object().take();
}

}  // namespace sluice::cli
