// The loop that may have run when the engine knew no better place than one before it: only calls
// and reads of properties leave a trace.
#include <algorithm>

#include "base/text.hpp"
#include "script/strip.hpp"
#include "script/strip_tree.hpp"

namespace sluice::script {
namespace {

using stripping::index;
using stripping::is_function;
using stripping::kind;

bool is_loop(kind what) {
  return what == kind::for_statement || what == kind::for_in_statement ||
         what == kind::loop_statement;
}

}  // namespace

int loop_after(std::string_view source, const std::string& file, line_column seen) {
  std::size_t offset = 0;
  for (int line = 1; line < seen.line && offset < source.size(); ++line) {
    offset = std::min(source.find('\n', offset), source.size() - 1) + 1;
  }
  offset += static_cast<std::size_t>(std::max(seen.column, 1) - 1);
  const stripping::syntax_tree tree(source, file, stripping::dialect_of(file));
  const auto holds = [&](index at) { return tree[at].start <= offset && offset < tree[at].end; };
  index function = 0;
  for (index at = 0; at < tree.size(); ++at) {
    if (is_function(tree[at].what) && holds(at)) function = at;
  }
  for (index at = function + 1; at < tree[function].next;) {
    if (is_function(tree[at].what)) {
      at = tree[at].next;
      continue;
    }
    if (is_loop(tree[at].what)) {
      if (holds(at)) return 0;
      if (tree[at].start > offset) return locate(source, tree[at].start).line;
    }
    ++at;
  }
  return 0;
}

}  // namespace sluice::script
