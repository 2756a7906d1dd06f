#include "run/match.hpp"

#include <algorithm>
#include <unordered_map>

namespace sluice::run {
namespace {

class matcher {
 public:
  matcher(const std::vector<known_migration>& migrations, const std::vector<ledger_row>& rows)
      : migrations_(migrations), rows_(rows), taken_(rows.size(), false) {
    out_.migrations.resize(migrations.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      by_hash_[rows[i].hash].push_back(i);
      by_when_[rows[i].created_at].push_back(i);
    }
  }

  matching run() {
    each([&](const known_migration& one, matched& place) {
      for (const std::string& hash : one.hashes) {
        take(rows_of(by_hash_, hash), standing::applied, place,
             [&](std::size_t row) { return rows_[row].created_at == one.when; });
      }
    });
    const auto any = [](std::size_t) { return true; };
    each([&](const known_migration& one, matched& place) {
      for (const std::string& hash : one.hashes) {
        take(rows_of(by_hash_, hash), standing::applied, place, any);
      }
    });
    each([&](const known_migration& one, matched& place) {
      const standing found = one.hashes.empty() ? standing::applied : standing::edited;
      take(rows_of(by_when_, one.when), found, place, any);
    });
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!taken_[i]) out_.unknown_rows.push_back(i);
    }
    mark_out_of_order();
    return std::move(out_);
  }

 private:
  template <typename Step>
  void each(const Step& step) {
    for (std::size_t i = 0; i < migrations_.size(); ++i) {
      if (!out_.migrations[i].row) step(migrations_[i], out_.migrations[i]);
    }
  }

  template <typename Map, typename Key>
  static const std::vector<std::size_t>& rows_of(const Map& map, const Key& key) {
    static const std::vector<std::size_t> none;
    const auto found = map.find(key);
    return found == map.end() ? none : found->second;
  }

  template <typename Test>
  void take(const std::vector<std::size_t>& candidates, standing found, matched& place,
            const Test& fits) {
    if (place.row) return;
    for (const std::size_t row : candidates) {
      if (taken_[row] || !fits(row)) continue;
      taken_[row] = true;
      place.row = row;
      place.is = found;
      return;
    }
  }

  void mark_out_of_order() {
    std::int64_t newest = 0;
    for (const ledger_row& row : rows_) newest = std::max(newest, row.created_at);
    bool later_is_applied = false;
    for (std::size_t i = migrations_.size(); i-- > 0;) {
      matched& one = out_.migrations[i];
      if (one.row) later_is_applied = true;
      const bool older = !rows_.empty() && migrations_[i].when <= newest;
      one.out_of_order = !one.row && (later_is_applied || older);
    }
  }

  const std::vector<known_migration>& migrations_;
  const std::vector<ledger_row>& rows_;
  std::vector<bool> taken_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_hash_;
  std::unordered_map<std::int64_t, std::vector<std::size_t>> by_when_;
  matching out_;
};

}  // namespace

matching match(const std::vector<known_migration>& migrations,
               const std::vector<ledger_row>& rows) {
  return matcher(migrations, rows).run();
}

}  // namespace sluice::run
