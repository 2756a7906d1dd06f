#include "run/match.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

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
      if (!rows[i].tag.empty()) by_tag_[rows[i].tag].push_back(i);
    }
    for (const known_migration& one : migrations) tags_.insert(one.tag);
  }

  matching run() {
    by_hash([&](const known_migration& one, std::size_t row) {
      return rows_[row].created_at == one.when;
    });
    by_hash([&](const known_migration& one, std::size_t row) { return rows_[row].tag == one.tag; });
    by_hash([&](const known_migration& one, std::size_t row) { return may_be(one, row); });
    each([&](const known_migration& one, matched& place) {
      take(rows_of(by_tag_, std::string_view(one.tag)), otherwise(one), place,
           [](std::size_t) { return true; });
    });
    each([&](const known_migration& one, matched& place) {
      take(rows_of(by_when_, one.when), otherwise(one), place,
           [&](std::size_t row) { return may_be(one, row); });
    });
    mark_twins();
    mark_out_of_order();
    tell_exact();
    sort_out_the_rest();
    return std::move(out_);
  }

 private:
  template <typename Step>
  void each(const Step& step) {
    for (std::size_t i = 0; i < migrations_.size(); ++i) {
      if (!out_.migrations[i].row) step(migrations_[i], out_.migrations[i]);
    }
  }

  template <typename Test>
  void by_hash(const Test& fits) {
    each([&](const known_migration& one, matched& place) {
      for (const std::string& hash : one.hashes) {
        take(rows_of(by_hash_, std::string_view(hash)), standing::applied, place,
             [&](std::size_t row) { return fits(one, row); });
      }
    });
  }

  // Found by something else than its hash.
  static standing otherwise(const known_migration& one) {
    return one.hashes.empty() ? standing::applied : standing::edited;
  }

  // A row that is known to be another migration's, which is there, is not this one's.
  bool may_be(const known_migration& one, std::size_t row) const {
    const std::string& tag = rows_[row].tag;
    return tag.empty() || tag == one.tag || !tags_.contains(tag);
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

  // Of several entries with one tag, all may have been applied; else one at most is to be.
  void mark_twins() {
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < migrations_.size(); ++i) {
      if (out_.migrations[i].row) seen.insert(migrations_[i].tag);
    }
    each([&](const known_migration& one, matched& place) {
      if (!seen.insert(one.tag).second) place.is = standing::twin;
    });
  }

  void mark_out_of_order() {
    std::int64_t newest = 0;
    for (const ledger_row& row : rows_) newest = std::max(newest, row.created_at);
    bool later_is_applied = false;
    for (std::size_t i = migrations_.size(); i-- > 0;) {
      matched& one = out_.migrations[i];
      if (one.row) later_is_applied = true;
      const bool older = !rows_.empty() && migrations_[i].when <= newest;
      one.out_of_order = one.is == standing::pending && (later_is_applied || older);
    }
  }

  void tell_exact() {
    for (std::size_t i = 0; i < migrations_.size(); ++i) {
      const matched& one = out_.migrations[i];
      if (!one.row) continue;
      const bool exact =
          one.is == standing::applied && rows_[*one.row].created_at == migrations_[i].when;
      out_.all_exact = out_.all_exact && exact;
    }
  }

  void sort_out_the_rest() {
    std::unordered_map<std::string_view, std::size_t> by_hash;
    std::unordered_map<std::string_view, std::size_t> by_tag;
    for (std::size_t i = 0; i < migrations_.size(); ++i) {
      if (!out_.migrations[i].row) continue;
      for (const std::string& hash : migrations_[i].hashes) by_hash.emplace(hash, i);
      by_tag.emplace(migrations_[i].tag, i);
    }
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (taken_[row]) continue;
      const auto same_text = by_hash.find(rows_[row].hash);
      const auto same_tag = by_tag.find(rows_[row].tag);
      if (same_text != by_hash.end()) {
        out_.repeated_rows.push_back({row, same_text->second});
      } else if (same_tag != by_tag.end()) {
        out_.repeated_rows.push_back({row, same_tag->second});
      } else {
        out_.unknown_rows.push_back(row);
      }
    }
  }

  const std::vector<known_migration>& migrations_;
  const std::vector<ledger_row>& rows_;
  std::vector<bool> taken_;
  std::unordered_set<std::string_view> tags_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_hash_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_tag_;
  std::unordered_map<std::int64_t, std::vector<std::size_t>> by_when_;
  matching out_;
};

}  // namespace

matching match(const std::vector<known_migration>& migrations,
               const std::vector<ledger_row>& rows) {
  return matcher(migrations, rows).run();
}

}  // namespace sluice::run
