#include "run/reach.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/state.hpp"

namespace sluice::run {
namespace {

bool is_in_ledger(const entry_status& one) {
  return one.row_id != 0;
}

error unknown_tag(const status_report& now, const std::string& tag) {
  std::vector<std::string> tags;
  tags.reserve(now.entries.size());
  for (const entry_status& one : now.entries) tags.push_back(one.entry.tag);
  const std::string near = nearest(tag, tags);
  error out(failure::ledger, "ROLLBACK.UNKNOWN", concat("the journal has no migration ", tag));
  return std::move(out).advise(near.empty() ? "sluice status shows what there is"
                                            : concat("did you mean ", near, "?"));
}

// The place of the tag's row; those behind it go.
std::int64_t row_of(const status_report& now, const std::string& tag) {
  std::int64_t out = 0;
  bool is_known = false;
  for (const entry_status& one : now.entries) {
    if (one.entry.tag != tag) continue;
    is_known = true;
    out = std::max(out, one.row_id);
  }
  if (!is_known) throw unknown_tag(now, tag);
  if (out != 0) return out;
  error refused(failure::ledger, "ROLLBACK.NOT_APPLIED",
                concat(tag, " is not applied: there is no way back to it"));
  refused.migration = tag;
  throw std::move(refused)
      .because("nothing was changed")
      .advise("sluice status shows what is applied");
}

void expect_as_applied(const entry_status& one) {
  if (one.in != state::edited) return;
  error refused(failure::ledger, "LEDGER.EDITED",
                concat(one.entry.tag, " was changed after being applied"));
  refused.where.file = one.file.string();
  refused.migration = one.entry.tag;
  throw std::move(refused)
      .because("whether its way back undoes what was applied is not known; nothing was changed")
      .advise(concat(resolution(state::edited, one.entry.tag, one.file.string()),
                     "; --accept-edited passes over it this once"));
}

void expect_whole(const status_report& now) {
  for (const entry_status& one : now.entries) {
    if (!is_half(one)) continue;
    error refused(failure::ledger, "LEDGER.HALF_APPLIED",
                  concat(one.entry.tag, " is ", words_of(one.in).meaning));
    refused.where.file = one.file.string();
    refused.migration = one.entry.tag;
    throw std::move(refused)
        .because("a part of it stands on what would be taken back; nothing was changed")
        .advise(concat("finish it with `sluice migrate`; or undo that part by hand and say `sluice "
                       "repair --forget ",
                       one.entry.tag, "`"));
  }
}

}  // namespace

std::vector<applied_entry> last_applied(const status_report& now, const rollback_reach& reach,
                                        bool accept_edited) {
  const std::int64_t last = reach.to ? row_of(now, *reach.to) : 0;
  std::vector<const entry_status*> applied;
  for (const entry_status& one : now.entries) {
    if (is_in_ledger(one) && one.row_id > last) applied.push_back(&one);
  }
  std::sort(applied.begin(), applied.end(),
            [](const entry_status* a, const entry_status* b) { return a->row_id > b->row_id; });
  if (!reach.to && applied.size() > reach.steps) applied.resize(reach.steps);
  if (!applied.empty()) expect_whole(now);

  std::vector<applied_entry> out;
  for (const entry_status* one : applied) {
    if (!accept_edited) expect_as_applied(*one);
    applied_entry& added = out.emplace_back();
    added.entry = one->entry;
    added.file_missing = one->file_missing;
    added.rows = {one->row_id};
    for (const row_status& other : now.other_rows) {
      if (other.in == state::applied_twice && other.tag == one->entry.tag) {
        added.rows.push_back(other.row.id);
      }
    }
  }
  return out;
}

}  // namespace sluice::run
