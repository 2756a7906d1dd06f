#include "run/status.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "run/known.hpp"

namespace sluice::run {
namespace {

std::optional<recorded_step> copy_of(const recorded_step* one) {
  return one == nullptr ? std::nullopt : std::optional(*one);
}

state state_of(const entry_status& one, bool drizzle_applies_it) {
  switch (one.is) {
    case standing::twin:
      return state::twin;
    case standing::edited:
      return state::edited;
    case standing::applied:
      if (one.way_back) return state::half_taken_back;
      if (one.file_missing) return state::file_missing;
      return drizzle_applies_it ? state::retimed : state::applied;
    case standing::pending:
      break;
  }
  if (one.file_missing) return state::no_file;
  if (one.recorded) {
    if (one.recorded->is_unknown()) return state::unsure;
    return one.recorded->hash == one.hash ? state::half_applied : state::half_edited;
  }
  return one.out_of_order ? state::older : state::pending;
}

diagnostic finding(state in, std::string message, const std::string& who, const std::string& file) {
  const state_words& words = words_of(in);
  diagnostic out;
  out.level = words.disagrees ? severity::warning : severity::note;
  out.code = words.code;
  out.message = std::move(message);
  out.hint = resolution(in, who, file);
  return out;
}

std::string row_message(const row_status& one) {
  const std::string id = std::to_string(one.row.id);
  std::string out = concat("row ", id, " of the ledger is ", words_of(one.in).meaning);
  if (!one.tag.empty()) out += concat(": ", one.tag);
  return out;
}

}  // namespace

std::size_t status_report::count(standing which) const {
  return static_cast<std::size_t>(std::count_if(
      entries.begin(), entries.end(), [&](const entry_status& one) { return one.is == which; }));
}

bool status_report::disagrees() const {
  return !other_rows.empty() ||
         std::any_of(entries.begin(), entries.end(),
                     [](const entry_status& one) { return words_of(one.in).disagrees; });
}

std::vector<bool> applied_by_drizzle(const std::vector<migrations::entry>& entries,
                                     const std::vector<ledger_row>& rows) {
  std::vector<bool> out;
  const auto newest = std::max_element(
      rows.begin(), rows.end(),
      [](const ledger_row& a, const ledger_row& b) { return a.created_at < b.created_at; });
  for (const migrations::entry& one : entries) {
    out.push_back(newest == rows.end() || newest->created_at < one.when);
  }
  return out;
}

status_report status(pg::connection& connection, const migrations::folder& folder,
                     const ledger_name& name) {
  ledger applied = read_ledger(connection, name);
  const std::vector<recorded_step> steps = recorded_steps(connection, name);
  add_tags(applied, steps);
  return status_of(folder, applied, steps);
}

status_report status_of(const migrations::folder& folder, const ledger& applied,
                        const std::vector<recorded_step>& steps) {
  std::vector<known_migration> known = known_migrations(folder);
  const matching compared = compare(folder, known, applied);
  const std::vector<bool> again = applied_by_drizzle(folder.entries(), applied.rows);

  status_report out;
  out.ledger_exists = applied.exists;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const matched& one = compared.migrations[i];
    entry_status& added = out.entries.emplace_back();
    added.entry = folder.entries()[i];
    added.is = one.is;
    added.out_of_order = one.out_of_order;
    added.file_missing = known[i].hashes.empty();
    added.file = folder.file_of(added.entry);
    if (!added.file_missing) added.hash = known[i].hashes.front();
    if (one.row) {
      const ledger_row& row = applied.rows[*one.row];
      added.row_id = row.id;
      added.recorded_hash = row.hash;
      added.recorded_when = row.created_at;
      added.recorded = copy_of(step_of(row, known[i].tag, steps));
      added.way_back = copy_of(stopped_way_back(known[i].tag, steps));
    } else if (one.is == standing::pending) {
      added.recorded = copy_of(left_half_applied(known[i].tag, steps));
    }
    added.in = state_of(added, again[i]);
  }
  for (const repeated_row& one : compared.repeated_rows) {
    const ledger_row& row = applied.rows[one.row];
    const std::string& tag = known[one.migration].tag;
    out.other_rows.push_back({row, state::applied_twice, tag, copy_of(step_of(row, tag, steps))});
  }
  for (const std::size_t i : compared.unknown_rows) {
    const ledger_row& row = applied.rows[i];
    const recorded_step* recorded = step_of(row, row.tag, steps);
    out.other_rows.push_back({row, state::unknown_row, row.tag, copy_of(recorded)});
  }
  std::sort(out.other_rows.begin(), out.other_rows.end(),
            [](const row_status& a, const row_status& b) { return a.row.id < b.row.id; });
  for (const diagnostic& one : folder.remarks()) {
    if (one.code == words_of(state::outside).code) out.outside.emplace_back(one.where.file);
  }
  return out;
}

diagnostics findings(const status_report& now) {
  diagnostics out;
  for (const entry_status& one : now.entries) {
    const std::string& tag = one.entry.tag;
    if (one.way_back && one.way_back->is_unknown()) {
      out.push_back(finding(
          state::unsure, concat("the way back of ", tag, " is ", words_of(state::unsure).meaning),
          tag, {}));
      if (one.in == state::half_taken_back) continue;
    }
    // The folder's remarks speak of the journal and the files.
    if (one.in == state::applied || one.in == state::pending || one.in == state::twin ||
        one.in == state::no_file) {
      continue;
    }
    std::string message = concat(tag, " is ", words_of(one.in).meaning);
    const recorded_step* const part = one.in == state::half_taken_back ? &*one.way_back
                                      : is_half(one)                   ? &*one.recorded
                                                                       : nullptr;
    if (part != nullptr) {
      message += concat(", ", std::to_string(part->done), " of ", std::to_string(part->statements),
                        " statements (", part->at, " UTC)");
    }
    out.push_back(finding(one.in, std::move(message), tag, one.file.string()));
    if (part == nullptr || one.in == state::half_edited) out.back().where.file = one.file.string();
  }
  for (const row_status& one : now.other_rows) {
    out.push_back(finding(one.in, row_message(one), std::to_string(one.row.id), {}));
  }
  return out;
}

}  // namespace sluice::run
