#include "pg/parameter.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace sluice::pg {
namespace {

using names = std::vector<std::string_view>;

// libpq's keywords up to PostgreSQL 18; fit_to_library() takes out what the loaded one lacks.
const names& libpq_keywords() {
  static const names all{"service",
                         "servicefile",
                         "user",
                         "password",
                         "passfile",
                         "channel_binding",
                         "connect_timeout",
                         "dbname",
                         "host",
                         "hostaddr",
                         "port",
                         "client_encoding",
                         "options",
                         "application_name",
                         "fallback_application_name",
                         "keepalives",
                         "keepalives_idle",
                         "keepalives_interval",
                         "keepalives_count",
                         "tcp_user_timeout",
                         "sslmode",
                         "sslcompression",
                         "sslcert",
                         "sslkey",
                         "sslpassword",
                         "sslrootcert",
                         "sslcrl",
                         "sslcrldir",
                         "sslsni",
                         "requirepeer",
                         "ssl_min_protocol_version",
                         "ssl_max_protocol_version",
                         "gssencmode",
                         "krbsrvname",
                         "gsslib",
                         "target_session_attrs",
                         "require_auth",
                         "sslcertmode",
                         "gssdelegation",
                         "load_balance_hosts",
                         "sslnegotiation",
                         "min_protocol_version",
                         "max_protocol_version",
                         "sslkeylogfile",
                         "scram_client_key",
                         "scram_server_key",
                         "oauth_issuer",
                         "oauth_client_id",
                         "oauth_client_secret",
                         "oauth_scope"};
  return all;
}

// Settings of the session that node-postgres takes from a URL.
constexpr std::array<std::string_view, 3> session_settings{"statement_timeout", "lock_timeout",
                                                           "idle_in_transaction_session_timeout"};

// A driver's or pooler's own affair: nothing that a migration would miss.
const names& client_side() {
  static const names all{"connection_limit",
                         "pool_timeout",
                         "pool_size",
                         "pool_mode",
                         "pool_max_conns",
                         "pool_min_conns",
                         "max",
                         "min",
                         "statement_cache_size",
                         "statement_cache_capacity",
                         "prepared_statements",
                         "prepare",
                         "prepareThreshold",
                         "socket_timeout",
                         "query_timeout",
                         "max_idle_connection_lifetime",
                         "connectionTimeoutMillis",
                         "idleTimeoutMillis",
                         "workaround",
                         "supa",
                         "uselibpqcompat",
                         "keepAlive",
                         "binary_parameters"};
  return all;
}

template <typename Names>
bool contains(const Names& all, std::string_view name) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

bool is_true(std::string_view value) {
  return value.empty() || value == "true" || value == "1" || value == "on" || value == "yes";
}

bool is_false(std::string_view value) {
  return value == "false" || value == "0" || value == "off" || value == "no";
}

void note_dropped(connection_target& target, std::string_view name, std::string_view why) {
  target.notes.push_back(concat("URL parameter ", name, " is left out: ", why));
}

void apply_mode(std::string_view mode, connection_target& target) {
  static constexpr std::array<std::string_view, 6> modes{"disable", "allow",     "prefer",
                                                         "require", "verify-ca", "verify-full"};
  if (mode == "no-verify") {
    target.set("sslmode", "require");
  } else if (contains(modes, mode)) {
    target.set("sslmode", std::string(mode));
  } else {
    target.notes.push_back(
        concat("the SSL mode `", mode, "` is not one that PostgreSQL knows; `prefer` is used"));
  }
}

// What Node does where nothing else is said: the certificate is checked against the system's roots.
void verify_with_system_roots(connection_target& target) {
  target.set("sslmode", "verify-full");
  if (!target.get("sslrootcert").empty()) return;
  target.set("sslrootcert", "system");
  target.node_roots = true;
}

void refuse_archive(const rapidjson::Document& ssl) {
  if (member(ssl, "pfx") == nullptr) return;
  throw error(failure::config, "CONFIG.SSL_PFX", "dbCredentials.ssl.pfx can't be used")
      .because("PostgreSQL's client library reads certificates as PEM, and no PKCS#12 archives")
      .advise(
          "take it apart, and give ssl: { cert, key }: openssl pkcs12 -in FILE -clcerts -nokeys "
          "-out client.pem; openssl pkcs12 -in FILE -nocerts -noenc -out client.key");
}

void add_option(connection_target& target, std::string_view name, std::string_view value) {
  std::string options(target.get("options"));
  if (!options.empty()) options += ' ';
  const std::string escaped =
      replace_all(replace_all(std::string(value), "\\", "\\\\"), " ", "\\ ");
  target.set("options", concat(options, "-c ", name, "=", escaped));
}

void apply_one(const std::string& name, const std::string& value, connection_target& target) {
  if (name == "sslmode") {
    apply_mode(value, target);
  } else if (name == "database" || name == "db") {
    target.set("dbname", value);
  } else if (name == "username") {
    target.set("user", value);
  } else if (name == "encoding") {
    target.set("client_encoding", value);
  } else if (name == "pgbouncer") {
    target.through_pooler = is_true(value);
    if (target.through_pooler) {
      target.notes.emplace_back(
          "the URL goes through a pooler (pgbouncer=true), where locks do not hold a session: give "
          "migrations a direct connection in DIRECT_URL or --url");
    }
  } else if (name == "schema" || name == "search_path" || name == "currentSchema") {
    if (value != "public") {
      note_dropped(target, name,
                   concat("Drizzle's migrations name their schemas; options=-csearch_path%3D",
                          value, " would set the search path"));
    }
  } else if (contains(session_settings, name)) {
    add_option(target, name, value);
    target.notes.push_back(concat("URL parameter ", name, " is set for the session"));
  } else if (contains(client_side(), name)) {
    note_dropped(target, name, "it is for an application's driver or pooler");
  } else if (contains(libpq_keywords(), name)) {
    if (name == "options" && !target.get("options").empty()) {
      target.set("options", concat(value, " ", target.get("options")));
    } else if (!value.empty()) {
      target.set(name, value);
    }
  } else {
    note_dropped(target, name, "PostgreSQL's client library has none of that name");
  }
}

// TLSv1.2, as both Node and libpq write it.
void apply_version(const std::string& version, std::string_view keyword,
                   connection_target& target) {
  if (version.starts_with("TLSv1")) target.set(keyword, version);
}

}  // namespace

void apply_parameters(const std::vector<std::pair<std::string, std::string>>& given,
                      connection_target& target) {
  std::string_view ssl;
  std::string_view accept;
  for (const auto& [name, value] : given) {
    if (name == "ssl") {
      ssl = value.empty() ? std::string_view("true") : std::string_view(value);
    } else if (name == "sslaccept") {
      accept = value;
    } else {
      apply_one(name, value, target);
    }
  }
  const std::string_view mode = target.get("sslmode");
  if (!ssl.empty() && mode.empty()) {
    // In a URL, `ssl=true` is libpq's own spelling of sslmode=require.
    if (is_true(ssl)) {
      target.set("sslmode", "require");
    } else {
      apply_ssl(ssl, target);
    }
  }
  if (accept == "strict" && (mode.empty() || mode == "require")) verify_with_system_roots(target);
}

void apply_ssl(std::string_view ssl, connection_target& target) {
  if (ssl.empty() || ssl.front() != '{') {
    if (is_true(ssl)) {
      verify_with_system_roots(target);
    } else if (is_false(ssl)) {
      target.set("sslmode", "disable");
    } else {
      apply_mode(ssl, target);
      if (ssl == "verify-full") verify_with_system_roots(target);
    }
    return;
  }
  const rapidjson::Document object = parse_json(ssl, "dbCredentials.ssl");
  refuse_archive(object);
  const auto take = [&](std::string_view name, std::string_view keyword) {
    const std::string text = string_member(object, name);
    if (text.empty()) return;
    if (text.find("-----BEGIN") != std::string::npos) {
      target.certificates.emplace_back(keyword, text);
    } else {
      target.set(keyword, text);
    }
  };
  take("ca", "sslrootcert");
  take("cert", "sslcert");
  take("key", "sslkey");
  take("crl", "sslcrl");
  target.server_name = string_member(object, "servername");
  const std::string passphrase = string_member(object, "passphrase");
  if (!passphrase.empty()) target.set("sslpassword", passphrase);
  const rapidjson::Value* reject = member(object, "rejectUnauthorized");
  if (reject != nullptr && reject->IsBool() && !reject->GetBool()) {
    // With a root certificate at hand libpq's `require` would verify all the same.
    std::erase_if(target.certificates, [](const auto& one) { return one.first == "sslrootcert"; });
    target.unset("sslrootcert");
    target.set("sslmode", "require");
  } else if (std::any_of(target.certificates.begin(), target.certificates.end(),
                         [](const auto& one) { return one.first == "sslrootcert"; })) {
    target.set("sslmode", "verify-full");
  } else if (!target.get("sslrootcert").empty()) {
    target.set("sslmode", "verify-full");
  } else {
    verify_with_system_roots(target);
  }
  const rapidjson::Value* identity = member(object, "checkServerIdentity");
  if (identity != nullptr && target.get("sslmode") == "verify-full" &&
      target.get("sslrootcert") != "system") {
    target.set("sslmode", "verify-ca");
    target.notes.emplace_back(
        "ssl.checkServerIdentity is taken as: the server's name is not checked (verify-ca)");
  }
  apply_version(string_member(object, "minVersion"), "ssl_min_protocol_version", target);
  apply_version(string_member(object, "maxVersion"), "ssl_max_protocol_version", target);
  if (member(object, "ciphers") != nullptr) {
    target.notes.emplace_back("ssl.ciphers is left out: libpq has nothing like it");
  }
}

}  // namespace sluice::pg
