// The table of strip_kinds.hpp.
#include "script/strip_kinds.hpp"

#include <string_view>
#include <unordered_map>

extern "C" {
const TSLanguage* tree_sitter_javascript();
const TSLanguage* tree_sitter_typescript();
const TSLanguage* tree_sitter_tsx();
}

namespace sluice::script::stripping {
namespace {

struct entry {
  kind what;
  bool leaf = false;
};

const std::unordered_map<std::string_view, entry>& named() {
  static const std::unordered_map<std::string_view, entry> table = {
      {"identifier", {kind::identifier}},
      {"shorthand_property_identifier", {kind::shorthand_property}},
      {"shorthand_property_identifier_pattern", {kind::shorthand_pattern}},
      {"property_identifier", {kind::property_name}},
      {"private_property_identifier", {kind::private_name}},
      {"type_identifier", {kind::type_name}},
      {"this", {kind::self}},
      {"super", {kind::super}},
      {"string", {kind::string, true}},
      {"template_string", {kind::template_string}},
      {"number", {kind::number}},
      {"regex", {kind::other, true}},
      {"import", {kind::import_function}},
      {"meta_property", {kind::meta_property, true}},
      {"function_expression", {kind::function_expression}},
      {"generator_function", {kind::generator_function}},
      {"arrow_function", {kind::arrow_function}},
      {"class", {kind::class_expression}},
      {"call_expression", {kind::call}},
      {"new_expression", {kind::new_expression}},
      {"member_expression", {kind::member}},
      {"subscript_expression", {kind::subscript}},
      {"arguments", {kind::arguments}},
      {"object", {kind::object}},
      {"array", {kind::array}},
      {"parenthesized_expression", {kind::parenthesized}},
      {"unary_expression", {kind::unary}},
      {"binary_expression", {kind::binary}},
      {"ternary_expression", {kind::ternary}},
      {"assignment_expression", {kind::assignment}},
      {"augmented_assignment_expression", {kind::augmented_assignment}},
      {"update_expression", {kind::update}},
      {"sequence_expression", {kind::sequence}},
      {"await_expression", {kind::await_expression}},
      {"yield_expression", {kind::yield_expression}},
      {"spread_element", {kind::spread}},
      {"pair", {kind::pair}},
      {"computed_property_name", {kind::computed_name}},
      {"as_expression", {kind::as_expression}},
      {"satisfies_expression", {kind::satisfies_expression}},
      {"non_null_expression", {kind::non_null}},
      {"type_assertion", {kind::type_assertion}},
      {"instantiation_expression", {kind::instantiation}},
      {"jsx_element", {kind::jsx, true}},
      {"jsx_self_closing_element", {kind::jsx, true}},
      {"program", {kind::program}},
      {"import_statement", {kind::import_statement}},
      {"import_clause", {kind::import_clause}},
      {"namespace_import", {kind::namespace_import}},
      {"named_imports", {kind::named_imports}},
      {"import_specifier", {kind::import_specifier}},
      {"import_attribute", {kind::import_attribute, true}},
      {"import_require_clause", {kind::import_require}},
      {"import_alias", {kind::import_alias}},
      {"export_statement", {kind::export_statement}},
      {"export_clause", {kind::export_clause}},
      {"export_specifier", {kind::export_specifier}},
      {"namespace_export", {kind::namespace_export}},
      {"expression_statement", {kind::expression_statement}},
      {"lexical_declaration", {kind::lexical_declaration}},
      {"variable_declaration", {kind::variable_declaration}},
      {"variable_declarator", {kind::variable_declarator}},
      {"statement_block", {kind::block}},
      {"if_statement", {kind::if_statement}},
      {"switch_body", {kind::switch_body}},
      {"switch_case", {kind::switch_case}},
      {"switch_default", {kind::switch_default}},
      {"for_statement", {kind::for_statement}},
      {"for_in_statement", {kind::for_in_statement}},
      {"return_statement", {kind::return_statement}},
      {"throw_statement", {kind::throw_statement}},
      {"catch_clause", {kind::catch_clause}},
      {"function_declaration", {kind::function_declaration}},
      {"generator_function_declaration", {kind::generator_declaration}},
      {"class_declaration", {kind::class_declaration}},
      {"abstract_class_declaration", {kind::abstract_class}},
      {"enum_declaration", {kind::enum_declaration}},
      {"enum_body", {kind::enum_body}},
      {"enum_assignment", {kind::enum_assignment}},
      {"module", {kind::namespace_declaration}},
      {"internal_module", {kind::namespace_declaration}},
      {"formal_parameters", {kind::formal_parameters}},
      {"required_parameter", {kind::required_parameter}},
      {"optional_parameter", {kind::optional_parameter}},
      {"object_pattern", {kind::object_pattern}},
      {"array_pattern", {kind::array_pattern}},
      {"rest_pattern", {kind::rest_pattern}},
      {"assignment_pattern", {kind::assignment_pattern}},
      {"object_assignment_pattern", {kind::object_assignment_pattern}},
      {"pair_pattern", {kind::pair_pattern}},
      {"class_body", {kind::class_body}},
      {"class_heritage", {kind::class_heritage}},
      {"extends_clause", {kind::extends_clause}},
      {"method_definition", {kind::method}},
      {"public_field_definition", {kind::field}},
      {"field_definition", {kind::field}},
      {"class_static_block", {kind::static_block}},
      {"decorator", {kind::decorator, true}},
      {"accessibility_modifier", {kind::accessibility, true}},
      {"override_modifier", {kind::override_modifier, true}},
      {"type_annotation", {kind::type_annotation, true}},
      {"asserts_annotation", {kind::type_annotation, true}},
      {"type_predicate_annotation", {kind::type_annotation, true}},
      {"type_arguments", {kind::type_arguments, true}},
      {"type_parameters", {kind::type_parameters, true}},
      {"implements_clause", {kind::implements_clause, true}},
      {"interface_declaration", {kind::type_declaration, true}},
      {"type_alias_declaration", {kind::type_declaration, true}},
      {"ambient_declaration", {kind::ambient_declaration, true}},
      {"function_signature", {kind::function_signature, true}},
      {"index_signature", {kind::member_signature, true}},
      {"method_signature", {kind::member_signature, true}},
      {"abstract_method_signature", {kind::member_signature, true}},
      {"hash_bang_line", {kind::hash_bang, true}},
      {"comment", {kind::comment, true}},
      {"html_comment", {kind::comment, true}},
  };
  return table;
}

const std::unordered_map<std::string_view, entry>& tokens() {
  static const std::unordered_map<std::string_view, entry> table = {
      {"?", {kind::question}},
      {"!", {kind::exclamation}},
      {"=", {kind::equals}},
      {"=>", {kind::arrow}},
      {",", {kind::comma}},
      {";", {kind::semicolon}},
      {"{", {kind::open_brace}},
      {"}", {kind::close_brace}},
      {"(", {kind::open_parenthesis}},
      {"*", {kind::asterisk}},
      {"abstract", {kind::word_abstract}},
      {"accessor", {kind::word_accessor}},
      {"as", {kind::word_as}},
      {"async", {kind::word_async}},
      {"await", {kind::word_await}},
      {"class", {kind::word_class}},
      {"const", {kind::word_const}},
      {"declare", {kind::word_declare}},
      {"default", {kind::word_default}},
      {"export", {kind::word_export}},
      {"let", {kind::word_let}},
      {"module", {kind::word_module}},
      {"readonly", {kind::word_readonly}},
      {"satisfies", {kind::word_satisfies}},
      {"static", {kind::word_static}},
      {"type", {kind::word_type}},
      {"typeof", {kind::word_typeof}},
      {"using", {kind::word_using}},
      {"var", {kind::word_var}},
  };
  return table;
}

}  // namespace

kind_table::kind_table(const TSLanguage* language) {
  const std::uint32_t count = ts_language_symbol_count(language);
  kinds_.resize(count, kind::other);
  leaves_.resize(count, false);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto symbol = static_cast<TSSymbol>(i);
    const TSSymbolType type = ts_language_symbol_type(language, symbol);
    if (type == TSSymbolTypeAuxiliary) continue;
    const auto& table = type == TSSymbolTypeRegular ? named() : tokens();
    const auto found = table.find(ts_language_symbol_name(language, symbol));
    if (found == table.end()) continue;
    kinds_[i] = found->second.what;
    leaves_[i] = found->second.leaf;
  }
}

dialect dialect_of(std::string_view file) {
  const std::size_t dot = file.rfind('.');
  const std::string_view extension = dot == std::string_view::npos ? "" : file.substr(dot);
  if (extension == ".tsx") return dialect::tsx;
  if (extension == ".js" || extension == ".mjs" || extension == ".cjs" || extension == ".jsx") {
    return dialect::javascript;
  }
  return dialect::typescript;
}

const TSLanguage* grammar(dialect language) {
  switch (language) {
    case dialect::javascript:
      return tree_sitter_javascript();
    case dialect::typescript:
      return tree_sitter_typescript();
    case dialect::tsx:
      break;
  }
  return tree_sitter_tsx();
}

const kind_table& kinds(dialect language) {
  static const kind_table javascript(tree_sitter_javascript());
  static const kind_table typescript(tree_sitter_typescript());
  static const kind_table tsx(tree_sitter_tsx());
  switch (language) {
    case dialect::javascript:
      return javascript;
    case dialect::typescript:
      return typescript;
    case dialect::tsx:
      break;
  }
  return tsx;
}

}  // namespace sluice::script::stripping
