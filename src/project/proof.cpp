#include "project/proof.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "pg/quote.hpp"
#include "pg/split.hpp"
#include "project/from_nothing.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::project {

namespace {

using kind = schema_difference::kind;

constexpr const char* own_schema = "sluice";

std::vector<schema_object> objects_of(pg::connection& database) {
  pg::transaction looked(database);
  return schema_objects(database);
}

struct snapshot_place {
  std::size_t entry = 0;
  model::database schema;
};

// The newest one up to the entry `last`.
std::optional<snapshot_place> snapshot_before(const migrations::folder& folder, std::size_t last) {
  for (std::size_t i = last + 1; i-- > 0;) {
    const std::filesystem::path file = folder.snapshot_of(folder.entries()[i]);
    const std::optional<std::string> json = read_file_if_exists(file);
    if (json) return snapshot_place{i, snapshot::read(*json, file.string()).database};
  }
  return std::nullopt;
}

// Roles, databases and settings are the whole server's.
bool is_about_server(const pg::statement& one) {
  constexpr std::array<std::string_view, 4> verbs = {"create", "alter", "drop", "comment"};
  constexpr std::array<std::string_view, 6> nouns = {"role",     "user",       "group",
                                                     "database", "tablespace", "system"};
  const std::string_view noun = one.word(0) == "comment" ? one.word(2) : one.word(1);
  return std::find(verbs.begin(), verbs.end(), one.word(0)) != verbs.end() &&
         std::find(nouns.begin(), nouns.end(), noun) != nouns.end() &&
         !(noun == "user" && one.word(2) == "mapping");
}

class builder {
 public:
  builder(scratch& on, scratch_kind kind_of) : scratch_(on), kind_(kind_of) {}
  ~builder() {
    if (kind_ != scratch_kind::given) return;
    for (const std::string& name : extensions_) {
      scratch_.connection().attempt(concat("drop extension if exists ", name, " cascade"));
    }
  }
  builder(const builder&) = delete;
  builder& operator=(const builder&) = delete;

  // Those that the database has: the schema may need them. Where one can't be had, building says
  // so if it does.
  void add_extensions(pg::connection& live) {
    const pg::result found = live.query(
        "select extname, nspname from pg_extension e join pg_namespace n on n.oid = extnamespace "
        "where extname <> 'plpgsql' order by e.oid");
    for (int row = 0; row < found.rows(); ++row) {
      const std::string name = pg::quote_identifier(found.text(row, 0));
      const std::string schema = pg::quote_identifier(found.text(row, 1));
      scratch_.connection().attempt(concat("create schema if not exists ", schema));
      const bool made =
          scratch_.connection().attempt(concat("create extension ", name, " schema ", schema)).ok();
      if (made) extensions_.push_back(name);
    }
  }

  // What fails, or nothing.
  std::optional<std::string> from_model(const model::database& schema) {
    pg::transaction kept(scratch_.connection());
    for (const auto& all : {tables_of_others(schema), statements_from_nothing(schema)}) {
      for (const std::string& one : all) {
        if (auto failed = attempt(one)) return failed;
      }
    }
    kept.commit();
    return std::nullopt;
  }

  // In one transaction, or where that fails statement by statement.
  std::optional<std::string> from_file(const migrations::migration_file& file) {
    pg::connection& database = scratch_.connection();
    database.execute("begin");
    if (!statements(file) && database.attempt("commit").ok()) return std::nullopt;
    if (database.transaction() != pg::transaction_state::idle) database.attempt("rollback");
    return statements(file);
  }

  void clear() { scratch_.clear(); }

 private:
  std::optional<std::string> statements(const migrations::migration_file& file) {
    for (const std::string& chunk : file.statements) {
      for (const pg::statement& one : pg::split_statements(chunk)) {
        if (is_about_server(one)) continue;
        const bool adds_extension = one.word(0) == "create" && one.word(1) == "extension";
        if (auto failed = attempt(one.text); failed && !(adds_extension && is_there(*failed))) {
          return failed;
        }
      }
    }
    return std::nullopt;
  }
  static bool is_there(const std::string& failed) { return failed.starts_with("42710"); }

  std::optional<std::string> attempt(std::string_view sql) {
    if (scratch_.is_about_role_of_others(trim(sql))) return std::nullopt;
    const pg::outcome came = scratch_.connection().attempt(sql);
    if (came.ok()) return std::nullopt;
    if (!came.failure) return scratch_.connection().last_words();
    return concat(came.failure->sqlstate, " ", came.failure->text, "\n",
                  pg::excerpt(sql, came.failure->position));
  }

  scratch& scratch_;
  scratch_kind kind_;
  std::vector<std::string> extensions_;
};

std::string schema_of(const model::table& one) {
  return one.schema.empty() ? "public" : one.schema;
}

// Leaves out what is no part of the schema: the ledger, the history, roles that the schema doesn't
// speak of, and tables of others that policies stand on.
void leave_out(std::vector<schema_object>& all, const run::ledger_name& ledger,
               const model::database* schema) {
  const auto is_ledgers = [&](const schema_object& one) {
    if (one.schema == own_schema || (one.kind == "schema" && one.name == own_schema)) return true;
    if (one.kind == "schema") return one.name == ledger.schema && ledger.schema != "public";
    return one.schema == ledger.schema &&
           (one.relation == ledger.table || (one.relation.empty() && one.name == ledger.table));
  };
  const auto is_other_role = [&](const schema_object& one) {
    if (one.kind != "role") return false;
    return schema == nullptr ||
           std::none_of(schema->roles.begin(), schema->roles.end(),
                        [&](const model::role& role) { return role.name == one.name; });
  };
  const auto is_others_table = [&](const schema_object& one) {
    if (schema == nullptr || one.kind == "policy") return false;
    const std::string& name = one.relation.empty() ? one.name : one.relation;
    const bool named = std::any_of(
        schema->policies.begin(), schema->policies.end(), [&](const model::policy& policy) {
          return policy.on && *policy.on == concat(pg::quote_identifier(one.schema), ".",
                                                   pg::quote_identifier(name));
        });
    return named && std::none_of(schema->tables.begin(), schema->tables.end(),
                                 [&](const model::table& table) {
                                   return table.name == name && schema_of(table) == one.schema;
                                 });
  };
  std::erase_if(all, [&](const schema_object& one) {
    return is_ledgers(one) || is_other_role(one) || is_others_table(one);
  });
}

bool makes(const model::database& schema, const schema_object& one) {
  const auto has = [&](const auto& list, const std::string& name) {
    return std::any_of(list.begin(), list.end(), [&](const auto& each) {
      return each.name == name && each.schema == one.schema;
    });
  };
  if (one.kind == "table" || one.kind == "view" || one.kind == "materialized view") {
    return has(schema.views, one.name) ||
           std::any_of(schema.tables.begin(), schema.tables.end(), [&](const model::table& table) {
             return table.name == one.name && schema_of(table) == one.schema;
           });
  }
  if (one.kind == "enum") return has(schema.enums, one.name);
  if (one.kind == "sequence") return has(schema.sequences, one.name);
  if (one.kind != "column") return false;
  return std::any_of(schema.tables.begin(), schema.tables.end(), [&](const model::table& table) {
    return table.name == one.relation && schema_of(table) == one.schema &&
           std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const model::column& column) { return column.name == one.name; });
  });
}

// What a later migration makes can't be there before it.
void look_ahead(std::vector<schema_difference>& found, const migrations::folder& folder,
                std::size_t last) {
  const std::size_t newest = folder.entries().size() - 1;
  if (last == newest) return;
  const std::optional<snapshot_place> later = snapshot_before(folder, newest);
  if (!later || later->entry <= last) return;
  for (schema_difference& one : found) {
    if (one.is != kind::besides || !makes(later->schema, one.of)) continue;
    one.is = kind::in_the_way;
    one.what += " is there, and a later migration makes it";
  }
}

std::vector<std::string> role_names(const std::optional<snapshot_place>& from) {
  std::vector<std::string> out;
  if (!from) return out;
  for (const model::role& one : from->schema.roles) out.push_back(one.name);
  return out;
}

// On the database's own server a role that is missing must not be made to look on.
std::vector<schema_difference> missing_roles(const std::vector<std::string>& names,
                                             const std::vector<schema_object>& got) {
  std::vector<schema_difference> out;
  for (const std::string& name : names) {
    const bool there = std::any_of(got.begin(), got.end(), [&](const schema_object& one) {
      return one.kind == "role" && one.name == name;
    });
    if (!there) out.push_back({kind::missing, concat("role ", name, " is missing"), {}});
  }
  return out;
}

}  // namespace

bool proof::holds() const {
  return std::all_of(differences.begin(), differences.end(),
                     [](const schema_difference& one) { return one.is == kind::besides; });
}

proof prove(pg::connection& live, const migrations::folder& folder, const proof_request& asked) {
  const auto start = std::chrono::steady_clock::now();
  const auto entry = [&](std::size_t i) { return folder.entries()[i]; };
  proof out;
  // Before anything is made: on the same server that would be seen.
  std::vector<schema_object> got = objects_of(live);
  std::optional<snapshot_place> from = snapshot_before(folder, asked.last);
  const std::vector<std::string> roles = role_names(from);
  if (asked.same_server) out.differences = missing_roles(roles, got);
  if (!out.differences.empty()) return out;

  scratch database(asked.target, asked.kind, roles);
  const int version = database.connection().server_version();
  out.server = concat(std::to_string(version / 10000), ".", std::to_string(version % 100));
  builder build(database, asked.kind);
  build.add_extensions(live);
  std::optional<std::string> failed;
  std::size_t next = 0;
  std::string why;
  if (from) {
    failed = build.from_model(from->schema);
    if (failed) {
      why = concat("the snapshot of ", entry(from->entry).tag, ": ", *failed, "\n");
    } else {
      out.built_from = concat("the snapshot of ", entry(from->entry).tag);
      next = from->entry + 1;
      if (next <= asked.last) out.built_from += " and the files after it";
    }
  }
  if (!from || failed) {
    // Functions and the like that files of one's own make are in no snapshot.
    if (failed) build.clear();
    out.built_from = concat("the files up to ", entry(asked.last).tag);
  }
  for (; next <= asked.last; ++next) {
    failed = build.from_file(folder.read(entry(next)));
    if (!failed) continue;
    throw error(failure::general, "VERIFY.IMPOSSIBLE",
                concat("the schema of ", entry(asked.last).tag, " can't be built on that server"))
        .because(concat(why, entry(next).tag, ".sql: ", *failed))
        .advise("--scratch-url names an empty database where it can; --no-verify does without");
  }
  std::vector<schema_object> want = objects_of(database.connection());
  const model::database* schema = from ? &from->schema : nullptr;
  leave_out(want, asked.ledger, schema);
  leave_out(got, asked.ledger, schema);
  out.differences = compare_objects(want, got);
  look_ahead(out.differences, folder, asked.last);
  out.took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  return out;
}

}  // namespace sluice::project
