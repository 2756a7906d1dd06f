// Migrations as what is sent at once: transactions, and statements that run alone. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "run/history.hpp"
#include "run/script.hpp"

namespace sluice::run {

struct migration {
  std::string tag;
  std::int64_t when = 0;
  std::string hash;
  std::filesystem::path file;
  script content;
  // By an earlier run, which ended on the way; what follows it may be done too where that run died.
  std::size_t done = 0;
  bool died = false;
  // down: the file takes the migration back, and its rows of the ledger go.
  direction way = direction::up;
  std::vector<std::int64_t> rows = {};
  bool is_push = false;  // none of a folder: neither the ledger nor the steps know of it
  std::vector<std::string> afterwards = {};        // statements of sluice's own, behind the file's
  std::map<std::size_t, std::string> guards = {};  // before the statement, in its transaction

  std::size_t count() const { return content.statements.size(); }
  step as_step() const { return {tag, hash, way, count()}; }
};

// Statements of one migration.
struct piece {
  const migration* of = nullptr;
  std::size_t first = 0;
  std::size_t count = 0;

  std::size_t end() const { return first + count; }
  bool is_last() const { return end() == of->count(); }
  const pg::statement& statement(std::size_t i) const { return of->content.statements[i]; }
};

struct portion {
  std::vector<piece> pieces;
  bool alone = false;  // one statement, outside of a transaction

  const migration& first() const { return *pieces.front().of; }
};

// What is left of a migration in mode `one` or `none`; a migration without statements is a portion
// too, for its ledger row.
std::vector<portion> divide(const migration& one);

// Cuts a transaction in two after a statement: the second part may be empty.
struct cut {
  portion before, after;
};
cut cut_after(const portion& whole, std::size_t piece, std::size_t statement);
// Before it; the first part may be empty.
cut cut_before(const portion& whole, std::size_t piece, std::size_t statement);

}  // namespace sluice::run
