#include "data/seeds.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "data/load_declaration.hpp"
#include "data/sql_file.hpp"
#include "run/sluice_schema.hpp"

namespace sluice::data {

namespace {

constexpr std::string_view make_table = R"(
create table if not exists sluice.seeds (
  ledger text not null,
  name text not null,
  hash text not null,
  run_at timestamptz not null default now(),
  primary key (ledger, name)))";

constexpr std::string_view record = R"(
insert into sluice.seeds (ledger, name, hash) values ($1, $2, $3)
on conflict (ledger, name) do update set hash = excluded.hash, run_at = now())";

error named(const error& failed, const seed& one, std::size_t done) {
  error out(failed.kind, failed.code, concat(one.name, ": ", failed.what()));
  out.where = failed.where;
  if (out.where.file.empty()) out.where.file = one.file.string();
  out.detail = concat(failed.detail, failed.detail.empty() ? "" : "\n", "Nothing of it stays.");
  if (done > 0) out.detail += concat(" Before it, ", std::to_string(done), " run.");
  out.hint = failed.hint;
  out.sqlstate = failed.sqlstate;
  return out;
}

class runner {
 public:
  runner(pg::connection& connection, const std::function<script_session&()>& scripts,
         const seeds_request& asked)
      : connection_(connection), scripts_(scripts), asked_(asked) {}

  std::map<std::string, std::string> known() {
    if (!connection_.query("select to_regclass('sluice.seeds') is not null").boolean(0, 0)) {
      pg::transaction making(connection_);
      run::create_sluice_schema(connection_);
      connection_.execute(make_table);
      making.commit();
    }
    std::map<std::string, std::string> out;
    const pg::result rows =
        connection_.query("select name, hash from sluice.seeds where ledger = $1", {asked_.ledger});
    for (int i = 0; i < rows.rows(); ++i) {
      out[std::string(rows.text(i, 0))] = std::string(rows.text(i, 1));
    }
    return out;
  }

  void run(const seed& one, const std::string& hash) {
    pg::transaction within(connection_);
    switch (one.kind) {
      case seed_kind::sql:
        run_sql(connection_, read_sql(one.file), one.file);
        break;
      case seed_kind::load:
        load(one);
        break;
      case seed_kind::typescript:
        call(one);
        break;
    }
    connection_.query(record, {asked_.ledger, one.name, hash});
    within.commit();
  }

 private:
  void call(const seed& one) {
    if (scripts_().call_exported(one.file, {"default", "seed", "main", "run"})) return;
    throw error(failure::config, "SEED.NO_FUNCTION", "it exports no function that seeds")
        .at({.file = one.file.string()})
        .because("nothing was run; what a file does while it is imported has no database")
        .advise(
            "export default async function (db) { … }, or export async function seed(db) { … }");
  }

  void load(const seed& one) {
    const std::string batch = concat("seed:", one.name);
    const load_declaration said = read_load(one.file);
    const bool was_loaded =
        connection_.query("select to_regclass('sluice.loads') is not null").boolean(0, 0) &&
        connection_.query("select exists (select from sluice.loads where batch = $1)", {batch})
            .boolean(0, 0);
    if (was_loaded && said.undoable) undo_load(connection_, said, batch);
    load_observer nobody;
    run_load(connection_, said, batch, asked_.loads, nobody);
  }

  pg::connection& connection_;
  const std::function<script_session&()>& scripts_;
  const seeds_request& asked_;
};

}  // namespace

seeds_report run_seeds(pg::connection& connection, const std::function<script_session&()>& scripts,
                       const seeds_request& asked, const seeds_callbacks& to) {
  seeds_report out;
  runner by(connection, scripts, asked);
  const std::map<std::string, std::string> known = by.known();
  for (const seed& one : asked.these) {
    const std::string hash = sha256_hex(read_file(one.file));
    const auto before = known.find(one.name);
    if (!asked.again && before != known.end() && before->second == hash) {
      ++out.already;
      continue;
    }
    if (to.begin) to.begin(one);
    const auto began = std::chrono::steady_clock::now();
    try {
      by.run(one, hash);
    } catch (const error& failed) {
      throw named(failed, one, out.done.size());
    }
    out.done.push_back({one.name, std::chrono::duration_cast<std::chrono::microseconds>(
                                      std::chrono::steady_clock::now() - began)});
    if (to.done) to.done(out.done.back());
  }
  return out;
}

}  // namespace sluice::data
