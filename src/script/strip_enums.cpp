// An enum becomes a function, called at once, that fills an object; its members stay on their
// lines.
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "script/strip_pass.hpp"

namespace sluice::script::stripping {
namespace {

struct members {
  std::unordered_set<std::string> all;
  std::unordered_set<std::string> strings;  // those that have no way back from value to name
};

class enum_writer {
 public:
  explicit enum_writer(pass& on) : on_(on), tree_(on.tree) {}

  void run() {
    on_.for_each(kind::enum_declaration, [&](index at) { write(at); });
  }

 private:
  void write(index at);
  void write_member(index name, index value);
  std::string key(index name) const;
  static std::string plain(std::string_view key);
  bool is_string(index value) const;
  void qualify_names(index value);

  pass& on_;
  syntax_tree& tree_;
  // Of every enum of the file: members of one of the same name in another scope do no harm.
  std::unordered_map<std::string_view, members> known_;
  // A block's second enum of one name goes on with the first.
  std::unordered_map<std::string_view, std::unordered_set<index>> declared_;

  std::string_view enum_name_;
  members* current_ = nullptr;
  std::string next_value_;  // of a member without initialiser
};

// The member's name as an expression: a string literal.
std::string enum_writer::key(index name) const {
  const std::string_view text = on_.text(name);
  switch (tree_[name].what) {
    case kind::string:
      return std::string(text);
    case kind::computed_name:
      return std::string(trim(text.substr(1, text.size() - 2)));
    default:
      return concat("\"", text, "\"");
  }
}

std::string enum_writer::plain(std::string_view key) {
  return std::string(key.size() >= 2 ? key.substr(1, key.size() - 2) : key);
}

bool enum_writer::is_string(index value) const {
  switch (tree_[value].what) {
    case kind::string:
    case kind::template_string:
      return true;
    case kind::parenthesized:
    case kind::as_expression:
    case kind::satisfies_expression:
    case kind::non_null:
    case kind::type_assertion:
      for (const index each : tree_.children(value)) {
        if (!tree_[each].erased && is_string(each)) return true;
      }
      return false;
    case kind::binary:
      // A sum is text if a part of it is.
      while (tree_[value].what == kind::binary) {
        if (tree_.child(value, kind::plus) == none) return false;
        if (is_string(tree_.last_child(value))) return true;
        value = tree_.first_child(value);
      }
      return is_string(value);
    case kind::identifier:
      return current_->strings.contains(std::string(on_.text(value)));
    case kind::member:
    case kind::subscript: {
      const auto found = known_.find(on_.text(tree_.first_child(value)));
      if (found == known_.end()) return false;
      for (const index each : tree_.children(value)) {
        const std::string_view text = on_.text(each);
        if (tree_[each].what == kind::property_name &&
            found->second.strings.contains(std::string(text))) {
          return true;
        }
        if (tree_[each].what == kind::string && found->second.strings.contains(plain(text))) {
          return true;
        }
      }
      return false;
    }
    default:
      return false;
  }
}

// `B = A << 1` means the enum's own A.
void enum_writer::qualify_names(index value) {
  for (index at = value; at < tree_[value].next;) {
    if (tree_[at].erased) {
      at = tree_[at].next;
      continue;
    }
    if (tree_[at].what == kind::identifier && !tree_[at].declares) {
      const std::string name(on_.text(at));
      if (current_->all.contains(name)) {
        on_.changes.replace(tree_[at].start, tree_[at].end, concat(enum_name_, "[\"", name, "\"]"));
        tree_[at].declares = true;
      }
    }
    ++at;
  }
}

void enum_writer::write_member(index name, index value) {
  const std::string quoted = key(name);
  const std::string member = concat(enum_name_, "[", quoted, "]");
  if (value == none) {
    on_.changes.replace(tree_[name].start, tree_[name].end,
                        concat(enum_name_, "[", member, " = ", next_value_, "] = ", quoted));
  } else if (is_string(value)) {
    on_.changes.replace(tree_[name].start, tree_[name].end, member);
    current_->strings.insert(plain(quoted));
  } else {
    on_.changes.replace(tree_[name].start, tree_[name].end, concat(enum_name_, "[", member));
    on_.changes.insert(tree_[value].end, concat("] = ", quoted));
  }
  if (value != none) qualify_names(value);
  current_->all.insert(plain(quoted));
  next_value_ = current_->strings.contains(plain(quoted)) ? "void 0" : concat(member, " + 1");
  tree_[name].erased = true;
}

void enum_writer::write(index at) {
  const index name = tree_.child(at, kind::identifier);
  const index body = tree_.child(at, kind::enum_body);
  enum_name_ = on_.text(name);
  current_ = &known_[enum_name_];
  next_value_.assign(1, '0');

  index scope = tree_[at].parent;
  if (tree_[scope].what == kind::export_statement) scope = tree_[scope].parent;
  const bool top_level = tree_[scope].what == kind::program;
  const bool again = !declared_[enum_name_].insert(scope).second;
  const std::string_view keyword = top_level ? "var " : again ? "" : "let ";
  const std::string object = top_level ? concat(enum_name_, " || {}")
                             : again   ? std::string(enum_name_)
                                       : "{}";

  const index open = tree_.first_child(body);
  on_.changes.replace(tree_[at].start, tree_[open].end,
                      concat(keyword, enum_name_, " = ((", enum_name_, ") => {"));
  for (const index each : tree_.children(body)) {
    switch (tree_[each].what) {
      case kind::enum_assignment: {
        index value = none;
        for (const index part : tree_.children(each)) {
          if (tree_[part].what != kind::comment) value = part;
        }
        write_member(tree_.first_child(each), value);
        break;
      }
      case kind::property_name:
      case kind::string:
      case kind::computed_name:
      case kind::number:
        write_member(each, none);
        break;
      case kind::comma:
        on_.changes.replace(tree_[each].start, tree_[each].end, ";");
        break;
      case kind::close_brace:
        on_.changes.replace(tree_[each].start, tree_[each].end,
                            concat("; return ", enum_name_, "; })(", object, ");"));
        break;
      default:
        break;
    }
  }
}

}  // namespace

void rewrite_enums(pass& on) {
  enum_writer(on).run();
}

}  // namespace sluice::script::stripping
