#include "pg/reach.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <poll.h>

#include "base/text.hpp"
#include "pg/arguments.hpp"
#include "pg/libpq.hpp"
#include "pg/options.hpp"

namespace sluice::pg {
namespace {

using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto poll_time = 100ms;  // how late an interrupt is seen
constexpr auto usual_limit = 10s;  // as for other connections

bool holds_any(std::string_view text, const auto& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

bool is_sqlstate(std::string_view text) {
  return text.size() == 5 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
         });
}

// The list with its first `by` elements at the end.
std::string rotated(std::string_view list, int by) {
  std::vector<std::string_view> parts = split(list, ",");
  const auto shift = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(by) % parts.size());
  std::rotate(parts.begin(), parts.begin() + shift, parts.end());
  return join({parts.begin(), parts.end()}, ",");
}

std::chrono::milliseconds limit_of(const connection_target& target) {
  const std::string_view text = target.get("connect_timeout");
  int seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return seconds > 0 ? std::chrono::seconds(seconds) : usual_limit;
}

bool wait_for(int descriptor, PostgresPollingStatusType what, std::chrono::milliseconds longest) {
  pollfd polled{descriptor, what == PGRES_POLLING_READING ? short{POLLIN} : short{POLLOUT}, 0};
  return ::poll(&polled, 1, static_cast<int>(longest.count())) > 0;
}

}  // namespace

obstacle weigh(std::string_view sqlstate, std::string_view said) {
  if (sqlstate == "3D000") return obstacle::no_database;
  if (!sqlstate.empty()) {
    // Starting up or shutting down; out of connections, memory or disk; connection exceptions.
    static constexpr std::array<std::string_view, 9> passing{
        "57P01", "57P02", "57P03", "53000", "53100", "53200", "53300", "08000", "08006"};
    if (holds_any(sqlstate, passing)) return obstacle::not_yet;
    // How PgBouncer passes on that the server behind it is away.
    static constexpr std::array<std::string_view, 4> pooler{
        "server login has been failing", "cannot connect to server", "server conn crashed",
        "query_wait_timeout"};
    return sqlstate == "08P01" && holds_any(said, pooler) ? obstacle::not_yet : obstacle::refused;
  }
  // A name that is known nowhere may be a container's that is not there yet.
  static constexpr std::array<std::string_view, 16> passing{"Connection refused",
                                                            "could not translate host name",
                                                            "No such file or directory",
                                                            "timeout expired",
                                                            "Connection timed out",
                                                            "Connection reset by peer",
                                                            "No route to host",
                                                            "Host is unreachable",
                                                            "Network is unreachable",
                                                            "Host is down",
                                                            "server closed the connection",
                                                            "Broken pipe",
                                                            "EOF detected",
                                                            "Resource temporarily unavailable",
                                                            "session is read-only",
                                                            "server is in hot standby mode"};
  // Of a file that the client was told to read, "No such file" is no matter of time.
  static constexpr std::array<std::string_view, 3> mistaken{"certificate", "private key",
                                                            "service file"};
  return holds_any(said, passing) && !holds_any(said, mistaken) ? obstacle::not_yet
                                                                : obstacle::refused;
}

spoken take_apart(std::string_view verbose) {
  spoken out;
  for (const std::string_view line : split(trim(verbose), "\n")) {
    if (line.starts_with("LOCATION:")) continue;
    if (!out.text.empty()) out.text += '\n';
    // "… failed: FATAL:  28P01: password authentication failed …": the severity may be translated.
    const std::size_t mark = line.find(":  ");
    const bool coded = mark != std::string_view::npos && line.size() > mark + 10 &&
                       is_sqlstate(line.substr(mark + 3, 5)) && line.substr(mark + 8, 2) == ": ";
    if (!coded) {
      out.text += line;
      continue;
    }
    out.sqlstate = line.substr(mark + 3, 5);
    out.text.append(line.substr(0, mark + 3)).append(line.substr(mark + 10));
  }
  return out;
}

reached reach(connection_target target, std::chrono::milliseconds limit, int turn,
              const std::atomic<bool>* interrupt) {
  const libpq& library = api();
  const auto end = clock::now() + std::min(limit, limit_of(target));
  connection_target tried = target;
  for (const char* list : {"host", "hostaddr", "port"}) {
    if (!tried.get(list).empty()) tried.set(list, rotated(tried.get(list), turn));
  }
  const connection_arguments arguments(tried);
  std::unique_ptr<PGconn, decltype(library.finish)> handle(
      library.connect_start(arguments.keywords(), arguments.values(), 0), library.finish);
  reached out;
  const auto give_up = [&](obstacle why, spoken said) -> reached&& {
    out.why = why;
    out.said = std::move(said);
    return std::move(out);
  };
  if (!handle) return give_up(obstacle::refused, {"", std::strerror(ENOMEM)});
  library.set_error_verbosity(handle.get(), PQERRORS_VERBOSE);

  PostgresPollingStatusType state =
      library.status(handle.get()) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
  while (state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED) {
    out.interrupted = interrupt != nullptr && interrupt->load();
    if (out.interrupted) return give_up(obstacle::not_yet, {});
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - clock::now());
    if (left <= 0ms) {
      return give_up(obstacle::not_yet, {"", concat("no answer from ", target.display())});
    }
    if (!wait_for(library.socket(handle.get()), state,
                  std::min<std::chrono::milliseconds>(left, poll_time)))
      continue;
    state = library.connect_poll(handle.get());
  }
  if (state == PGRES_POLLING_FAILED) {
    spoken said = take_apart(library.error_message(handle.get()));
    if (leave_out_options(target, said.text)) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - clock::now());
      return reach(std::move(target), left, turn, interrupt);
    }
    const obstacle why = weigh(said.sqlstate, said.text);
    return give_up(why, std::move(said));
  }
  library.set_error_verbosity(handle.get(), PQERRORS_DEFAULT);
  out.made.emplace(std::move(target), handle.release());
  return out;
}

}  // namespace sluice::pg
