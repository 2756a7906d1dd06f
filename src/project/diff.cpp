#include "project/diff.hpp"

#include <utility>

#include "catalog/reconcile.hpp"
#include "project/described.hpp"
#include "project/row_security.hpp"
#include "project/side.hpp"

namespace sluice::project {

diff_result diff(const diff_request& asked, const ask_rename& ask, remark_list& said) {
  auto [from, to] =
      open_sides(read_side_name(asked.from), read_side_name(asked.to), asked.project, said);
  diff_result out;
  out.from = from.title;
  out.to = to.title;
  // Between two databases the servers' own spelling decides.
  if (from.live && !to.live) {
    say_row_security(to.schema, from.schema);
    from.schema = catalog::reconciled(std::move(from.schema), to.schema, *from.live);
  } else if (to.live && !from.live) {
    say_row_security(from.schema, to.schema);
    to.schema = catalog::reconciled(std::move(to.schema), from.schema, *to.live);
  } else if (from.live && to.live) {
    out.others = compare_objects(described(to.others), described(from.others));
  }
  static_cast<way&>(out) = way_between(from.schema, to.schema, asked.answers, ask);
  return out;
}

}  // namespace sluice::project
