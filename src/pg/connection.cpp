#include "pg/connection.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <poll.h>
#include <sys/socket.h>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pg/libpq.hpp"
#include "pg/open.hpp"

namespace sluice::pg {
namespace {

constexpr int poll_milliseconds = 100;  // how late a flag set between two looks is seen
constexpr std::size_t copy_part = std::size_t{256} << 10U;
constexpr int look_milliseconds = 25;  // where somebody wants to look while it waits

}  // namespace

struct connection::state {
  connection_target target;
  PGconn* handle = nullptr;
  notice_handler notices;
  std::function<void()> look;
  std::chrono::steady_clock::time_point looked{};
  const std::atomic<bool>* interrupt = nullptr;
  bool cancelled = false;
  std::size_t heard = 0;  // notices

  explicit state(connection_target given) : target(std::move(given)), handle(open(target)) {
    prepare();
  }
  state(connection_target given, PGconn* opened) : target(std::move(given)), handle(opened) {
    prepare();
  }
  ~state() {
    if (handle != nullptr) api().finish(handle);
  }
  state(const state&) = delete;
  state& operator=(const state&) = delete;

  void prepare() {
    api().set_nonblocking(handle, 1);
    api().set_notice_receiver(handle, &state::receive_notice, this);
  }

  static void receive_notice(void* self, const PGresult* result) {
    ++static_cast<state*>(self)->heard;
    const auto& handler = static_cast<state*>(self)->notices;
    if (!handler) return;
    try {
      handler(server_message::of(result));
    } catch (...) {  // libpq's C frames can't carry an exception
      return;
    }
  }

  void look_for_interrupt() {
    if (cancelled || interrupt == nullptr || !interrupt->load()) return;
    cancelled = true;
    PGcancel* cancel = api().get_cancel(handle);
    if (cancel == nullptr) return;
    std::array<char, 256> why{};
    api().cancel(cancel, why.data(), static_cast<int>(why.size()));
    api().free_cancel(cancel);
  }

  void look_around() {
    if (!look) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - looked < std::chrono::milliseconds(look_milliseconds)) return;
    looked = now;
    look();
  }

  // Waits until the server has said something, sending what is still to be sent.
  bool pump() {
    for (;;) {
      look_for_interrupt();
      look_around();
      const int unsent = api().flush(handle);
      if (unsent < 0) return api().consume_input(handle) != 0;
      pollfd polled{api().socket(handle), POLLIN, 0};
      if (unsent > 0) polled.events |= POLLOUT;
      if (polled.fd < 0) return false;
      if (::poll(&polled, 1, look ? look_milliseconds : poll_milliseconds) <= 0) continue;
      if ((polled.revents & (POLLIN | POLLERR | POLLHUP)) != 0) {
        return api().consume_input(handle) != 0;
      }
    }
  }

  // Sends all that is to be sent; false where the server says anything but notices meanwhile.
  bool drain() {
    for (;;) {
      look_for_interrupt();
      look_around();
      if (cancelled) return false;
      const int unsent = api().flush(handle);
      if (unsent < 0) return false;
      pollfd polled{api().socket(handle), POLLIN, 0};
      if (unsent > 0) polled.events |= POLLOUT;
      const int patience = look ? look_milliseconds : poll_milliseconds;
      const int ready = ::poll(&polled, 1, unsent > 0 ? patience : 0);
      if (ready > 0 && (polled.revents & (POLLIN | POLLERR | POLLHUP)) != 0) {
        const std::size_t before = heard;
        if (api().consume_input(handle) == 0) return false;
        static_cast<void>(api().is_busy(handle));  // hands over the notices that came
        if (heard == before) return false;
      }
      if (unsent == 0) return true;
    }
  }

  // The next result; an empty one ends a statement's results.
  result next() {
    while (api().is_busy(handle) != 0) {
      if (!pump()) break;
    }
    return result(api().get_result(handle));
  }

  bool lost() const { return api().status(handle) != CONNECTION_OK; }

  void refuse_copy(ExecStatusType kind) {
    if (kind == PGRES_COPY_IN) {
      api().put_copy_end(handle, "COPY FROM STDIN has no data here");
      return;
    }
    char* line = nullptr;
    for (;;) {
      const int got = api().get_copy_data(handle, &line, 1);
      if (got > 0) {
        api().free_memory(line);
      } else if (got < 0 || !pump()) {
        return;
      }
    }
  }

  // Files one result away; false where it ends the string of statements.
  void file_away(result one, outcome& out) {
    switch (const ExecStatusType kind = api().result_status(one.get()); kind) {
      case PGRES_COMMAND_OK:
      case PGRES_TUPLES_OK:
      case PGRES_EMPTY_QUERY:
        out.results.push_back(std::move(one));
        break;
      case PGRES_COPY_IN:
      case PGRES_COPY_OUT:
        refuse_copy(kind);
        break;
      case PGRES_PIPELINE_ABORTED:
      case PGRES_PIPELINE_SYNC:
        break;
      default:
        if (!out.failure) out.failure = server_message::of(one.get());
        break;
    }
  }

  void finish(outcome& out) {
    out.interrupted = std::exchange(cancelled, false);
    out.connection_lost = lost();
  }
};

connection::connection(connection_target target)
    : state_(std::make_unique<state>(std::move(target))) {}

connection::connection(connection_target target, pg_conn* opened)
    : state_(std::make_unique<state>(std::move(target), opened)) {}

connection::~connection() = default;
connection::connection(connection&&) noexcept = default;
connection& connection::operator=(connection&&) noexcept = default;

const connection_target& connection::target() const {
  return state_->target;
}

int connection::server_version() const {
  return api().server_version(state_->handle);
}

int connection::backend_pid() const {
  return api().backend_pid(state_->handle);
}

int connection::library_version() const {
  return api().library_version();
}

std::string connection::encryption() const {
  if (api().tls_in_use(state_->handle) == 0) return {};
  const char* protocol = api().tls_attribute(state_->handle, "protocol");
  const char* cipher = api().tls_attribute(state_->handle, "cipher");
  return concat(protocol != nullptr ? protocol : "TLS", ", ", cipher != nullptr ? cipher : "?");
}

bool connection::alive() const {
  return !state_->lost();
}

transaction_state connection::transaction() const {
  switch (api().transaction_status(state_->handle)) {
    case PQTRANS_IDLE:
      return transaction_state::idle;
    case PQTRANS_ACTIVE:
      return transaction_state::active;
    case PQTRANS_INTRANS:
      return transaction_state::open;
    case PQTRANS_INERROR:
      return transaction_state::failed;
    default:
      return transaction_state::unknown;
  }
}

void connection::on_notice(notice_handler handler) {
  state_->notices = std::move(handler);
}

void connection::interrupt_by(const std::atomic<bool>* flag) {
  state_->interrupt = flag;
}

void connection::while_waiting(std::function<void()> look) {
  state_->look = std::move(look);
  state_->looked = std::chrono::steady_clock::now();
}

void connection::hang_up() {
  const int descriptor = api().socket(state_->handle);
  if (descriptor >= 0) ::shutdown(descriptor, SHUT_RDWR);
}

std::string connection::last_words() const {
  return std::string(trim(api().error_message(state_->handle)));
}

outcome connection::attempt(std::string_view sql) {
  outcome out;
  const std::string terminated(sql);
  if (api().send_query(state_->handle, terminated.c_str()) != 0) {
    for (result one = state_->next(); one.get() != nullptr; one = state_->next()) {
      state_->file_away(std::move(one), out);
    }
  }
  state_->finish(out);
  return out;
}

outcome connection::attempt(const std::vector<command>& commands) {
  outcome out;
  if (api().enter_pipeline(state_->handle) == 0) {
    state_->finish(out);
    return out;
  }
  bool sent = true;
  for (const command& one : commands) {
    const std::string terminated(one.sql);
    std::vector<const char*> values;
    values.reserve(one.parameters.size());
    for (const auto& value : one.parameters) values.push_back(value ? value->c_str() : nullptr);
    std::vector<int> lengths;
    std::vector<int> formats;
    if (!one.binary.empty()) {
      for (const auto& value : one.parameters) {
        lengths.push_back(value ? static_cast<int>(value->size()) : 0);
      }
      formats.assign(one.binary.begin(), one.binary.end());
      formats.resize(values.size());
    }
    sent = sent && api().send_query_params(state_->handle, terminated.c_str(),
                                           static_cast<int>(values.size()), nullptr, values.data(),
                                           lengths.empty() ? nullptr : lengths.data(),
                                           formats.empty() ? nullptr : formats.data(), 0) != 0;
  }
  sent = sent && api().pipeline_sync(state_->handle) != 0;
  // Each command ends with an empty result; the sync point with a result of its own kind.
  for (bool synchronised = !sent; !synchronised;) {
    result one = state_->next();
    if (one.get() == nullptr) {
      if (state_->lost()) break;
      continue;
    }
    synchronised = api().result_status(one.get()) == PGRES_PIPELINE_SYNC;
    state_->file_away(std::move(one), out);
  }
  api().exit_pipeline(state_->handle);
  state_->finish(out);
  return out;
}

namespace {

// PgBouncer ends the connection where a transaction begins.
bool is_statement_pooling(std::string_view said) {
  return said.find("statement pooling mode") != std::string_view::npos;
}

void throw_failure(const connection& on, const outcome& what, std::string_view sql) {
  if (what.connection_lost) {
    const std::string said = what.failure ? what.failure->text : on.last_words();
    if (is_statement_pooling(said)) {
      throw error(failure::connect, "PG.STATEMENT_POOLING",
                  concat("the pooler at ", on.target().display(), " allows no transactions"))
          .because(said)
          .advise("connect past it: DIRECT_URL or --url");
    }
    throw error(failure::connect, "PG.CONNECTION_LOST",
                concat("the connection to ", on.target().display(), " was lost"))
        .because(said);
  }
  if (!what.failure) return;
  if (what.interrupted) {
    throw error(failure::interrupted, "PG.INTERRUPTED", "interrupted; the statement was cancelled");
  }
  throw to_error(*what.failure, sql);
}

}  // namespace

std::vector<result> connection::execute(std::string_view sql) {
  outcome out = attempt(sql);
  throw_failure(*this, out, sql);
  return std::move(out.results);
}

result connection::query(std::string_view sql,
                         const std::vector<std::optional<std::string>>& parameters) {
  outcome out = attempt({command{sql, parameters}});
  throw_failure(*this, out, sql);
  return std::move(out.results.at(0));
}

std::vector<result> connection::query_all(const std::vector<command>& commands) {
  outcome out = attempt(commands);
  // Results stand for what was done: the next command is the one that failed.
  const std::size_t failed = std::min(out.results.size(), commands.size() - 1);
  throw_failure(*this, out, commands[failed].sql);
  return std::move(out.results);
}

std::vector<result> connection::begin_copy(std::string_view sql) {
  outcome out;
  const std::string terminated(sql);
  bool begun = false;
  if (api().send_query(state_->handle, terminated.c_str()) != 0) {
    for (result one = state_->next(); one.get() != nullptr; one = state_->next()) {
      begun = api().result_status(one.get()) == PGRES_COPY_IN;
      if (begun) break;
      state_->file_away(std::move(one), out);
    }
  }
  if (begun) return std::move(out.results);
  state_->finish(out);
  throw_failure(*this, out, sql);
  throw error(failure::general, "INTERNAL", "a COPY did not begin").because(terminated);
}

bool connection::put_copy(std::string_view bytes) {
  // libpq's buffer grows to what it is given, and stays so.
  bool quiet = true;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), copy_part))) {
    const std::string_view part = bytes.substr(0, copy_part);
    if (api().put_copy_data(state_->handle, part.data(), static_cast<int>(part.size())) < 0) {
      return false;
    }
    quiet = quiet && state_->drain();
  }
  return quiet;
}

outcome connection::end_copy(const char* reason) {
  outcome out;
  if (state_->cancelled && reason == nullptr) reason = "interrupted";
  if (api().put_copy_end(state_->handle, reason) >= 0) {
    for (result one = state_->next(); one.get() != nullptr; one = state_->next()) {
      state_->file_away(std::move(one), out);
    }
  }
  state_->finish(out);
  return out;
}

void connection::expect_ok(const outcome& came, std::string_view sql) const {
  throw_failure(*this, came, sql);
}

transaction::~transaction() {
  if (open_ && connection_.alive()) connection_.attempt("rollback");
}

void transaction::commit() {
  open_ = false;
  connection_.execute("commit");
}

}  // namespace sluice::pg
