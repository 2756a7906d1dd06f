// Where a connection goes, and from which of the many places that was read. Pure: no network, no
// libpq.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::pg {

struct connection_target {
  // libpq's keywords; what is missing, libpq takes from PG* variables, .pgpass and the service
  // file.
  std::vector<std::pair<std::string, std::string>> parameters;
  // Certificates given as text: keyword (sslrootcert, sslcert, sslkey) and PEM.
  std::vector<std::pair<std::string, std::string>> certificates;
  // What the server's certificate has to be for, where it is not the host's name; said in TLS too.
  std::string server_name;
  bool node_roots = false;         // with the system's roots, those of NODE_EXTRA_CA_CERTS
  std::string origin;              // "--url", "DATABASE_URL", "drizzle.config.ts"
  std::vector<std::string> notes;  // what was mapped or left out, for a person to read
  bool is_local = false;           // the project's own server
  bool through_pooler = false;     // the URL says so: session-level locks do not hold there
  bool options_refused = false;    // by a pooler: what they set is set in each transaction

  // The parameter's value, or "" where it is not set.
  std::string_view get(std::string_view keyword) const;
  void set(std::string_view keyword, std::string value);
  void unset(std::string_view keyword);

  // "postgresql://user@host:port/database": no password, no other parameter.
  std::string display() const;
};

// dbCredentials of drizzle.config, or of sluice.toml. `ssl` is a sslmode, "true", "false", or
// node-postgres's object as JSON.
struct config_credentials {
  std::optional<std::string> url;
  std::optional<std::string> direct_url;  // goes before `url` for migrations
  std::optional<std::string> host, port, user, password, database;
  std::optional<std::string> ssl;
};

struct connection_sources {
  std::optional<std::string> url;  // --url
  std::string url_name = "--url";
  std::optional<std::string> environment_name;  // "test": DATABASE_URL_TEST is of it alone
  config_credentials environment_config;        // what sluice.toml says of it alone
  std::string environment_config_name = "sluice.toml [env]";
  config_credentials config;
  std::string config_name = "drizzle.config";
  std::optional<std::string> local;  // the project's own cluster, where it runs: asked last
  bool for_migrations = false;       // MIGRATION_DATABASE_URL and DIRECT_URL go before DATABASE_URL
  std::function<std::optional<std::string>(const std::string&)> environment;
  // For the *_FILE variables; nothing where there is no such file.
  std::function<std::optional<std::string>(const std::string&)> read_file;
  // Which .env file a variable is from, for the origin; "" where it is none.
  std::function<std::string(const std::string&)> file_of;
};

// The first source that names a database; what speaks of the named environment alone goes before
// what speaks of none:
//   --url; DATABASE_URL_NAME; sluice.toml's [env.NAME]; MIGRATION_DATABASE_URL, DIRECT_URL,
//   DATABASE_URL_UNPOOLED, DATABASE_URL; the config; POSTGRES_URL_NON_POOLING, POSTGRES_URL;
//   PGHOST and its kin; POSTGRES_DB, DB_HOST and their kin; the local cluster.
// For each variable, NAME_FILE names a file that holds its value. PG* variables say what the source
// does not, unless it names a service. Throws PG.NO_TARGET where there is none, PG.SECRET_FILE,
// PG.URL where one can't be understood; none shows a password.
connection_target resolve_connection(const connection_sources& sources);

// A URL, or libpq's "host=… dbname=…". Throws PG.URL.
connection_target parse_url(std::string_view url, std::string_view origin);

// Takes out, or maps, what the libpq of that version (150002 is 15.2) does not know; says so in
// notes. Throws PG.NO_ROOTS (failure::connect) where sslrootcert=system has nothing to stand for.
void fit_to_library(connection_target& target, int version);

}  // namespace sluice::pg
