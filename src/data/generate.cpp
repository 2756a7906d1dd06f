#include "data/generate.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/password.hpp"
#include "data/row_copy.hpp"
#include "data/rows.hpp"
#include "pg/quote.hpp"

namespace sluice::data {

namespace {

// Texts as we write them ourselves.
constexpr std::string_view usual_texts =
    "set local timezone to 'UTC'; set local datestyle to 'ISO, YMD'; set local bytea_output to "
    "hex; "
    "set local intervalstyle to postgres; set local client_encoding to utf8";

// Of rows that are there, so many can be referred to.
constexpr std::string_view most_existing = "1000000";

std::string names_of(const std::vector<std::string>& all) {
  std::vector<std::string> out;
  for (const std::string& one : all) out.push_back(pg::quote_identifier(one));
  return join(out, ", ");
}

class generator {
 public:
  generator(pg::connection& database, const generate_request& asked, const generate_observer& watch)
      : database_(database), asked_(asked), watch_(watch), tables_(read_table_shapes(database)) {}

  std::vector<generated_table> run();

 private:
  struct chosen {
    std::size_t table = 0;
    std::uint64_t rows = 0;
    std::set<std::size_t> later;  // references that are NULL first
  };

  void choose();
  void check_passwords() const;
  void order();
  bool is_chosen(std::uint32_t oid) const;
  bool is_possible_now(chosen& one, const std::set<std::uint32_t>& made, bool may_wait);
  [[noreturn]] void refuse_circle(const std::vector<chosen>& left) const;
  void expect_parents(const chosen& one) const;
  std::shared_ptr<reference_pool> pool_for(std::uint32_t oid,
                                           const std::vector<std::string>& columns);
  std::map<std::size_t, numbering> numberings(const table_shape& table);
  std::map<std::size_t, std::vector<std::string>> passwords_for(const table_shape& table,
                                                                std::uint64_t rows) const;
  void load_keys(const table_shape& table, row_maker& into);
  generated_table fill(const chosen& one);
  void point_later(const chosen& one);
  const table_shape* table_at(std::uint32_t oid) const;

  pg::connection& database_;
  const generate_request& asked_;
  const generate_observer& watch_;
  std::vector<table_shape> tables_;
  std::vector<chosen> order_;
  std::map<std::pair<std::uint32_t, std::string>, std::shared_ptr<reference_pool>> pools_;
};

const table_shape* generator::table_at(std::uint32_t oid) const {
  for (const table_shape& one : tables_) {
    if (one.oid == oid) return &one;
  }
  return nullptr;
}

void generator::choose() {
  std::vector<std::string> names;
  for (const table_shape& one : tables_) names.push_back(one.title());
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    if (!asked_.tables.empty() || (asked_.is_wanted && !asked_.is_wanted(tables_[i]))) continue;
    order_.push_back({i, asked_.rows, {}});
  }
  for (const generate_request::named_table& named : asked_.tables) {
    const auto found = std::find_if(tables_.begin(), tables_.end(), [&](const table_shape& one) {
      return one.title() == named.name || concat(one.schema, ".", one.name) == named.name;
    });
    if (found == tables_.end()) {
      const std::string near = nearest(named.name, names);
      throw error(failure::config, "SEED.NO_TABLE",
                  concat("the database has no table ", named.name))
          .advise(near.empty() ? std::string("sluice migrate, if a migration makes it")
                               : concat("did you mean ", near, "?"));
    }
    order_.push_back(
        {static_cast<std::size_t>(found - tables_.begin()), named.rows.value_or(asked_.rows), {}});
  }
  std::erase_if(order_, [](const chosen& one) { return one.rows == 0; });
  for (const chosen& one : order_) {
    table_shape& table = tables_[one.table];
    table.has_rows =
        database_.query(concat("select exists (select from ", table.quoted(), ")")).boolean(0, 0);
  }
}

void generator::check_passwords() const {
  for (const std::string& name : asked_.password_columns) {
    const bool found = std::any_of(order_.begin(), order_.end(), [&](const chosen& one) {
      const table_shape& table = tables_[one.table];
      return std::any_of(table.columns.begin(), table.columns.end(), [&](const column_shape& each) {
        return each.name == name || concat(table.title(), ".", each.name) == name;
      });
    });
    if (found) continue;
    throw error(failure::config, "SEED.NO_COLUMN",
                concat("no table that is filled has a column ", name))
        .advise("--password-column password, or --password-column users.password");
  }
}

bool generator::is_chosen(std::uint32_t oid) const {
  return std::any_of(order_.begin(), order_.end(),
                     [&](const chosen& one) { return tables_[one.table].oid == oid; });
}

// Whether what it refers to is made; where it may wait, what is not is NULL at first.
bool generator::is_possible_now(chosen& one, const std::set<std::uint32_t>& made, bool may_wait) {
  const table_shape& table = tables_[one.table];
  std::set<std::size_t> later;
  for (std::size_t i = 0; i < table.references.size(); ++i) {
    const reference_shape& reference = table.references[i];
    if (reference.to == table.oid || made.contains(reference.to) || !is_chosen(reference.to)) {
      continue;
    }
    const bool nullable =
        std::any_of(reference.columns.begin(), reference.columns.end(),
                    [&](std::size_t each) { return !table.columns[each].not_null; });
    const table_shape* other = table_at(reference.to);
    if (may_wait && other != nullptr && other->has_rows && !nullable) continue;
    if (!may_wait || !nullable) return false;
    later.insert(i);
  }
  one.later = std::move(later);
  return true;
}

void generator::order() {
  std::vector<chosen> left = std::exchange(order_, {});
  // is_chosen() asks for all of them.
  order_ = left;
  std::vector<chosen> out;
  std::set<std::uint32_t> made;
  while (!left.empty()) {
    auto next = std::find_if(left.begin(), left.end(),
                             [&](chosen& one) { return is_possible_now(one, made, false); });
    if (next == left.end()) {
      next = std::find_if(left.begin(), left.end(),
                          [&](chosen& one) { return is_possible_now(one, made, true); });
    }
    if (next == left.end()) refuse_circle(left);
    made.insert(tables_[next->table].oid);
    out.push_back(std::move(*next));
    left.erase(next);
  }
  order_ = std::move(out);
}

void generator::refuse_circle(const std::vector<chosen>& left) const {
  std::vector<std::string> names;
  for (const chosen& one : left) names.push_back(tables_[one.table].title());
  throw error(failure::config, "SEED.CIRCLE",
              concat("no first row is possible: ", join(names, ", "), " refer to each other"))
      .because("and none of the columns that do may be NULL")
      .advise("put a row of each there by hand, with deferred foreign keys; or let one be NULL");
}

void generator::expect_parents(const chosen& one) const {
  const table_shape& table = tables_[one.table];
  for (const reference_shape& reference : table.references) {
    if (reference.to == table.oid || is_chosen(reference.to)) continue;
    const bool nullable =
        std::any_of(reference.columns.begin(), reference.columns.end(),
                    [&](std::size_t each) { return !table.columns[each].not_null; });
    const table_shape* other = table_at(reference.to);
    if (nullable || other == nullptr) continue;
    const bool has_rows =
        database_.query(concat("select exists (select from ", other->quoted(), ")")).boolean(0, 0);
    if (has_rows) continue;
    throw error(failure::config, "SEED.NEEDS_ROWS",
                concat(table.title(), " refers to ", other->title(), ", which has no rows"))
        .advise(concat("fill both: --table ", other->title(), " --table ", table.title()));
  }
}

std::shared_ptr<reference_pool> generator::pool_for(std::uint32_t oid,
                                                    const std::vector<std::string>& columns) {
  std::shared_ptr<reference_pool>& pool = pools_[{oid, names_of(columns)}];
  if (pool) return pool;
  pool = std::make_shared<reference_pool>(columns.size());
  const table_shape* table = table_at(oid);
  if (table == nullptr || (is_chosen(oid) && !table->has_rows)) return pool;
  std::vector<std::string> texts;
  std::vector<std::string> present;
  for (const std::string& one : columns) {
    texts.push_back(concat(pg::quote_identifier(one), "::text"));
    present.push_back(concat(pg::quote_identifier(one), " is not null"));
  }
  const pg::result rows = database_.query(
      concat("select ", join(texts, ", "), " from ", table->quoted(), " where ",
             join(present, " and "), " order by ", names_of(columns), " limit ", most_existing));
  for (int i = 0; i < rows.rows(); ++i) {
    std::vector<std::string> row;
    for (int column = 0; column < rows.columns(); ++column) row.emplace_back(rows.text(i, column));
    pool->add(std::move(row));
  }
  return pool;
}

std::map<std::size_t, numbering> generator::numberings(const table_shape& table) {
  std::map<std::size_t, numbering> out;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const column_shape& column = table.columns[i];
    if (!column.sequence || column.type.kind != value_kind::integer) continue;
    const pg::result now = database_.query(concat(
        "select last_value + case when is_called then seqincrement else 0 end, seqincrement, "
        "coalesce((select ",
        "max(", pg::quote_identifier(column.name), ") from ", table.quoted(), "), 0) from ",
        *column.sequence, " cross join pg_sequence where seqrelid = ",
        pg::quote_literal(*column.sequence), "::regclass"));
    numbering& one = out[i];
    one.first = now.integer(0, 0);
    one.step = now.integer(0, 1);
    if (one.step > 0) one.first = std::max(one.first, now.integer(0, 2) + 1);
  }
  return out;
}

std::map<std::size_t, std::vector<std::string>> generator::passwords_for(const table_shape& table,
                                                                         std::uint64_t rows) const {
  std::map<std::size_t, std::vector<std::string>> out;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string& column = table.columns[i].name;
    const bool is_one =
        std::any_of(asked_.password_columns.begin(), asked_.password_columns.end(),
                    [&](const std::string& name) {
                      return name == column || name == concat(table.title(), ".", column);
                    });
    if (!is_one) continue;
    const std::uint64_t count = asked_.hash_each ? rows : 1;
    for (std::uint64_t row = 0; row < count; ++row) {
      out[i].push_back(
          bcrypt_hash(asked_.password, asked_.password_cost, mixed(asked_.seed + 7, row)));
    }
  }
  return out;
}

void generator::load_keys(const table_shape& table, row_maker& into) {
  if (!table.has_rows) return;
  for (std::size_t key = 0; key < table.keys.size(); ++key) {
    std::vector<std::string> texts;
    for (const std::size_t column : table.keys[key].columns) {
      texts.push_back(concat(pg::quote_identifier(table.columns[column].name), "::text"));
    }
    const pg::result rows =
        database_.query(concat("select ", join(texts, ", "), " from ", table.quoted()));
    std::vector<cell> values(table.keys[key].columns.size());
    for (int i = 0; i < rows.rows(); ++i) {
      for (int column = 0; column < rows.columns(); ++column) {
        cell& one = values[static_cast<std::size_t>(column)];
        one.is_null = rows.is_null(i, column);
        one.text = rows.text(i, column);
      }
      into.add_existing(key, values);
    }
  }
}

generated_table generator::fill(const chosen& one) {
  const auto begin = std::chrono::steady_clock::now();
  const table_shape& table = tables_[one.table];
  expect_parents(one);
  std::vector<filled_reference> references;
  for (std::size_t i = 0; i < table.references.size(); ++i) {
    const reference_shape& reference = table.references[i];
    references.push_back({.shape = &reference, .is_own = reference.to == table.oid});
    if (!one.later.contains(i)) {
      references.back().pool = pool_for(reference.to, reference.columns_to);
    }
  }
  const std::map<std::size_t, numbering> numbered = numberings(table);
  // What others refer to of it.
  std::vector<referred_columns> referred;
  for (const chosen& other : order_) {
    for (const reference_shape& each : tables_[other.table].references) {
      if (each.to != table.oid) continue;
      const auto pool = pool_for(each.to, each.columns_to);
      if (std::none_of(referred.begin(), referred.end(),
                       [&](const referred_columns& known) { return known.pool == pool; })) {
        referred.push_back({places_of(table, each.columns_to), pool});
      }
    }
  }
  const auto make = [&] {
    auto out = std::make_unique<row_maker>(
        table, row_settings{.seed = asked_.seed, .rows = one.rows, .nulls = asked_.nulls},
        references, numbered, passwords_for(table, one.rows));
    load_keys(table, *out);
    return out;
  };
  const std::int64_t used =
      copy_rows(database_, table, one.rows, referred, make, [&](std::uint64_t rows) {
        if (watch_.progress) watch_.progress(table.title(), rows, one.rows);
      });
  for (const auto& [column, by] : numbered) {
    database_.execute(concat("select setval(", pg::quote_literal(*table.columns[column].sequence),
                             ", ", std::to_string(by.first + by.step * (used - 1)), ")"));
  }
  return {.name = table.title(),
          .rows = one.rows,
          .took = std::chrono::duration_cast<std::chrono::microseconds>(
              std::chrono::steady_clock::now() - begin)};
}

// In the order of their keys: the same every time.
void generator::point_later(const chosen& one) {
  const table_shape& table = tables_[one.table];
  for (const std::size_t which : one.later) {
    const reference_shape& reference = table.references[which];
    const table_shape* other = table_at(reference.to);
    std::vector<std::string> sets;
    std::vector<std::string> open;
    std::vector<std::string> columns;
    for (std::size_t i = 0; i < reference.columns.size(); ++i) {
      const std::string name = pg::quote_identifier(table.columns[reference.columns[i]].name);
      columns.push_back(name);
      sets.push_back(concat(name, " = theirs.", pg::quote_identifier(reference.columns_to[i])));
      if (!table.columns[reference.columns[i]].not_null) open.push_back(concat(name, " is null"));
    }
    std::string identity = "ctid";
    for (const key_shape& key : table.keys) {
      if (!key.is_primary) continue;
      std::vector<std::string> names;
      for (const std::size_t each : key.columns) names.push_back(table.columns[each].name);
      identity = names_of(names);
    }
    // As many as there are, each once: also where it has to be unique.
    const auto share = static_cast<std::int64_t>(asked_.nulls * 100);
    const std::string sql = concat(
        "with mine as (select ctid as place, row_number() over (order by ", identity,
        ") as n from ", table.quoted(), " where ", join(open, " and "),
        table.has_rows ? " and xmin = pg_current_xact_id()::xid" : "", "), theirs as (select ",
        names_of(reference.columns_to), ", row_number() over (order by ",
        names_of(reference.columns_to), " desc) as n from ", other->quoted(), ") update ",
        table.quoted(), " as t set ", join(sets, ", "),
        " from mine join theirs on theirs.n = mine.n where t.ctid = mine.place and mine.n % 100 "
        ">= ",
        std::to_string(share));
    const pg::outcome came = database_.attempt(sql);
    if (!came.ok()) refuse_rows(database_, table, came, sql);
  }
}

std::vector<generated_table> generator::run() {
  choose();
  check_passwords();
  order();
  std::vector<generated_table> out;
  pg::transaction all(database_);
  database_.execute(usual_texts);
  for (const chosen& one : order_) {
    out.push_back(fill(one));
    if (watch_.done) watch_.done(out.back());
  }
  for (const chosen& one : order_) point_later(one);
  all.commit();
  return out;
}

}  // namespace

std::vector<generated_table> generate_rows(pg::connection& database, const generate_request& asked,
                                           const generate_observer& watch) {
  return generator(database, asked, watch).run();
}

}  // namespace sluice::data
