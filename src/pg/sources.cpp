// Which of the many places that can name a database does.
#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pg/parameter.hpp"
#include "pg/target.hpp"

namespace sluice::pg {
namespace {

using names = std::vector<std::string_view>;

// URLs that go past a pooler come first, where migrations are meant.
const names direct_variables{"MIGRATION_DATABASE_URL", "DIRECT_URL", "DATABASE_URL_UNPOOLED"};

// Any of these says which database is meant; the rest (PGUSER, PGPASSWORD, PGSSLMODE…) only how.
const names libpq_variables{"PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE"};

struct libpq_variable {
  std::string_view name;
  std::string_view keyword;
};

// libpq reads the process's own variables by itself; those of .env files it can't see.
constexpr std::array<libpq_variable, 31> libpq_settings{
    {{"PGHOST", "host"},
     {"PGHOSTADDR", "hostaddr"},
     {"PGPORT", "port"},
     {"PGDATABASE", "dbname"},
     {"PGUSER", "user"},
     {"PGPASSWORD", "password"},
     {"PGPASSFILE", "passfile"},
     {"PGREQUIREAUTH", "require_auth"},
     {"PGCHANNELBINDING", "channel_binding"},
     {"PGSERVICE", "service"},
     {"PGOPTIONS", "options"},
     {"PGAPPNAME", "application_name"},
     {"PGSSLMODE", "sslmode"},
     {"PGSSLNEGOTIATION", "sslnegotiation"},
     {"PGSSLCERT", "sslcert"},
     {"PGSSLKEY", "sslkey"},
     {"PGSSLCERTMODE", "sslcertmode"},
     {"PGSSLROOTCERT", "sslrootcert"},
     {"PGSSLCRL", "sslcrl"},
     {"PGSSLCRLDIR", "sslcrldir"},
     {"PGSSLSNI", "sslsni"},
     {"PGREQUIREPEER", "requirepeer"},
     {"PGSSLMINPROTOCOLVERSION", "ssl_min_protocol_version"},
     {"PGSSLMAXPROTOCOLVERSION", "ssl_max_protocol_version"},
     {"PGGSSENCMODE", "gssencmode"},
     {"PGKRBSRVNAME", "krbsrvname"},
     {"PGGSSLIB", "gsslib"},
     {"PGGSSDELEGATION", "gssdelegation"},
     {"PGCONNECT_TIMEOUT", "connect_timeout"},
     {"PGTARGETSESSIONATTRS", "target_session_attrs"},
     {"PGLOADBALANCEHOSTS", "load_balance_hosts"}}};

// The parts of a connection, by the names that images and frameworks give them; the first that is
// set counts.
const names host_variables{"POSTGRES_HOST", "DB_HOST"};
const names port_variables{"POSTGRES_PORT", "DB_PORT"};
const names user_variables{"POSTGRES_USER", "DB_USER", "DB_USERNAME"};
const names password_variables{"POSTGRES_PASSWORD", "DB_PASSWORD"};
const names database_variables{"POSTGRES_DB", "POSTGRES_DATABASE", "DB_NAME", "DB_DATABASE"};

std::optional<std::string> variable(const connection_sources& sources, std::string_view name) {
  if (!sources.environment) return std::nullopt;
  std::optional<std::string> value = sources.environment(std::string(name));
  if (value && trim(*value).empty()) return std::nullopt;
  return value;
}

// "DATABASE_URL", "DATABASE_URL of .env.production".
std::string origin_of(const connection_sources& sources, const std::string& name) {
  const std::string file = sources.file_of ? sources.file_of(name) : "";
  return file.empty() ? name : concat(name, " of ", file);
}

struct secret {
  std::string value;
  std::string origin;
};

// A variable's value, or what stands in the file that NAME_FILE names.
std::optional<secret> secret_of(const connection_sources& sources, std::string_view name) {
  if (auto value = variable(sources, name)) {
    return secret{*std::move(value), origin_of(sources, std::string(name))};
  }
  const std::string file_variable = concat(name, "_FILE");
  const std::optional<std::string> file = variable(sources, file_variable);
  if (!file || !sources.read_file) return std::nullopt;
  std::optional<std::string> content = sources.read_file(*file);
  if (!content) {
    throw error(failure::config, "PG.SECRET_FILE",
                concat(file_variable, " names a file that is not there"))
        .at({*file, 0, 0})
        .advise(concat("mount the secret there, or set ", name));
  }
  while (!content->empty() && (content->back() == '\n' || content->back() == '\r')) {
    content->pop_back();
  }
  return secret{*std::move(content), concat(origin_of(sources, file_variable), " (", *file, ")")};
}

std::optional<secret> first_secret(const connection_sources& sources, const names& all) {
  for (const std::string_view name : all) {
    if (auto found = secret_of(sources, name)) return found;
  }
  return std::nullopt;
}

std::optional<connection_target> from_urls(const connection_sources& sources, const names& all) {
  const auto url = first_secret(sources, all);
  if (!url) return std::nullopt;
  return parse_url(url->value, url->origin);
}

// DATABASE_URL_TEST for the environment "test".
std::optional<connection_target> of_environment(const connection_sources& sources) {
  if (!sources.environment_name) return std::nullopt;
  std::string suffix = to_upper(*sources.environment_name);
  std::replace_if(suffix.begin(), suffix.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  const std::string name = concat("DATABASE_URL_", suffix);
  return from_urls(sources, {name});
}

std::optional<connection_target> from_variables(const connection_sources& sources) {
  if (sources.for_migrations) {
    if (auto target = from_urls(sources, direct_variables)) return target;
  }
  return from_urls(sources, {"DATABASE_URL"});
}

std::optional<connection_target> from_config(const connection_sources& sources,
                                             const config_credentials& given,
                                             const std::string& name) {
  std::optional<connection_target> target;
  const std::string direct = sources.for_migrations ? given.direct_url.value_or("") : "";
  const std::string url = given.url.value_or("");
  if (!trim(direct).empty()) {
    target = parse_url(direct, concat(name, ": direct_url"));
  } else if (!trim(url).empty()) {
    const bool toml = name.starts_with("sluice.toml");
    target = parse_url(url, concat(name, toml ? ": url" : ": dbCredentials.url"));
  } else if (given.host || given.database) {
    target.emplace();
    target->origin = concat(name, ": dbCredentials");
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

std::optional<connection_target> from_libpq_variables(const connection_sources& sources) {
  for (const std::string_view name : libpq_variables) {
    if (!variable(sources, name)) continue;
    connection_target target;
    target.origin = origin_of(sources, std::string(name));
    return target;
  }
  return std::nullopt;
}

// As PostgreSQL's image reads them: the user is postgres, and the database has the user's name.
std::optional<connection_target> from_parts(const connection_sources& sources) {
  const auto host = first_secret(sources, host_variables);
  const auto database = first_secret(sources, database_variables);
  if (!host && !database) return std::nullopt;
  const auto user = first_secret(sources, user_variables);
  const auto password = first_secret(sources, password_variables);
  const auto port = first_secret(sources, port_variables);
  connection_target target;
  target.origin = database ? database->origin : host.value_or(secret{}).origin;
  target.set("host", host ? host->value : "localhost");
  if (port) target.set("port", port->value);
  target.set("user", user ? user->value : "postgres");
  if (password) target.set("password", password->value);
  target.set("dbname", database ? database->value : std::string(target.get("user")));
  return target;
}

std::optional<connection_target> first_target(const connection_sources& sources) {
  if (sources.url) return parse_url(*sources.url, sources.url_name);
  if (auto target = of_environment(sources)) return target;
  if (auto target =
          from_config(sources, sources.environment_config, sources.environment_config_name)) {
    return target;
  }
  if (auto target = from_variables(sources)) return target;
  if (auto target = from_config(sources, sources.config, sources.config_name)) return target;
  if (sources.for_migrations) {
    if (auto target = from_urls(sources, {"POSTGRES_URL_NON_POOLING"})) return target;
  }
  if (auto target = from_urls(sources, {"POSTGRES_URL"})) return target;
  if (auto target = from_libpq_variables(sources)) return target;
  return from_parts(sources);
}

// PG* variables say what the source does not. A service file says it before them.
void add_libpq_settings(const connection_sources& sources, connection_target& target) {
  const bool by_service = !target.get("service").empty() || variable(sources, "PGSERVICE");
  const bool has_host = !target.get("host").empty() || !target.get("hostaddr").empty();
  for (const auto& [name, keyword] : libpq_settings) {
    if (!target.get(keyword).empty() || (by_service && keyword != "service")) continue;
    if (has_host && (keyword == "hostaddr" || keyword == "service")) continue;
    if (const auto value = secret_of(sources, name)) target.set(keyword, value->value);
  }
}

// Providers give their poolers names of their own.
void note_pooler(connection_target& target) {
  if (target.through_pooler) return;
  const std::string_view host = target.get("host");
  const bool neon =
      host.ends_with(".neon.tech") && host.substr(0, host.find('.')).ends_with("-pooler");
  const bool supabase = host.ends_with(".pooler.supabase.com") && target.get("port") == "6543";
  if (!neon && !supabase) return;
  target.through_pooler = true;
  target.notes.push_back(concat(
      host,
      " is a pooler, where locks do not hold a session: give migrations a direct connection in "
      "DIRECT_URL or --url",
      neon ? " (the same host without -pooler)" : ""));
}

}  // namespace

connection_target resolve_connection(const connection_sources& sources) {
  if (auto target = first_target(sources)) {
    add_libpq_settings(sources, *target);
    note_pooler(*target);
    return *std::move(target);
  }
  if (sources.local) {
    connection_target target = parse_url(*sources.local, "the project's local cluster");
    target.is_local = true;
    return target;
  }
  throw error(failure::config, "PG.NO_TARGET", "no database is named")
      .because(concat("--url, ",
                      sources.for_migrations ? "MIGRATION_DATABASE_URL, DIRECT_URL, " : "",
                      "DATABASE_URL, dbCredentials in ", sources.config_name,
                      ", POSTGRES_URL, PGHOST, PGDATABASE, PGSERVICE, POSTGRES_DB and DB_HOST are "
                      "all unset"))
      .advise(
          "set DATABASE_URL=postgresql://user:password@host:5432/database, or type "
          "`sluice db start` for a private local database");
}

}  // namespace sluice::pg
