#include "base/error.hpp"
#include "base/text.hpp"
#include "data/load.hpp"
#include "data/load_history.hpp"
#include "data/load_target.hpp"
#include "pg/quote.hpp"

namespace sluice::data {
namespace {

using pg::quote_identifier;

class undoing {
 public:
  undoing(pg::connection& connection, recorded_load recorded, load_target target)
      : connection_(connection),
        recorded_(std::move(recorded)),
        target_(std::move(target)),
        id_(std::to_string(recorded_.id)) {}

  undo_outcome undo(bool force) {
    connection_.execute(concat("lock table ", target_.quoted(), " in share row exclusive mode"));
    expect_columns();
    look(force);
    if (by_batch()) {
      count(out_.removed, concat("with gone as (delete from ", target_.quoted(), " t where ",
                                 of_batch(), " returning 1) select count(*) from gone"));
    } else {
      count(out_.removed,
            concat("with gone as (delete from ", target_.quoted(),
                   " t using sluice.load_rows r where ", of_load(), " and r.old is null and ",
                   same_key(), " returning 1) select count(*) from gone"));
    }
    restore();
    forget_load(connection_, recorded_.id);
    return out_;
  }

 private:
  bool by_batch() const { return recorded_.key.empty(); }
  std::string of_load() const { return concat("r.load_id = ", id_); }
  std::string of_batch() const {
    return concat("t.", quote_identifier(recorded_.batch_column), " = ", pg::quote_literal(batch_),
                  "::", type_of(recorded_.batch_column));
  }
  std::string type_of(const std::string& column) const { return target_.find(column)->type; }
  std::string value(std::string_view from, std::size_t index, const std::string& column) const {
    return concat("r.", from, "[", std::to_string(index + 1), "]::", type_of(column));
  }
  std::string same_key() const {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < recorded_.key.size(); ++i) {
      parts.push_back(concat("t.", quote_identifier(recorded_.key[i]), " = ",
                             value("key", i, recorded_.key[i])));
    }
    return join(parts, " and ");
  }
  std::string not_ours() const {
    return concat("t.xmin::text <> all (", pg::quote_literal(recorded_.transactions), "::text[])");
  }

  void count(std::uint64_t& into, const std::string& sql) {
    into += static_cast<std::uint64_t>(connection_.execute(sql).at(0).integer(0, 0));
  }

  void expect_columns() {
    std::vector<std::string> needed = recorded_.key;
    needed.insert(needed.end(), recorded_.kept.begin(), recorded_.kept.end());
    if (!recorded_.batch_column.empty()) needed.push_back(recorded_.batch_column);
    for (const std::string& column : needed) {
      if (target_.find(column) != nullptr) continue;
      throw error(failure::migration, "LOAD.CHANGED",
                  concat(target_.display(), " has no column ", column, " any more"))
          .because("what the load kept of its rows needs it")
          .advise("take back the schema migration that removed or renamed it first");
    }
  }

  // Rows that others changed or removed since. A row's xmin is the transaction that wrote it.
  void look(bool force) {
    std::string sql;
    if (by_batch()) {
      sql = concat("select count(*) filter (where ", not_ours(), "), ",
                   std::to_string(recorded_.inserted), " - count(*) from ", target_.quoted(),
                   " t where ", of_batch());
    } else {
      sql = concat("select count(*) filter (where ", not_ours(), "), count(*) filter (where t.",
                   quote_identifier(recorded_.key.front()),
                   " is null) from sluice.load_rows r left join ", target_.quoted(), " t on ",
                   same_key(), " where ", of_load(), " and r.key is not null");
    }
    const pg::result found = std::move(connection_.execute(sql).at(0));
    const std::int64_t changed = found.integer(0, 0);
    const std::int64_t gone = found.integer(0, 1);
    out_.changed = static_cast<std::uint64_t>(changed + (gone > 0 ? gone : -gone));
    if (out_.changed == 0 || force) return;
    std::vector<std::string> said;
    if (changed > 0) said.push_back(concat(std::to_string(changed), " changed"));
    if (gone > 0) said.push_back(concat(std::to_string(gone), " removed"));
    if (gone < 0) said.push_back(concat(std::to_string(-gone), " added"));
    throw error(failure::migration, "LOAD.CHANGED",
                concat("the rows of the batch ", batch_, " in ", target_.display(),
                       " are not as they were loaded: ", join(said, ", ")))
        .because(
            "taking the batch back would lose what was done to them since (a database that "
            "was restored from a dump, or whose table was rewritten, looks the same)")
        .advise("with --force it is taken back all the same");
  }

  // Rows of another batch are that batch's again: it knows them by the transactions that wrote
  // them.
  void restore() {
    if (recorded_.mode == "append") return;
    const std::vector<other_load> others = other_loads(connection_, recorded_);
    std::string known;
    for (const other_load& other : others) {
      const std::string number = std::to_string(other.id);
      const std::string its =
          concat("r.old_transaction = any (", pg::quote_literal(other.transactions), "::text[])");
      const std::string now(
          connection_
              .execute(concat(
                  "savepoint sluice_load; update sluice.loads set rows = rows where id = ", number,
                  " returning xmin"))
              .at(1)
              .text(0, 0));
      restore(concat(" and ", its, known));
      connection_.execute(
          concat("release savepoint sluice_load; update sluice.loads set transactions = "
                 "array_append(transactions, '",
                 now, "') where id = ", number));
      known += concat(" and not ", its);
    }
    restore(known);
  }

  void restore(const std::string& which) {
    if (recorded_.mode == "upsert") {
      restore_updated(which);
    } else {
      restore_removed(which);
    }
  }

  void restore_updated(const std::string& which) {
    std::vector<std::string> set;
    for (std::size_t i = 0; i < recorded_.kept.size(); ++i) {
      const std::string& column = recorded_.kept[i];
      bool in_key = false;
      for (const std::string& one : recorded_.key) in_key = in_key || one == column;
      if (in_key || target_.find(column)->generated) continue;
      set.push_back(concat(quote_identifier(column), " = ", value("old", i, column)));
    }
    if (set.empty()) return;
    count(out_.restored,
          concat("with back as (update ", target_.quoted(), " t set ", join(set, ", "),
                 " from sluice.load_rows r where ", of_load(), " and r.old is not null", which,
                 " and ", same_key(), " returning 1) select count(*) from back"));
  }

  void restore_removed(const std::string& which) {
    std::vector<std::string> names;
    std::vector<std::string> values;
    for (std::size_t i = 0; i < recorded_.kept.size(); ++i) {
      names.push_back(quote_identifier(recorded_.kept[i]));
      values.push_back(value("old", i, recorded_.kept[i]));
    }
    count(out_.restored,
          concat("with back as (insert into ", target_.quoted(), " (", join(names, ", "),
                 ") overriding system value select ", join(values, ", "),
                 " from sluice.load_rows r where ", of_load(), " and r.key is null", which,
                 " returning 1) select count(*) from back"));
  }

 public:
  void named(std::string batch) { batch_ = std::move(batch); }

 private:
  pg::connection& connection_;
  recorded_load recorded_;
  load_target target_;
  std::string id_;
  std::string batch_;
  undo_outcome out_;
};

}  // namespace

undo_outcome undo_load(pg::connection& connection, const load_declaration& declaration,
                       const std::string& batch, bool force) {
  std::optional<recorded_load> recorded = find_load(connection, batch);
  if (!recorded) {
    throw error(failure::migration, "LOAD.NO_BATCH", concat("the database has no batch ", batch))
        .at({declaration.file.string()})
        .because("sluice.loads has no row of it, or it was taken back already");
  }
  if (!recorded->undoable) {
    throw error(failure::migration, "LOAD.NOT_UNDOABLE",
                concat("the batch ", batch, " cannot be taken back: nothing was kept for it"))
        .at({declaration.file.string()})
        .because("its load says undo = false");
  }
  load_declaration as_recorded = declaration;
  as_recorded.schema = recorded->schema;
  as_recorded.table = recorded->table;
  load_target target = read_target(connection, as_recorded);
  connection.execute("set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'");
  undoing work(connection, std::move(*recorded), std::move(target));
  work.named(batch);
  return work.undo(force);
}

}  // namespace sluice::data
