#include "script/strip.hpp"

#include "base/text.hpp"
#include "script/strip_pass.hpp"

namespace sluice::script {
namespace {

// Most of node_modules is CommonJS, which needs no parsing.
bool is_plain(std::string_view source) {
  return source.find("import") == std::string_view::npos &&
         source.find("export ") == std::string_view::npos &&
         source.find("export{") == std::string_view::npos &&
         source.find("export*") == std::string_view::npos && !source.starts_with("#!");
}

}  // namespace

std::string strip(std::string_view source, const std::string& file) {
  using stripping::dialect;
  const dialect language = stripping::dialect_of(file);
  if (language == dialect::javascript && is_plain(source)) return std::string(source);
  stripping::pass on{source, file, language != dialect::javascript,
                     stripping::syntax_tree(source, file, language), stripping::edits(source)};
  stripping::blank_types(on);
  stripping::rewrite_enums(on);
  stripping::rewrite_namespaces(on);
  stripping::rewrite_parameter_properties(on);
  const stripping::frame around = stripping::rewrite_modules(on);
  return concat(around.before, on.changes.apply(), around.after);
}

}  // namespace sluice::script
