// Imports: which names they bring, and the calls that they become.
#include "base/text.hpp"
#include "script/strip_modules.hpp"

namespace sluice::script::stripping {
namespace {

// Modules whose names never change once they can be imported: no circle of imports holds them. What
// every line of a schema uses is a variable of the file then.
bool never_changes(std::string_view quoted) {
  const std::string_view name = quoted.substr(1, quoted.size() - 2);
  return name == "drizzle-orm" || name == "drizzle-orm/pg-core";
}

}  // namespace

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
  bindings_[on_.text(local)] = {};
}

void module_writer::scan_clause(index clause, import_record& record) {
  const bool copied = never_changes(record.source);
  const auto bind = [&](index local, std::string expression) {
    const std::string_view name = on_.text(local);
    names_.want(name);
    record.locals.push_back(name);
    bindings_[name] = {std::move(expression), false, copied};
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
          const auto [imported, local] = names_of(specifier);
          bind(local, concat(module(), access(imported)));
        }
        break;
      default:
        break;
    }
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
    if (!each.bare && on_.typed && whole.empty() && !reads && !on_.options.keeps_unused_imports) {
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
    for (const std::string_view local : each.locals) {
      const import_binding& binding = bindings_[local];
      if (!binding.copied || !binding.used || binding.expression.empty()) continue;
      statement += concat(" ", declared(std::string(local)), " = ", binding.expression, ";");
    }
    place(each.at, statement);
  }
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

void module_writer::write_import_require(index at) {
  const index statement = tree_[at].parent;
  const std::string_view name = on_.text(tree_.child(at, kind::identifier));
  on_.changes.replace(
      tree_[statement].start, tree_[statement].end,
      concat("const ", name, " = require(", on_.text(tree_.child(at, kind::string)), ");"));
  tree_[statement].erased = true;
}

}  // namespace sluice::script::stripping
