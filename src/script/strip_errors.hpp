// What is said of a file that cannot be stripped.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sluice::script::stripping {

// SCRIPT.SYNTAX at a byte of the source; without a message, the token there is what is wrong.
[[noreturn]] void report(std::string_view source, const std::string& file, std::size_t offset,
                         const std::string& message);

// SCRIPT.UNSUPPORTED at a byte of the source.
[[noreturn]] void refuse(std::string_view source, const std::string& file, std::size_t offset,
                         const std::string& what, const std::string& hint);

}  // namespace sluice::script::stripping
