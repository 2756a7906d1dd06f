// Exports: getters, and the declarations without the word.
#include "base/text.hpp"
#include "script/strip_modules.hpp"

namespace sluice::script::stripping {

// A module's name for something, as a property access.
std::string module_writer::access(index name) const {
  const std::string_view text = on_.text(name);
  return tree_[name].what == kind::string ? concat("[", text, "]") : concat(".", text);
}

module_writer::specifier_names module_writer::names_of(index specifier) const {
  specifier_names found;
  for (const index part : tree_.children(specifier)) {
    if (tree_[part].what != kind::identifier && tree_[part].what != kind::string) continue;
    if (found.from == none) found.from = part;
    found.to = part;
  }
  return found;
}

std::string module_writer::key(index name) const {
  const std::string_view text = on_.text(name);
  // As a plain key it would set the prototype.
  return text == "__proto__" ? "[\"__proto__\"]" : std::string(text);
}

void module_writer::scan_export(index at) {
  export_statements_.push_back(at);
  if (const index alias = tree_.child(at, kind::import_alias); alias != none) scan_alias(alias);
  // A local name in an export clause is a use of it, if it is one of a value.
  const bool from = tree_.child(at, kind::string) != none;
  if (from && tree_.child(at, kind::word_default) == none) return;
  if (const index clause = tree_.child(at, kind::export_clause); clause != none) {
    for (const index each : tree_.children(clause)) {
      if (tree_[each].what == kind::export_specifier) {
        if (const index name = tree_.child(each, kind::identifier); name != none) {
          names_.want(on_.text(name));
        }
      }
    }
  } else if (tree_.child(at, kind::asterisk) == none && first_value_ == std::string_view::npos) {
    first_value_ = tree_[at].start;
  }
}

void module_writer::export_declared(index declaration) {
  const auto add = [&](index name) {
    exports_.push_back({key(name), std::string(on_.text(name))});
  };
  switch (tree_[declaration].what) {
    case kind::lexical_declaration:
    case kind::variable_declaration:
      for (const index each : tree_.children(declaration)) {
        if (tree_[each].what != kind::variable_declarator) continue;
        for (const index name : bound_names(on_, tree_.first_child(each))) add(name);
      }
      break;
    default: {
      index name = tree_.child(declaration, kind::type_name);
      if (name == none) name = tree_.child(declaration, kind::identifier);
      if (name != none) add(name);
      break;
    }
  }
}

void module_writer::write_default(index at, index word) {
  const index value = tree_.next_sibling(word);
  const std::size_t start = tree_[at].start;
  const std::size_t end = tree_[word].end;
  index subject = value;
  while (subject != none && tree_[subject].what == kind::comment) {
    subject = tree_.next_sibling(subject);
  }
  const kind what = tree_[subject].what;
  const bool function = what == kind::function_declaration || what == kind::generator_declaration ||
                        what == kind::function_expression || what == kind::generator_function;
  const bool is_class = what == kind::class_declaration || what == kind::abstract_class ||
                        what == kind::class_expression;
  std::string local = "_default";
  while (on_.source.find(local) != std::string_view::npos) local.insert(0, 1, '_');
  if (function || is_class) {
    index name = tree_.child(subject, kind::type_name);
    if (name == none) name = tree_.child(subject, kind::identifier);
    on_.changes.blank(start, end);
    if (name != none) {
      local = on_.text(name);
    } else {
      index keyword = none;  // the last token before where the name would stand
      for (const index each : tree_.children(subject)) {
        const kind token = tree_[each].what;
        if (token == kind::formal_parameters || token == kind::class_heritage ||
            token == kind::class_body || token == kind::type_parameters) {
          break;
        }
        if (token != kind::comment) keyword = each;
      }
      on_.changes.insert(tree_[keyword].end, concat(" ", local));
    }
  } else {
    on_.changes.replace(start, end, concat("var ", local, " ="));
  }
  exports_.push_back({"default", local});
}

void module_writer::write_clause(index at, index clause) {
  for (const index each : tree_.children(clause)) {
    if (tree_[each].what != kind::export_specifier) continue;
    if (tree_.child(each, kind::word_type) != none) continue;
    const auto [local, exported] = names_of(each);
    const std::string_view name = on_.text(local);
    const auto binding = bindings_.find(name);
    const bool imported = binding != bindings_.end() && !names_.is_top_level(name);
    if (imported) binding->second.used = true;
    // In TypeScript what is neither declared nor imported as a value is a type.
    if (!imported && on_.typed && !names_.is_top_level(name)) continue;
    const bool renamed = imported && !binding->second.expression.empty();
    exports_.push_back({key(exported), renamed ? binding->second.expression : std::string(name)});
  }
  on_.erase_statement(at);
}

void module_writer::write_export_from(index at, index source) {
  const std::string_view from = on_.text(source);
  const index clause = tree_.child(at, kind::export_clause);
  const index whole = tree_.child(at, kind::namespace_export);
  if (clause == none && whole == none) {
    place(at, concat("__module.star(", from, ");"));
    return;
  }
  const std::string module = variable();
  bool any = whole != none;
  bool only_types = false;
  if (whole != none) {
    exports_.push_back({key(tree_.last_child(whole)), module});
  } else {
    for (const index each : tree_.children(clause)) {
      if (tree_[each].what != kind::export_specifier) continue;
      if (tree_.child(each, kind::word_type) != none) {
        only_types = !any;
        continue;
      }
      const auto [imported, exported] = names_of(each);
      exports_.push_back({key(exported), concat(module, access(imported))});
      any = true;
      only_types = false;
    }
  }
  if (only_types) {
    on_.erase_statement(at);
  } else if (any) {
    place(at, concat(declared(module), " = __module.import(", from, ");"));
  } else {
    place(at, concat("__module.import(", from, ");"));
  }
}

void module_writer::write_export(index at) {
  index declaration = none;
  for (const index each : tree_.children(at)) {
    switch (tree_[each].what) {
      case kind::word_type:
        on_.erase_statement(at);
        return;
      case kind::word_default:
        write_default(at, each);
        return;
      case kind::equals:
        assigns_exports_ = true;
        on_.changes.replace(tree_[at].start, tree_[each].end, "module.exports =");
        return;
      case kind::string:
        write_export_from(at, each);
        return;
      case kind::word_as:
        on_.erase_statement(at);
        return;
      default:
        declaration = each;
        break;
    }
  }
  if (const index clause = tree_.child(at, kind::export_clause); clause != none) {
    write_clause(at, clause);
    return;
  }
  while (tree_[declaration].what == kind::comment || tree_[declaration].what == kind::semicolon) {
    --declaration;
  }
  const index word = tree_.child(at, kind::word_export);
  on_.changes.blank(tree_[word].start, tree_[word].end);
  export_declared(declaration);
}

void module_writer::write_exports() {
  for (const index each : export_statements_) write_export(each);
}

}  // namespace sluice::script::stripping
