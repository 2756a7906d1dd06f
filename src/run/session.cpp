#include "run/session.hpp"

#include <algorithm>
#include <string_view>
#include <thread>
#include <utility>

#include "base/text.hpp"
#include "run/state.hpp"

namespace sluice::run {
namespace {

using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto longest_reconnect = 15s;
constexpr std::chrono::milliseconds short_wait = 5s;  // of strong locks

std::chrono::microseconds since(clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - begin);
}

// "0001_users was applied", "is taken back"
std::string_view verb(const migration& one) {
  return one.way == direction::down ? "taken back" : "applied";
}

}  // namespace

session::session(pg::connection& connection, const session_options& how, const observer& watch)
    : connection_(connection), how_(how), watch_(watch) {
  attach();
}

session::~session() {
  lock_.reset();
  connection_.on_notice({});
  connection_.interrupt_by(nullptr);
  if (sets_lock_timeout_ && connection_.alive()) {
    connection_.attempt(concat("set lock_timeout = '", usual_lock_timeout_, "'"));
  }
}

void session::attach() {
  connection_.interrupt_by(how_.interrupt);
  if (!watch_.notice) return;
  connection_.on_notice([this](const pg::server_message& said) { watch_.notice(running_, said); });
}

void session::remark(severity level, std::string code, std::string message, place where) const {
  if (!watch_.remark) return;
  watch_.remark({level, std::move(code), std::move(message), std::move(where), {}});
}

void session::refuse_interrupted(const std::string& rest) const {
  if (!is_interrupted()) return;
  throw error(failure::interrupted, "RUN.INTERRUPTED", "interrupted between two migrations")
      .because(rest);
}

void session::set_lock_timeout() {
  if (!sets_lock_timeout_) return;
  connection_.execute(concat("set lock_timeout = ", std::to_string(lock_timeout_.count())));
}

// A pooler shows another process number than the session's own.
bool session::lock() {
  constexpr std::string_view question =
      "select pg_backend_pid(), current_setting('lock_timeout'), "
      "(extract(epoch from current_setting('lock_timeout')::interval) * 1000)::bigint";
  pg::result own = connection_.query(question);
  pooled_ = own.integer(0, 0) != connection_.backend_pid();
  if (pooled_) {
    // What a session is to begin with does not get through, or only to some.
    settings_ = pg::settings_of(connection_.target().get("options")).value_or(pg::settings{});
    pg::transaction within(connection_);
    for (const auto& [name, value] : settings_) {
      connection_.query("select set_config($1, $2, true)", {name, value});
    }
    own = connection_.query(question);
    within.commit();
  }
  usual_lock_timeout_ = own.text(0, 1);
  const std::chrono::milliseconds usual(own.integer(0, 2));
  lock_timeout_ = how_.locks.lock_timeout.value_or(usual.count() > 0 ? usual : short_wait);
  if (pooled_) return false;
  lock_.emplace(connection_, how_.ledger,
                lock_options{.timeout = how_.advisory_lock_timeout,
                             .interrupt = how_.interrupt,
                             .waiting = watch_.waiting_for_lock});
  sets_lock_timeout_ = true;
  set_lock_timeout();
  return true;
}

const history& session::begin_history(std::string command, std::string plan_hash, keeping how) {
  history_ = std::make_unique<history>(connection_, run_facts{.command = std::move(command),
                                                              .ledger = how_.ledger,
                                                              .version = how_.version,
                                                              .plan_hash = std::move(plan_hash),
                                                              .how = how});
  looks_ =
      std::make_unique<onlooker>(connection_, onlooker_callbacks{watch_.running, watch_.blocked});
  if (pooled_) looks_->look_for_holder_of(how_.ledger);
  return *history_;
}

// After the rollback: the connection may be gone.
void session::end_history(const error& failed) {
  connection_.interrupt_by(nullptr);
  std::optional<history::failed_step> last;
  if (at_.of != nullptr && !at_.of->is_push)
    last = {at_.of->as_step(), at_.done, since(began_), at_.unknown};
  const bool interrupted = failed.kind == failure::interrupted;
  history_->finish(interrupted ? ending::interrupted : ending::failed,
                   concat(failed.code, ": ", failed.what()), last);
}

void session::begin(const std::vector<const migration*>& these) {
  running_ = these.front()->tag;
  began_ = clock::now();
}

// Through a pooler another run's lock is only seen in the transaction.
application session::attempt(const std::vector<const migration*>& these, const std::string& rest) {
  const surroundings around_it = around();
  const lock_options asked{.timeout = how_.advisory_lock_timeout,
                           .interrupt = how_.interrupt,
                           .quiet = 1s,
                           .waiting = watch_.waiting_for_lock};
  lock_wait wait(connection_, how_.ledger, asked);
  for (;;) {
    const application came = apply(around_it, these, rest, at_);
    if (came.came != application::end::locked) return came;
    refuse_interrupted(rest);
    wait.pause(rest);
  }
}

std::chrono::microseconds session::end_of(const std::vector<const migration*>& these) {
  const auto took = since(began_);
  const bool drops_locks = std::any_of(
      these.begin(), these.end(), [](const migration* one) { return one->content.drops_locks; });
  if (drops_locks && lock_) lock_->take_again();
  running_.clear();
  at_ = {};
  return took;
}

surroundings session::around() {
  return {.connection = connection_,
          .ledger = how_.ledger,
          .kept = *history_,
          .looks = *looks_,
          .pooled = pooled_,
          .settings = settings_,
          .lock_timeout = lock_timeout_,
          .usual_lock_timeout = usual_lock_timeout_,
          .retries = how_.locks.retries,
          .interrupt = how_.interrupt,
          .again = watch_.again,
          .remark = [this](severity level, std::string code, std::string message) {
            remark(level, std::move(code), std::move(message));
          }};
}

void session::reconnect() {
  const auto end = clock::now() + longest_reconnect;
  for (;;) {
    try {
      connection_ = pg::connection(connection_.target());
      attach();
      return;
    } catch (const error&) {
      if (clock::now() > end || is_interrupted()) throw;
    }
    std::this_thread::sleep_for(200ms);
  }
}

// It may still be at it, and has the lock until it ends.
void session::wait_for_old_session() {
  if (lock_) {
    lock_->take_again();
  } else {
    connection_.execute(concat(
        "begin; set local lock_timeout = ", std::to_string(how_.advisory_lock_timeout.count()),
        "; select pg_advisory_xact_lock(", std::to_string(how_.ledger.lock_key()), "); commit"));
  }
}

void session::recover(const migration& one, const application& lost, const std::string& rest,
                      const std::function<bool(ledger&)>& is_through) {
  const std::string why = connection_.last_words();
  ledger now;
  try {
    reconnect();
    wait_for_old_session();
    set_lock_timeout();
    now = read_ledger(connection_, how_.ledger);
  } catch (const error& unknown) {
    error out(failure::connect, "MIGRATE.CONNECTION_LOST",
              concat("the connection was lost while ", one.tag, " was ", verb(one),
                     ", and could not be made again: whether it is ", verb(one), " is not known"));
    out.migration = one.tag;
    out.detail = concat(why, "\n", unknown.what());
    throw std::move(out).advise("`sluice status` says it once the database answers");
  }
  const bool is_back = one.way == direction::down;
  if (is_through(now)) {
    remark(severity::warning, "MIGRATE.RECONNECTED",
           is_back ? concat("the connection was lost as the end of ", one.tag,
                            " was committed; the ledger has it no more")
                   : concat("the connection was lost as ", one.tag,
                            " was committed; the ledger has it"));
    return;
  }
  error out(lost.all_or_nothing ? failure::connect : failure::migration_repair,
            "MIGRATE.CONNECTION_LOST",
            concat("the connection was lost while ", one.tag, " was ", verb(one)));
  out.migration = one.tag;
  const std::string state =
      lost.all_or_nothing
          ? concat("Nothing of ", one.tag, is_back ? " was " : " is ", verb(one), ".")
          : concat(lost.progress, " Of the next statement it is not known.");
  out.detail = join({why, state, rest}, "\n");
  throw std::move(out).advise(
      at_.unknown ? resolution(state::unsure, one.tag, {})
                  : "run it again; PostgreSQL's log says why it ended the connection");
}

std::string how_far(const std::vector<applied_migration>& done, std::size_t total, direction way) {
  const bool is_back = way == direction::down;
  const std::size_t left = total - done.size();
  std::string out;
  if (done.size() == 1) {
    out = concat(done.front().tag,
                 is_back ? " was taken back in this run." : " was applied in this run and stays.");
  } else if (!done.empty()) {
    out = concat(done.front().tag, " to ", done.back().tag, " (", std::to_string(done.size()),
                 is_back ? " migrations) were taken back in this run."
                         : " migrations) were applied in this run and stay.");
  }
  if (left > 1) {
    if (!out.empty()) out += ' ';
    out += concat(std::to_string(left - 1), is_back ? " earlier " : " later ",
                  left == 2 ? "one was" : "ones were", " not tried.");
  }
  return out;
}

}  // namespace sluice::run
