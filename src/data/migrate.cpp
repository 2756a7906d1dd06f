#include "data/migrate.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "data/sql_file.hpp"

namespace sluice::data {

namespace {

using clock = std::chrono::steady_clock;

std::string argument(const migration& one, way where) {
  json_writer out(json_writer::style::compact);
  out.begin_object().member("index", one.index).member("way", where == way::up ? "up" : "down");
  return out.end_object().take();
}

std::filesystem::path file_of(const migration& one, way where) {
  return where == way::down && one.kind == migration_kind::sql ? one.down_file : one.file;
}

// What of a migration's files is read before anything is run.
struct prepared {
  std::string sql;
  std::optional<load_declaration> load;
};

prepared read(const migration& one, way where) {
  if (one.kind == migration_kind::sql) return {.sql = read_sql(file_of(one, where))};
  if (one.kind == migration_kind::load) return {.load = read_load(one.file)};
  return {};
}

class handing_on : public load_observer {
 public:
  handing_on(const migration& one, const run_callbacks& to) : one_(one), to_(to) {}
  void progress(const load_progress& now) override {
    if (to_.progress) to_.progress(one_, now);
  }
  void rejected(const bad_row& row) override {
    if (to_.rejected) to_.rejected(one_, row);
  }

 private:
  const migration& one_;
  const run_callbacks& to_;
};

void run_load_file(pg::connection& connection, const load_declaration& load, const migration& one,
                   const run_request& asked, const run_callbacks& to, done_migration& now) {
  if (asked.where == way::down) {
    now.rows = undo_load(connection, load, one.name, asked.force).removed;
    return;
  }
  load_options how = asked.loads;
  if (!how.rejects.empty()) how.rejects /= one.name + ".csv";
  handing_on observer(one, to);
  const load_outcome came = run_load(connection, load, one.name, how, observer);
  now.rows = came.rows;
  now.left_out = came.rejected;
}

// The same error with the migration's name, and what became of the others.
error named(const error& failed, const migration& one, const std::string& rest) {
  error out(failed.kind, failed.code, concat(one.name, ": ", failed.what()));
  out.where = failed.where;
  if (out.where.file.empty()) out.where.file = one.file.string();
  out.detail = failed.detail;
  const bool is_known = failed.code != "DATA.ENDED_TRANSACTION";
  if (is_known) out.detail += concat(out.detail.empty() ? "" : "\n", rest);
  out.hint = failed.hint;
  out.sqlstate = failed.sqlstate;
  out.migration = one.name;
  return out;
}

std::string how_far(const run_request& asked, std::size_t done) {
  const std::string_view verb = asked.where == way::up ? "applied" : "taken back";
  std::string out = "Nothing of it stays.";
  if (done > 0) out += concat(" Before it, ", std::to_string(done), " ", verb, " in this run.");
  const std::size_t left = asked.these.size() - done - 1;
  if (left > 0) out += concat(" ", std::to_string(left), " after it not tried.");
  return out;
}

// One migration's transaction. Where it throws, nothing of it is left.
class undertaking {
 public:
  undertaking(pg::connection& connection, const std::optional<std::string>& lock)
      : connection_(connection) {
    connection_.execute(lock ? concat("begin; select pg_advisory_xact_lock(", *lock, ")")
                             : std::string("begin"));
  }
  ~undertaking() {
    if (!open_ || connection_.transaction() == pg::transaction_state::idle) return;
    if (!connection_.alive()) return;
    connection_.interrupt_by(nullptr);  // an interrupted run rolls back too
    connection_.attempt("rollback");
  }
  undertaking(const undertaking&) = delete;
  undertaking& operator=(const undertaking&) = delete;

  void commit() {
    open_ = false;
    connection_.execute("commit");
  }

 private:
  pg::connection& connection_;
  bool open_ = true;
};

}  // namespace

std::vector<done_migration> run_migrations(pg::connection& connection,
                                           const std::function<script_session&()>& scripts,
                                           const run_request& asked, const run::session& session,
                                           const std::optional<std::string>& locks_each,
                                           const run_callbacks& to) {
  std::vector<prepared> files;
  for (const migration& one : asked.these) files.push_back(read(one, asked.where));
  std::vector<done_migration> done;
  bool makes_table = asked.makes_table;
  for (std::size_t at = 0; at < asked.these.size(); ++at) {
    const migration& one = asked.these[at];
    session.refuse_interrupted(concat(std::to_string(done.size()), " of ",
                                      std::to_string(asked.these.size()), " were done"));
    if (to.begin) to.begin(one, at + 1, asked.these.size());
    const auto began = clock::now();
    done_migration now{.name = one.name};
    try {
      undertaking within(connection, locks_each);
      if (std::exchange(makes_table, false)) create_tracking(connection);
      if (one.kind == migration_kind::sql) {
        run_sql(connection, files[at].sql, file_of(one, asked.where));
      } else if (one.kind == migration_kind::load) {
        run_load_file(connection, *files[at].load, one, asked, to, now);
      } else {
        script_session& code = scripts();
        const int before = code.queries();
        code.call("run", argument(one, asked.where));
        now.queries = code.queries() - before;
      }
      asked.where == way::up ? track(connection, one) : untrack(connection, one);
      within.commit();
    } catch (const error& failed) {
      throw named(failed, one, how_far(asked, done.size()));
    }
    now.took = std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - began);
    if (to.done) to.done(now);
    done.push_back(std::move(now));
  }
  return done;
}

}  // namespace sluice::data
