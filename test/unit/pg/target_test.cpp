#include "pg/target.hpp"

#include <cstdlib>
#include <doctest/doctest.h>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "support/project_folder.hpp"

namespace sluice::pg {
namespace {

connection_target read(std::string_view url) {
  return parse_url(url, "the test");
}

std::string all_notes(const connection_target& target) {
  return join(target.notes, "\n");
}

// What the error says, all of it.
std::string refusal(std::string_view url) {
  try {
    read(url);
  } catch (const error& refused) {
    CHECK(refused.code == "PG.URL");
    CHECK(refused.kind == failure::config);
    return concat(refused.what(), "\n", refused.detail, "\n", refused.hint);
  }
  return {};
}

using variables = std::map<std::string, std::string>;

connection_sources with(variables set) {
  connection_sources out;
  out.environment = [set = std::move(set)](const std::string& name) -> std::optional<std::string> {
    const auto found = set.find(name);
    return found == set.end() ? std::nullopt : std::optional(found->second);
  };
  return out;
}

TEST_CASE("url: the plain form") {
  const connection_target target = read("postgres://ann:secret@db.example.com:6432/shop");
  CHECK(target.get("user") == "ann");
  CHECK(target.get("password") == "secret");
  CHECK(target.get("host") == "db.example.com");
  CHECK(target.get("port") == "6432");
  CHECK(target.get("dbname") == "shop");
  CHECK(target.notes.empty());
  CHECK(target.display() == "postgresql://ann@db.example.com:6432/shop");
}

TEST_CASE("url: parts may be missing") {
  CHECK(read("postgresql://").parameters.empty());
  CHECK(read("postgresql:///shop").get("dbname") == "shop");
  CHECK(read("postgresql:///shop").get("host").empty());
  CHECK(read("postgresql://localhost").get("dbname").empty());
  CHECK(read("postgresql://ann@/shop").get("user") == "ann");
  CHECK(read("postgresql://ann:@host/shop").get("password").empty());
  CHECK(read("postgresql://host:/shop").get("port").empty());
}

TEST_CASE("url: percent-encoding, and odd characters that need none") {
  CHECK(read("postgres://u:p%40s%2Fs%23%3F%25@h/d").get("password") == "p@s/s#?%");
  CHECK(read("postgres://u:100%@h/d").get("password") == "100%");
  CHECK(read("postgres://u:a%zz@h/d").get("password") == "a%zz");
  CHECK(read("postgres://u:a:b=c&d+e!*'()@h/d").get("password") == "a:b=c&d+e!*'()");
  CHECK(read("postgres://u:sp ace@h/d").get("password") == "sp ace");
  CHECK(read("postgres://na%20me:p@h/d%20b").get("user") == "na me");
  CHECK(read("postgres://u:p@h/d%20b").get("dbname") == "d b");
  const connection_target at = read("postgres://u:p@ss@h/d");
  CHECK(at.get("password") == "p@ss");
  CHECK(at.get("host") == "h");
  CHECK(all_notes(at).find("%40") != std::string::npos);
}

TEST_CASE("url: a raw delimiter in the password is named") {
  CHECK(refusal("postgres://u:pa#ss@h:5432/d").find("%23") != std::string::npos);
  CHECK(refusal("postgres://u:pa/ss@h:5432/d").find("%2F") != std::string::npos);
  CHECK(refusal("postgres://u:pa?ss@h:5432/d").find("%3F") != std::string::npos);
  CHECK(refusal("postgres://u:12#ss@h:5432/d").find("%23") != std::string::npos);
  CHECK(refusal("postgres://u:pa[ss@h:port/d").find("port") != std::string::npos);
  for (const char* url : {"postgres://u:s3cr3t#x@h/d", "postgres://u:s3cr3t/x@h/d",
                          "postgres://u:s3cr3t?x@h/d", "postgres://h:s3cr3t/d",
                          "postgres://u:s3cr3t@h:s3cr3t/d", "s3cr3t", "s3cr3t://x", "S3cr3t$:"}) {
    if (std::string_view(url) == "s3cr3t://x") continue;  // a scheme is no secret
    CAPTURE(url);
    CHECK_FALSE(refusal(url).empty());
    CHECK(refusal(url).find("3cr3t") == std::string::npos);
  }
}

TEST_CASE("url: an @ in the query or the database's name is nobody's password") {
  CHECK(read("postgres://host/db?user=a@b").get("user") == "a@b");
  CHECK(read("postgres://host:5432/d@b").get("dbname") == "d@b");
}

TEST_CASE("url: what is no URL of PostgreSQL's") {
  CHECK(refusal("mysql://u:p@h/d").find("mysql://") != std::string::npos);
  CHECK(refusal("").find("empty") != std::string::npos);
  CHECK(
      refusal("postgres://postgres:[YOUR-PASSWORD]@db.supabase.co/postgres").find("placeholder") !=
      std::string::npos);
  CHECK(refusal("postgres://u:${PASSWORD}@h/d").find("${VARIABLE}") != std::string::npos);
  CHECK(refusal("postgres://h:99999/d").find("port") != std::string::npos);
  CHECK(refusal("postgres://[::1/d").find(']') != std::string::npos);
}

TEST_CASE("url: quotes and white space around it come off") {
  CHECK(read(" \"postgres://u@h/d\"\n").get("host") == "h");
  CHECK(read("'postgres://u@h/d'").get("dbname") == "d");
}

TEST_CASE("url: sockets, IPv6, several hosts") {
  CHECK(read("postgres:///d?host=/var/run/postgresql").get("host") == "/var/run/postgresql");
  CHECK(read("postgres://u@%2Fvar%2Frun/d").get("host") == "/var/run");
  CHECK(read("postgres://u@/d?host=/tmp/x&port=5433").display() ==
        "postgresql://u@/d?host=/tmp/x&port=5433");
  const connection_target six = read("postgres://u@[fe80::1]:5433/d");
  CHECK(six.get("host") == "fe80::1");
  CHECK(six.get("port") == "5433");
  CHECK(six.display() == "postgresql://u@[fe80::1]:5433/d");
  const connection_target two = read("postgres://u@a:1,b:2,c/d?target_session_attrs=read-write");
  CHECK(two.get("host") == "a,b,c");
  CHECK(two.get("port") == "1,2,");
  CHECK(two.display() == "postgresql://u@a:1,b:2,c/d");
}

TEST_CASE("url: libpq's keyword form") {
  const connection_target target = read("host=/tmp dbname='my db' user=ann password='it\\'s'");
  CHECK(target.get("dbname") == "my db");
  CHECK(target.get("password") == "it's");
  CHECK(target.display().find("it's") == std::string::npos);
  CHECK(read("host = h  dbname = d").get("host") == "h");
}

TEST_CASE("parameters: what poolers, drivers and providers add does not reach libpq") {
  const connection_target target = read(
      "postgres://u:p@h/d?pgbouncer=true&connection_limit=1&pool_timeout=0&schema=app&"
      "statement_cache_size=0&socket_timeout=3&uselibpqcompat=true&supa=base-pooler.x&"
      "workaround=supabase-pooler.vercel&keepalives=1&nonsense=1&sslmode=require");
  CHECK(target.through_pooler);
  CHECK(target.get("keepalives") == "1");
  CHECK(target.get("sslmode") == "require");
  for (const char* dropped : {"pgbouncer", "connection_limit", "schema", "nonsense", "supa"}) {
    CHECK(target.get(dropped).empty());
    CHECK(all_notes(target).find(dropped) != std::string::npos);
  }
  CHECK_FALSE(read("postgres://u@h/d?pgbouncer=false").through_pooler);
  CHECK(read("postgres://u@h/d?schema=public").notes.empty());
}

TEST_CASE("parameters: libpq's own pass") {
  const connection_target neon =
      read("postgres://u:p@h/d?options=project%3Dep-cool-1&channel_binding=require");
  CHECK(neon.get("options") == "project=ep-cool-1");
  CHECK(neon.get("channel_binding") == "require");
  CHECK(neon.notes.empty());
  const connection_target timed =
      read("postgres://u@h/d?statement_timeout=5000&options=-csearch_path%3Dapp");
  CHECK(timed.get("options") == "-csearch_path=app -c statement_timeout=5000");
}

TEST_CASE("parameters: each spelling of ssl") {
  const auto mode = [](std::string_view query) {
    return std::string(read(concat("postgres://u@h/d?", query)).get("sslmode"));
  };
  CHECK(mode("ssl=true") == "require");
  CHECK(mode("ssl=1") == "require");
  CHECK(mode("ssl=false") == "disable");
  CHECK(mode("ssl=0") == "disable");
  CHECK(mode("ssl=prefer") == "prefer");
  CHECK(mode("sslmode=no-verify") == "require");
  CHECK(mode("sslmode=verify-ca&ssl=true") == "verify-ca");
  CHECK(mode("sslmode=require&sslaccept=strict") == "verify-full");
  CHECK(mode("sslmode=require&sslaccept=accept_invalid_certs") == "require");
  CHECK(mode("sslmode=perhaps").empty());
  CHECK(all_notes(read("postgres://u@h/d?sslmode=perhaps")).find("perhaps") != std::string::npos);
}

TEST_CASE("credentials: drizzle's ssl in every form") {
  const auto with_ssl = [](std::string_view ssl) {
    connection_sources sources = with({});
    sources.config.host.emplace("h");
    sources.config.database.emplace("d");
    sources.config.ssl.emplace(ssl);
    return resolve_connection(sources);
  };
  CHECK(with_ssl("require").get("sslmode") == "require");
  CHECK(with_ssl("allow").get("sslmode") == "allow");
  CHECK(with_ssl("prefer").get("sslmode") == "prefer");
  CHECK(with_ssl("false").get("sslmode") == "disable");
  CHECK(with_ssl("true").get("sslmode") == "verify-full");
  CHECK(with_ssl("true").get("sslrootcert") == "system");
  CHECK(with_ssl("verify-full").get("sslrootcert") == "system");
  CHECK(with_ssl(R"({"rejectUnauthorized":false})").get("sslmode") == "require");
  CHECK(with_ssl(R"({"rejectUnauthorized":true})").get("sslmode") == "verify-full");
  const connection_target own =
      with_ssl(R"({"ca":"-----BEGIN CERTIFICATE-----\nx","cert":"/etc/c.pem"})");
  CHECK(own.get("sslmode") == "verify-full");
  CHECK(own.get("sslrootcert").empty());
  CHECK(own.get("sslcert") == "/etc/c.pem");
  REQUIRE(own.certificates.size() == 1);
  CHECK(own.certificates[0].first == "sslrootcert");
}

TEST_CASE("credentials: node-postgres's ssl objects") {
  const auto with_ssl = [](std::string_view ssl) {
    connection_sources sources = with({});
    sources.config = {.host = "h", .database = "d", .ssl = std::string(ssl)};
    return resolve_connection(sources);
  };
  const std::string ca = R"("ca":"-----BEGIN CERTIFICATE-----\nx")";
  CHECK(with_ssl("{}").get("sslrootcert") == "system");
  CHECK(with_ssl(R"({"ca":"/etc/ca.pem"})").get("sslmode") == "verify-full");
  CHECK(with_ssl(R"({"ca":"/etc/ca.pem"})").get("sslrootcert") == "/etc/ca.pem");
  const connection_target named = with_ssl(concat("{", ca, R"(,"checkServerIdentity":true})"));
  CHECK(named.get("sslmode") == "verify-ca");
  CHECK(all_notes(named).find("name is not checked") != std::string::npos);
  CHECK(with_ssl(R"({"checkServerIdentity":true})").get("sslmode") == "verify-full");
  const connection_target versions = with_ssl(R"({"minVersion":"TLSv1.2","maxVersion":"TLSv1.3"})");
  CHECK(versions.get("ssl_min_protocol_version") == "TLSv1.2");
  CHECK(versions.get("ssl_max_protocol_version") == "TLSv1.3");
  CHECK_THROWS_WITH(with_ssl(R"({"pfx":"x"})"), "dbCredentials.ssl.pfx can't be used");
  CHECK(all_notes(with_ssl(R"({"ciphers":"x"})")).find("ssl.ciphers") != std::string::npos);
  CHECK(with_ssl(R"({"crl":"/etc/gone.pem"})").get("sslcrl") == "/etc/gone.pem");
  const connection_target tunnel = with_ssl(concat("{", ca, R"(,"servername":"db.internal"})"));
  CHECK(tunnel.server_name == "db.internal");
  CHECK(tunnel.display() == "postgresql://h/d");
}

TEST_CASE("library: NODE_EXTRA_CA_CERTS beside the system's roots, for node-postgres's ssl alone") {
  const test::project_folder folder;
  write_file_atomically(folder.path() / "system.pem", "system's");
  write_file_atomically(folder.path() / "extra.pem", "extra");
  ::setenv("SSL_CERT_FILE", (folder.path() / "system.pem").c_str(), 1);
  const auto fitted = [&](const char* extra, std::string ssl, int version) {
    ::setenv("NODE_EXTRA_CA_CERTS", (folder.path() / extra).c_str(), 1);
    connection_sources sources = with({});
    sources.config = {.host = "h", .database = "d", .ssl = std::move(ssl)};
    connection_target out = resolve_connection(sources);
    fit_to_library(out, version);
    fit_to_library(out, version);  // a connection that is made again
    ::unsetenv("NODE_EXTRA_CA_CERTS");
    return out;
  };
  for (const int version : {150000, 160000}) {
    const connection_target both = fitted("extra.pem", "true", version);
    CHECK(both.get("sslmode") == "verify-full");
    CHECK(both.get("sslrootcert").empty());
    REQUIRE(both.certificates.size() == 1);
    CHECK(both.certificates[0].second == "system's\nextra");
  }
  const connection_target none = fitted("nowhere.pem", "{}", 160000);
  CHECK(none.get("sslrootcert") == "system");
  CHECK(all_notes(none).find("NODE_EXTRA_CA_CERTS names a file that is not there") !=
        std::string::npos);
  CHECK(fitted("extra.pem", R"({"ca":"/etc/ca.pem"})", 160000).get("sslrootcert") == "/etc/ca.pem");
  ::unsetenv("SSL_CERT_FILE");
}

TEST_CASE("library: the system's roots mean verify-full, and a file for an old libpq") {
  connection_target target = read("postgres://u@h/d?sslrootcert=system");
  fit_to_library(target, 160000);
  CHECK(target.get("sslrootcert") == "system");
  CHECK(target.get("sslmode") == "verify-full");
  target = read("postgres://u@h/d?sslrootcert=system&sslmode=require");
  fit_to_library(target, 160000);
  CHECK(target.get("sslmode") == "verify-full");
  CHECK(all_notes(target).find("verify-full, not require") != std::string::npos);
  target = read("postgres://u@h/d?sslrootcert=system&sslmode=disable");
  fit_to_library(target, 160000);
  CHECK(target.get("sslmode") == "disable");
  ::setenv("SSL_CERT_FILE", "/etc/passwd", 1);
  target = read("postgres://u@h/d?sslrootcert=system");
  fit_to_library(target, 150000);
  ::unsetenv("SSL_CERT_FILE");
  CHECK(target.get("sslrootcert") == "/etc/passwd");
  CHECK(target.get("sslmode") == "verify-full");
}

TEST_CASE("library: Neon's endpoint, where TLS does not say it") {
  const auto options = [](std::string_view url, int version) {
    connection_target target = read(url);
    fit_to_library(target, version);
    return std::string(target.get("options"));
  };
  const std::string host = "postgres://u@ep-cool-1.eu-central-1.aws.neon.tech/d";
  CHECK(options(host, 150000).empty());
  CHECK(options(host, 130000) == "endpoint=ep-cool-1");
  CHECK(options(host + "?sslsni=0", 150000) == "endpoint=ep-cool-1");
  CHECK(options(host + "?sslsni=0&options=project%3Dep-x", 150000) == "project=ep-x");
  CHECK(options(host + "?sslsni=0&options=-csearch_path%3Da", 150000) ==
        "endpoint=ep-cool-1 -csearch_path=a");
  CHECK(options("postgres://u@h/d?sslsni=0", 150000).empty());
}

TEST_CASE("resolve: poolers are known by their names") {
  const auto pooled = [](const char* url) {
    const connection_target target = resolve_connection(with({{"DATABASE_URL", url}}));
    CHECK(target.through_pooler == !target.notes.empty());
    return target.through_pooler;
  };
  CHECK(pooled("postgres://u@ep-cool-1-pooler.eu-central-1.aws.neon.tech/d"));
  CHECK_FALSE(pooled("postgres://u@ep-cool-1.eu-central-1.aws.neon.tech/d"));
  CHECK(pooled("postgres://u@aws-0-eu-west-1.pooler.supabase.com:6543/postgres"));
  CHECK_FALSE(pooled("postgres://u@aws-0-eu-west-1.pooler.supabase.com:5432/postgres"));
  CHECK(pooled("postgres://u@h/d?pgbouncer=true"));
}

TEST_CASE("resolve: the first source that names a database") {
  connection_sources sources = with({{"DATABASE_URL", "postgres://environment/d"},
                                     {"DIRECT_URL", "postgres://direct/d"},
                                     {"PGHOST", "pghost"}});
  sources.url.emplace("postgres://flag/d");
  sources.config.url.emplace("postgres://config/d");
  sources.local.emplace("postgres://local/d");
  CHECK(resolve_connection(sources).get("host") == "flag");
  CHECK(resolve_connection(sources).origin == "--url");
  sources.url.reset();
  CHECK(resolve_connection(sources).get("host") == "environment");
  sources.for_migrations = true;
  CHECK(resolve_connection(sources).get("host") == "direct");
  CHECK(resolve_connection(sources).origin == "DIRECT_URL");

  connection_sources later = with({{"PGHOST", "pghost"}, {"PGDATABASE", "named"}});
  later.config.url.emplace("postgres://config/d");
  later.local.emplace("postgres://local/d");
  CHECK(resolve_connection(later).get("host") == "config");
  later.config.url.reset();
  CHECK(resolve_connection(later).get("host") == "pghost");
  CHECK(resolve_connection(later).get("dbname") == "named");
  connection_sources last = with({{"PGUSER", "ann"}, {"DATABASE_URL", "  "}});
  last.local.emplace("postgres://local/d");
  CHECK(resolve_connection(last).get("host") == "local");
}

TEST_CASE("resolve: what a service says is left to libpq") {
  const connection_target target =
      resolve_connection(with({{"PGSERVICE", "prod"}, {"PGHOST", "elsewhere"}}));
  REQUIRE(target.parameters.size() == 1);
  CHECK(target.get("service") == "prod");
  CHECK(target.origin.find("PG") != std::string::npos);
  const connection_target url = resolve_connection(
      with({{"DATABASE_URL", "postgres:///?service=prod"}, {"PGSSLMODE", "require"}}));
  CHECK(url.get("sslmode").empty());
}

TEST_CASE("resolve: PG* variables say what the source does not") {
  connection_sources sources = with({{"DATABASE_URL", "postgres://u@h/d?sslmode=disable"},
                                     {"PGPASSWORD_FILE", "/run/secrets/password"},
                                     {"PGSSLMODE", "require"},
                                     {"PGSSLROOTCERT", "/ca.pem"},
                                     {"PGSERVICE", ""},
                                     {"PGUSER", "other"},
                                     {"PGPORT", "6543"}});
  sources.read_file = [](const std::string&) { return std::optional<std::string>("se cret\n"); };
  const connection_target target = resolve_connection(sources);
  CHECK(target.get("password") == "se cret");
  CHECK(target.get("sslmode") == "disable");
  CHECK(target.get("sslrootcert") == "/ca.pem");
  CHECK(target.get("user") == "u");
  CHECK(target.get("port") == "6543");
}

TEST_CASE("resolve: what speaks of the environment goes before what speaks of none") {
  connection_sources sources = with({{"DATABASE_URL", "postgres://any/d"},
                                     {"DIRECT_URL", "postgres://direct/d"},
                                     {"DATABASE_URL_TEST", "postgres://test/d"},
                                     {"DATABASE_URL_EU_WEST", "postgres://eu/d"}});
  sources.for_migrations = true;
  sources.config.url.emplace("postgres://config/d");
  sources.environment_config = {.url = "postgres://named/d", .direct_url = "postgres://past/d"};
  sources.environment_config_name = "sluice.toml [env.test]";
  CHECK(resolve_connection(sources).origin == "sluice.toml [env.test]: direct_url");
  sources.for_migrations = false;
  CHECK(resolve_connection(sources).get("host") == "named");
  sources.environment_name.emplace("test");
  CHECK(resolve_connection(sources).get("host") == "test");
  CHECK(resolve_connection(sources).origin == "DATABASE_URL_TEST");
  sources.environment_name.emplace("eu-west");
  CHECK(resolve_connection(sources).get("host") == "eu");
  sources.environment_name.emplace("production");
  sources.environment_config = {};
  CHECK(resolve_connection(sources).get("host") == "any");
  sources.file_of = [](const std::string&) { return std::string(".env"); };
  CHECK(resolve_connection(sources).origin == "DATABASE_URL of .env");
}

TEST_CASE("resolve: other tools' URLs come behind the configuration") {
  connection_sources sources = with({{"POSTGRES_URL", "postgres://pooled/d"},
                                     {"POSTGRES_URL_NON_POOLING", "postgres://direct/d"},
                                     {"POSTGRES_DB", "parts"}});
  CHECK(resolve_connection(sources).get("host") == "pooled");
  sources.for_migrations = true;
  CHECK(resolve_connection(sources).get("host") == "direct");
  sources.config.url.emplace("postgres://config/d");
  CHECK(resolve_connection(sources).get("host") == "config");
  connection_sources unpooled = with(
      {{"DATABASE_URL", "postgres://pooled/d"}, {"DATABASE_URL_UNPOOLED", "postgres://direct/d"}});
  CHECK(resolve_connection(unpooled).get("host") == "pooled");
  unpooled.for_migrations = true;
  CHECK(resolve_connection(unpooled).get("host") == "direct");
}

TEST_CASE("resolve: the parts, as PostgreSQL's image and frameworks name them") {
  const connection_target image = resolve_connection(
      with({{"POSTGRES_USER", "ann"}, {"POSTGRES_PASSWORD", "pa ss"}, {"POSTGRES_DB", "shop"}}));
  CHECK(image.display() == "postgresql://ann@localhost/shop");
  CHECK(image.get("password") == "pa ss");
  CHECK(image.origin == "POSTGRES_DB");
  const connection_target service = resolve_connection(
      with({{"DB_HOST", "vectorchord"}, {"DB_PORT", "5433"}, {"POSTGRES_USER", "stats"}}));
  CHECK(service.display() == "postgresql://stats@vectorchord:5433/stats");
  CHECK(resolve_connection(with({{"DB_HOST", "h"}})).display() ==
        "postgresql://postgres@h/postgres");
  connection_sources secrets =
      with({{"POSTGRES_PASSWORD_FILE", "/run/secrets/password"}, {"POSTGRES_DB", "shop"}});
  secrets.read_file = [](const std::string&) { return std::optional<std::string>("s\r\n"); };
  CHECK(resolve_connection(secrets).get("password") == "s");
  CHECK_THROWS_AS(resolve_connection(with({{"POSTGRES_PASSWORD", "p"}})), error);
}

TEST_CASE("resolve: a *_FILE variable names the file that holds the URL") {
  connection_sources sources = with({{"DATABASE_URL_FILE", "/run/secrets/url"}});
  sources.read_file = [](const std::string& file) -> std::optional<std::string> {
    if (file != "/run/secrets/url") return std::nullopt;
    return "postgres://u:p@secret/d\n";
  };
  CHECK(resolve_connection(sources).get("host") == "secret");
  CHECK(resolve_connection(sources).get("dbname") == "d");
  sources.read_file = [](const std::string&) -> std::optional<std::string> { return std::nullopt; };
  CHECK_THROWS_AS(resolve_connection(sources), error);
}

TEST_CASE("resolve: nothing names a database") {
  try {
    resolve_connection(with({}));
    FAIL("a target out of nothing");
  } catch (const error& refused) {
    CHECK(refused.code == "PG.NO_TARGET");
    CHECK(refused.hint.find("DATABASE_URL") != std::string::npos);
  }
}

TEST_CASE("library: what an old libpq lacks is left out and said") {
  connection_target target =
      read("postgres://u@h/d?sslnegotiation=direct&require_auth=scram-sha-256&sslmode=require");
  connection_target same = target;
  fit_to_library(target, 150018);
  CHECK(target.get("sslnegotiation").empty());
  CHECK(target.get("require_auth").empty());
  CHECK(target.get("sslmode") == "require");
  CHECK(target.notes.size() == 2);
  fit_to_library(same, 180000);
  CHECK(same.get("sslnegotiation") == "direct");
}

}  // namespace
}  // namespace sluice::pg
