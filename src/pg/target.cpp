#include "pg/target.hpp"

#include <algorithm>
#include <array>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pg/parameter.hpp"

namespace sluice::pg {
namespace {

constexpr std::array<std::string_view, 3> migration_variables{"MIGRATION_DATABASE_URL",
                                                              "DIRECT_URL", "DATABASE_URL"};
// Any of these says which database is meant; the rest (PGUSER, PGPASSWORD, PGSSLMODE…) only how.
constexpr std::array<std::string_view, 4> libpq_variables{"PGHOST", "PGHOSTADDR", "PGSERVICE",
                                                          "PGDATABASE"};

std::optional<std::string> variable(const connection_sources& sources, std::string_view name) {
  if (!sources.environment) return std::nullopt;
  std::optional<std::string> value = sources.environment(std::string(name));
  if (value && trim(*value).empty()) return std::nullopt;
  return value;
}

std::optional<connection_target> from_environment(const connection_sources& sources) {
  for (const std::string_view name : migration_variables) {
    if (name != "DATABASE_URL" && !sources.for_migrations) continue;
    if (const auto url = variable(sources, name)) return parse_url(*url, name);
    const std::string file_variable = concat(name, "_FILE");
    const auto file = variable(sources, file_variable);
    if (!file || !sources.read_file) continue;
    const std::optional<std::string> content = sources.read_file(*file);
    if (!content) {
      throw error(failure::config, "PG.URL",
                  concat(file_variable, " names a file that is not there"))
          .at({*file, 0, 0});
    }
    return parse_url(*content, concat(file_variable, " (", *file, ")"));
  }
  return std::nullopt;
}

std::optional<connection_target> from_config(const connection_sources& sources) {
  const config_credentials& given = sources.config;
  std::optional<connection_target> target;
  if (given.url && !trim(*given.url).empty()) {
    target = parse_url(*given.url, concat(sources.config_name, ": dbCredentials.url"));
  } else if (given.host || given.database) {
    target.emplace();
    target->origin = concat(sources.config_name, ": dbCredentials");
    if (given.host) target->set("host", *given.host);
    if (given.port) target->set("port", *given.port);
    if (given.user) target->set("user", *given.user);
    if (given.password) target->set("password", *given.password);
    if (given.database) target->set("dbname", *given.database);
  }
  // drizzle-kit reads `ssl` beside parts only; beside a URL it is meant all the same.
  if (target && given.ssl && target->get("sslmode").empty()) apply_ssl(*given.ssl, *target);
  return target;
}

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

connection_target resolve_connection(const connection_sources& sources) {
  if (sources.url) return parse_url(*sources.url, "--url");
  if (auto target = from_environment(sources)) return *std::move(target);
  if (auto target = from_config(sources)) return *std::move(target);
  for (const std::string_view name : libpq_variables) {
    if (!variable(sources, name)) continue;
    connection_target target;
    target.origin = concat("the environment's ", name);
    // For display only what is not secret; libpq reads the variables itself.
    const auto show = [&](std::string_view from, std::string_view keyword) {
      if (const auto value = variable(sources, from)) target.set(keyword, *value);
    };
    if (!variable(sources, "PGSERVICE")) {
      show("PGHOST", "host");
      show("PGPORT", "port");
      show("PGUSER", "user");
      show("PGDATABASE", "dbname");
    }
    return target;
  }
  if (sources.local) {
    connection_target target = parse_url(*sources.local, "the project's local cluster");
    return target;
  }
  throw error(failure::config, "PG.NO_TARGET", "no database is named")
      .because(concat("--url, ",
                      sources.for_migrations ? "MIGRATION_DATABASE_URL, DIRECT_URL, " : "",
                      "DATABASE_URL, dbCredentials in ", sources.config_name,
                      ", PGHOST, PGDATABASE and PGSERVICE are all unset"))
      .advise(
          "set DATABASE_URL=postgresql://user:password@host:5432/database, or type "
          "`sluice db start` for a private local database");
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
