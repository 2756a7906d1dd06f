#include "project/proof.hpp"

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "model/schema_name.hpp"
#include "pg/quote.hpp"
#include "project/described.hpp"
#include "project/folder_snapshot.hpp"
#include "project/schema_builder.hpp"

namespace sluice::project {

namespace {

using kind = schema_difference::kind;

using object_list = std::vector<schema_object>;

// Of every schema, and of the roles and of others' tables what the snapshot speaks of.
catalog::scope scope_of(const proof_request& asked, const std::optional<folder_snapshot>& from) {
  catalog::scope out{.every_schema = true, .left_out = asked.left_out};
  if (!from) return out;
  for (const model::role& one : from->schema.roles) out.roles.include.push_back(one.name);
  out.roles.wanted = !out.roles.include.empty();
  out.linked_policies = from->schema.policies;
  return out;
}

// Tables of others that the schema has policies on: the one on the scratch database stands in for
// the real one.
void leave_out_others_tables(object_list& all, const model::database& schema) {
  const auto is_others_table = [&](const schema_object& one) {
    if (one.kind == "policy") return false;
    const std::string& name = one.relation.empty() ? one.name : one.relation;
    const bool named = std::any_of(
        schema.policies.begin(), schema.policies.end(), [&](const model::policy& policy) {
          return policy.on && *policy.on == concat(pg::quote_identifier(one.schema), ".",
                                                   pg::quote_identifier(name));
        });
    return named &&
           std::none_of(schema.tables.begin(), schema.tables.end(), [&](const model::table& table) {
             return table.name == name && model::schema_name(table.schema) == one.schema;
           });
  };
  std::erase_if(all, is_others_table);
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
             return table.name == one.name && model::schema_name(table.schema) == one.schema;
           });
  }
  if (one.kind == "enum") return has(schema.enums, one.name);
  if (one.kind == "sequence") return has(schema.sequences, one.name);
  if (one.kind != "column") return false;
  return std::any_of(schema.tables.begin(), schema.tables.end(), [&](const model::table& table) {
    return table.name == one.relation && model::schema_name(table.schema) == one.schema &&
           std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const model::column& column) { return column.name == one.name; });
  });
}

// What a later migration makes can't be there before it.
void look_ahead(std::vector<schema_difference>& found, const migrations::folder& folder,
                std::size_t last) {
  const std::size_t newest = folder.entries().size() - 1;
  if (last == newest) return;
  const std::optional<folder_snapshot> later = snapshot_at(folder, newest);
  if (!later || later->entry <= last) return;
  for (schema_difference& one : found) {
    if (one.is != kind::besides || !makes(later->schema, one.of)) continue;
    one.is = kind::in_the_way;
    one.what += " is there, and a later migration makes it";
  }
}

// On the database's own server a role that is missing must not be made to look on.
std::vector<schema_difference> missing_roles(const std::vector<std::string>& names,
                                             const object_list& got) {
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
  const std::optional<folder_snapshot> from = snapshot_at(folder, asked.last);
  const catalog::scope about = scope_of(asked, from);
  const std::vector<std::string>& roles = about.roles.include;
  // Before anything is made: on the same server that would be seen.
  const catalog::reading found = catalog::read(live, about);
  object_list got = described(found.schema);
  if (asked.same_server) out.differences = missing_roles(roles, got);
  if (!out.differences.empty()) return out;

  scratch database(asked.target, asked.kind, roles);
  const int version = database.connection().server_version();
  out.server = concat(std::to_string(version / 10000), ".", std::to_string(version % 100));
  schema_builder build(database, asked.kind);
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
  const catalog::reading built = catalog::read(database.connection(), about);
  object_list want = described(built.schema);
  if (from) {
    leave_out_others_tables(want, from->schema);
    leave_out_others_tables(got, from->schema);
  }
  out.differences = compare_objects(want, got);
  // What files make beyond a Drizzle schema, where the files were run.
  for (schema_difference& one : compare_objects(described(built.others), described(found.others))) {
    if (one.is != kind::besides) out.differences.push_back(std::move(one));
  }
  look_ahead(out.differences, folder, asked.last);
  out.took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  return out;
}

}  // namespace sluice::project
