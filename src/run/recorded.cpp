#include "run/recorded.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.hpp"

namespace sluice::run {
namespace {

constexpr const char* steps_query = R"(
select s.tag, s.hash, s.direction, s.statements, s.done, coalesce(s.outcome, ''),
  to_char(coalesce(s.finished_at, s.started_at) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'),
  extract(epoch from s.finished_at - s.started_at) * 1000, r.role, r.client, r.version
from sluice.steps s join sluice.runs r on r.id = s.run_id where r.ledger = $1
order by s.run_id, s.started_at)";

bool writes_row(const recorded_step& one) {
  return one.direction == "up" || one.direction == "mark" || one.direction == "accept";
}

// The last step of a tag, where it is more than a transaction that was rolled back.
bool is_unfinished(const recorded_step& last) {
  return (last.direction == "up" || last.direction == "accept") &&
         (last.done < last.statements || last.outcome != "done") &&
         (last.done > 0 || last.outcome != "failed");
}

}  // namespace

std::string name_in_history(const ledger_name& name) {
  return concat(name.schema, ".", name.table);
}

pg::command steps_of(const ledger_name& name) {
  return {steps_query, {name_in_history(name)}};
}

std::vector<recorded_step> read_steps(const pg::result& rows) {
  std::vector<recorded_step> out;
  out.reserve(static_cast<std::size_t>(rows.rows()));
  for (int i = 0; i < rows.rows(); ++i) {
    const auto text = [&](int column) { return std::string(rows.text(i, column)); };
    recorded_step one{.tag = text(0),
                      .hash = text(1),
                      .direction = text(2),
                      .statements = static_cast<int>(rows.integer(i, 3)),
                      .done = static_cast<int>(rows.integer(i, 4)),
                      .outcome = text(5),
                      .at = text(6),
                      .role = text(8),
                      .client = text(9),
                      .version = text(10)};
    if (!rows.is_null(i, 7)) {
      const std::string_view number = rows.text(i, 7);
      double took = 0;
      std::from_chars(number.data(), number.data() + number.size(), took);
      one.milliseconds = took;
    }
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<recorded_step> recorded_steps(pg::connection& connection, const ledger_name& name) {
  // Asked in this order: a name in a schema that may not be used is an error.
  const pg::result there = connection.query(
      "select case when has_schema_privilege(to_regnamespace('sluice')::oid, 'usage') then "
      "to_regclass('sluice.steps') is not null end");
  if (!there.boolean(0, 0)) return {};
  const pg::outcome read = connection.attempt(std::vector<pg::command>{steps_of(name)});
  if (!read.ok()) return {};
  return read_steps(read.results.at(0));
}

void add_tags(ledger& applied, const std::vector<recorded_step>& steps) {
  std::map<std::string_view, std::string_view> by_hash;  // to nothing where there are several
  for (const recorded_step& one : steps) {
    if (!writes_row(one)) continue;
    const auto [known, is_new] = by_hash.emplace(one.hash, one.tag);
    if (!is_new && known->second != one.tag) known->second = {};
  }
  for (ledger_row& row : applied.rows) {
    const auto known = by_hash.find(row.hash);
    if (known != by_hash.end()) row.tag = known->second;
  }
}

const recorded_step* step_of(const ledger_row& row, const std::string& tag,
                             const std::vector<recorded_step>& steps) {
  const recorded_step* other = nullptr;
  for (auto one = steps.rbegin(); one != steps.rend(); ++one) {
    if (!writes_row(*one) || one->hash != row.hash) continue;
    if (one->tag == tag) return &*one;
    if (other == nullptr) other = &*one;
  }
  return other;
}

const recorded_step* left_half_applied(const std::string& tag,
                                       const std::vector<recorded_step>& steps) {
  const auto last = std::find_if(steps.rbegin(), steps.rend(),
                                 [&](const recorded_step& one) { return one.tag == tag; });
  if (last == steps.rend() || !is_unfinished(*last)) return nullptr;
  return last->done > 0 || last->is_unknown() ? &*last : nullptr;
}

const recorded_step* stopped_way_back(const std::string& tag,
                                      const std::vector<recorded_step>& steps) {
  const auto last = std::find_if(steps.rbegin(), steps.rend(),
                                 [&](const recorded_step& one) { return one.tag == tag; });
  if (last == steps.rend() || last->direction != "down" || last->outcome == "done") return nullptr;
  return last->done > 0 || last->is_unknown() ? &*last : nullptr;
}

std::vector<unfinished_step> unfinished_steps(const std::vector<recorded_step>& steps) {
  std::map<std::string_view, const recorded_step*> last;
  for (const recorded_step& one : steps) last[one.tag] = &one;
  std::vector<unfinished_step> out;
  for (const auto& [tag, one] : last) {
    if (!is_unfinished(*one)) continue;
    out.push_back({.tag = one->tag,
                   .hash = one->hash,
                   .statements = static_cast<std::size_t>(one->statements),
                   .done = static_cast<std::size_t>(one->done),
                   .failed = one->outcome == "failed",
                   .unknown = one->is_unknown()});
  }
  return out;
}

}  // namespace sluice::run
