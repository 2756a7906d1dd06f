// Blanks what is only a type, in place. The care is for line breaks and missing semicolons: what a
// type kept apart must not grow together once the type is gone.
#include <algorithm>

#include "script/strip_errors.hpp"
#include "script/strip_pass.hpp"

namespace sluice::script::stripping {

std::size_t pass::next_significant(std::size_t at) const {
  for (;;) {
    at = std::min(source.find_first_not_of(" \t\r\n\v\f", at), source.size());
    if (source.substr(at, 2) == "//") {
      at = std::min(source.find('\n', at), source.size());
    } else if (source.substr(at, 2) == "/*") {
      const std::size_t close = source.find("*/", at + 2);
      at = close == std::string_view::npos ? source.size() : close + 2;
    } else {
      return at;
    }
  }
}

bool pass::continues(std::size_t at) const {
  return at < source.size() &&
         std::string_view("([`+-*/<,.").find(source[at]) != std::string_view::npos;
}

void pass::blank_piece(std::size_t start, std::size_t end, bool at_statement_edge) {
  if (at_statement_edge && continues(next_significant(end))) {
    changes.replace(start, end, ";");
  } else {
    changes.blank(start, end);
  }
}

void pass::erase_statement(index of) {
  blank_piece(tree[of].start, tree[of].end, true);
  tree[of].erased = true;
}

void pass::refuse(std::size_t offset, const std::string& what, const std::string& hint) const {
  stripping::refuse(source, file, offset, what, hint);
}

namespace {

// A component may stand in a file; it may not be run.
constexpr std::string_view no_jsx = "(() => { throw new Error(\"JSX is not evaluated here\"); })()";
class type_blanker {
 public:
  explicit type_blanker(pass& on) : on_(on), tree_(on.tree) {}

  void run() {
    for (index at = 0; at < tree_.size();) {
      visit(at);
      at = tree_[at].erased ? tree_[at].next : at + 1;
    }
  }

 private:
  void visit(index at);
  void blank(index at) {
    on_.changes.blank(tree_[at].start, tree_[at].end);
    tree_[at].erased = true;
  }
  // The range is the end of a statement that has no semicolon.
  bool ends_statement(index at) const;
  void visit_cast(index at);
  void visit_assertion(index at);
  void visit_non_null(index at);
  void visit_arrow(index at);
  void visit_parameter(index at);
  bool is_type_only_field(index at) const;
  void visit_field(index at);
  void visit_member_modifiers(index at);
  void visit_class(index at);
  bool is_type_only_namespace(index at) const;

  pass& on_;
  syntax_tree& tree_;
};

bool type_blanker::ends_statement(index at) const {
  const std::uint32_t end = tree_[at].end;
  for (index up = at; up != none && tree_[up].end == end; up = tree_[up].parent) {
    switch (tree_[up].what) {
      case kind::expression_statement:
      case kind::lexical_declaration:
      case kind::variable_declaration:
      case kind::return_statement:
      case kind::throw_statement:
      case kind::export_statement:
      case kind::field:
        return true;
      default:
        break;
    }
  }
  return false;
}

// `value as T`, `value satisfies T`
void type_blanker::visit_cast(index at) {
  index keyword = none;
  index value = none;
  for (const index each : tree_.children(at)) {
    const kind what = tree_[each].what;
    if (what == kind::word_as || what == kind::word_satisfies) {
      keyword = each;
    } else if (keyword == none && what != kind::comment) {
      value = each;
    }
  }
  // `a + b as T * c` is `(a + b) * c`.
  const kind inside = tree_[value].what;
  const index parent = tree_[at].parent;
  const bool loose = inside == kind::binary || inside == kind::unary ||
                     inside == kind::await_expression || inside == kind::ternary;
  if (loose && tree_[parent].what == kind::binary) {
    on_.changes.insert(tree_[at].start, "(");
    on_.changes.replace(tree_[keyword].start, tree_[at].end, ")");
  } else {
    on_.blank_piece(tree_[keyword].start, tree_[at].end, ends_statement(at));
  }
  for (index each = keyword; each != none; each = tree_.next_sibling(each)) {
    tree_[each].erased = true;
  }
}

// `<T>value`
void type_blanker::visit_assertion(index at) {
  const index type = tree_.child(at, kind::type_arguments);
  index value = tree_.last_child(at);
  const std::size_t first = on_.next_significant(tree_[type].end);
  const std::string_view rest = on_.source.substr(first, 8);
  const bool could_be_statement = rest.starts_with('{') || rest.starts_with("function") ||
                                  rest.starts_with("class") || rest.starts_with("async");
  if (could_be_statement || on_.spans_lines(tree_[type].start, first)) {
    on_.changes.replace(tree_[type].start, tree_[type].end, "(");
    on_.changes.insert(tree_[value].end, ")");
  } else {
    on_.changes.blank(tree_[type].start, tree_[type].end);
  }
  tree_[type].erased = true;
}

void type_blanker::visit_non_null(index at) {
  const index mark = tree_.last_child(at);
  on_.blank_piece(tree_[mark].start, tree_[mark].end, ends_statement(at));
  tree_[mark].erased = true;
}

// No line may break before `=>`, nor between `async` or `return` and `(`.
void type_blanker::visit_arrow(index at) {
  const index parameters = tree_.child(at, kind::formal_parameters);
  if (parameters == none) return;
  if (const index generics = tree_.child(at, kind::type_parameters); generics != none) {
    if (on_.spans_lines(tree_[generics].start, tree_[parameters].start)) {
      on_.changes.replace(tree_[generics].start, tree_[generics].end, "(");
      on_.changes.blank(tree_[parameters].start, tree_[parameters].start + 1);
    } else {
      on_.changes.blank(tree_[generics].start, tree_[generics].end);
    }
    tree_[generics].erased = true;
  }
  const index result = tree_.child(at, kind::type_annotation);
  if (result == none) return;
  const index arrow = tree_.child(at, kind::arrow);
  if (on_.spans_lines(tree_[parameters].end, tree_[arrow].start)) {
    on_.changes.insert(tree_[parameters].end, " =>");
    on_.changes.blank(tree_[arrow].start, tree_[arrow].end);
  }
  blank(result);
}

// Modifiers, `?`, and a `this` that is no parameter at all.
void type_blanker::visit_parameter(index at) {
  if (tree_[tree_.first_child(at)].what == kind::self) {
    std::size_t end = tree_[at].end;
    const index comma = tree_.next_sibling(at);
    if (comma != none && tree_[comma].what == kind::comma) end = tree_[comma].end;
    on_.changes.blank(tree_[at].start, end);
    tree_[at].erased = true;
    return;
  }
  for (const index each : tree_.children(at)) {
    switch (tree_[each].what) {
      case kind::accessibility:
      case kind::override_modifier:
      case kind::word_readonly:
      case kind::question:
        blank(each);
        break;
      default:
        break;
    }
    if (tree_[each].what == kind::equals) break;
  }
}

void type_blanker::visit_member_modifiers(index at) {
  // A field before it that has no semicolon would go on with `*name` or `[name]`.
  bool leading = true;
  index first = none;
  for (const index each : tree_.children(at)) {
    switch (tree_[each].what) {
      case kind::accessibility:
      case kind::override_modifier:
      case kind::word_readonly:
        if (leading && first == none) {
          first = each;
        } else {
          blank(each);
        }
        tree_[each].erased = true;
        continue;
      case kind::question:
      case kind::exclamation:
        blank(each);
        break;
      default:
        break;
    }
    if (leading && first != none) {
      if (on_.continues(tree_[each].start)) {
        on_.changes.replace(tree_[first].start, tree_[first].end, ";");
      } else {
        blank(first);
      }
    }
    leading = false;
    if (tree_[each].what == kind::formal_parameters || tree_[each].what == kind::equals) return;
  }
}

// Where fields are assigned, one without a value leaves nothing; #names have to be declared, and
// what computes a name is evaluated.
bool type_blanker::is_type_only_field(index at) const {
  return on_.typed && !on_.options.defines_class_fields && tree_.child(at, kind::equals) == none &&
         tree_.child(at, kind::private_name) == none &&
         tree_.child(at, kind::computed_name) == none;
}

void type_blanker::visit_field(index at) {
  if (is_type_only_field(at)) {
    on_.erase_statement(at);
    return;
  }
  index named = at;
  for (const index each : tree_.children(at)) {
    switch (tree_[each].what) {
      case kind::word_declare:
      case kind::word_abstract:
        on_.erase_statement(at);
        return;
      case kind::word_accessor:
        on_.refuse(tree_[each].start, "accessor fields are not supported",
                   "write a getter and a setter");
      case kind::type_annotation: {
        // `set: T` and then a method: alone, `set` would make it a setter.
        const std::string_view name = on_.text(named);
        const std::size_t after = on_.next_significant(tree_[each].end);
        const bool alone =
            after < on_.source.size() &&
            std::string_view(";=}").find(on_.source[after]) == std::string_view::npos;
        if (alone && (name == "get" || name == "set" || name == "static")) {
          on_.changes.replace(tree_[each].start, tree_[each].end, ";");
          tree_[each].erased = true;
        }
        break;
      }
      default:
        if (tree_[each].what == kind::property_name) named = each;
        break;
    }
    if (tree_[each].what == kind::equals) break;
  }
  visit_member_modifiers(at);
}

void type_blanker::visit_class(index at) {
  if (const index word = tree_.child(at, kind::word_abstract); word != none) blank(word);
}

bool type_blanker::is_type_only_namespace(index at) const {
  const index body = tree_.child(at, kind::block);
  if (body == none) return true;
  for (const index each : tree_.children(body)) {
    index statement = each;
    if (tree_[statement].what == kind::export_statement) {
      for (const index part : tree_.children(each)) {
        if (tree_[part].what != kind::word_export && tree_[part].what != kind::comment) {
          statement = part;
          break;
        }
      }
    }
    switch (tree_[statement].what) {
      case kind::type_declaration:
      case kind::ambient_declaration:
      case kind::comment:
      case kind::open_brace:
      case kind::close_brace:
      case kind::semicolon:
        break;
      case kind::namespace_declaration:
        if (!is_type_only_namespace(statement)) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

void type_blanker::visit(index at) {
  switch (tree_[at].what) {
    case kind::type_annotation: {
      on_.blank_piece(tree_[at].start, tree_[at].end, ends_statement(at));
      tree_[at].erased = true;
      break;
    }
    case kind::type_arguments:
    case kind::type_parameters:
    case kind::implements_clause:
    case kind::hash_bang:
      blank(at);
      break;
    case kind::type_declaration:
    case kind::ambient_declaration:
    case kind::function_signature:
    case kind::member_signature:
      on_.erase_statement(at);
      break;
    case kind::as_expression:
    case kind::satisfies_expression:
      visit_cast(at);
      break;
    case kind::type_assertion:
      visit_assertion(at);
      break;
    case kind::non_null:
      visit_non_null(at);
      break;
    case kind::arrow_function:
      visit_arrow(at);
      break;
    case kind::required_parameter:
    case kind::optional_parameter:
      visit_parameter(at);
      break;
    case kind::method:
      visit_member_modifiers(at);
      break;
    case kind::field:
      visit_field(at);
      break;
    case kind::abstract_class:
      visit_class(at);
      break;
    case kind::variable_declarator: {
      if (const index mark = tree_.child(at, kind::exclamation); mark != none) blank(mark);
      break;
    }
    case kind::namespace_declaration:
      if (is_type_only_namespace(at)) on_.erase_statement(at);
      break;
    case kind::export_statement: {
      // `export` of what vanishes vanishes with it.
      for (const index each : tree_.children(at)) {
        switch (tree_[each].what) {
          case kind::type_declaration:
          case kind::ambient_declaration:
          case kind::function_signature:
            on_.erase_statement(at);
            break;
          case kind::namespace_declaration:
            if (is_type_only_namespace(each)) on_.erase_statement(at);
            break;
          default:
            break;
        }
      }
      break;
    }
    case kind::decorator:
      on_.refuse(tree_[at].start, "decorators are not supported",
                 "move what the schema needs to a file without them");
    case kind::word_using:
      on_.refuse(tree_[at].start, "`using` is not supported", "use const");
    case kind::jsx: {
      on_.changes.replace(tree_[at].start, tree_[at].end, std::string(no_jsx));
      tree_[at].erased = true;
      break;
    }
    default:
      break;
  }
}

}  // namespace

void blank_types(pass& on) {
  type_blanker(on).run();
}

}  // namespace sluice::script::stripping
