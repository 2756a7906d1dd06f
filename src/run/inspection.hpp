// A folder beside its ledger, before it is migrated: what is pending, what forbids to go on, and
// what is worth a remark.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "migrations/folder.hpp"
#include "pg/connection.hpp"
#include "run/known.hpp"
#include "run/ledger.hpp"
#include "run/match.hpp"
#include "run/migrate.hpp"
#include "run/session.hpp"

namespace sluice::run {

class inspection {
 public:
  // All outlive it. Hashes the files.
  inspection(pg::connection& connection, const migrations::folder& folder, const options& how,
             const session& says);

  // Reads the ledger and compares: no lock, nothing written.
  void look();
  const ledger& applied() const { return ledger_; }
  const std::vector<std::size_t>& pending() const { return pending_; }
  std::size_t already() const { return known_.size() - pending_.size(); }

  // Throws LEDGER.EDITED, FOLDER.DUPLICATE_TAG.
  void refuse_contradictions() const;
  // Throws LEDGER.OUT_OF_ORDER where older ones are not to be applied.
  void weigh_order() const;
  void remark_on_the_rest() const;

  // Whether a ledger that was read meanwhile has the migration.
  bool has(const std::string& tag, ledger& now);

 private:
  const migrations::entry& entry(std::size_t i) const { return folder_.entries()[i]; }
  void refuse_edited() const;
  void refuse_twins() const;
  void remark_on_times() const;

  pg::connection& connection_;
  const migrations::folder& folder_;
  const options& how_;
  const session& says_;
  std::vector<known_migration> known_;
  ledger ledger_;
  matching matching_;
  std::vector<std::size_t> pending_;
};

}  // namespace sluice::run
