// Which packages and images hold the extensions that people ask for.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "project/extensions.hpp"

namespace sluice::project {
namespace {

struct source {
  std::string_view extension;
  std::string_view package;  // Debian's, after postgresql-VERSION-
  std::string_view image;    // MAJOR stands for PostgreSQL's version
};

constexpr std::array<source, 12> sources{{
    {"vector", "pgvector", "pgvector/pgvector:pgMAJOR"},
    {"vchord", "", "tensorchord/vchord-postgres:pgMAJOR-vVERSION"},
    {"postgis", "postgis-3", "postgis/postgis:MAJOR-3.5"},
    {"postgis_topology", "postgis-3", "postgis/postgis:MAJOR-3.5"},
    {"postgis_raster", "postgis-3", "postgis/postgis:MAJOR-3.5"},
    {"timescaledb", "", "timescale/timescaledb:latest-pgMAJOR"},
    {"pg_cron", "cron", ""},
    {"pg_partman", "partman", ""},
    {"pgrouting", "pgrouting", ""},
    {"hypopg", "hypopg", ""},
    {"pg_uuidv7", "", ""},
    {"citus", "", "citusdata/citus:latest"},
}};

// What PostgreSQL's own contrib has, as far as applications use it.
constexpr std::array<std::string_view, 22> contrib{"btree_gin",
                                                   "btree_gist",
                                                   "citext",
                                                   "cube",
                                                   "dblink",
                                                   "earthdistance",
                                                   "fuzzystrmatch",
                                                   "hstore",
                                                   "intarray",
                                                   "isn",
                                                   "lo",
                                                   "ltree",
                                                   "pg_buffercache",
                                                   "pg_prewarm",
                                                   "pg_stat_statements",
                                                   "pg_trgm",
                                                   "pgcrypto",
                                                   "pgrowlocks",
                                                   "postgres_fdw",
                                                   "tablefunc",
                                                   "unaccent",
                                                   "uuid-ossp"};

}  // namespace

std::string extension_source(const std::string& name, int server_version) {
  const std::string major = std::to_string(server_version / 10000);
  if (std::find(contrib.begin(), contrib.end(), name) != contrib.end()) {
    return concat("it is part of PostgreSQL's contrib modules: apt install postgresql-", major,
                  " (Debian, Ubuntu), dnf install postgresql", major,
                  "-contrib (Fedora, RHEL), apk add postgresql", major, "-contrib (Alpine)");
  }
  const auto known = std::find_if(sources.begin(), sources.end(),
                                  [&](const source& one) { return one.extension == name; });
  std::vector<std::string> ways;
  if (known != sources.end() && !known->package.empty()) {
    ways.push_back(concat("apt install postgresql-", major, "-", known->package));
  }
  if (known != sources.end() && !known->image.empty()) {
    ways.push_back(concat("the image ", replace_all(std::string(known->image), "MAJOR", major)));
  }
  ways.emplace_back(
      "with a provider, its list of extensions; what the server has: select name from "
      "pg_available_extensions");
  return concat("install it on the server: ", join(ways, "; "));
}

}  // namespace sluice::project
