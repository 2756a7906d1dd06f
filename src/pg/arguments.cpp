#include "pg/arguments.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <netdb.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pg/libpq.hpp"

namespace sluice::pg {
namespace {

constexpr const char* default_connect_timeout = "10";  // seconds, for each host

std::vector<std::string> addresses_of(const std::string& host) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  std::vector<std::string> out;
  if (::getaddrinfo(host.c_str(), nullptr, &wanted, &found) != 0) return out;
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (::getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0,
                      NI_NUMERICHOST) == 0) {
      out.emplace_back(text.data());
    }
  }
  ::freeaddrinfo(found);
  return out;
}

// libpq goes to `hostaddr`, and `host` is then the name that TLS and the certificate are about. A
// name that leads nowhere stays, for libpq to say so.
void go_by_name(connection_target& target) {
  if (target.server_name.empty() || target.get("host").empty()) return;
  const std::vector<std::string_view> hosts = split(target.get("host"), ",");
  const std::vector<std::string_view> ports = split(target.get("port"), ",");
  std::vector<std::string> names;
  std::vector<std::string> addresses;
  std::vector<std::string> used_ports;
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    if (hosts[i].empty() || hosts[i].front() == '/') return;
    for (std::string& address : addresses_of(std::string(hosts[i]))) {
      addresses.push_back(std::move(address));
      names.push_back(target.server_name);
      used_ports.emplace_back(ports.size() == hosts.size() ? ports[i] : ports.front());
    }
  }
  if (addresses.empty()) return;
  target.set("host", join(names, ","));
  target.set("hostaddr", join(addresses, ","));
  target.set("port", join(used_ports, ","));
}

}  // namespace

memory_file::memory_file(std::string_view content)
    : descriptor_(::memfd_create("certificate", MFD_CLOEXEC)) {
  const bool written =
      descriptor_ >= 0 && ::fchmod(descriptor_, S_IRUSR | S_IWUSR) == 0 &&
      ::write(descriptor_, content.data(), content.size()) == static_cast<ssize_t>(content.size());
  if (!written) {
    const int code = errno;
    if (descriptor_ >= 0) ::close(descriptor_);
    throw error(failure::general, "PG.CERTIFICATE", "no memory file for the SSL certificate")
        .because(std::strerror(code));
  }
}

memory_file::~memory_file() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::string memory_file::path() const {
  return concat("/proc/self/fd/", std::to_string(descriptor_));
}

connection_arguments::connection_arguments(connection_target& target) {
  fit_to_library(target, api().library_version());
  connection_target named = target;
  go_by_name(named);
  parameters_ = std::move(named.parameters);
  if (target.options_refused) {
    std::erase_if(parameters_, [](const auto& one) { return one.first == "options"; });
  }
  for (const auto& [keyword, pem] : target.certificates) {
    parameters_.emplace_back(keyword, files_.emplace_back(pem).path());
  }
  parameters_.emplace_back("client_encoding", "UTF8");
  parameters_.emplace_back("fallback_application_name", "sluice");
  if (target.get("connect_timeout").empty() && std::getenv("PGCONNECT_TIMEOUT") == nullptr) {
    parameters_.emplace_back("connect_timeout", default_connect_timeout);
  }
  for (const auto& [keyword, value] : parameters_) {
    keywords_.push_back(keyword.c_str());
    values_.push_back(value.c_str());
  }
  keywords_.push_back(nullptr);
  values_.push_back(nullptr);
}

}  // namespace sluice::pg
