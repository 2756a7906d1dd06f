// What Python's text functions do, for files and settings that botocore reads with them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::cloud {

// str.strip() and str.rstrip(): Unicode's white space too.
std::string_view python_strip(std::string_view text);
std::string_view python_strip_end(std::string_view text);

// How many characters of white space a line begins with.
std::size_t python_indentation(std::string_view line);

// str.splitlines()
std::vector<std::string_view> python_lines(std::string_view text);

// shlex.split(): words as a shell would see them, without expansions; nothing where a quote or an
// escape is left open.
std::optional<std::vector<std::string>> shell_words(std::string_view text);

bool is_utf8(std::string_view text);

}  // namespace sluice::cloud
