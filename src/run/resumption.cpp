#include "run/resumption.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::run {
namespace {

error edited_halfway(const migration& one, const std::string& what) {
  error out(failure::ledger, "LEDGER.EDITED_HALFWAY", what);
  out.where = {one.file.string(), 0, 0};
  out.migration = one.tag;
  return out;
}

}  // namespace

void take_up(std::vector<migration>& all, const std::vector<unfinished_step>& unfinished,
             const session& says) {
  for (const unfinished_step& left : unfinished) {
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const migration& one) { return one.tag == left.tag; });
    if (found == all.end()) continue;
    migration& one = *found;
    const std::string span = concat(std::to_string(left.done), " of ",
                                    std::to_string(left.statements), " statements of ", one.tag);
    if (left.hash != one.hash || left.done > one.count()) {
      if (left.done == 0) continue;
      throw edited_halfway(one, concat(one.tag, " was changed after a part of it was applied"))
          .because(concat(span,
                          " as it was then are applied; where the rest begins in the file "
                          "as it is now, nobody knows"))
          .advise(concat("put the file back as it was, and `sluice migrate` goes on at statement ",
                         std::to_string(left.done + 1),
                         "; where that is right for the changed file too: `sluice repair --accept ",
                         one.tag,
                         "`; where what was applied was undone by hand: `sluice repair "
                         "--forget ",
                         one.tag, "`"));
    }
    one.done = left.done;
    one.died = !left.failed;
    if (left.done > 0) {
      says.remark(severity::note, "RUN.RESUMED",
                  concat(span, " were applied before: it goes on there"));
    }
  }
}

void take_up_way_back(migration& one, const std::vector<recorded_step>& steps,
                      const session& says) {
  const auto last = std::find_if(steps.rbegin(), steps.rend(),
                                 [&](const recorded_step& each) { return each.tag == one.tag; });
  if (last == steps.rend() || last->direction != "down" || last->outcome == "done" ||
      last->done == 0) {
    return;
  }
  const std::string span =
      concat(std::to_string(last->done), " of ", std::to_string(last->statements), " statements");
  if (last->hash != one.hash || static_cast<std::size_t>(last->statements) != one.count()) {
    throw edited_halfway(
        one, concat("the way back of ", one.tag, " was changed after a part of it was done"))
        .because(
            concat(span, " are done; whether the file's others are the right rest, nobody knows"))
        .advise(concat("put the file back as it was and roll back: it goes on there; or finish it "
                       "by hand and say `sluice repair --forget ",
                       one.tag, "`"));
  }
  one.done = static_cast<std::size_t>(last->done);
  one.died = last->outcome != "failed";
  says.remark(severity::note, "RUN.RESUMED",
              concat(span, " of the way back of ", one.tag, " were done before: it goes on there"));
}

}  // namespace sluice::run
