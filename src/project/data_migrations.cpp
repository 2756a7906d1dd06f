#include "project/data_migrations.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "project/data_folder.hpp"
#include "project/data_session.hpp"
#include "project/protection.hpp"
#include "run/settings.hpp"
#include "run/status.hpp"

namespace sluice::project {

namespace {

void remark(const data_callbacks& to, severity level, const char* code, std::string message,
            const char* hint) {
  if (!to.general.watch.remark) return;
  diagnostic said;
  said.level = level;
  said.code = code;
  said.message = std::move(message);
  said.hint = hint;
  to.general.watch.remark(said);
}

std::string names_of(const std::vector<data::migration>& all) {
  std::vector<std::string> names;
  for (const data::migration& one : all) names.push_back(one.name);
  return join(names, ", ");
}

// What code and database disagree about, before anything is run.
void compare(data_session& at, const data_request& asked, const data::standing& now,
             const data_callbacks& to) {
  for (const data::applied_row& row : now.unknown(asked.schema)) {
    remark(to, severity::warning, "DATA.UNKNOWN",
           concat(row.name, " is applied, and no data migration has that name"),
           "bring its file back, or delete its row of public.data_migrations by hand");
  }
  const std::vector<data::migration> older = now.older(asked.schema);
  if (older.empty()) return;
  const bool is_strict = is_production(at.place().environment) || at.place().protect ||
                         run::read_protection(at.connection()).has_value();
  const std::string message = concat(names_of(older), older.size() == 1 ? " is" : " are",
                                     " not applied, though a later one is");
  if (!is_strict) {
    remark(to, severity::warning, "DATA.OUT_OF_ORDER", message, "");
    return;
  }
  throw error(failure::ledger, "DATA.OUT_OF_ORDER", message)
      .because("the database is protected, or the environment is production: nothing was run")
      .advise("give it a number behind the last applied one");
}

// Schema migrations that are to be applied before.
void expect_applied_before(data_session& at, const std::vector<data::migration>& these) {
  const bool asks = std::any_of(these.begin(), these.end(),
                                [](const data::migration& one) { return !one.after.empty(); });
  if (!asks) return;
  const run::status_report now =
      run::status(at.connection(), migrations::folder::open(at.place().out), at.place().ledger);
  std::vector<std::string> tags;
  for (const run::entry_status& one : now.entries) tags.push_back(one.entry.tag);
  for (const data::migration& one : these) {
    for (const std::string& wanted : one.after) {
      const auto found = std::find_if(now.entries.begin(), now.entries.end(),
                                      [&](const auto& each) { return each.entry.tag == wanted; });
      const bool known = found != now.entries.end();
      if (known && found->is != run::standing::pending) continue;
      error out(known ? failure::pending : failure::config, "DATA.AFTER",
                known
                    ? concat(one.name, " comes after ", wanted, ", which is not applied")
                    : concat(one.name, " comes after ", wanted, ", and no migration is called so"));
      out.migration = one.name;
      out.where.file = one.file.string();
      const std::string near = nearest(wanted, tags);
      throw std::move(out)
          .because("nothing was run")
          .advise(known          ? std::string("sluice migrate")
                  : near.empty() ? concat("the migrations are in ", at.place().out.string())
                                 : concat("did you mean ", near, "?"));
    }
  }
}

// Under the lock: what is to be done is only known there.
class locked {
 public:
  locked(data_session& at, const data_request& asked, const data_callbacks& to)
      : how_(asked.how), session_(at.connection(), with_ledger(at), to.general.watch) {
    if (!session_.lock()) each_ = std::to_string(how_.ledger.lock_key());
  }
  const run::session& session() const { return session_; }
  // The lock's key, where each transaction takes it.
  const std::optional<std::string>& each() const { return each_; }

 private:
  const run::session_options& with_ledger(const data_session& at) {
    how_.ledger = at.place().ledger;
    return how_;
  }

  run::session_options how_;
  run::session session_;
  std::optional<std::string> each_;
};

std::vector<data::done_migration> run_these(data_session& at, const locked& lock,
                                            const data::run_request& what,
                                            const data_callbacks& to) {
  return data::run_migrations(
      at.connection(), [&at]() -> data::script_session& { return at.scripts(); }, what,
      lock.session(), lock.each(), to.run);
}

}  // namespace

data_report migrate_data(const data_request& asked, const data_callbacks& to, bool only_look) {
  data_session at(asked, to);
  at.all();  // what is wrong with them is said before anybody is waited for
  std::optional<locked> lock;
  if (!only_look) lock.emplace(at, asked, to);
  const data::standing now = at.standing();
  compare(at, asked, now, to);
  data_report out{.folder = at.folder(), .these = now.pending(asked.schema)};
  out.already = now.applied.rows.size();
  expect_applied_before(at, out.these);
  if (only_look) return out;
  out.done = run_these(at, *lock,
                       {.where = data::way::up,
                        .these = out.these,
                        .makes_table = !now.applied.exists,
                        .loads = at.loads()},
                       to);
  return out;
}

data_report take_data_back(const data_rollback_request& asked, const data_callbacks& to,
                           const std::function<bool(const data_report&)>& agree) {
  data_session at(asked, to);
  data_report out{.folder = at.folder()};
  out.these = at.standing().to_take_back(asked.schema, asked.steps);
  if (asked.only_look || out.these.empty()) return out;
  run::expect_consent(at.connection(), concat("take back ", names_of(out.these)),
                      with_protection(asked.consent, at.place()));
  out.agreed = agree(out);
  if (!out.agreed) return out;
  const locked lock(at, asked, to);
  const std::vector<data::migration> again = at.standing().to_take_back(asked.schema, asked.steps);
  if (names_of(again) != names_of(out.these)) {
    throw error(failure::ledger, "DATA.CHANGED",
                "somebody else applied or took back data migrations meanwhile")
        .because("nothing was taken back")
        .advise("sluice data status, and try again");
  }
  out.done =
      run_these(at, lock, {.where = data::way::down, .these = out.these, .force = asked.force}, to);
  return out;
}

std::vector<data::written_file> new_data_migration(const new_data_request& asked) {
  const surroundings at = look_around(asked.where);
  const config::settings said = settings_for(
      {.where = asked.where, .flags = asked.flags, .arguments = asked.arguments}, at, [](auto&) {});
  const std::string usual = std::filesystem::is_directory(at.directory / "src")
                                ? "src/data-migrations"
                                : "data-migrations";
  std::vector<data::written_file> files =
      data::files_of({.folder = data_folder(at, said).value_or(at.directory / usual),
                      .schema = asked.schema,
                      .title = asked.title,
                      .kind = asked.kind});
  for (const data::written_file& one : files) {
    std::filesystem::create_directories(one.path.parent_path());
    write_file_atomically(one.path, one.text);
  }
  return files;
}

data_status status_of_data(const data_request& asked, const data_callbacks& to) {
  data_session at(asked, to);
  return {.folder = at.folder(), .now = at.standing()};
}

}  // namespace sluice::project
