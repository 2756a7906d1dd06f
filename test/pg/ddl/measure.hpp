// What a statement really does, seen from inside its transaction: the locks that are held, the
// files that changed, the tables that were read whole. Beside it, what its hazards say.
#pragma once

#include <doctest/doctest.h>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "ddl/statement.hpp"
#include "support/database.hpp"

namespace sluice::test {

struct effects {
  std::map<std::string, std::string> locks;  // the strongest that others wait for, by relation
  std::map<std::string, std::string> index_locks;  // those of indexes, which go with their tables
  std::set<std::string> rewritten;
  std::set<std::string> scanned;
  std::set<std::string> unsure;  // claimed with a condition: either is right
};

inline std::string named(const ddl::relation& it) {
  return concat(it.schema.empty() ? "public" : it.schema, ".", it.name);
}

inline effects claimed(const std::vector<ddl::hazard>& hazards) {
  effects out;
  std::map<std::string, ddl::lock_mode> locks;
  for (const ddl::hazard& one : hazards) {
    const std::string on = named(one.on);
    if (one.lock) {
      const auto [known, is_new] = locks.emplace(on, *one.lock);
      if (!is_new) known->second = std::max(known->second, *one.lock);
    }
    if (!one.certain) {
      out.unsure.insert(on);
    } else if (one.kind == ddl::hazard_kind::rewrite) {
      out.rewritten.insert(on);
      out.scanned.insert(on);
    } else if (one.kind == ddl::hazard_kind::scan) {
      out.scanned.insert(on);
    }
  }
  for (const auto& [on, mode] : locks) out.locks[on] = std::string(ddl::name_of(mode));
  return out;
}

// A line for each, to be compared.
inline std::string text(const effects& all) {
  std::string out;
  for (const auto& [on, mode] : all.locks) out += concat(on, " locked: ", mode, "\n");
  for (const std::string& on : all.rewritten) out += concat(on, " rewritten\n");
  for (const std::string& on : all.scanned) out += concat(on, " scanned\n");
  return out;
}

// Measures statements on one connection, each in a transaction of its own.
class meter {
 public:
  explicit meter(pg::connection& on) : on_(on) { known_ = files(); }

  // The relations that are there now; what comes later is new, and of no interest.
  effects measure(const std::string& sql) {
    pg::transaction around(on_);
    const auto files_before = files();
    const auto scans_before = scans();
    on_.execute(sql);
    effects out;
    for (const auto& [id, mode] : locks()) {
      const auto known = known_.find(id);
      if (known == known_.end()) continue;
      (known->second.is_index ? out.index_locks : out.locks)[known->second.name] = mode;
    }
    const auto files_after = files();
    for (const auto& [id, file] : files_before) {
      const auto now = files_after.find(id);
      if (known_.contains(id) && now != files_after.end() && now->second.file != file.file) {
        out.rewritten.insert(file.name);
      }
    }
    for (const auto& [id, count] : scans()) {
      const auto before = scans_before.find(id);
      const bool more = count > (before == scans_before.end() ? 0 : before->second);
      if (more && known_.contains(id)) out.scanned.insert(known_[id].name);
    }
    around.commit();
    // Those that are still there, under their new names.
    const auto now = files();
    std::erase_if(known_, [&](const auto& one) { return !now.contains(one.first); });
    for (auto& [id, one] : known_) one = now.at(id);
    return out;
  }

 private:
  struct relation {
    std::string name;
    std::string file;
    bool is_index = false;
  };
  using key = std::string;

  // Tables, views, indexes, and sequences that stand on their own.
  static constexpr std::string_view wanted =
      " c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, "
      "'pg_toast'::regnamespace) and c.relkind in ('r', 'v', 'm', 'S', 'i') and not exists (select "
      "from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and c.relkind "
      "= 'S' and d.deptype in ('a', 'i'))";

  std::map<key, relation> files() {
    std::map<key, relation> out;
    const pg::result rows = on_.query(
        concat("select c.oid, c.relnamespace::regnamespace::text || '.' || c.relname, "
               "case when c.relkind in ('S', 'i') then 0 else c.relfilenode end, c.relkind = 'i' "
               "from pg_class c where",
               wanted));
    for (int row = 0; row < rows.rows(); ++row) {
      out[key(rows.text(row, 0))] = {std::string(rows.text(row, 1)), std::string(rows.text(row, 2)),
                                     rows.boolean(row, 3)};
    }
    return out;
  }

  std::map<key, std::int64_t> scans() {
    std::map<key, std::int64_t> out;
    const pg::result rows = on_.query("select relid, seq_scan from pg_stat_xact_user_tables");
    for (int row = 0; row < rows.rows(); ++row) {
      out[key(rows.text(row, 0))] = rows.integer(row, 1);
    }
    return out;
  }

  std::map<key, std::string> locks() {
    std::map<key, std::string> out;
    // Of what was dropped only the locks are left.
    const pg::result rows = on_.query(
        "select distinct on (relation) relation, m.name from pg_locks l join (values "
        "('ShareUpdateExclusiveLock', 'SHARE UPDATE EXCLUSIVE', 1), ('ShareLock', 'SHARE', 2), "
        "('ShareRowExclusiveLock', 'SHARE ROW EXCLUSIVE', 3), ('ExclusiveLock', 'EXCLUSIVE', 4), "
        "('AccessExclusiveLock', 'ACCESS EXCLUSIVE', 5)) m (mode, name, strength) using (mode) "
        "where l.pid = pg_backend_pid() and l.granted and relation is not null "
        "order by relation, m.strength desc");
    for (int row = 0; row < rows.rows(); ++row) {
      out[key(rows.text(row, 0))] = std::string(rows.text(row, 1));
    }
    return out;
  }

  pg::connection& on_;
  std::map<key, relation> known_;
};

}  // namespace sluice::test
