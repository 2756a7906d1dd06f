// Stands between a client and the server's socket, and does what networks and poolers do.
#pragma once

#include <array>
#include <atomic>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace sluice::test {

inline int socket_at(const std::string& path, bool listening) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const auto* plain = reinterpret_cast<const sockaddr*>(&address);
  if (listening) {
    REQUIRE(::bind(fd, plain, sizeof address) == 0);
    REQUIRE(::listen(fd, 64) == 0);
  } else {
    REQUIRE(::connect(fd, plain, sizeof address) == 0);
  }
  return fd;
}

struct proxy_manners {
  // Cuts the first connection once the client has sent this: the server gets it, its answer gets
  // nowhere.
  std::string cut_at;
  // Tells clients another process number than the session's, as poolers do.
  bool own_process_numbers = false;
};

class proxy {
 public:
  proxy(std::string server, proxy_manners manners)
      : server_(std::move(server)), manners_(std::move(manners)) {
    std::string pattern = "/tmp/sluice-proxy-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    listener_ = socket_at(folder_ + "/.s.PGSQL.5432", true);
    thread_ = std::thread([this] { serve(); });
  }
  ~proxy() {
    stop_ = true;
    thread_.join();
    ::close(listener_);
    std::filesystem::remove_all(folder_);
  }
  proxy(const proxy&) = delete;
  proxy& operator=(const proxy&) = delete;

  const std::string& folder() const { return folder_; }
  bool has_cut() const { return cut_; }

 private:
  struct pair {
    int client;
    int server;
  };

  // One thread for all connections: what one sends, the other gets.
  void serve() {
    std::vector<pair> open;
    while (!stop_) {
      std::vector<pollfd> polled{{listener_, POLLIN, 0}};
      for (const pair& one : open) {
        polled.push_back({one.client, POLLIN, 0});
        polled.push_back({one.server, POLLIN, 0});
      }
      if (::poll(polled.data(), polled.size(), 20) <= 0) continue;
      for (std::size_t i = open.size(); i-- > 0;) {
        const bool from_client = polled[1 + 2 * i].revents != 0;
        const bool from_server = polled[2 + 2 * i].revents != 0;
        if ((from_client && !to_server(open[i])) || (from_server && !to_client(open[i]))) {
          ::close(open[i].client);
          ::close(open[i].server);
          open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
        }
      }
      if (polled[0].revents != 0) {
        open.push_back({::accept(listener_, nullptr, nullptr), socket_at(server_, false)});
      }
    }
    for (const pair& one : open) {
      ::close(one.client);
      ::close(one.server);
    }
  }

  static std::string take(int from) {
    std::string buffer(65536, '\0');
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    buffer.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return buffer;
  }

  static bool give(int to, const std::string& bytes) {
    return !bytes.empty() &&
           ::write(to, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  }

  bool to_server(const pair& one) {
    const std::string bytes = take(one.client);
    if (!give(one.server, bytes)) return false;
    if (manners_.cut_at.empty() || cut_ || bytes.find(manners_.cut_at) == std::string::npos) {
      return true;
    }
    cut_ = true;
    take(one.server);  // the server answers when it is done
    return false;
  }

  bool to_client(const pair& one) {
    std::string bytes = take(one.server);
    // BackendKeyData: K, length 12, process, key.
    const std::size_t key = bytes.find(std::string("K\0\0\0\14", 5));
    if (manners_.own_process_numbers && key != std::string::npos && key + 9 <= bytes.size()) {
      bytes[key + 5] = '\1';
    }
    return give(one.client, bytes);
  }

  std::string server_;
  proxy_manners manners_;
  std::string folder_;
  int listener_ = -1;
  std::atomic<bool> stop_{false};
  std::atomic<bool> cut_{false};
  std::thread thread_;
};

}  // namespace sluice::test
