#include "script/names.hpp"

#include <algorithm>
#include <array>

namespace sluice::script {
namespace {

template <std::size_t Size>
bool has(const std::array<std::string_view, Size>& sorted, std::string_view name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

constexpr std::array<std::string_view, 37> node_modules = {"assert",
                                                           "async_hooks",
                                                           "buffer",
                                                           "child_process",
                                                           "cluster",
                                                           "console",
                                                           "constants",
                                                           "crypto",
                                                           "dgram",
                                                           "diagnostics_channel",
                                                           "dns",
                                                           "events",
                                                           "fs",
                                                           "http",
                                                           "http2",
                                                           "https",
                                                           "inspector",
                                                           "module",
                                                           "net",
                                                           "os",
                                                           "path",
                                                           "perf_hooks",
                                                           "process",
                                                           "punycode",
                                                           "querystring",
                                                           "readline",
                                                           "repl",
                                                           "stream",
                                                           "string_decoder",
                                                           "timers",
                                                           "tls",
                                                           "tty",
                                                           "url",
                                                           "util",
                                                           "vm",
                                                           "worker_threads",
                                                           "zlib"};
static_assert(std::is_sorted(node_modules.begin(), node_modules.end()));

// drizzle-orm's parts that talk to a database.
constexpr std::array<std::string_view, 34> orm_drivers = {"aws-data-api",
                                                          "better-sqlite3",
                                                          "bun-sql",
                                                          "bun-sqlite",
                                                          "d1",
                                                          "durable-sqlite",
                                                          "expo-sqlite",
                                                          "gel",
                                                          "knex",
                                                          "kysely",
                                                          "libsql",
                                                          "migrator",
                                                          "mysql-proxy",
                                                          "mysql2",
                                                          "neon-http",
                                                          "neon-serverless",
                                                          "netlify-db",
                                                          "node-postgres",
                                                          "op-sqlite",
                                                          "pg-proxy",
                                                          "pglite",
                                                          "planetscale-serverless",
                                                          "postgres-js",
                                                          "prisma",
                                                          "singlestore",
                                                          "singlestore-proxy",
                                                          "sql-js",
                                                          "sqlite-proxy",
                                                          "tidb-serverless",
                                                          "tursodatabase",
                                                          "vercel-postgres",
                                                          "version",
                                                          "xata-http",
                                                          "xata"};

constexpr std::array<std::string_view, 36> drivers = {"@aws-sdk/client-rds-data",
                                                      "@aws-sdk/rds-signer",
                                                      "@electric-sql/pglite",
                                                      "@libsql/client",
                                                      "@neondatabase/serverless",
                                                      "@netlify/neon",
                                                      "@op-engineering/op-sqlite",
                                                      "@planetscale/database",
                                                      "@prisma/client",
                                                      "@tidbcloud/serverless",
                                                      "@tursodatabase/database",
                                                      "@upstash/redis",
                                                      "@vercel/kv",
                                                      "@vercel/postgres",
                                                      "@xata.io/client",
                                                      "better-sqlite3",
                                                      "bun",
                                                      "bun:sqlite",
                                                      "expo-sqlite",
                                                      "gel",
                                                      "ioredis",
                                                      "knex",
                                                      "kysely",
                                                      "mongodb",
                                                      "mysql",
                                                      "mysql2",
                                                      "pg",
                                                      "pg-native",
                                                      "pg-pool",
                                                      "postgres",
                                                      "redis",
                                                      "slonik",
                                                      "sql.js",
                                                      "sqlite3",
                                                      "tedious",
                                                      "ws"};
static_assert(std::is_sorted(drivers.begin(), drivers.end()));

std::string_view first_part(std::string_view path) {
  return path.substr(0, path.find('/'));
}

}  // namespace

std::string_view package_name(std::string_view specifier) {
  std::size_t slash = specifier.find('/');
  if (specifier.starts_with('@') && slash != std::string_view::npos) {
    slash = specifier.find('/', slash + 1);
  }
  return specifier.substr(0, slash);
}

bool is_own_package(std::string_view specifier) {
  constexpr std::array<std::string_view, 7> names = {
      "@dotenvx/dotenvx", "@dotenvx/dotenvx/config", "dotenv",     "dotenv-expand",
      "dotenv/config",    "dotenv/config.js",        "drizzle-kit"};
  return has(names, specifier);
}

bool is_node_module(std::string_view name) {
  constexpr std::array<std::string_view, 12> parts = {
      "assert/strict",   "dns/promises", "fs/promises",       "inspector/promises",
      "path/posix",      "path/win32",   "readline/promises", "stream/consumers",
      "stream/promises", "stream/web",   "timers/promises",   "util/types"};
  return has(node_modules, name) || has(parts, name);
}

bool is_forbidden_node_module(std::string_view name) {
  constexpr std::array<std::string_view, 23> pure = {"assert",
                                                     "async_hooks",
                                                     "buffer",
                                                     "console",
                                                     "constants",
                                                     "crypto",
                                                     "diagnostics_channel",
                                                     "events",
                                                     "fs",
                                                     "module",
                                                     "os",
                                                     "path",
                                                     "perf_hooks",
                                                     "process",
                                                     "punycode",
                                                     "querystring",
                                                     "stream",
                                                     "string_decoder",
                                                     "timers",
                                                     "tty",
                                                     "url",
                                                     "util",
                                                     "zlib"};
  return !has(pure, first_part(name));
}

bool is_driver(std::string_view specifier) {
  constexpr std::string_view orm = "drizzle-orm/";
  if (specifier.starts_with(orm)) {
    specifier.remove_prefix(orm.size());
    if (specifier.ends_with("/migrator") || specifier.ends_with("/driver") ||
        specifier.ends_with("/session")) {
      return true;
    }
    return std::find(orm_drivers.begin(), orm_drivers.end(), first_part(specifier)) !=
           orm_drivers.end();
  }
  return has(drivers, specifier) || has(drivers, package_name(specifier));
}

bool is_empty_module(std::string_view specifier) {
  return specifier == "server-only" || specifier == "client-only";
}

}  // namespace sluice::script
