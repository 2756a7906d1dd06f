#include "pg/target.hpp"

#include <algorithm>
#include <array>
#include <unistd.h>

#include "base/text.hpp"

namespace sluice::pg {
namespace {

std::string encode_display(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\n' || c == '\r' ? ' ' : c;
  return out;
}

}  // namespace

std::string_view connection_target::get(std::string_view keyword) const {
  for (const auto& [name, value] : parameters) {
    if (name == keyword) return value;
  }
  return {};
}

void connection_target::set(std::string_view keyword, std::string value) {
  for (auto& [name, old] : parameters) {
    if (name == keyword) {
      old = std::move(value);
      return;
    }
  }
  parameters.emplace_back(keyword, std::move(value));
}

void connection_target::unset(std::string_view keyword) {
  std::erase_if(parameters, [&](const auto& one) { return one.first == keyword; });
}

std::string connection_target::display() const {
  std::string out = "postgresql://";
  if (!get("user").empty()) out += concat(encode_display(get("user")), "@");
  const std::string_view host = get("host").empty() ? get("hostaddr") : get("host");
  const bool socket = !host.empty() && host.front() == '/';
  if (!socket) {
    // Hosts and ports are lists of the same length, or one port is for all.
    const std::vector<std::string_view> hosts = split(host, ",");
    const std::vector<std::string_view> ports = split(get("port"), ",");
    for (std::size_t i = 0; i < hosts.size(); ++i) {
      if (i > 0) out += ',';
      out += hosts[i].find(':') != std::string_view::npos ? concat("[", hosts[i], "]")
                                                          : std::string(hosts[i]);
      const std::string_view port = ports.size() == hosts.size() ? ports[i] : ports[0];
      if (!port.empty()) out += concat(":", port);
    }
  }
  if (!get("dbname").empty() || socket) out += concat("/", encode_display(get("dbname")));
  if (socket) out += concat("?host=", encode_display(host));
  if (socket && !get("port").empty()) out += concat("&port=", get("port"));
  return out;
}

void fit_to_library(connection_target& target, int version) {
  struct newer_keyword {
    std::string_view name;
    int since;
  };
  static constexpr std::array<newer_keyword, 14> newer{{{"require_auth", 160000},
                                                        {"sslcertmode", 160000},
                                                        {"gssdelegation", 160000},
                                                        {"load_balance_hosts", 160000},
                                                        {"sslnegotiation", 170000},
                                                        {"min_protocol_version", 180000},
                                                        {"max_protocol_version", 180000},
                                                        {"servicefile", 180000},
                                                        {"sslkeylogfile", 180000},
                                                        {"scram_client_key", 180000},
                                                        {"scram_server_key", 180000},
                                                        {"oauth_issuer", 180000},
                                                        {"oauth_client_id", 180000},
                                                        {"oauth_client_secret", 180000}}};
  for (const newer_keyword& one : newer) {
    if (version >= one.since || target.get(one.name).empty()) continue;
    target.unset(one.name);
    target.notes.push_back(concat("connection parameter ", one.name,
                                  " is left out: it needs the client library of PostgreSQL ",
                                  std::to_string(one.since / 10000)));
  }
  if (version < 180000) target.unset("oauth_scope");
  if (version < 160000 && target.get("sslrootcert") == "system") {
    static constexpr std::array<const char*, 3> bundles{"/etc/ssl/certs/ca-certificates.crt",
                                                        "/etc/pki/tls/certs/ca-bundle.crt",
                                                        "/etc/ssl/cert.pem"};
    for (const char* bundle : bundles) {
      if (::access(bundle, R_OK) != 0) continue;
      target.set("sslrootcert", bundle);
      return;
    }
  }
}

}  // namespace sluice::pg
