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

}  // namespace

std::string strip(std::string_view source, const std::string& file, const strip_options& options) {
  if (needs_nothing(source, file)) return std::string(source);
  const stripping::dialect language = stripping::dialect_of(file);
  stripping::pass on{source,
                     file,
                     language != stripping::dialect::javascript,
                     stripping::syntax_tree(source, file, language),
                     stripping::edits(source),
                     options};
  stripping::blank_types(on);
  stripping::rewrite_enums(on);
  stripping::rewrite_namespaces(on);
  stripping::rewrite_parameter_properties(on);
  const stripping::frame around = stripping::rewrite_modules(on);
  return concat(around.before, on.changes.apply(), around.after);
}

}  // namespace sluice::script
