#include "cloud/callback_server.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cloud/form.hpp"

namespace sluice::cloud {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::string_view path = "/oauth/callback";
constexpr std::size_t longest_request = std::size_t{32} << 10U;
constexpr milliseconds a_moment{100};

error failed(const std::string& message, const std::string& why) {
  return error(failure::config, "CLOUD.SIGN_IN", message)
      .because(why)
      .advise("sluice aws auth --use-device-code");
}

std::map<std::string, std::string> fields_of(std::string_view query) {
  std::map<std::string, std::string> out;
  for (const std::string_view pair : split(query, "&")) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    out[form_decoded(pair.substr(0, equals))] =
        form_decoded(pair.substr(std::min(equals + 1, pair.size())));
  }
  return out;
}

// One connection of a browser.
class visitor {
 public:
  explicit visitor(int socket) : socket_(socket) {}
  ~visitor() { ::close(socket_); }
  visitor(const visitor&) = delete;
  visitor& operator=(const visitor&) = delete;

  // The target of its GET, or "" for anything else. Whoever is slow or says too much is nobody.
  std::string target() const {
    std::string request;
    const auto end = steady_clock::now() + std::chrono::seconds(5);
    while (request.find("\r\n\r\n") == std::string::npos) {
      pollfd readable{.fd = socket_, .events = POLLIN, .revents = 0};
      if (steady_clock::now() > end || request.size() > longest_request) return {};
      if (::poll(&readable, 1, static_cast<int>(a_moment.count())) <= 0) continue;
      std::array<char, 4096> part{};
      const ssize_t got = ::recv(socket_, part.data(), part.size(), 0);
      if (got <= 0) return {};
      request.append(part.data(), static_cast<std::size_t>(got));
    }
    if (!request.starts_with("GET ")) return {};
    return request.substr(4, request.find(' ', 4) - 4);
  }

  void answer(std::string_view status, std::string_view text) const {
    const std::string body = concat(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>sluice</title>"
        "<body style=\"font: 18px sans-serif; margin: 4em\"><p>",
        text, "</p></body></html>");
    const std::string all = concat(
        "HTTP/1.1 ", status, "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ",
        std::to_string(body.size()), "\r\nConnection: close\r\n\r\n", body);
    static_cast<void>(::send(socket_, all.data(), all.size(), MSG_NOSIGNAL));
    ::shutdown(socket_, SHUT_WR);
  }

 private:
  int socket_;
};

// The code, if it is this visitor that brings it.
std::optional<std::string> code_from(const visitor& who, const std::string& state) {
  const std::string target = who.target();
  const std::size_t question = std::min(target.find('?'), target.size());
  if (target.substr(0, question) != path) {
    who.answer("404 Not Found", "There is nothing here.");
    return std::nullopt;
  }
  auto fields = fields_of(std::string_view(target).substr(std::min(question + 1, target.size())));
  if (fields["state"] != state) {
    who.answer("400 Bad Request", "This is not the sign-in that was begun. Please try it again.");
    return std::nullopt;
  }
  if (fields["code"].empty()) {
    who.answer("200 OK", "The sign-in was refused. You may close this window.");
    throw failed("the sign-in was refused",
                 concat(fields["error"], " ", fields["error_description"]));
  }
  who.answer("200 OK", "You are signed in. You may close this window.");
  return fields["code"];
}

}  // namespace

callback_server::callback_server() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof here;
  auto* address = reinterpret_cast<sockaddr*>(&here);
  if (socket_ < 0 || ::bind(socket_, address, length) != 0 || ::listen(socket_, 8) != 0 ||
      ::getsockname(socket_, address, &length) != 0) {
    const std::string why = std::strerror(errno);
    if (socket_ >= 0) ::close(socket_);
    throw failed("a browser can't come back to this machine", why);
  }
  port_ = ntohs(here.sin_port);
}

callback_server::~callback_server() {
  ::close(socket_);
}

std::string callback_server::url() const {
  return concat("http://127.0.0.1:", std::to_string(port_), path);
}

std::string callback_server::wait_for_code(const std::string& state, milliseconds timeout,
                                           const std::atomic<bool>* interrupted) {
  const auto end = steady_clock::now() + timeout;
  while (steady_clock::now() < end) {
    if (interrupted != nullptr && interrupted->load()) {
      throw error(failure::interrupted, "CLOUD.INTERRUPTED",
                  "interrupted while waiting for the browser");
    }
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    if (::poll(&waiting, 1, static_cast<int>(a_moment.count())) <= 0) continue;
    const int accepted = ::accept(socket_, nullptr, nullptr);
    if (accepted < 0) continue;
    const visitor who(accepted);
    if (auto code = code_from(who, state)) return *code;
  }
  throw failed("nobody signed in in time", "the browser did not come back");
}

}  // namespace sluice::cloud
