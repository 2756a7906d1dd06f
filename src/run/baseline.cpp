#include "run/baseline.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "migrations/find_entry.hpp"

namespace sluice::run {
namespace {

std::size_t find(const status_report& now, const std::string& tag) {
  std::vector<migrations::entry> entries;
  entries.reserve(now.entries.size());
  for (const entry_status& one : now.entries) entries.push_back(one.entry);
  return migrations::find_entry(entries, tag);
}

void refuse(const entry_status& one) {
  if (one.in != state::twin && one.in != state::no_file) return;
  const state_words& words = words_of(one.in);
  error refused(failure::ledger, std::string(words.code),
                concat(one.entry.tag, " is ", words.meaning));
  refused.migration = one.entry.tag;
  throw std::move(refused)
      .because("nothing was marked")
      .advise(resolution(one.in, one.entry.tag, one.file.string()));
}

}  // namespace

baseline_plan plan_baseline(const status_report& now, const std::optional<std::string>& until) {
  if (now.entries.empty()) {
    throw error(failure::config, "FOLDER.EMPTY", "the journal has no migrations")
        .advise("sluice generate --name first, from the schema as it is in the database");
  }
  baseline_plan out;
  out.last = until ? find(now, *until) : now.entries.size() - 1;
  for (std::size_t i = 0; i <= out.last; ++i) {
    const entry_status& one = now.entries[i];
    refuse(one);
    if (one.is != standing::pending) continue;
    rewrite mark;
    mark.way = direction::mark;
    mark.tag = one.entry.tag;
    mark.hash = one.hash;
    mark.when = one.entry.when;
    out.marks.push_back(std::move(mark));
  }
  return out;
}

}  // namespace sluice::run
