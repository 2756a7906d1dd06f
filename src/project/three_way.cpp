#include "project/three_way.hpp"

#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "project/described.hpp"
#include "project/proving_ground.hpp"
#include "project/schema_builder.hpp"
#include "project/scope.hpp"
#include "run/status.hpp"

namespace sluice::project {

namespace {

using key = std::tuple<std::string, std::string, std::string, std::string>;

struct definitions {
  schema_object object;
  std::optional<std::string> source, migrations, database;
};

using gathered = std::map<key, definitions>;

void gather(gathered& all, const std::vector<schema_object>& from,
            std::optional<std::string> definitions::* where) {
  for (const schema_object& one : from) {
    definitions& found = all[{one.kind, one.schema, one.relation, one.name}];
    found.object = one;
    found.object.definition.clear();
    found.*where = one.definition;
  }
}

std::string shown(const std::optional<std::string>& definition) {
  if (!definition) return "not there";
  return definition->empty() ? "there" : concat("`", *definition, "`");
}

std::string plain(const std::optional<std::string>& has, party who) {
  return concat(shown(has), " in ", name_of(who));
}

// "table public.users is in the database alone", "column public.users.email is `text` in the
// database, `varchar(255)` in the schema and the migrations"
std::string words_of(const definitions& one, const std::optional<party>& odd, bool beyond) {
  const std::string title = one.object.title();
  if (beyond) {
    if (!one.database) return concat(title, " is in the migrations, and not in the database");
    if (!one.migrations) return concat(title, " is in the database, and not in the migrations");
    return concat(title, " is ", plain(one.database, party::database), ", ",
                  plain(one.migrations, party::migrations));
  }
  if (!odd) {
    return concat(title, " is ", plain(one.source, party::source), ", ",
                  plain(one.migrations, party::migrations), ", ",
                  plain(one.database, party::database));
  }
  const std::optional<std::string>& own = *odd == party::source       ? one.source
                                          : *odd == party::migrations ? one.migrations
                                                                      : one.database;
  const std::optional<std::string>& rest = *odd == party::source ? one.migrations : one.source;
  const std::string others =
      *odd == party::source ? concat(name_of(party::migrations), " and ", name_of(party::database))
      : *odd == party::migrations
          ? concat(name_of(party::source), " and ", name_of(party::database))
          : concat(name_of(party::source), " and ", name_of(party::migrations));
  if (!rest) return concat(title, " is in ", name_of(*odd), " alone");
  if (!own) return concat(title, " is missing in ", name_of(*odd));
  return concat(title, " is ", shown(own), " in ", name_of(*odd), ", and ", shown(rest), " in ",
                others);
}

std::optional<party> odd_one(const definitions& one) {
  if (one.source == one.migrations) return party::database;
  if (one.source == one.database) return party::migrations;
  if (one.migrations == one.database) return party::source;
  return std::nullopt;
}

bool is_relation(const std::string& kind) {
  return kind == "table" || kind == "view" || kind == "materialized view";
}

class verifier {
 public:
  verifier(const three_way_request& asked, const migrate_callbacks& to) : asked_(asked), to_(to) {}

  three_way_result run() {
    const auto start = std::chrono::steady_clock::now();
    database_request request = asked_.database;
    request.reads_schema = true;
    opened at = open_database(request, to_);
    remark_list said([&](const diagnostic& one) {
      if (to_.watch.remark) to_.watch.remark(one);
    });
    const surroundings around = look_around(request.where);
    schema_source source(
        {.flags = request.flags, .arguments = request.arguments, .console = asked_.console}, around,
        said);
    const model::database wanted = source.load().database;
    const catalog::scope about = widened(at.place.about, wanted);

    three_way_result out;
    for (const run::entry_status& one :
         run::status(at.connection, at.folder, at.place.ledger).entries) {
      if (one.is == run::standing::pending) ++out.pending;
    }
    const catalog::reading live = catalog::read(at.connection, about);
    const proving_ground ground = find_ground(asked_.scratch_url, request.where, at);
    out.place = ground.name;
    std::vector<std::string> roles;
    for (const model::role& one : wanted.roles) roles.push_back(one.name);
    scratch database(ground.target, ground.is, roles);
    const int version = database.connection().server_version();
    out.server = concat(std::to_string(version / 10000), ".", std::to_string(version % 100));
    schema_builder build(database, ground.is);
    build.add_extensions(at.connection);
    if (const auto failed = build.from_model(wanted)) impossible("the schema", *failed);
    const catalog::reading of_source = catalog::read(database.connection(), about);
    build.clear();
    build.add_extensions(at.connection);
    for (const migrations::entry& one : at.folder.entries()) {
      if (const auto failed = build.from_file(at.folder.read(one))) {
        impossible(concat(one.tag, ".sql"), *failed);
      }
    }
    const catalog::reading replayed = catalog::read(database.connection(), about);

    const auto of = [](const catalog::reading& one) { return described(one.schema); };
    const std::vector<schema_object> all = of(of_source);
    out.objects = all.size();
    out.disagreements = disagreements_of(all, of(replayed), of(live), false);
    for (disagreement& one :
         disagreements_of({}, described(replayed.others), described(live.others), true)) {
      out.disagreements.push_back(std::move(one));
    }
    out.others = described(live.others);
    out.took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    return out;
  }

 private:
  [[noreturn]] static void impossible(const std::string& what, const std::string& why) {
    throw error(failure::general, "VERIFY.IMPOSSIBLE",
                concat(what, " can't be built on that server"))
        .because(why)
        .advise("--scratch-url names an empty database where it can");
  }

  const three_way_request& asked_;
  const migrate_callbacks& to_;
};

}  // namespace

std::string_view name_of(party one) {
  switch (one) {
    case party::source:
      return "the schema";
    case party::migrations:
      return "the migrations";
    case party::database:
      return "the database";
  }
  return "";
}

std::vector<disagreement> disagreements_of(const std::vector<schema_object>& source,
                                           const std::vector<schema_object>& migrations,
                                           const std::vector<schema_object>& database,
                                           bool beyond) {
  gathered all;
  gather(all, source, &definitions::source);
  gather(all, migrations, &definitions::migrations);
  gather(all, database, &definitions::database);
  // Of a table that one of them lacks, its columns are no news.
  std::set<std::pair<std::string, std::string>> incomplete;
  for (const auto& [of, one] : all) {
    if (!beyond && is_relation(one.object.kind) &&
        !(one.source && one.migrations && one.database)) {
      incomplete.insert({one.object.schema, one.object.name});
    }
  }
  std::vector<disagreement> out;
  for (const auto& [of, one] : all) {
    const bool agrees = one.migrations == one.database && (beyond || one.source == one.database);
    if (agrees || incomplete.contains({one.object.schema, one.object.relation})) continue;
    const std::optional<party> odd = beyond ? std::nullopt : odd_one(one);
    out.push_back({.object = one.object,
                   .source = one.source,
                   .migrations = one.migrations,
                   .database = one.database,
                   .odd_one = odd,
                   .what = words_of(one, odd, beyond)});
  }
  return out;
}

three_way_result verify_all(const three_way_request& asked, const migrate_callbacks& to) {
  return verifier(asked, to).run();
}

}  // namespace sluice::project
