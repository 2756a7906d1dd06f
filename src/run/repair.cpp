#include "run/repair.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/known.hpp"

namespace sluice::run {
namespace {

constexpr std::size_t shortest_hash = 6;

class planner {
 public:
  explicit planner(const status_report& now) : now_(now) {}

  std::vector<rewrite> plan(const repair_wishes& wishes) {
    for (const std::string& one : wishes.accept) accept(entry(one));
    for (const std::string& one : wishes.forget) forget(one);
    for (const std::string& one : wishes.mark) mark(entry(one));
    for (const std::string& one : wishes.past) settle(entry(one), true);
    for (const std::string& one : wishes.again) settle(entry(one), false);
    return std::move(out_);
  }

 private:
  // Of entries with one tag, the one that there is something to do with.
  const entry_status& entry(const std::string& tag) const {
    const entry_status* found = nullptr;
    for (const entry_status& one : now_.entries) {
      if (one.entry.tag != tag) continue;
      if (found == nullptr || found->in == state::applied) found = &one;
    }
    if (found == nullptr) throw unknown(tag, "the journal has no migration ");
    return *found;
  }

  error unknown(const std::string& which, std::string_view what) const {
    std::vector<std::string> tags;
    for (const entry_status& one : now_.entries) tags.push_back(one.entry.tag);
    const std::string near = nearest(which, tags);
    return error(failure::ledger, "REPAIR.UNKNOWN", concat(what, which))
        .advise(near.empty() ? "sluice status shows what there is"
                             : concat("did you mean ", near, "?"));
  }

  static error not_needed(const entry_status& one, std::string_view what) {
    error out(failure::ledger, "REPAIR.NOT_NEEDED",
              concat("there is nothing to ", what, ": ", one.entry.tag, " is ",
                     words_of(one.in).meaning));
    out.migration = one.entry.tag;
    return out;
  }

  static void expect_file(const entry_status& one) {
    if (!one.file_missing) return;
    error missing(failure::ledger, "FOLDER.FILE_MISSING", concat(one.file.string(), " is missing"));
    missing.migration = one.entry.tag;
    throw std::move(missing)
        .because("without the file its hash is not known")
        .advise(concat("restore the committed file: git checkout -- ", one.file.string()));
  }

  static rewrite about(const entry_status& one, direction way) {
    rewrite out;
    out.way = way;
    out.tag = one.entry.tag;
    out.hash = one.hash;
    out.when = one.entry.when;
    out.row_id = one.row_id;
    out.old_hash = one.recorded_hash;
    return out;
  }

  void accept(const entry_status& one) {
    expect_file(one);
    rewrite change = about(one, direction::accept);
    if (one.in == state::unsure) {
      throw not_needed(one, "accept").advise(resolution(one.in, one.entry.tag, {}));
    }
    if (one.in == state::half_applied) throw not_needed(one, "accept");
    if (one.in == state::half_edited) {
      change.statements = static_cast<std::size_t>(one.recorded->statements);
      change.done = static_cast<std::size_t>(one.recorded->done);
      change.failed = one.recorded->outcome == "failed";
    } else if (one.row_id == 0 || (one.in == state::applied && one.recorded_hash == one.hash &&
                                   one.recorded_when == one.entry.when)) {
      throw not_needed(one, "accept");
    }
    out_.push_back(std::move(change));
  }

  // What a run died at is done, or is to run again.
  void settle(const entry_status& one, bool past) {
    const std::optional<recorded_step>& at = one.way_back ? one.way_back : one.recorded;
    if (!at || !at->is_unknown()) throw not_needed(one, past ? "pass over" : "run again");
    rewrite change;
    change.way = one.way_back ? direction::down : direction::accept;
    change.tag = one.entry.tag;
    change.hash = at->hash;
    change.statements = static_cast<std::size_t>(at->statements);
    change.done = static_cast<std::size_t>(at->done) + (past ? 1 : 0);
    change.failed = true;
    change.past = past;
    out_.push_back(std::move(change));
  }

  void mark(const entry_status& one) {
    if (one.is != standing::pending) throw not_needed(one, "mark");
    expect_file(one);
    out_.push_back(about(one, direction::mark));
  }

  void forget(const std::string& which) {
    const auto has_tag = [&](const entry_status& one) { return one.entry.tag == which; };
    const bool is_tag = std::any_of(now_.entries.begin(), now_.entries.end(), has_tag);
    const std::vector<rewrite> found = is_tag ? rows_of_tag(which) : rows_by_name(which);
    if (found.empty() && is_tag) throw not_needed(entry(which), "forget");
    if (found.empty()) throw unknown(which, "neither a migration nor a row of the ledger is ");
    if (found.size() == 1) {
      out_.push_back(found.front());
      return;
    }
    std::vector<std::string> ids;
    for (const rewrite& one : found) ids.push_back(std::to_string(one.row_id));
    throw error(failure::ledger, "REPAIR.AMBIGUOUS",
                concat(which, " has more than one row in the ledger: ", join(ids, ", ")))
        .advise(concat("name the row: sluice repair --forget ", ids.back()));
  }

  static rewrite without(const row_status& one) {
    rewrite out;
    out.way = direction::forget;
    out.tag = one.tag.empty() ? concat("row ", std::to_string(one.row.id)) : one.tag;
    out.row_id = one.row.id;
    out.old_hash = one.row.hash;
    return out;
  }

  std::vector<rewrite> rows_of_tag(const std::string& tag) const {
    std::vector<rewrite> out;
    for (const entry_status& one : now_.entries) {
      if (one.entry.tag != tag) continue;
      if (one.row_id == 0 && !is_half(one)) continue;
      out.push_back(about(one, direction::forget));
    }
    for (const row_status& one : now_.other_rows) {
      if (one.tag == tag) out.push_back(without(one));
    }
    return out;
  }

  // A row's id, the tag that it had, or the beginning of its hash.
  std::vector<rewrite> rows_by_name(const std::string& which) const {
    std::int64_t id = 0;
    const auto read = std::from_chars(which.data(), which.data() + which.size(), id);
    const bool is_id = read.ec == std::errc() && read.ptr == which.data() + which.size();
    std::vector<rewrite> by_id;
    std::vector<rewrite> by_name;
    const auto look = [&](std::int64_t row, const std::string& hash, const rewrite& change) {
      if (is_id && row == id) by_id.push_back(change);
      if (which.size() >= shortest_hash && hash.starts_with(which)) by_name.push_back(change);
    };
    for (const row_status& one : now_.other_rows) {
      look(one.row.id, one.row.hash, without(one));
      if (one.tag == which) by_name.push_back(without(one));
    }
    for (const entry_status& one : now_.entries) {
      if (one.row_id != 0) look(one.row_id, one.recorded_hash, about(one, direction::forget));
    }
    return by_id.empty() ? by_name : by_id;
  }

  const status_report& now_;
  std::vector<rewrite> out_;
};

}  // namespace

std::vector<rewrite> plan_repair(const status_report& now, const repair_wishes& wishes) {
  std::vector<rewrite> out = planner(now).plan(wishes);
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const bool same = out[i].row_id == out[k].row_id && out[i].tag == out[k].tag;
      if (!same) continue;
      throw error(failure::ledger, "REPAIR.AMBIGUOUS",
                  concat(out[i].tag, " is named for two different things"))
          .advise("one at a time");
    }
  }
  return out;
}

repair_report repair(pg::connection& connection, const migrations::folder& folder,
                     const rewrite_options& how, const repair_wishes& wishes,
                     const std::function<bool(const repair_report&)>& agree) {
  repair_report out;
  out.after = status(connection, folder, how.ledger);
  out.changes = plan_repair(out.after, wishes);
  if (out.changes.empty()) return out;

  ledger will_be = read_ledger(connection, how.ledger);
  std::vector<recorded_step> steps = recorded_steps(connection, how.ledger);
  add_tags(will_be, steps);
  will_be.rows = rewritten(std::move(will_be.rows), out.changes);
  for (const rewrite& one : out.changes) {
    if (!one.past) continue;
    recorded_step& added = steps.emplace_back();
    added.tag = one.tag;
    added.hash = one.hash;
    added.direction = name_of(one.way);
    added.statements = static_cast<int>(one.statements);
    added.done = static_cast<int>(one.done);
    added.outcome = name_of(ending::failed);
  }
  out.after = status_of(folder, will_be, steps);
  if (agree && !agree(out)) return out;
  rewrite_ledger(connection, how, out.changes,
                 [&] { return plan_repair(status(connection, folder, how.ledger), wishes); });
  out.written = true;
  out.after = status(connection, folder, how.ledger);
  return out;
}

}  // namespace sluice::run
