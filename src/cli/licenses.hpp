// What is built into the program, and under which licences.
#pragma once

#include <span>
#include <string_view>

namespace sluice::cli {

struct bundled_part {
  std::string_view name;
  std::string_view version;  // "" where its package doesn't say
  std::string_view license;  // SPDX
  std::string_view home;
};

std::span<const bundled_part> bundled_parts();

// The full texts, as the build found them in the parts' own packages (cmake/Licenses.cmake).
std::string_view license_texts();

}  // namespace sluice::cli
