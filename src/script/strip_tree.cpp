// From the parser's drafts to the flat array, and from its errors to ours.
#include "script/strip_tree.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "script/strip_errors.hpp"
#include "script/strip_parser.hpp"

namespace sluice::script::stripping {

dialect dialect_of(std::string_view file) {
  const std::size_t dot = file.rfind('.');
  const std::string_view extension = dot == std::string_view::npos ? "" : file.substr(dot);
  if (extension == ".tsx") return dialect::tsx;
  if (extension == ".js" || extension == ".mjs" || extension == ".cjs" || extension == ".jsx") {
    return dialect::javascript;
  }
  return dialect::typescript;
}

syntax_tree::syntax_tree(std::string_view source, const std::string& file, dialect language) {
  try {
    parser reader(source, language);
    const index root = reader.parse();
    flatten(reader.drafts(), root);
  } catch (const syntax_error& failed) {
    report(source, file, failed.offset, failed.message);
  }
}

void syntax_tree::flatten(const std::vector<draft>& drafts, index root) {
  nodes_.reserve(drafts.size());
  struct level {
    index node;     // of the flat array
    index sibling;  // the draft to go on with after its subtree
  };
  std::vector<level> open;
  index at = root;
  index parent = none;
  for (;;) {
    const draft& from = drafts[at];
    const index self = size();
    nodes_.push_back({from.start, from.end, parent, self + 1, from.what, false, false});
    if (from.first != none) {
      open.push_back({self, from.sibling});
      parent = self;
      at = from.first;
      continue;
    }
    index next = from.sibling;
    while (next == none) {
      if (open.empty()) return;
      nodes_[open.back().node].next = size();
      parent = nodes_[open.back().node].parent;
      next = open.back().sibling;
      open.pop_back();
    }
    at = next;
  }
}

index syntax_tree::child(index of, kind what) const {
  for (const index each : children(of)) {
    if (nodes_[each].what == what) return each;
  }
  return none;
}

index syntax_tree::last_child(index of) const {
  index last = none;
  for (const index each : children(of)) last = each;
  return last;
}

}  // namespace sluice::script::stripping
