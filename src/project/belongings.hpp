// What of a project there is in a live database, object by object, and what of others hangs on it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalog/read.hpp"
#include "pg/connection.hpp"
#include "project/ownership.hpp"
#include "run/ledger.hpp"

namespace sluice::project {

struct belongings {
  struct object {
    std::string type;      // "table", as DROP says it
    std::string identity;  // public.users, quoted where it has to be
  };
  struct table {
    std::string name;  // public.users
    std::int64_t rows = 0;
    bool is_estimate = false;  // of one too large to count
  };
  // Of somebody else.
  struct dependent {
    std::string title;      // "view reports.monthly"
    bool prevents = false;  // else it goes along unharmed: a table's place in a publication
  };

  std::vector<object> objects;  // but for what goes with them
  std::vector<table> tables;
  std::vector<std::string> schemas;  // that exist and go whole: not public
  std::vector<dependent> dependents;
  std::vector<std::string> kept_tables;  // in schema sluice_trash, of this ledger

  bool empty() const { return objects.empty() && schemas.empty(); }
};

// What belongs to extensions is nobody's. With a tablesFilter in `about`, only relations that it
// lets through are the project's. Throws PG.*.
belongings find_belongings(pg::connection& database, const ownership& ours,
                           const catalog::scope& about, const run::ledger_name& ledger);

}  // namespace sluice::project
