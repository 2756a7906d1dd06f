#include "data/row_copy.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "model/sql_tokens.hpp"
#include "pg/quote.hpp"

namespace sluice::data {

namespace {

constexpr std::string_view check_violation = "23514";
constexpr std::size_t chunk = 1 << 16;
constexpr std::uint64_t tried_at_once = 1000;
constexpr int rounds_without_any = 20;

void write_text(std::string& out, std::string_view text) {
  if (text.find_first_of("\\\t\n\r") == std::string_view::npos) {
    out += text;
    return;
  }
  for (const char each : text) {
    switch (each) {
      case '\\':
        out += "\\\\";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        out += each;
    }
  }
}

void write_row(std::string& out, const std::vector<cell>& row,
               const std::vector<std::size_t>& columns) {
  bool first = true;
  for (const std::size_t column : columns) {
    if (!first) out += '\t';
    first = false;
    if (row[column].is_null) {
      out += "\\N";
    } else {
      write_text(out, row[column].text);
    }
  }
}

class copier {
 public:
  copier(pg::connection& database, const table_shape& table, std::uint64_t rows,
         const std::vector<referred_columns>& referred,
         const std::function<void(std::uint64_t)>& progress)
      : database_(database), table_(table), rows_(rows), referred_(referred), progress_(progress) {
    for (const referred_columns& one : referred) before_.push_back(one.pool->size());
  }

  void choose_columns(const row_maker& from) {
    columns_.clear();
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (from.is_filled(i)) columns_.push_back(i);
    }
  }

  // What it came to.
  pg::outcome all(row_maker& from) {
    sql_ = copy_into(table_.quoted(), names());
    database_.begin_copy(sql_);
    try {
      put_all(from);
    } catch (...) {
      database_.end_copy("no more rows could be made");
      throw;
    }
    return database_.end_copy();
  }

  // Rows that were tried; gives how many were made for that.
  std::int64_t tried(row_maker& from);

  void forget() {
    for (std::size_t i = 0; i < referred_.size(); ++i) referred_[i].pool->cut(before_[i]);
  }
  const std::string& sql() const { return sql_; }

 private:
  std::string names() const {
    std::vector<std::string> out;
    for (const std::size_t one : columns_) {
      out.push_back(pg::quote_identifier(table_.columns[one].name));
    }
    return join(out, ", ");
  }

  static std::string copy_into(const std::string& table, const std::string& columns) {
    return concat("copy ", table, " (", columns, ") from stdin");
  }

  void put_all(row_maker& from) {
    std::string buffer;
    for (std::uint64_t i = 0; i < rows_; ++i) {
      const std::vector<cell>& row = from.next();
      write_row(buffer, row, columns_);
      buffer += '\n';
      refer_to(row);
      if (buffer.size() < chunk) continue;
      if (!database_.put_copy(buffer)) return;
      buffer.clear();
      if (progress_) progress_(i + 1);
    }
    if (!buffer.empty()) database_.put_copy(buffer);
  }

  void refer_to(const std::vector<cell>& row) {
    for (const referred_columns& one : referred_) {
      std::vector<std::string> values;
      for (const std::size_t column : one.columns) {
        if (row[column].is_null) break;
        values.push_back(row[column].text);
      }
      if (values.size() == one.columns.size()) one.pool->add(std::move(values));
    }
  }

  void make_trial_table();
  std::vector<std::pair<std::string, std::string>> conditions() const;
  [[noreturn]] void refuse_unmet();

  pg::connection& database_;
  const table_shape& table_;
  std::uint64_t rows_;
  const std::vector<referred_columns>& referred_;
  const std::function<void(std::uint64_t)>& progress_;
  std::vector<std::size_t> before_;
  std::vector<std::size_t> columns_;
  std::string sql_;
};

// Name and condition, also of domains.
std::vector<std::pair<std::string, std::string>> copier::conditions() const {
  std::vector<std::pair<std::string, std::string>> out;
  for (const check_shape& one : table_.checks) out.emplace_back(one.name, one.condition);
  for (const column_shape& column : table_.columns) {
    for (const std::string& one : column.type.conditions) {
      std::string text;
      std::size_t done = 0;
      for (const model::sql_token& token : model::sql_tokens(one)) {
        if (!token.is_word("value")) continue;
        text += one.substr(done, token.begin - done);
        text += pg::quote_identifier(column.name);
        done = token.end;
      }
      out.emplace_back(concat("the domain of ", column.name), text + one.substr(done));
    }
  }
  return out;
}

void copier::make_trial_table() {
  const bool computes = std::any_of(table_.columns.begin(), table_.columns.end(),
                                    [](const column_shape& one) { return one.is_generated; });
  if (computes) {
    database_.execute(concat("create temp table sluice_trial (like ", table_.quoted(),
                             " including generated) on commit drop; alter table sluice_trial add "
                             "column sluice_row bigint"));
    for (const column_shape& one : table_.columns) {
      if (!one.not_null) continue;
      database_.execute(concat("alter table sluice_trial alter column ",
                               pg::quote_identifier(one.name), " drop not null"));
    }
    return;
  }
  std::string columns;
  for (const std::size_t one : columns_) {
    // Without a length these mean 1.
    std::string type = table_.columns[one].type.name;
    if (type == "character") type = "text";
    if (type == "bit") type = "bit varying";
    columns += concat(pg::quote_identifier(table_.columns[one].name), " ", type, ", ");
  }
  database_.execute(
      concat("create temp table sluice_trial (", columns, "sluice_row bigint) on commit drop"));
}

std::int64_t copier::tried(row_maker& from) {
  make_trial_table();
  std::vector<std::string> holds;
  for (const auto& [name, condition] : conditions()) {
    holds.push_back(concat("(", condition, ") is not false"));
  }
  const std::string ask =
      concat("select sluice_row from sluice_trial as ", pg::quote_identifier(table_.name),
             " where ", join(holds, " and "), " order by sluice_row");
  const std::string into_trial = copy_into("sluice_trial", concat(names(), ", sluice_row"));
  sql_ = copy_into(table_.quoted(), names());
  std::uint64_t done = 0;
  std::int64_t made = 0;
  for (int empty_rounds = 0; done < rows_;) {
    std::vector<std::vector<cell>> batch;
    std::string buffer;
    const std::uint64_t count = std::min(tried_at_once, (rows_ - done) * 4 + 16);
    try {
      while (batch.size() < count) {
        batch.push_back(from.next());
        write_row(buffer, batch.back(), columns_);
        buffer += concat("\t", std::to_string(batch.size() - 1), "\n");
      }
    } catch (const error& full) {
      // More were tried than there is place for: those that can be kept may be enough.
      if (full.code != "SEED.TOO_FEW_VALUES" || batch.empty()) throw;
    }
    database_.execute("truncate sluice_trial");
    database_.begin_copy(into_trial);
    database_.put_copy(buffer);
    const pg::outcome came = database_.end_copy();
    if (!came.ok()) refuse_rows(database_, table_, came, into_trial);
    const pg::result good = database_.query(ask);
    if (good.rows() == 0 && ++empty_rounds == rounds_without_any) refuse_unmet();
    if (good.rows() > 0) empty_rounds = 0;
    buffer.clear();
    std::vector<bool> kept(batch.size());
    for (int i = 0; i < good.rows() && done < rows_; ++i, ++done) {
      const auto place = static_cast<std::size_t>(good.integer(i, 0));
      kept[place] = true;
      write_row(buffer, batch[place], columns_);
      buffer += '\n';
      refer_to(batch[place]);
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (!kept[i]) from.release(batch[i]);
    }
    made += static_cast<std::int64_t>(batch.size());
    if (buffer.empty()) continue;
    database_.begin_copy(sql_);
    database_.put_copy(buffer);
    const pg::outcome stored = database_.end_copy();
    if (!stored.ok()) refuse_rows(database_, table_, stored, sql_);
    if (progress_) progress_(done);
  }
  database_.execute("drop table sluice_trial");
  return made;
}

void copier::refuse_unmet() {
  std::string which;
  std::string text;
  std::int64_t least = INT64_MAX;
  for (const auto& [name, condition] : conditions()) {
    const std::int64_t met = database_
                                 .query(concat("select count(*) from sluice_trial as ",
                                               pg::quote_identifier(table_.name), " where (",
                                               condition, ") is not false"))
                                 .integer(0, 0);
    if (met >= least) continue;
    least = met;
    which = name;
    text = condition;
  }
  throw error(failure::config, "SEED.UNMET",
              concat("no row of ", table_.title(), " was found that its check allows: ", which))
      .because(concat("CHECK (", text, "), after ",
                      std::to_string(tried_at_once * rounds_without_any), " were tried"))
      .advise("write a seed for that table, and leave it out: --table names those to fill");
}

}  // namespace

std::vector<std::size_t> places_of(const table_shape& table,
                                   const std::vector<std::string>& names) {
  std::vector<std::size_t> out;
  for (const std::string& name : names) {
    const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const column_shape& one) { return one.name == name; });
    out.push_back(static_cast<std::size_t>(found - table.columns.begin()));
  }
  return out;
}

void refuse_rows(pg::connection& database, const table_shape& table, const pg::outcome& came,
                 const std::string& sql) {
  if (!came.failure || came.interrupted) database.expect_ok(came, sql);
  error out = pg::to_error(*came.failure, sql);
  out.kind = failure::migration;
  out.code = "SEED.REFUSED";
  const std::string said = came.failure->text;
  error named(failure::migration, "SEED.REFUSED",
              concat("PostgreSQL refused the rows of ", table.title(), ": ", said));
  named.sqlstate = out.sqlstate;
  throw std::move(named)
      .because(concat(came.failure->why(), came.failure->why().empty() ? "" : "\n",
                      "nothing was changed"))
      .advise("write a seed for that table, and leave it out: --table names those to fill");
}

std::int64_t copy_rows(pg::connection& database, const table_shape& table, std::uint64_t rows,
                       const std::vector<referred_columns>& referred,
                       const std::function<std::unique_ptr<row_maker>()>& make,
                       const std::function<void(std::uint64_t)>& progress) {
  copier copy(database, table, rows, referred, progress);
  std::unique_ptr<row_maker> from = make();
  copy.choose_columns(*from);
  if (from->is_opaque()) return copy.tried(*from);
  database.execute("savepoint sluice_rows");
  const pg::outcome came = copy.all(*from);
  if (came.ok()) {
    database.execute("release savepoint sluice_rows");
    return static_cast<std::int64_t>(rows);
  }
  if (!came.failure || came.failure->sqlstate != check_violation || came.interrupted) {
    refuse_rows(database, table, came, copy.sql());
  }
  // A condition means something else than was understood: PostgreSQL is asked.
  database.execute("rollback to savepoint sluice_rows");
  copy.forget();
  from = make();
  return copy.tried(*from);
}

}  // namespace sluice::data
