#include "project/clashes.hpp"

#include <string>
#include <unordered_set>
#include <variant>

#include "base/text.hpp"
#include "ddl/relation_key.hpp"
#include "model/generated_names.hpp"
#include "pg/quote.hpp"
#include "project/foreseen_tables.hpp"

namespace sluice::project {

namespace action = ddl::action;
using ddl::object_kind;
using ddl::relation;

namespace {

// Of relations, types and constraints that have such a name.
constexpr std::string_view query = R"(
select g.statement, case c.relkind
    when 'p' then 'partitioned table' when 'f' then 'foreign table' when 'r' then 'table'
    when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
    when 'c' then 'composite type' else 'index' end, g.schema, g.name, ''
from given g join pg_namespace n on n.nspname = g.schema
join pg_class c on c.relnamespace = n.oid and c.relname = g.name where g.kind = 'relation'
-- What a build that did not end has left is dropped by the next one.
or g.kind = 'index' and not exists (select from pg_index where indexrelid = c.oid and not indisvalid)
union all
select g.statement, case t.typtype when 'd' then 'domain' when 'r' then 'range type'
    when 'e' then 'enum' else 'type' end, g.schema, g.name, ''
from given g join pg_namespace n on n.nspname = g.schema
join pg_type t on t.typnamespace = n.oid and t.typname = g.name where g.kind = 'type'
union all
select g.statement, 'constraint', g.schema, g.name, pg_get_constraintdef(o.oid)
from given g join pg_namespace n on n.nspname = g.schema
join pg_class c on c.relnamespace = n.oid and c.relname = g.name
join pg_constraint o on o.conrelid = c.oid and o.conname = g.part where g.kind = 'constraint'
order by 1)";

class maker {
 public:
  maker(const std::vector<ddl::statement>& plan, const model::database& live) : tables_(live) {
    for (const model::table& one : live.tables) know(one);
    for (const model::enum_type& one : live.enums) add({one.schema, one.name});
    for (const model::sequence& one : live.sequences) add({one.schema, one.name});
    for (const model::view& one : live.views) add({one.schema, one.name});
    for (; at_ < plan.size(); ++at_) {
      std::visit([this](const auto& does) { read(does); }, plan[at_].does);
      tables_.follow(plan[at_]);
    }
  }

  const std::vector<std::string>& given() const { return given_; }

 private:
  void add(const relation& it) { known_.insert(ddl::key(it)); }
  void know(const model::table& table) {
    const relation it = ddl::of(table);
    add(it);
    const auto all = [&](const auto& parts, bool is_relation) {
      for (const auto& one : parts) {
        known_.insert(ddl::key(it, one.name));
        if (is_relation) add({table.schema, one.name});
      }
    };
    all(table.indexes, true);
    all(table.primary_keys, true);
    all(table.unique_constraints, true);
    all(table.check_constraints, false);
    all(table.foreign_keys, false);
    for (const model::column& one : table.columns) {
      if (one.identity) add({table.schema, one.identity->name});
      if (model::is_serial(one)) {
        add({table.schema, model::generated_name(table.name, one.name, "seq")});
      }
    }
    add({table.schema, concat(table.name, "_pkey")});
    known_.insert(ddl::key(it, concat(table.name, "_pkey")));
  }

  void give(std::string_view kind, const relation& it, const std::string& part = {}) {
    const relation at = part.empty() ? it : tables_.live_name(it);
    if (known_.contains(part.empty() ? ddl::key(at) : ddl::key(at, part))) return;
    given_.push_back(concat("(", std::to_string(at_), ", ", pg::quote_literal(kind), ", ",
                            pg::quote_literal(schema_of(at)), ", ", pg::quote_literal(at.name),
                            ", ", pg::quote_literal(part), ")"));
  }

  template <typename Action>
  void read(const Action& /*does*/) {}

  void read(const action::create& does) {
    const object_kind kind = does.what.kind;
    if (kind == object_kind::type) give("type", does.what.at);
    if (kind == object_kind::table || kind == object_kind::view || kind == object_kind::sequence) {
      give("relation", does.what.at);
    }
  }
  void read(const action::create_materialized_view& does) { give("relation", does.view); }
  void read(const action::create_index& does) {
    give(does.concurrently ? "index" : "relation", {does.table.schema, does.index});
  }
  void read_constraint(const relation& table, const std::string& name) {
    if (!name.empty() && tables_.find(table) != nullptr) give("constraint", table, name);
  }
  void read(const action::add_key& does) { read_constraint(does.table, does.constraint); }
  void read(const action::add_check& does) { read_constraint(does.table, does.constraint); }
  void read(const action::add_foreign_key& does) { read_constraint(does.table, does.constraint); }

  foreseen_tables tables_;
  std::unordered_set<std::string> known_;  // the plan takes care of it
  std::vector<std::string> given_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<concern> find_clashes(pg::connection& database, const std::vector<ddl::statement>& plan,
                                  const model::database& live) {
  const maker made(plan, live);
  std::vector<concern> out;
  if (made.given().empty()) return out;
  const pg::result rows =
      database.query(concat("with given(statement, kind, schema, name, part) as (values ",
                            join(made.given(), ", "), ")", query));
  for (int i = 0; i < rows.rows(); ++i) {
    const relation on{std::string(rows.text(i, 2)), std::string(rows.text(i, 3))};
    const std::string_view definition = rows.text(i, 4);
    const std::string there =
        concat(rows.text(i, 1), definition.empty() ? "" : " ", definition,
               definition.empty() ? " " : " on ", schema_of(on), ".", on.name);
    out.push_back(
        {.is = concern::kind::obstacle,
         .statement = static_cast<std::size_t>(rows.integer(i, 0)),
         .on = on,
         .what = concat(there,
                        " has that name already, and is nothing that a schema can "
                        "say: it is left alone"),
         .ways_out = {"rename or drop one of the two; a table that is not the schema's to "
                      "make: tablesFilter"}});
  }
  return out;
}

}  // namespace sluice::project
