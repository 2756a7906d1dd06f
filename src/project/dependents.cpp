#include "project/dependents.hpp"

#include <array>
#include <string>
#include <unordered_set>
#include <utility>
#include <variant>

#include "base/text.hpp"
#include "ddl/relation_key.hpp"
#include "pg/quote.hpp"
#include "project/foreseen_tables.hpp"

namespace sluice::project {

namespace action = ddl::action;
using ddl::object_kind;
using ddl::relation;

namespace {

constexpr const char* query =
#include "project/dependents_query.inc"
    ;

using names = std::unordered_set<std::string>;

// One row of the query.
struct dependent {
  std::size_t statement = 0;
  bool changes = false;  // else it is dropped
  std::string type;      // "trigger"
  relation owner;        // the relation it belongs to, or itself
  std::string name;
  std::string identity;  // "audit on public.users"
  bool needs_cascade = false;
};

// What the plan is about, for the query, and what it takes care of itself.
class plan_reader {
 public:
  plan_reader(const std::vector<ddl::statement>& plan, const model::database& live)
      : tables_(live) {
    for (const model::table& one : live.tables) know(one);
    for (std::size_t at = 0; at < plan.size(); ++at) {
      at_ = at;
      std::visit([this](const auto& does) { read(does); }, plan[at].does);
      tables_.follow(plan[at]);
    }
  }

  const std::vector<std::string>& given() const { return given_; }

  bool takes_care_of(const dependent& one) const {
    const std::string owner = ddl::key(one.owner);
    const std::string part = ddl::key(one.owner, one.name);
    if (one.type == "table constraint" || one.type == "index" || one.type == "policy" ||
        one.type == "default value" || one.type == "table column") {
      return parts_.contains(part) || dropped_.contains(owner);
    }
    if (one.type == "type") return dropped_types_.contains(ddl::key({one.owner.schema, one.name}));
    if (one.type == "sequence") return dropped_.contains(owner) || tables_of_model_.contains(owner);
    const bool is_relation =
        one.type == "table" || one.type == "view" || one.type == "materialized view";
    return is_relation && dropped_.contains(owner);
  }

 private:
  void know(const model::table& table) {
    const relation it = ddl::of(table);
    tables_of_model_.insert(ddl::key(it));
    const auto add = [&](const auto& all) {
      for (const auto& one : all) parts_.insert(ddl::key(it, one.name));
    };
    add(table.columns);
    add(table.indexes);
    add(table.foreign_keys);
    add(table.primary_keys);
    add(table.unique_constraints);
    add(table.check_constraints);
    add(table.policies);
    parts_.insert(ddl::key(it, concat(table.name, "_pkey")));
  }

  void give(std::string_view mode, std::string_view kind, const relation& live,
            const std::string& part = {}) {
    given_.push_back(concat("(", std::to_string(at_), ", ", pg::quote_literal(mode), ", ",
                            pg::quote_literal(kind), ", ", pg::quote_literal(schema_of(live)), ", ",
                            pg::quote_literal(live.name), ", ", pg::quote_literal(part), ")"));
  }

  template <typename Action>
  void read(const Action& /*does*/) {}

  void read(const action::drop& does) {
    const relation live = tables_.live_name(does.what.at);
    switch (does.what.kind) {
      case object_kind::schema:
        give("drop", "schema", live);
        break;
      case object_kind::type:
        give("drop", "type", live);
        dropped_types_.insert(ddl::key(live));
        break;
      case object_kind::table:
      case object_kind::view:
      case object_kind::materialized_view:
      case object_kind::sequence:
        give("drop", "relation", live);
        dropped_.insert(ddl::key(live));
        break;
      default:
        break;
    }
  }
  void read_column(std::string_view mode, const relation& table, const std::string& column) {
    const auto live = tables_.live_column(table, column);
    if (live) give(mode, "column", tables_.live_name(table), *live);
  }
  void read(const action::drop_column& does) { read_column("drop", does.table, does.column); }
  void read(const action::alter_column_type& does) { read_column("type", does.table, does.column); }
  void read_constraint(const relation& table, const std::string& name) {
    give("drop", "constraint", tables_.live_name(table), name);
  }
  void read(const action::drop_key& does) { read_constraint(does.table, does.constraint); }
  void read(const action::drop_index& does) {
    give("drop", "relation", {tables_.live_name(does.table).schema, does.index});
  }

  foreseen_tables tables_;
  names tables_of_model_;
  names parts_;    // of the model's tables: columns, keys, indexes, policies
  names dropped_;  // relations
  names dropped_types_;
  std::vector<std::string> given_;
  std::size_t at_ = 0;
};

// The statement that takes it away, where there is a simple one.
std::string drop_of(const dependent& one) {
  constexpr std::array droppable = {"view",      "materialized view", "function", "procedure",
                                    "aggregate", "trigger",           "rule",     "policy"};
  for (const char* type : droppable) {
    if (one.type == type) return concat("DROP ", to_upper(one.type), " ", one.identity, ";");
  }
  return "";
}

std::string_view subject(const ddl::statement& of) {
  std::string_view text = trim(of.sql);
  if (text.ends_with(';')) text.remove_suffix(1);
  return text;
}

// pg_identify_object() says of a default "for public.users.id".
std::string title(const dependent& one) {
  if (one.type == "publication relation") return concat("membership of ", one.identity);
  if (one.type == "table constraint") return concat("constraint ", one.identity);
  if (one.type == "table column") return concat("column ", one.identity);
  return concat(one.type, " ", one.identity);
}

concern as_concern(const dependent& one, const ddl::statement& of) {
  const bool goes_along =
      !one.changes && (!one.needs_cascade || of.sql.find(" CASCADE") != std::string::npos);
  concern out{.is = goes_along ? concern::kind::loss : concern::kind::obstacle,
              .statement = one.statement,
              .on = one.owner};
  if (goes_along) {
    out.what = concat(title(one), " goes with it, and no schema has it: ", subject(of));
    return out;
  }
  out.what = concat(title(one), " depends on it, and no schema has it: ", subject(of));
  const std::string drop = drop_of(one);
  out.ways_out = {drop.empty() ? "take it away before, and put it back after"
                               : concat(drop, "  -- and make it again after")};
  return out;
}

}  // namespace

std::vector<concern> find_dependents(pg::connection& database,
                                     const std::vector<ddl::statement>& plan,
                                     const model::database& live) {
  const plan_reader about(plan, live);
  std::vector<concern> out;
  if (about.given().empty()) return out;
  std::string sql = replace_all(query, "with recursive target as (",
                                concat("with recursive given(statement, mode, kind, schema, name, "
                                       "part) as (values ",
                                       join(about.given(), ", "), "),\ntarget as ("));
  const pg::result rows = database.query(sql);
  for (int i = 0; i < rows.rows(); ++i) {
    const auto text = [&](int column) { return std::string(rows.text(i, column)); };
    const dependent one{.statement = static_cast<std::size_t>(rows.integer(i, 0)),
                        .changes = rows.text(i, 1) == "type",
                        .type = text(2),
                        .owner = {text(3), text(4)},
                        .name = text(5),
                        .identity = text(6),
                        .needs_cascade = rows.boolean(i, 7)};
    if (!about.takes_care_of(one)) out.push_back(as_concern(one, plan[one.statement]));
  }
  return out;
}

}  // namespace sluice::project
