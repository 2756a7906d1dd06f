#include "run/plan.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"

namespace sluice::run {
namespace {

constexpr int version = 1;

template <typename Items>
std::string hash_of_items(const Items& all) {
  std::string text;
  for (const auto& one : all) text += concat("up ", one.tag, " ", one.hash, "\n");
  return sha256_hex(text);
}

std::string state_of(const prospect& now) {
  std::string text;
  for (const ledger_row& row : now.applied.rows) {
    text +=
        concat(std::to_string(row.id), " ", row.hash, " ", std::to_string(row.created_at), "\n");
  }
  for (const unfinished_step& one : now.unfinished) {
    text += concat(one.tag, " ", one.hash, " ", std::to_string(one.done), "\n");
  }
  return sha256_hex(text);
}

std::string document(const plan& one, const std::string& seal) {
  json_writer out;
  out.begin_object().member("planVersion", version).member("database", one.database);
  out.member("system", one.system).member("ledger", one.ledger);
  out.member("ledgerState", one.ledger_state).member("schemaState", one.schema_state);
  out.member("planHash", one.hash());
  out.key("migrations").begin_array();
  for (const plan::item& each : one.migrations) {
    out.begin_object().member("tag", each.tag).member("hash", each.hash);
    out.member("when", each.when).key("statements").begin_array();
    for (const std::string& statement : each.statements) out.string(statement);
    out.end_array().end_object();
  }
  out.end_array();
  if (!seal.empty()) out.member("seal", seal);
  return out.end_object().take() + "\n";
}

error damaged(const std::string& file, std::string why) {
  return error(failure::config, "PLAN.DAMAGED", concat(file, " is no plan that can be applied"))
      .because(std::move(why))
      .advise("make it anew: sluice migrate --plan-out FILE");
}

}  // namespace

std::string plan::hash() const {
  return hash_of_items(migrations);
}

std::string hash_of(const std::vector<migration>& all) {
  return hash_of_items(all);
}

plan make_plan(pg::connection& connection, const ledger_name& name, const prospect& now) {
  plan out;
  out.database = connection.execute("select current_database()").at(0).text(0, 0);
  const pg::outcome system =
      connection.attempt("select system_identifier::text from pg_control_system()");
  if (system.ok()) out.system = system.results.at(0).text(0, 0);
  out.ledger = concat(name.schema, ".", name.table);
  out.ledger_state = state_of(now);
  for (const migration& one : now.pending) {
    plan::item& added = out.migrations.emplace_back();
    added.tag = one.tag;
    added.hash = one.hash;
    added.when = one.when;
    for (const pg::statement& each : one.content.statements) {
      added.statements.emplace_back(each.text);
    }
    added.statements.insert(added.statements.end(), one.afterwards.begin(), one.afterwards.end());
  }
  return out;
}

std::string write_plan(const plan& one) {
  return document(one, sha256_hex(document(one, {})));
}

plan read_plan(const std::string& json, const std::string& file) {
  plan out;
  std::string seal;
  try {
    const rapidjson::Document parsed = parse_json(json, file);
    const auto text = [&](const rapidjson::Value& of, const char* key) {
      const rapidjson::Value* found = member(of, key);
      if (found == nullptr || !found->IsString()) throw damaged(file, concat(key, " is missing"));
      return std::string(view(*found));
    };
    out.database = text(parsed, "database");
    out.system = text(parsed, "system");
    out.ledger = text(parsed, "ledger");
    out.ledger_state = text(parsed, "ledgerState");
    out.schema_state = text(parsed, "schemaState");
    seal = text(parsed, "seal");
    const rapidjson::Value* all = member(parsed, "migrations");
    if (all == nullptr || !all->IsArray()) throw damaged(file, "migrations are missing");
    for (const rapidjson::Value& one : all->GetArray()) {
      plan::item& added = out.migrations.emplace_back();
      added.tag = text(one, "tag");
      added.hash = text(one, "hash");
      const rapidjson::Value* when = member(one, "when");
      const rapidjson::Value* statements = member(one, "statements");
      if (when == nullptr || !when->IsInt64() || statements == nullptr || !statements->IsArray()) {
        throw damaged(file, concat(added.tag, " is not complete"));
      }
      added.when = when->GetInt64();
      for (const rapidjson::Value& each : statements->GetArray()) {
        if (!each.IsString()) throw damaged(file, concat(added.tag, " is not complete"));
        added.statements.emplace_back(view(each));
      }
    }
  } catch (const error& wrong) {
    if (wrong.code != "JSON.SYNTAX") throw;
    throw damaged(file, wrong.what());
  }
  if (sha256_hex(document(out, {})) != seal) {
    throw damaged(file, "it is not as it was written: its seal is another one");
  }
  return out;
}

void expect_same(const plan& approved, const plan& now, const ledger& applied) {
  std::vector<std::string> changes;
  const auto look = [&](const std::string& was, const std::string& is, std::string_view what) {
    if (was != is) changes.push_back(concat(what, " is ", is, ", and was ", was));
  };
  look(approved.database, now.database, "the database");
  look(approved.system, now.system, "the server's identifier");
  look(approved.ledger, now.ledger, "the ledger");
  const auto has_row = [&](const plan::item& one) {
    return std::any_of(applied.rows.begin(), applied.rows.end(),
                       [&](const ledger_row& row) { return row.hash == one.hash; });
  };
  const bool is_done = now.migrations.empty() &&
                       std::all_of(approved.migrations.begin(), approved.migrations.end(), has_row);
  if (changes.empty() && is_done) return;

  if (approved.ledger_state != now.ledger_state) {
    changes.emplace_back("the ledger's rows are others");
  }
  if (approved.schema_state != now.schema_state) {
    changes.emplace_back("the database's schema was changed since the plan was made");
  }
  const auto find = [](const plan& in, const std::string& tag) {
    return std::find_if(in.migrations.begin(), in.migrations.end(),
                        [&](const plan::item& one) { return one.tag == tag; });
  };
  for (const plan::item& one : approved.migrations) {
    const auto same = find(now, one.tag);
    if (same == now.migrations.end()) {
      changes.push_back(concat(one.tag, " is not pending"));
    } else if (same->hash != one.hash) {
      changes.push_back(concat(one.tag, " was changed"));
    } else if (same->statements != one.statements) {
      changes.push_back(concat(one.tag,
                               " would be applied with other statements: what comes back "
                               "from the trash is not what it was"));
    } else if (same->when != one.when) {
      changes.push_back(concat(one.tag, " has another time"));
    }
  }
  for (const plan::item& one : now.migrations) {
    if (find(approved, one.tag) == approved.migrations.end()) {
      changes.push_back(concat(one.tag, " is pending, and not in the plan"));
    }
  }
  if (changes.empty()) {
    const bool same_order =
        std::equal(approved.migrations.begin(), approved.migrations.end(), now.migrations.begin(),
                   now.migrations.end(),
                   [](const plan::item& a, const plan::item& b) { return a.tag == b.tag; });
    if (same_order) return;
    changes.emplace_back("the order is another one");
  }
  throw error(failure::ledger, "PLAN.CHANGED",
              "what would be applied is not what the plan says; nothing was applied")
      .because(join(changes, "\n"))
      .advise("make a new plan and have it approved: sluice migrate --plan-out FILE");
}

}  // namespace sluice::run
