#include "cli/load_progress.hpp"

#include <fmt/format.h>

#include "cli/duration.hpp"

namespace sluice::cli {

std::string describe(const data::load_progress& now) {
  constexpr double mega = 1e6;
  const double read = static_cast<double>(now.bytes) / mega;
  std::string out = now.total_bytes ? fmt::format("{:.1f} of {:.1f} MB", read,
                                                  static_cast<double>(*now.total_bytes) / mega)
                                    : fmt::format("{:.1f} MB", read);
  out += fmt::format(", {} rows", now.rows);
  if (const auto milliseconds = now.elapsed.count(); milliseconds > 0) {
    const double rate = static_cast<double>(now.rows) * 1000 / static_cast<double>(milliseconds);
    out += fmt::format(", {:.0f} rows/s", rate);
  }
  const auto left = now.left();
  if (left && left->count() > 0) out += fmt::format(", {} left", show(*left));
  return out;
}

std::string describe(const data::bad_row& row) {
  std::string out = fmt::format("line {}", row.line);
  if (!row.column.empty()) out += fmt::format(", column {}", row.column);
  return fmt::format("{}: {}", out, row.reason);
}

}  // namespace sluice::cli
