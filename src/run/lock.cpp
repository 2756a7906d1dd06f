#include "run/lock.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/pause.hpp"

namespace sluice::run {
namespace {

using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto tell_every = 5s;

std::string seconds(std::chrono::milliseconds time) {
  const std::string tenths = std::to_string(time.count() / 100);
  return time < 1s
             ? concat("0.", tenths)
             : concat(tenths.substr(0, tenths.size() - 1), ".", tenths.substr(tenths.size() - 1));
}

std::string describe(const lock_holder& holder) {
  if (holder.process == 0) return "whoever holds it cannot be seen by this user";
  return concat("process ", std::to_string(holder.process), " holds it: user ", holder.user,
                ", application ", holder.application.empty() ? "unnamed" : holder.application,
                ", from ", holder.address, ", connected since ", holder.since);
}

}  // namespace

lock_holder holder_of(pg::connection& connection, const ledger_name& name) {
  const std::string key = std::to_string(name.lock_key());
  // A lock on one bigint shows as its two halves.
  const auto rows = connection.execute(concat(
      "select a.pid, a.usename, a.application_name, coalesce(host(a.client_addr), 'local'), "
      "to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ') from pg_locks l join pg_stat_activity "
      "a "
      "using (pid) where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.database = "
      "(select oid from pg_database where datname = current_database()) and l.classid::bigint = "
      "((",
      key, "::bigint >> 32) & 4294967295) and l.objid::bigint = (", key, "::bigint & 4294967295)"));
  lock_holder out;
  if (rows.at(0).rows() == 0) return out;
  out.process = static_cast<int>(rows[0].integer(0, 0));
  out.user = rows[0].text(0, 1);
  out.application = rows[0].text(0, 2);
  out.address = rows[0].text(0, 3);
  out.since = rows[0].text(0, 4);
  return out;
}

migration_lock::migration_lock(pg::connection& connection, const ledger_name& name,
                               const lock_options& options)
    : connection_(connection),
      name_(name),
      key_(std::to_string(name.lock_key())),
      options_(options) {
  take_again();
}

migration_lock::~migration_lock() {
  if (!connection_.alive()) return;
  connection_.interrupt_by(nullptr);  // an interrupted run gives the lock back too
  connection_.attempt(concat("select pg_advisory_unlock(", key_, ")"));
}

bool migration_lock::attempt() {
  const auto got = connection_.execute(concat("select pg_try_advisory_lock(", key_, ")"));
  return got.at(0).boolean(0, 0);
}

void migration_lock::take_again() {
  lock_wait wait(connection_, name_, options_);
  while (!attempt()) wait.pause();
}

lock_wait::lock_wait(pg::connection& connection, const ledger_name& name,
                     const lock_options& options)
    : connection_(connection),
      name_(name),
      options_(options),
      begin_(clock::now()),
      told_(begin_ - tell_every + options.quiet) {}

void lock_wait::pause(const std::string& rest) {
  const auto now = clock::now();
  const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(now - begin_);
  if (options_.interrupt != nullptr && options_.interrupt->load()) {
    throw error(failure::interrupted, "RUN.INTERRUPTED",
                "interrupted while waiting for another migration run; nothing was changed");
  }
  if (waited >= options_.timeout) {
    const std::string holder = describe(holder_of(connection_, name_));
    throw error(
        failure::lock, "LOCK.TIMEOUT",
        concat("another migration run still holds the lock after ", seconds(waited), " seconds"))
        .because(rest.empty() ? holder : concat(holder, "\n", rest))
        .advise("wait for it to end, or wait longer with --advisory-lock-timeout");
  }
  if (options_.waiting && now - told_ >= tell_every) {
    told_ = now;
    options_.waiting(holder_of(connection_, name_), waited);
  }
  rest_for(std::min(pause_after(waited), options_.timeout - waited), options_.interrupt);
}

}  // namespace sluice::run
