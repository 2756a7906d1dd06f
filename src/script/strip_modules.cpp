// The module as a whole: its statements in order, the uses of imported names, the frame around it.
#include "script/strip_modules.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sluice::script::stripping {

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
  if (binding.expression.empty() || binding.copied) return;
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
    if (is_function(tree_[up].what)) return;
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
  if (!resets_.empty()) before += concat(resets_, "void 0;");
  return {before, concat("\n", declarations_, "}")};
}

frame rewrite_modules(pass& on) {
  return module_writer(on).run();
}

}  // namespace sluice::script::stripping
