#include "project/extensions.hpp"

#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pg/quote.hpp"

namespace sluice::project {
namespace {

using namespace std::chrono_literals;

constexpr int tries = 10;  // while others make the same extension
constexpr auto pause = 100ms;

std::string array_of(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  quoted.reserve(names.size());
  for (const std::string& name : names) quoted.push_back(pg::quote_literal(name));
  return concat("array[", join(quoted, ","), "]::text[]");
}

std::vector<std::string> missing(pg::connection& connection,
                                 const std::vector<std::string>& names) {
  const auto rows = connection.execute(
      concat("select n from unnest(", array_of(names),
             ") with ordinality as asked(n, i) where not exists (select from pg_extension where "
             "extname = n) order by i"));
  std::vector<std::string> out;
  for (int i = 0; i < rows.at(0).rows(); ++i) out.emplace_back(rows[0].text(i, 0));
  return out;
}

struct available {
  bool found = false;
  bool trusted = false;  // the right to create in the database is enough
  std::string version;
};

available look_up(pg::connection& connection, const std::string& name) {
  const pg::result rows = connection.query(
      "select coalesce(v.trusted, false), coalesce(e.default_version, '') from "
      "pg_available_extensions e left join pg_available_extension_versions v on v.name = e.name "
      "and v.version = e.default_version where e.name = $1",
      {name});
  if (rows.rows() == 0) return {};
  return {true, rows.boolean(0, 0), std::string(rows.text(0, 1))};
}

error no_extension(pg::connection& connection, const std::string& name) {
  const auto rows = connection.execute("select name from pg_available_extensions order by name");
  std::vector<std::string> all;
  for (int i = 0; i < rows.at(0).rows(); ++i) all.emplace_back(rows[0].text(i, 0));
  // People name the project: pgvector's extension is vector.
  std::string near = nearest(name, all);
  if (near.empty() && name.starts_with("pg")) {
    const std::string shorter = name.substr(name.starts_with("pg_") ? 3 : 2);
    near = nearest(shorter, all);
    if (near.empty() && shorter == "vector") near = shorter;
  }
  const std::string version(connection.execute("show server_version").at(0).text(0, 0));
  error out(failure::unprepared, "PG.NO_EXTENSION",
            concat("the server has no extension ", pg::quote_identifier(name)));
  out.detail = concat("it is PostgreSQL ", version, " and offers ", std::to_string(all.size()),
                      " extensions; this is none of them");
  out.hint =
      near.empty() || near == name
          ? extension_source(name, connection.server_version())
          : concat("is ", near, " meant? ", extension_source(near, connection.server_version()));
  return out;
}

error not_created(pg::connection& connection, const std::string& name, const available& there,
                  const pg::server_message& said) {
  const auto rows = connection.execute("select current_user, current_database()");
  const std::string user = pg::quote_identifier(rows.at(0).text(0, 0));
  const std::string database = pg::quote_identifier(rows[0].text(0, 1));
  const bool rights = said.sqlstate == "42501";
  error out(failure::unprepared, "PG.EXTENSION",
            rights ? concat("the user ", user, " may not create the extension ",
                            pg::quote_identifier(name))
                   : concat("the extension ", pg::quote_identifier(name), " can't be created"));
  out.sqlstate = said.sqlstate;
  out.detail = std::string(trim(join({said.text, said.why()}, "\n")));
  out.hint = said.hint;
  if (rights && there.trusted) {
    out.hint = concat("the right to create in the database is enough: GRANT CREATE ON DATABASE ",
                      database, " TO ", user);
  } else if (rights) {
    out.hint = concat("only a superuser may (or the provider's admin role): in ", database,
                      ", CREATE EXTENSION ", pg::quote_identifier(name), " once, by hand");
  }
  return out;
}

// Another migrator makes the same extension at this moment.
bool is_race(const std::string& sqlstate) {
  return sqlstate == "23505" || sqlstate == "42710" || sqlstate == "42723" || sqlstate == "42P07" ||
         sqlstate == "40P01" || sqlstate == "XX000";
}

void create_one(pg::connection& connection, const std::string& name,
                const preparation_observer& watch) {
  const available there = look_up(connection, name);
  if (!there.found) throw no_extension(connection, name);
  const std::string sql = concat("CREATE EXTENSION ", pg::quote_identifier(name), " CASCADE");
  for (int i = 1;; ++i) {
    const pg::outcome came = connection.attempt(sql);
    if (came.ok()) {
      if (watch.extension_created) watch.extension_created(name, there.version);
      return;
    }
    if (!came.failure || came.interrupted) connection.execute(sql);  // says what broke
    if (missing(connection, {name}).empty()) return;
    if (i == tries || !is_race(came.failure->sqlstate)) {
      throw not_created(connection, name, there, *came.failure);
    }
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace

void create_extensions(pg::connection& connection, const preparation& asked,
                       const preparation_observer& watch) {
  if (asked.extensions.empty()) return;
  for (const std::string& name : missing(connection, asked.extensions)) {
    try {
      create_one(connection, name, watch);
    } catch (const error& refused) {
      if (!asked.extensions_if_possible || refused.kind != failure::unprepared) throw;
      if (!watch.remark) continue;
      diagnostic note;
      note.level = severity::note;
      note.code = refused.code;
      note.message = refused.what();
      note.hint = refused.hint;
      watch.remark(note);
    }
  }
}

}  // namespace sluice::project
