#include "pg/target.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
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

namespace {

std::string system_bundle() {
  const char* named = std::getenv("SSL_CERT_FILE");
  const std::array<const char*, 5> bundles{
      named != nullptr ? named : "", "/etc/ssl/certs/ca-certificates.crt",
      "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"};
  for (const char* bundle : bundles) {
    if (::access(bundle, R_OK) == 0) return bundle;
  }
  return {};
}

// As Node does: NODE_EXTRA_CA_CERTS beside the usual roots, and passed over where it can't be read.
bool add_extra_roots(connection_target& target, const std::string& bundle) {
  const char* named = std::getenv("NODE_EXTRA_CA_CERTS");
  if (named == nullptr || *named == '\0') return false;
  const std::optional<std::string> extra = read_file_if_exists(named);
  if (!extra) {
    target.node_roots = false;
    target.notes.push_back(concat("NODE_EXTRA_CA_CERTS names a file that is not there: ", named));
    return false;
  }
  std::string all = bundle.empty() ? std::string() : read_file_if_exists(bundle).value_or("");
  target.certificates.emplace_back("sslrootcert", concat(all, "\n", *extra));
  target.unset("sslrootcert");
  return true;
}

// The system's root certificates, which libpq knows by that name since PostgreSQL 16. They vouch
// for names that everybody can get: nothing less than verify-full makes sense with them.
void fit_system_roots(connection_target& target, int version) {
  if (target.get("sslrootcert") != "system") return;
  const std::string mode(target.get("sslmode"));
  if (mode == "disable") {
    target.unset("sslrootcert");
    return;
  }
  if (mode != "verify-full") {
    if (!mode.empty()) {
      target.notes.push_back(concat("sslrootcert=system means sslmode=verify-full, not ", mode));
    }
    target.set("sslmode", "verify-full");
  }
  const std::string bundle = system_bundle();
  if (target.node_roots && add_extra_roots(target, bundle)) return;
  if (version >= 160000) return;
  if (!bundle.empty()) {
    target.set("sslrootcert", bundle);
    return;
  }
  throw error(failure::connect, "PG.NO_ROOTS", "the system's root certificates are not to be found")
      .because(
          "sslrootcert=system asks for them, and the client library is older than "
          "PostgreSQL 16's")
      .advise("apt install ca-certificates, or SSL_CERT_FILE, or sslrootcert=/path/root.pem");
}

// Neon finds the database by the name that TLS says; without SNI it has to stand in the options.
void name_endpoint(connection_target& target, int version) {
  const std::string_view host = target.get("host");
  const bool is_neon = host.ends_with(".neon.tech") || host.ends_with(".neon.build");
  const bool has_sni = version >= 140000 && target.get("sslsni") != "0";
  const std::string options(target.get("options"));
  if (!is_neon || has_sni || options.find("endpoint=") != std::string::npos ||
      options.find("project=") != std::string::npos) {
    return;
  }
  target.set("options", concat("endpoint=", host.substr(0, host.find('.')),
                               options.empty() ? "" : " ", options));
}

}  // namespace

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
  fit_system_roots(target, version);
  name_endpoint(target, version);
}

}  // namespace sluice::pg
