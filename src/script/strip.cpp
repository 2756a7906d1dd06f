#include "script/strip.hpp"

#include "base/text.hpp"
#include "script/strip_pass.hpp"

namespace sluice::script {
namespace {

// Most of node_modules is CommonJS, which needs no parsing.
bool needs_nothing(std::string_view source, const std::string& file) {
  return stripping::dialect_of(file) == stripping::dialect::javascript &&
         source.find("import") == std::string_view::npos &&
         source.find("export") == std::string_view::npos && !source.starts_with("#!");
}

class stripped {
 public:
  stripped(std::string_view source, const std::string& file)
      : on_{source, file, stripping::dialect_of(file) != stripping::dialect::javascript,
            stripping::syntax_tree(source, file, stripping::dialect_of(file)),
            stripping::edits(source)} {
    stripping::blank_types(on_);
    stripping::rewrite_enums(on_);
    stripping::rewrite_namespaces(on_);
    stripping::rewrite_parameter_properties(on_);
    around_ = stripping::rewrite_modules(on_);
  }

  std::string code() { return concat(around_.before, on_.changes.apply(), around_.after); }

  std::size_t origin(std::size_t offset) {
    const std::size_t before = around_.before.size();
    return on_.changes.origin(offset < before ? 0 : offset - before);
  }

 private:
  stripping::pass on_;
  stripping::frame around_;
};

std::size_t offset_of(std::string_view text, line_column place) {
  std::size_t at = 0;
  for (int line = 1; line < place.line; ++line) {
    const std::size_t line_break = text.find('\n', at);
    if (line_break == std::string_view::npos) return text.size();
    at = line_break + 1;
  }
  for (int column = 1; column < place.column && at < text.size() && text[at] != '\n'; ++column) {
    do {
      ++at;
    } while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
  }
  return at;
}

}  // namespace

std::string strip(std::string_view source, const std::string& file) {
  if (needs_nothing(source, file)) return std::string(source);
  return stripped(source, file).code();
}

line_column source_place(std::string_view source, const std::string& file, line_column result) {
  if (needs_nothing(source, file)) return locate(source, offset_of(source, result));
  stripped made(source, file);
  const std::string code = made.code();
  const line_column found = locate(source, made.origin(offset_of(code, result)));
  // Lines are the same in both; what was put on a line belongs to it.
  return found.line == result.line ? found : line_column{result.line, 1};
}

}  // namespace sluice::script
