// What is said of a file that cannot be stripped.
#include "script/strip_errors.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "script/strip_lexer.hpp"

namespace sluice::script::stripping {
namespace {

std::string_view token_at(std::string_view source, std::size_t at) {
  std::size_t end = at;
  while (end < source.size() && is_name_part(static_cast<unsigned char>(source[end]))) ++end;
  return source.substr(at, std::max<std::size_t>(end - at, 1));
}

place place_at(std::string_view source, const std::string& file, std::size_t offset) {
  const line_column where = locate(source, offset);
  return {file, where.line, where.column};
}

}  // namespace

void report(std::string_view source, const std::string& file, std::size_t offset,
            const std::string& message) {
  const std::string what = !message.empty() ? message
                           : offset >= source.size()
                               ? std::string("the file ends before it is complete")
                               : concat("unexpected \"", token_at(source, offset), "\"");
  throw error(failure::config, "SCRIPT.SYNTAX", what).at(place_at(source, file, offset));
}

void refuse(std::string_view source, const std::string& file, std::size_t offset,
            const std::string& what, const std::string& hint) {
  throw error(failure::config, "SCRIPT.UNSUPPORTED", what)
      .at(place_at(source, file, offset))
      .advise(hint);
}

}  // namespace sluice::script::stripping
