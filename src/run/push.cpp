#include "run/push.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "run/script.hpp"

namespace sluice::run {
namespace {

migration as_migration(const std::vector<push_statement>& all) {
  migration out{.tag = "push"};
  std::vector<std::string> statements;
  for (const push_statement& one : all) statements.push_back(one.sql);
  out.hash = sha256_hex(join(statements, "\n"));
  out.is_push = true;
  const std::vector<int> lines(statements.size(), 1);
  out.content = make_script({.hash = out.hash, .statements = statements, .lines = lines}, out.tag);
  for (std::size_t i = out.count(); i-- > 0;) {
    const std::size_t chunk = out.content.chunk_of[i];
    const bool is_first = i == 0 || out.content.chunk_of[i - 1] != chunk;
    if (is_first && !all[chunk].guard.empty()) out.guards.emplace(i, all[chunk].guard);
  }
  return out;
}

std::string without_lines(const std::string& text,
                          const std::vector<std::string_view>& beginnings) {
  std::vector<std::string> kept;
  for (const std::string_view line : split(text, "\n")) {
    if (std::none_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view one) { return line.starts_with(one); })) {
      kept.emplace_back(line);
    }
  }
  return join(kept, "\n");
}

// What is said of migrations, said of a push.
error as_push(error said) {
  if (said.code == "MIGRATE.FAILED") said.code = "PUSH.FAILED";
  if (said.code == "MIGRATE.LOCK_TIMEOUT") said.code = "PUSH.LOCK_TIMEOUT";
  if (said.code == "MIGRATE.POOLER") {
    said.code = "PUSH.POOLER";
    said.hint = "give the push a direct connection: --url";
  }
  if (said.sqlstate == no_longer_right) {
    said.code = "PUSH.CHANGED";
    if (said.kind == failure::migration) said.kind = failure::drift;
    said.detail = without_lines(said.detail, {"SQLSTATE ", "PL/pgSQL "});
    said.hint = "push again: the plan is made anew";
  }
  said.where = {};
  said.migration.clear();
  if (said.sqlstate.starts_with("427")) said.hint.clear();  // "was it made by push?"
  return said;
}

// Only a ledger could tell.
error connection_lost(const pg::connection& connection) {
  return error(failure::connect, "PUSH.CONNECTION_LOST",
               "the connection was lost while the push ran: whether it was committed is not known")
      .because(connection.last_words())
      .advise("push again: it does what is left, if anything is");
}

}  // namespace

push_report push(pg::connection& connection, const std::vector<std::vector<push_statement>>& parts,
                 const session_options& how, const observer& watch,
                 const std::function<void()>& still_right) {
  session run(connection, how, watch);
  if (!run.lock()) {
    run.remark(severity::note, "RUN.POOLER",
               "the connection goes through a pooler: each transaction takes the lock; a direct "
               "connection (DIRECT_URL, --url) is better");
  }
  still_right();
  std::vector<migration> all;
  for (const auto& one : parts) all.push_back(as_migration(one));
  std::string hashes;
  for (const migration& one : all) hashes += one.hash;
  run.begin_history("push", sha256_hex(hashes), keeping::where_kept);
  push_report out;
  try {
    for (const migration& one : all) {
      run.refuse_interrupted(out.statements == 0 ? "nothing was changed"
                                                 : "what was committed before stays");
      const std::vector<const migration*> these{&one};
      run.begin(these);
      const application came = run.attempt(
          these,
          out.statements == 0 ? "" : "New values of enums were committed before it and stay.");
      if (came.came == application::end::connection_lost) throw connection_lost(connection);
      out.took += run.end_of(these);
      out.statements += one.count();
    }
  } catch (const error& failed) {
    error said = as_push(failed);
    run.end_history(said);
    throw std::move(said);
  }
  run.end_history();
  return out;
}

}  // namespace sluice::run
