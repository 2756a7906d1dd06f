#include "run/onlooker.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pg/reach.hpp"
#include "run/lock.hpp"

namespace sluice::run {
namespace {

using namespace std::chrono_literals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

constexpr auto long_enough = 1s;  // before a second connection is made
constexpr auto between_looks = 500ms;
constexpr auto longest_answer = 2s;  // of the second connection
constexpr auto between_lines = 100ms;
constexpr auto tell_every = 30s;
constexpr std::size_t query_shown = 200;
constexpr std::size_t certainly_cut_off = 1000;  // track_activity_query_size is 1024, or more

constexpr std::string_view what_runs = R"(
select query, wait_event_type = 'Lock' from pg_stat_activity where pid = $1)";

constexpr std::string_view who_blocks = R"(
select b.pid, b.usename, b.application_name, coalesce(host(b.client_addr), 'local'), b.state,
  (extract(epoch from clock_timestamp() - b.xact_start) * 1000)::bigint, b.query
from (select distinct unnest(pg_blocking_pids($1)) as pid) p join pg_stat_activity b using (pid)
order by b.xact_start)";

// Phase, then how much of how much.
constexpr std::string_view how_far = R"(
select case when phase like 'building index%' then phase else 'building index: ' || phase end,
  case when blocks_total > 0 then blocks_done else tuples_done end,
  case when blocks_total > 0 then blocks_total else tuples_total end
from pg_stat_progress_create_index where pid = $1
union all select 'vacuum: ' || phase, heap_blks_scanned, heap_blks_total
from pg_stat_progress_vacuum where pid = $1
union all select lower(command) || ': ' || phase, heap_blks_scanned, heap_blks_total
from pg_stat_progress_cluster where pid = $1)";
constexpr std::string_view how_far_analyze = R"(
union all select 'analyze: ' || phase, sample_blks_scanned, sample_blks_total
from pg_stat_progress_analyze where pid = $1)";
constexpr std::string_view how_far_copy = R"(
union all select 'copy: ' || tuples_processed || ' rows', bytes_processed, bytes_total
from pg_stat_progress_copy where pid = $1)";

constexpr int version_of_analyze = 130000;
constexpr int version_of_copy = 140000;

std::string one_line(std::string_view sql) {
  std::string out;
  for (const char c : sql) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    out += blank ? ' ' : c;
  }
  // What follows the word is nobody's business.
  const std::size_t secret = to_lower(out).find("password");
  if (secret != std::string::npos) out = concat(out.substr(0, secret), "password …");
  if (out.size() <= query_shown) return out;
  std::size_t end = query_shown;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;
  return concat(out.substr(0, end), "…");
}

std::string length_of(milliseconds time) {
  const auto seconds = duration_cast<std::chrono::seconds>(time).count();
  if (seconds >= 7200) return concat(std::to_string(seconds / 3600), " h");
  if (seconds >= 120) return concat(std::to_string(seconds / 60), " min");
  return concat(std::to_string(seconds), " s");
}

bool same_processes(const std::vector<blocker>& some, const std::vector<blocker>& others) {
  return std::equal(some.begin(), some.end(), others.begin(), others.end(),
                    [](const blocker& a, const blocker& b) { return a.process == b.process; });
}

}  // namespace

std::string describe(const blocker& one) {
  const std::string application = one.application.empty() ? "unnamed" : one.application;
  std::string out = concat("process ", std::to_string(one.process), " (", application, ", ",
                           one.user, ", ", one.address, ")");
  if (!one.state.empty()) {
    out += concat(", ", one.state, ", its transaction open for ", length_of(one.open_since));
  }
  if (!one.query.empty()) out += concat(": ", one.query);
  return out;
}

onlooker::onlooker(pg::connection& watched, onlooker_callbacks to)
    : watched_(watched), to_(std::move(to)) {}

onlooker::~onlooker() {
  rest();
}

void onlooker::watch(const portion& what, milliseconds soon, bool again) {
  what_ = &what;
  soon_ = std::min<milliseconds>(soon, long_enough);
  began_ = clock::now();
  shown_ = asked_ = told_ = {};
  if (!again) seen_.clear();
  const piece& first = what.pieces.front();
  now_ = {.tag = first.of->tag, .statement = 0, .of = first.of->count()};
  if (what.pieces.size() == 1 && first.count == 1) now_.statement = first.first + 1;
  watched_.while_waiting([this] { look(); });
}

void onlooker::rest() {
  what_ = nullptr;
  watched_.while_waiting({});
}

void onlooker::look() {
  if (what_ == nullptr) return;
  const auto now = clock::now();
  now_.elapsed = duration_cast<milliseconds>(now - began_);
  if (!blind_ && now_.elapsed >= soon_ && now - asked_ >= between_looks) {
    asked_ = now;
    ask();
  }
  if (!to_.running || now - shown_ < between_lines) return;
  shown_ = now;
  to_.running(now_);
}

// A pooler without a session to spare lets us wait, and what we watch with us.
bool onlooker::connect() {
  if (!second_) {
    pg::reached came = pg::reach(watched_.target(), longest_answer);
    if (!came.made) return false;
    second_.emplace(*std::move(came.made));
  }
  second_->while_waiting([this, end = clock::now() + longest_answer] {
    if (clock::now() > end) second_->hang_up();
  });
  return true;
}

void onlooker::ask() {
  if (!connect()) {  // no connection to spare: the statement runs all the same
    blind_ = true;
    return;
  }
  int ours = watched_.backend_pid();
  if (lock_) {
    try {
      ours = holder_of(*second_, *lock_).process;
    } catch (const error&) {
      blind_ = true;
      return;
    }
    if (ours == 0) return;  // it has not begun
  }
  const std::string process = std::to_string(ours);
  std::string progress(how_far);
  if (second_->server_version() >= version_of_analyze) progress += how_far_analyze;
  if (second_->server_version() >= version_of_copy) progress += how_far_copy;
  const pg::outcome came =
      second_->attempt({{what_runs, {process}}, {progress, {process}}, {who_blocks, {process}}});
  if (!came.ok()) {
    blind_ = true;
    return;
  }
  find_statement(came.results[0]);
  now_.doing.clear();
  const pg::result& far = came.results[1];
  if (far.rows() > 0) {
    now_.doing = far.text(0, 0);
    const std::int64_t total = far.integer(0, 2);
    if (total > 0) {
      // First, for a narrow terminal cuts off the line's end.
      now_.doing = concat(std::to_string(far.integer(0, 1) * 100 / total), " % ", now_.doing);
    }
  }
  if (came.results[0].rows() > 0 && came.results[0].boolean(0, 1)) tell_blockers(came.results[2]);
}

// By its text, of which the server keeps the beginning. Of several alike it is the first that was
// not yet.
void onlooker::find_statement(const pg::result& runs) {
  if (runs.rows() == 0) return;
  const std::string_view query = runs.text(0, 0);
  bool reached = now_.statement == 0;
  for (const piece& one : what_->pieces) {
    for (std::size_t i = one.first; i < one.end(); ++i) {
      reached = reached || (one.of->tag == now_.tag && i + 1 == now_.statement);
      const std::string_view text = one.statement(i).text;
      const bool whole = text.size() == query.size() || query.size() >= certainly_cut_off;
      if (!reached || !whole || text.substr(0, query.size()) != query) continue;
      now_.tag = one.of->tag;
      now_.statement = i + 1;
      now_.of = one.of->count();
      return;
    }
  }
}

void onlooker::tell_blockers(const pg::result& rows) {
  std::vector<blocker> found;
  found.reserve(static_cast<std::size_t>(rows.rows()));
  for (int i = 0; i < rows.rows(); ++i) {
    found.push_back({.process = static_cast<int>(rows.integer(i, 0)),
                     .user = std::string(rows.text(i, 1)),
                     .application = std::string(rows.text(i, 2)),
                     .address = std::string(rows.text(i, 3)),
                     .state = std::string(rows.text(i, 4)),
                     .open_since = milliseconds(rows.integer(i, 5)),
                     .query = one_line(rows.text(i, 6))});
  }
  if (found.empty()) return;
  const bool others = !same_processes(found, seen_);
  seen_ = std::move(found);
  if (now_.doing.empty()) now_.doing = "waiting for a lock";
  if (!others && asked_ - told_ < tell_every) return;
  told_ = asked_;
  if (to_.blocked) to_.blocked(now_, seen_);
}

}  // namespace sluice::run
