#include "run/resumption.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pg/message.hpp"
#include "run/manner.hpp"
#include "run/state.hpp"

namespace sluice::run {
namespace {

error edited_halfway(const migration& one, const std::string& what) {
  error out(failure::ledger, "LEDGER.EDITED_HALFWAY", what);
  out.where = {one.file.string(), 0, 0};
  out.migration = one.tag;
  return out;
}

// What must not be done twice, and may be done.
error unsure(const migration& one, std::size_t done) {
  const bool is_statement = done < one.count() && may_commit(one.content.statements[done]);
  const std::string number = std::to_string(done + 1);
  const std::string_view way = one.way == direction::down ? "the way back of " : "";
  error out(failure::ledger, "LEDGER.UNSURE",
            is_statement ? concat("a run died at statement ", number, " of ", way, one.tag,
                                  ", and whether that is done is not known")
                         : concat("a run died in ", way, one.tag, " at statement ", number,
                                  " or behind it, and how far it came is not known"));
  out.migration = one.tag;
  if (is_statement) {
    out.statement = static_cast<int>(done) + 1;
    out.detail = concat(pg::excerpt(one.content.statements[done].text, 0), "\n");
  }
  out.where = {one.file.string(), 0, 0};
  out.detail += "it commits by itself, so nothing recorded its end; nothing was done in this run";
  out.hint = resolution(state::unsure, one.tag, {});
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
      if (left.done == 0 && !left.unknown) continue;
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
    if (left.unknown) throw unsure(one, left.done);
    one.done = left.done;
    one.died = !left.failed;
    if (left.done > 0) {
      says.remark(severity::note, "RUN.RESUMED",
                  concat(span, " were applied before: it goes on there"));
    }
  }
}

namespace {

void take_up_way_back(migration& one, const std::vector<recorded_step>& steps,
                      const session& says) {
  const recorded_step* const last = stopped_way_back(one.tag, steps);
  if (last == nullptr) return;
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
  if (last->is_unknown()) throw unsure(one, static_cast<std::size_t>(last->done));
  one.done = static_cast<std::size_t>(last->done);
  one.died = last->outcome != "failed";
  says.remark(severity::note, "RUN.RESUMED",
              concat(span, " of the way back of ", one.tag, " were done before: it goes on there"));
}

}  // namespace

void take_up_ways_back(std::vector<migration>& all, const std::vector<recorded_step>& steps,
                       const session& says) {
  for (migration& one : all) take_up_way_back(one, steps, says);
}

void remark_on_ways_back(const std::vector<recorded_step>& steps, const session& says) {
  for (const recorded_step& one : steps) {
    if (stopped_way_back(one.tag, steps) != &one) continue;
    constexpr state in = state::half_taken_back;
    says.remark(severity::warning, std::string(words_of(in).code),
                concat(one.tag, " is ", words_of(in).meaning, ": ", resolution(in, one.tag, {})));
  }
}

}  // namespace sluice::run
