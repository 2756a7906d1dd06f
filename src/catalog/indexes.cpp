// Indexes that no constraint made, with the operator classes and collations that they may name.
#include <algorithm>

#include "base/text.hpp"
#include "catalog/array_text.hpp"
#include "catalog/brackets.hpp"
#include "catalog/family.hpp"
#include "catalog/option.hpp"
#include "catalog/type_oids.hpp"

namespace sluice::catalog {

namespace {

enum field {
  relation,
  name,
  is_unique,
  method,
  method_identity,
  keys,    // column numbers; 0 is an expression
  orders,  // bits: 1 descending, 2 nulls first
  classes,
  collations_,
  key_count,  // the rest is included only
  expressions,
  predicate,
  with,
};

std::string query(int /*version*/) {
  return "select i.indrelid, x.relname, i.indisunique, m.amname, m.oid, i.indkey, i.indoption,"
         "  i.indclass, i.indcollation, i.indnkeyatts,"
         "  case when i.indexprs is not null then array(select"
         "      case when i.indkey[k - 1] = 0 then pg_get_indexdef(i.indexrelid, k, false) end"
         "    from generate_series(1, i.indnkeyatts::integer) k) end,"
         "  pg_get_expr(i.indpred, i.indrelid), x.reloptions"
         " from pg_index i join pg_class c on c.oid = i.indrelid"
         " join spaces s on s.oid = c.relnamespace"
         " join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam"
         " where c.relkind = 'r' and i.indisvalid and not exists (select from pg_constraint k"
         "   where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))"
         " order by i.indrelid, x.relname collate \"C\"";
}

std::string operator_classes_query(int /*version*/) {
  return "select oid, opcname, opcmethod, opcintype, opcdefault from pg_opclass";
}

void take_operator_classes(draft& into, const pg::result& rows) {
  for (int row = 0; row < rows.rows(); ++row) {
    into.operator_classes.emplace(oid_at(rows, row, 0),
                                  operator_class{.name = text_at(rows, row, 1),
                                                 .method = oid_at(rows, row, 2),
                                                 .type = oid_at(rows, row, 3),
                                                 .is_default = rows.boolean(row, 4)});
  }
}

// Those that are no type's own.
std::string collations_query(int /*version*/) {
  return "select c.oid, format('%s%I', case when n.nspname <> 'pg_catalog' then "
         "quote_ident(n.nspname) || '.' end,"
         "  c.collname)"
         " from pg_collation c join pg_namespace n on n.oid = c.collnamespace"
         " where c.oid in (select distinct unnest(i.indcollation) from pg_index i"
         "   join pg_class t on t.oid = i.indrelid join spaces s on s.oid = t.relnamespace)";
}

void take_collations(draft& into, const pg::result& rows) {
  for (int row = 0; row < rows.rows(); ++row) {
    into.collations.emplace(oid_at(rows, row, 0), text_at(rows, row, 1));
  }
}

// Whether a column of that type gets the class unasked: its type's own, or, where it has none, that
// of a type which it can stand for.
bool is_implied(const draft& from, const operator_class& one, const column_facts* column) {
  if (!one.is_default) return false;
  if (column == nullptr) return true;
  if (column->is_array) return one.type == type_oid::anyarray;
  if (column->is_enum) return one.type == type_oid::anyenum;
  if (one.type == column->type) return true;
  if (one.type == type_oid::bpchar) return false;
  return std::none_of(
      from.operator_classes.begin(), from.operator_classes.end(), [&](const auto& entry) {
        const operator_class& other = entry.second;
        return other.is_default && other.method == one.method && other.type == column->type;
      });
}

struct part {
  std::string
      text;  // the column's name, quoted where it is to be part of an expression; or an expression
  const model::column* column = nullptr;
  const column_facts* facts = nullptr;
  const operator_class* class_ = nullptr;
  std::string collation;  // "" where it is the column's own
  bool is_descending = false;
  bool is_nulls_first = false;
};

model::index_column column_of(const draft& from, const part& one) {
  const bool is_implied_class = one.class_ == nullptr || is_implied(from, *one.class_, one.facts);
  if (one.column != nullptr && one.collation.empty()) {
    model::index_column out{.expression = one.column->name,
                            .asc = !one.is_descending,
                            .nulls = one.is_nulls_first ? "first" : "last",
                            .implied_opclass = is_implied_class};
    if (one.class_ != nullptr) out.opclass = one.class_->name;
    return out;
  }
  model::index_column out{.expression = one.text, .is_expression = true, .nulls = "last"};
  if (!one.collation.empty()) out.expression += concat(" COLLATE ", one.collation);
  if (!is_implied_class) out.expression += concat(" ", one.class_->name);
  if (one.is_descending) out.expression += " DESC";
  if (one.is_nulls_first != one.is_descending) {
    out.expression += one.is_nulls_first ? " NULLS FIRST" : " NULLS LAST";
  }
  return out;
}

std::string quoted(std::string_view name) {
  return concat("\"", replace_all(std::string(name), "\"", "\"\""), "\"");
}

// ((b + 1)) is what the server prints for (b + 1).
std::string_view with_one_pair(std::string_view expression) {
  const std::string_view inner = without_brackets(expression);
  return without_brackets(inner) == inner ? expression : inner;
}

std::vector<model::index_column> columns_of(const draft& from, const relation_draft& of,
                                            const pg::result& rows, int row) {
  constexpr oid default_collation = 100;
  const auto numbers = numbers_at(rows, row, keys);
  const auto order = numbers_at(rows, row, orders);
  const auto class_of = numbers_at(rows, row, classes);
  const auto collation_of = numbers_at(rows, row, collations_);
  const auto texts = parse_array(rows.text(row, expressions));
  std::vector<model::index_column> out;
  for (std::size_t i = 0; i < static_cast<std::size_t>(rows.integer(row, key_count)); ++i) {
    part one{.column = of.column(static_cast<int>(numbers[i])),
             .facts = of.facts_of(static_cast<int>(numbers[i])),
             .is_descending = (order[i] & 1) != 0,
             .is_nulls_first = (order[i] & 2) != 0};
    if (one.column != nullptr) {
      one.text = quoted(one.column->name);
    } else if (texts) {
      one.text = with_one_pair((*texts)[i].text);
    }
    const auto found = from.operator_classes.find(static_cast<oid>(class_of[i]));
    if (found != from.operator_classes.end()) one.class_ = &found->second;
    const oid own = one.facts != nullptr ? one.facts->collation : default_collation;
    if (const auto used = static_cast<oid>(collation_of[i]); used != 0 && used != own) {
      const auto named = from.collations.find(used);
      if (named != from.collations.end()) one.collation = named->second;
    }
    out.push_back(column_of(from, one));
  }
  return out;
}

void take(draft& into, const pg::result& rows) {
  for (int row = 0; row < rows.rows(); ++row) {
    relation_draft* of = into.relation(oid_at(rows, row, relation));
    if (of == nullptr) continue;
    of->table.indexes.push_back(
        {.name = text_at(rows, row, name),
         .columns = columns_of(into, *of, rows, row),
         .is_unique = rows.boolean(row, is_unique),
         .where = optional_at(rows, row, predicate),
         .method = text_at(rows, row, method),
         .with = options_of(rows.text(row, with), option_names::as_they_are)});
  }
}

}  // namespace

family operator_classes() {
  return {operator_classes_query, take_operator_classes};
}

family collations() {
  return {collations_query, take_collations};
}

family indexes() {
  return {query, take};
}

}  // namespace sluice::catalog
