#include "project/drop.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/sluice_toml.hpp"
#include "migrations/listing.hpp"
#include "pg/connection.hpp"
#include "project/migrations_folder.hpp"
#include "project/own_server.hpp"
#include "project/prepare_database.hpp"
#include "run/status.hpp"

namespace sluice::project {
namespace {

namespace fs = std::filesystem;

constexpr const char* patience = "5";  // seconds, for one database to answer

// Which of the migrations the database has, or has begun.
std::vector<std::string> applied_of(const database_place& place, const drop_plan& plan) {
  pg::connection_target target = place.target;
  if (target.get("connect_timeout").empty()) target.set("connect_timeout", patience);
  pg::connection connection = prepare_database(target, {}, nullptr, {});
  const run::status_report now = run::status(connection, plan.folder, place.ledger);
  std::vector<std::string> out;
  for (const run::entry_status& one : now.entries) {
    const bool has = one.row_id != 0 || run::is_half(one);
    const auto& tags = plan.tags;
    if (has && std::find(tags.begin(), tags.end(), one.entry.tag) != tags.end()) {
      out.push_back(one.entry.tag);
    }
  }
  return out;
}

class known_databases {
 public:
  known_databases(const drop_request& asked, drop_plan& plan,
                  const std::function<void(const diagnostic&)>& remark)
      : asked_(asked), plan_(plan), remark_(remark) {}

  void ask() {
    look(asked_.database, "", remark_);
    const surroundings at = look_around(asked_.database.where);
    const auto ignored = [](const diagnostic&) {};
    if (const auto toml = config::load_sluice_toml(at.directory)) {
      for (const auto& [name, said] : toml->environments) {
        database_request request = asked_.database;
        request.url.reset();
        request.where.environment = name;
        look(request, concat("sluice.toml [env.", name, "]"), ignored);
      }
    }
    if (const auto url = own_server_url(at)) {
      database_request request = asked_.database;
      request.url = *url;
      look(request, "the project's own server", ignored);
    }
  }

 private:
  // `known_as`: of one that is named in passing; "" of the one that is asked for.
  void look(const database_request& request, const std::string& known_as,
            const std::function<void(const diagnostic&)>& remark) {
    known_database found{.name = known_as, .origin = known_as};
    try {
      const database_place place = find_database(request, remark);
      found.name = place.target.display();
      if (known_as.empty()) found.origin = place.target.origin;
      // Two ledgers of one database are two.
      if (!seen_.insert(concat(found.name, " ", place.ledger.quoted())).second) return;
      found.applied = applied_of(place, plan_);
    } catch (const error& why) {
      if (why.code == "PG.NO_TARGET") return;
      if (known_as.empty() && why.kind != failure::connect && why.kind != failure::unprepared) {
        throw;
      }
      // A database that does not exist has applied nothing.
      if (why.code == "PG.NO_DATABASE") return;
      found.unreachable = why.detail.empty() ? why.what() : concat(why.what(), ": ", why.detail);
    }
    plan_.databases.push_back(std::move(found));
  }

  const drop_request& asked_;
  drop_plan& plan_;
  const std::function<void(const diagnostic&)>& remark_;
  std::set<std::string> seen_;
};

void expect_last(const drop_request& asked, const migrations::folder& folder) {
  const auto& entries = folder.entries();
  if (entries.empty()) {
    throw error(failure::config, "DROP.NOTHING",
                concat("there is no migration in ", folder.directory().string()));
  }
  if (!asked.tag) return;
  const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                  [&](const auto& one) { return one.tag == *asked.tag; });
  if (found == entries.rend()) {
    std::vector<std::string> tags;
    for (const auto& one : entries) tags.push_back(one.tag);
    const std::string near = nearest(*asked.tag, tags);
    throw error(failure::config, "DROP.UNKNOWN",
                concat("the journal has no migration ", *asked.tag))
        .advise(near.empty() ? "sluice status" : concat("did you mean ", near, "?"));
  }
  const auto after = static_cast<std::size_t>(found - entries.rbegin());
  if (after + 1 == asked.steps) return;
  throw error(failure::config, "DROP.NOT_LAST",
              concat(*asked.tag, " is not the ",
                     asked.steps == 1 ? "last migration"
                                      : concat("first of the last ", std::to_string(asked.steps))))
      .because("each snapshot goes on from the one before it: only the last ones can go")
      .advise(concat("sluice drop ", *asked.tag, " --steps ", std::to_string(after + 1),
                     " takes back it and what follows it"));
}

}  // namespace

drop_plan plan_drop(const drop_request& asked,
                    const std::function<void(const diagnostic&)>& remark) {
  const fs::path out = migrations_folder({.where = asked.database.where,
                                          .flags = asked.database.flags,
                                          .arguments = asked.database.arguments},
                                         [](const diagnostic&) {});
  drop_plan plan{.folder = migrations::folder::open(out)};
  for (const diagnostic& one : plan.folder.remarks()) remark(one);
  expect_last(asked, plan.folder);
  const auto& entries = plan.folder.entries();
  const std::size_t count = std::min(asked.steps, entries.size());
  for (std::size_t i = 0; i < count; ++i) {
    const migrations::entry& one = entries[entries.size() - 1 - i];
    plan.tags.push_back(one.tag);
    for (const fs::path& file :
         {plan.folder.file_of(one), plan.folder.down_file_of(one), plan.folder.snapshot_of(one)}) {
      if (migrations::is_there(file)) plan.files.push_back(file);
    }
  }
  known_databases(asked, plan, remark).ask();
  return plan;
}

void expect_unapplied(const drop_plan& plan, bool offline) {
  for (const known_database& one : plan.databases) {
    if (one.applied.empty()) continue;
    throw error(failure::ledger, "DROP.APPLIED",
                concat(one.name, " has applied ", join(one.applied, ", ")))
        .because(concat("that database is known by ", one.origin,
                        "; without the files it could not be taken back there"))
        .advise("sluice rollback takes it back there; or write a new migration");
  }
  if (offline) return;
  for (const known_database& one : plan.databases) {
    if (one.unreachable.empty()) continue;
    throw error(failure::connect, "DROP.UNREACHABLE",
                concat("whether ", one.name, " has applied it can't be asked"))
        .because(one.unreachable)
        .advise("--offline, where you know that it has not");
  }
}

void drop(drop_plan& plan) {
  plan.folder.remove_last(plan.tags.size());
}

}  // namespace sluice::project
