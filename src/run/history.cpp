#include "run/history.hpp"

#include <array>
#include <pwd.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/sluice_schema.hpp"

namespace sluice::run {
namespace {

constexpr std::string_view tables = R"(
create table if not exists sluice.runs (
  id bigint generated always as identity primary key,
  command text not null,
  ledger text not null,
  role text not null default current_user,
  client text not null,
  version text not null,
  plan_hash text,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  outcome text,
  error text);
create table if not exists sluice.steps (
  run_id bigint not null references sluice.runs on delete cascade,
  tag text not null,
  hash text not null,
  direction text not null,
  statements integer not null,
  done integer not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  outcome text,
  primary key (run_id, tag)))";

// Runs that died left no end: the lock says that they are no longer at it.
constexpr std::string_view begin_run = R"(
with dead as (
  update sluice.runs set outcome = 'interrupted' where ledger = $2 and outcome is null returning id),
dead_steps as (
  update sluice.steps set outcome = 'interrupted'
  where outcome is null and run_id in (select id from dead))
insert into sluice.runs (command, ledger, client, version, plan_hash)
values ($1, $2, $3 || ' ' || coalesce(host(inet_client_addr()), 'local'), $4, $5)
returning id, has_table_privilege('sluice.steps', 'insert') and
  has_table_privilege('sluice.steps', 'update') and has_table_privilege('sluice.steps', 'select'))";

// A transaction's now() is its beginning.
constexpr std::string_view write_step = R"(
insert into sluice.steps
  (run_id, tag, hash, direction, statements, done, outcome, started_at, finished_at)
values ($1, $2, $3, $4, $5, $6, $7,
  coalesce(clock_timestamp() - $8::bigint * interval '1 microsecond', now()),
  case when $7::text is not null then clock_timestamp() end)
on conflict (run_id, tag) do update
set done = excluded.done, outcome = excluded.outcome, finished_at = excluded.finished_at)";

constexpr std::string_view finish_run = R"(
update sluice.runs set finished_at = clock_timestamp(), outcome = $2, error = $3 where id = $1)";

// Of this process: "anna@build-7". In a container there may be no such user.
std::string client() {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
  const passwd* const user = ::getpwuid(::geteuid());
  const std::string name =
      user != nullptr ? std::string(user->pw_name) : std::to_string(::geteuid());
  return concat(name, "@", host.data());
}

bool is_missing(const pg::outcome& came) {
  return came.failure && (came.failure->sqlstate == "42P01" || came.failure->sqlstate == "3F000");
}

std::optional<std::string> text_or_null(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return std::string(text);
}

pg::command step_command(const std::string& id, const step& what, std::size_t done,
                         std::optional<ending> how,
                         std::optional<std::chrono::microseconds> took = std::nullopt) {
  pg::command out{write_step,
                  {id, what.tag, what.hash, std::string(name_of(what.way)),
                   std::to_string(what.statements), std::to_string(done)}};
  out.parameters.push_back(how ? text_or_null(name_of(*how)) : std::nullopt);
  out.parameters.push_back(took ? text_or_null(std::to_string(took->count())) : std::nullopt);
  return out;
}

}  // namespace

std::string_view name_of(direction way) {
  switch (way) {
    case direction::up:
      return "up";
    case direction::down:
      return "down";
    case direction::mark:
      return "mark";
    case direction::forget:
      return "forget";
    case direction::accept:
      break;
  }
  return "accept";
}

std::string_view name_of(ending how) {
  switch (how) {
    case ending::done:
      return "done";
    case ending::failed:
      return "failed";
    case ending::unknown:
      return "unknown";
    case ending::interrupted:
      break;
  }
  return "interrupted";
}

history::history(pg::connection& on, run_facts facts) : connection_(on), facts_(std::move(facts)) {
  if (facts_.how == keeping::where_kept && !is_kept_already()) return;
  pg::outcome came = begin();
  if (is_missing(came)) {
    if (!create()) return;
    came = begin();
  }
  if (!came.ok()) {
    // Of the connection, or that the user interrupted it, the next statement says more.
    why_not_ = came.failure ? came.failure->text : "the connection was lost";
    return;
  }
  const pg::result& row = came.results.at(0);
  id_ = row.text(0, 0);
  steps_ = read_steps(came.results.at(1));
  if (row.boolean(0, 1)) return;
  finish(ending::interrupted, "the role may not write sluice.steps");
  id_.clear();
  why_not_ = "permission denied for table sluice.steps";
}

bool history::is_kept_already() {
  why_not_ = "it keeps none so far";
  return connection_
             .query(
                 "select from pg_class c join pg_namespace n on n.oid = c.relnamespace where "
                 "n.nspname = 'sluice' and c.relname = 'runs'")
             .rows() > 0;
}

pg::outcome history::begin() {
  return connection_.attempt({
      {begin_run,
       {facts_.command, name_in_history(facts_.ledger), client(), facts_.version,
        text_or_null(facts_.plan_hash)}},
      steps_of(facts_.ledger),
  });
}

bool history::create() {
  try {
    pg::transaction transaction(connection_);
    create_sluice_schema(connection_);
    connection_.execute(tables);
    transaction.commit();
    return true;
  } catch (const error& refused) {
    if (refused.sqlstate.empty()) throw;
    why_not_ = refused.what();
    return false;
  }
}

void history::add_done(std::vector<pg::command>& to, const step& what) const {
  add_progress(to, what, what.statements, ending::done);
}

void history::add_progress(std::vector<pg::command>& to, const step& what, std::size_t done,
                           std::optional<ending> how) const {
  if (kept()) to.push_back(step_command(id_, what, done, how));
}

void history::finish(ending how, std::string_view error, const std::optional<failed_step>& last) {
  if (!kept() || !connection_.alive()) return;
  std::vector<pg::command> commands;
  if (last) {
    const ending of_step = last->unknown ? ending::unknown : how;
    commands.push_back(step_command(id_, last->what, last->done, of_step, last->took));
  }
  commands.push_back({finish_run, {id_, std::string(name_of(how)), text_or_null(error)}});
  connection_.attempt(commands);
}

}  // namespace sluice::run
