// Imports and exports become calls of the loader. An imported name is read from its module wherever
// it is used, and an exported one through a getter that is there before anything runs: modules that
// import each other see what ES modules would show them.
#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"
#include "script/strip_pass.hpp"

namespace sluice::script::stripping {
namespace {

struct import_binding {
  std::size_t statement;   // of imports_
  std::string expression;  // what a use becomes; empty: the local name stays (a namespace)
  bool used = false;
};

struct import_record {
  index at;
  std::string_view source;  // with its quotes
  std::string variable;     // empty: nothing is read from it
  std::vector<std::string_view> locals;
  bool bare = false;  // import "x", or an export from
};

struct export_entry {
  std::string key;  // as it is written in an object literal
  std::string value;

  // Without quotes: exports are listed in this order.
  std::string_view name() const {
    const std::size_t quotes = key.starts_with('[')                            ? 2
                               : key.starts_with('"') || key.starts_with('\'') ? 1
                                                                               : 0;
    return std::string_view(key).substr(quotes, key.size() - 2 * quotes);
  }
};

class module_writer {
 public:
  explicit module_writer(pass& on) : on_(on), tree_(on.tree) {}
  frame run();

 private:
  void scan();
  void scan_import(index at);
  void scan_alias(index at);
  void write_aliases();
  void scan_clause(index clause, import_record& record);
  void scan_export(index at);
  void rewrite_uses();
  void rewrite_use(index at, import_binding& binding);
  void check_await(index at) const;
  void write_imports();
  void write_import_require(index at);
  void write_exports();
  void write_export(index at);
  void write_default(index at, index word);
  void write_clause(index at, index clause);
  void write_export_from(index at, index source);
  void export_declared(index declaration);
  void place(index at, const std::string& statement);
  // QuickJS looks a name up from the last declared to the first: what every line uses is declared
  // at the end, as functions, the only names that can be used before they are declared and assigned
  // to.
  const std::string& declared(const std::string& name) {
    declarations_ += concat("function ", name, "(){}");
    return name;
  }
  std::string variable() { return concat(prefix_, std::to_string(++variables_)); }
  std::string key(index name) const;
  std::string access(index name) const;
  bool starts_statement(index at) const;

  pass& on_;
  syntax_tree& tree_;
  name_table names_;
  std::string prefix_ = "import_";
  std::string declarations_;
  int variables_ = 0;
  bool is_module_ = false;
  bool assigns_exports_ = false;                      // export =
  std::size_t first_value_ = std::string_view::npos;  // where evaluation of the body begins
  std::string hoisted_;
  std::vector<import_record> imports_;
  std::unordered_map<std::string_view, import_binding> bindings_;
  std::vector<index> export_statements_;
  std::vector<index> import_requires_;
  std::vector<index> aliases_;  // import a = b.c
  std::vector<export_entry> exports_;
};

// A module's name for something, as a property access.
std::string module_writer::access(index name) const {
  const std::string_view text = on_.text(name);
  return tree_[name].what == kind::string ? concat("[", text, "]") : concat(".", text);
}

std::string module_writer::key(index name) const {
  const std::string_view text = on_.text(name);
  // As a plain key it would set the prototype.
  return text == "__proto__" ? "[\"__proto__\"]" : std::string(text);
}

void module_writer::scan() {
  while (on_.source.find(prefix_) != std::string_view::npos) prefix_ += '_';
  for (const index each : tree_.children(0)) {
    const kind what = tree_[each].what;
    if (what == kind::import_statement) {
      scan_import(each);
    } else if (what == kind::export_statement) {
      is_module_ = true;
      if (!tree_[each].erased) scan_export(each);
    } else if (what == kind::import_alias) {
      scan_alias(each);
    } else if (what != kind::comment && what != kind::hash_bang && !tree_[each].erased &&
               first_value_ == std::string_view::npos &&
               !(what == kind::expression_statement &&
                 tree_[tree_.first_child(each)].what == kind::string)) {
      first_value_ = tree_[each].start;
    }
  }
}

void module_writer::scan_import(index at) {
  import_record record{at, {}, {}, {}, false};
  index clause = none;
  for (const index each : tree_.children(at)) {
    switch (tree_[each].what) {
      case kind::word_type:
      case kind::word_typeof:
        is_module_ = is_module_ || tree_.child(at, kind::import_require) == none;
        on_.erase_statement(at);
        return;
      case kind::import_require:
        import_requires_.push_back(each);
        return;
      case kind::import_clause:
        clause = each;
        break;
      case kind::string:
        record.source = on_.text(each);
        break;
      default:
        break;
    }
  }
  is_module_ = true;
  record.bare = clause == none;
  if (clause != none) scan_clause(clause, record);
  imports_.push_back(std::move(record));
}

void module_writer::scan_alias(index at) {
  const index local = tree_.child(at, kind::identifier);
  aliases_.push_back(at);
  tree_[local].declares = true;
  names_.want(on_.text(local));
  bindings_[on_.text(local)] = {std::string::npos, {}};
}

// It may be one of a type, which nothing uses as a value.
void module_writer::write_aliases() {
  for (const index each : aliases_) {
    const index local = tree_.child(each, kind::identifier);
    if (bindings_[on_.text(local)].used ||
        tree_[tree_[each].parent].what == kind::export_statement) {
      on_.changes.replace(tree_[each].start, tree_[local].start, "const ");
    } else {
      on_.erase_statement(each);
    }
  }
}

void module_writer::scan_clause(index clause, import_record& record) {
  const auto bind = [&](index local, std::string expression) {
    const std::string_view name = on_.text(local);
    names_.want(name);
    record.locals.push_back(name);
    bindings_[name] = {imports_.size(), std::move(expression)};
  };
  const auto module = [&]() -> const std::string& {
    if (record.variable.empty()) record.variable = variable();
    return record.variable;
  };
  for (const index each : tree_.children(clause)) {
    switch (tree_[each].what) {
      case kind::identifier:
        bind(each, concat(module(), ".default"));
        break;
      case kind::namespace_import:
        bind(tree_.child(each, kind::identifier), {});
        break;
      case kind::named_imports:
        for (const index specifier : tree_.children(each)) {
          if (tree_[specifier].what != kind::import_specifier) continue;
          if (tree_.child(specifier, kind::word_type) != none ||
              tree_.child(specifier, kind::word_typeof) != none) {
            continue;
          }
          index imported = none;
          index local = none;
          for (const index part : tree_.children(specifier)) {
            if (tree_[part].what != kind::identifier && tree_[part].what != kind::string) continue;
            if (imported == none) imported = part;
            local = part;
          }
          bind(local, concat(module(), access(imported)));
        }
        break;
      default:
        break;
    }
  }
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

bool module_writer::starts_statement(index at) const {
  const std::uint32_t start = tree_[at].start;
  index up = at;
  while (tree_[up].what != kind::expression_statement) {
    up = tree_[up].parent;
    if (up == none || tree_[up].start != start) return false;
  }
  const kind around = tree_[tree_[up].parent].what;
  return around == kind::program || around == kind::block || around == kind::switch_case ||
         around == kind::switch_default;
}

void module_writer::rewrite_use(index at, import_binding& binding) {
  binding.used = true;
  if (binding.expression.empty()) return;
  const node& use = tree_[at];
  if (use.what == kind::shorthand_property) {
    on_.changes.replace(use.start, use.end, concat(on_.text(at), ": ", binding.expression));
    return;
  }
  index value = at;
  const auto passes_on = [&](index around) {
    switch (tree_[around].what) {
      case kind::non_null:
      case kind::instantiation:
      case kind::parenthesized:
      case kind::as_expression:
      case kind::satisfies_expression:
      case kind::type_assertion:
        return true;
      default:
        return false;
    }
  };
  while (passes_on(tree_[value].parent)) value = tree_[value].parent;
  const index parent = tree_[value].parent;
  if (tree_[parent].what == kind::call && tree_.first_child(parent) == value) {
    // A function of a module is not called as a method of it.
    on_.changes.replace(use.start, use.end,
                        concat(starts_statement(at) ? ";(0, " : "(0, ", binding.expression, ")"));
  } else {
    on_.changes.replace(use.start, use.end, binding.expression);
  }
}

void module_writer::check_await(index at) const {
  for (index up = tree_[at].parent; up != none; up = tree_[up].parent) {
    switch (tree_[up].what) {
      case kind::function_declaration:
      case kind::function_expression:
      case kind::generator_declaration:
      case kind::generator_function:
      case kind::arrow_function:
      case kind::method:
        return;
      default:
        break;
    }
  }
  on_.refuse(tree_[at].start, "await outside a function is not supported",
             "put it in an async function");
}

void module_writer::rewrite_uses() {
  for (index at = 0; at < tree_.size();) {
    const node& each = tree_[at];
    if (each.erased || each.what == kind::import_statement || each.what == kind::export_clause) {
      at = each.next;
      continue;
    }
    switch (each.what) {
      case kind::identifier:
      case kind::shorthand_property:
        if (!each.declares && !bindings_.empty()) {
          const auto found = bindings_.find(on_.text(at));
          if (found != bindings_.end() && !names_.is_top_level(found->first) &&
              !names_.is_shadowed(found->first, at)) {
            rewrite_use(at, found->second);
          }
        }
        break;
      case kind::import_function:
        on_.changes.replace(each.start, each.end, "__module.dynamic");
        break;
      case kind::meta_property:
        if (on_.text(at).starts_with("import")) {
          on_.changes.replace(each.start, each.end, "__module.meta");
        }
        break;
      case kind::await_expression:
        check_await(at);
        break;
      case kind::for_in_statement:
        if (tree_.child(at, kind::word_await) != none) check_await(at);
        break;
      default:
        break;
    }
    ++at;
  }
}

// A statement that the loader answers stands where it stood, unless the module's body began before
// it: imports are evaluated first.
void module_writer::place(index at, const std::string& statement) {
  if (tree_[at].start > first_value_) {
    hoisted_ += statement;
    on_.erase_statement(at);
  } else {
    on_.changes.replace(tree_[at].start, tree_[at].end, statement);
    tree_[at].erased = true;
  }
}

void module_writer::write_imports() {
  for (import_record& each : imports_) {
    std::string_view whole;  // the local name of a namespace
    bool reads = false;
    for (const std::string_view local : each.locals) {
      const import_binding& binding = bindings_[local];
      if (on_.typed && !binding.used) continue;
      if (binding.expression.empty()) {
        whole = local;
      } else {
        reads = true;
      }
    }
    if (!each.bare && on_.typed && whole.empty() && !reads) {
      on_.erase_statement(each.at);
      continue;
    }
    std::string statement = concat("__module.import(", each.source, ");");
    if (!whole.empty()) {
      statement = concat("var ", whole, " = ", statement);
      if (reads) statement += concat(" ", declared(each.variable), " = ", whole, ";");
    } else if (reads) {
      statement = concat(declared(each.variable), " = ", statement);
    }
    place(each.at, statement);
  }
}

void module_writer::write_import_require(index at) {
  const index statement = tree_[at].parent;
  const std::string_view name = on_.text(tree_.child(at, kind::identifier));
  on_.changes.replace(
      tree_[statement].start, tree_[statement].end,
      concat("const ", name, " = require(", on_.text(tree_.child(at, kind::string)), ");"));
  tree_[statement].erased = true;
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
  while (on_.source.find(local) != std::string_view::npos) local = "_" + local;
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
    index local = none;
    index exported = none;
    for (const index part : tree_.children(each)) {
      if (tree_[part].what != kind::identifier && tree_[part].what != kind::string) continue;
      if (local == none) local = part;
      exported = part;
    }
    const std::string_view name = on_.text(local);
    const auto binding = bindings_.find(name);
    if (names_.is_top_level(name)) {
      exports_.push_back({key(exported), std::string(name)});
    } else if (binding != bindings_.end()) {
      binding->second.used = true;
      exports_.push_back({key(exported), binding->second.expression.empty()
                                             ? std::string(name)
                                             : binding->second.expression});
    } else if (!on_.typed) {
      exports_.push_back({key(exported), std::string(name)});
    }
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
      index imported = none;
      index exported = none;
      for (const index part : tree_.children(each)) {
        if (tree_[part].what != kind::identifier && tree_[part].what != kind::string) continue;
        if (imported == none) imported = part;
        exported = part;
      }
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

frame module_writer::run() {
  scan();
  find_declarations(on_, names_);
  rewrite_uses();
  write_exports();  // which uses imports
  write_imports();
  write_aliases();
  for (const index each : import_requires_) write_import_require(each);
  if (!is_module_) return {};
  if (!hoisted_.empty()) on_.changes.insert(first_value_, hoisted_);

  std::sort(exports_.begin(), exports_.end(),
            [](const export_entry& a, const export_entry& b) { return a.name() < b.name(); });
  // Declarations that merge export one name twice.
  exports_.erase(std::unique(exports_.begin(), exports_.end(),
                             [](const export_entry& a, const export_entry& b) {
                               return a.key == b.key && a.value == b.value;
                             }),
                 exports_.end());
  // The block lets the module declare names that its function has as parameters.
  std::string before = "\"use strict\";{";
  if (!assigns_exports_) {
    before += "__module.export({";
    for (const export_entry& each : exports_) {
      before += concat(each.key, ": () => ", each.value, ", ");
    }
    before += "});";
  }
  return {before, concat("\n", declarations_, "}")};
}

}  // namespace

frame rewrite_modules(pass& on) {
  return module_writer(on).run();
}

}  // namespace sluice::script::stripping
