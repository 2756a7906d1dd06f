#include "data/rows.hpp"

#include <algorithm>
#include <numeric>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::data {

namespace {

constexpr std::uint64_t most_attempts = 400;
constexpr std::uint64_t what_way = 1, what_nulls = 1000, what_references = 100'000,
                        what_values = 200'000;

__extension__ using wide = unsigned __int128;

}  // namespace

row_maker::row_maker(const table_shape& table, row_settings how,
                     std::vector<filled_reference> references,
                     std::map<std::size_t, numbering> numbered,
                     std::map<std::size_t, std::vector<std::string>> passwords)
    : table_(table),
      how_(how),
      references_(std::move(references)),
      numbered_(std::move(numbered)),
      passwords_(std::move(passwords)),
      ways_(ways_to_fill(table)),
      filled_(table.columns.size()),
      by_reference_(table.columns.size()),
      in_key_(table.columns.size()),
      after_(table.columns.size()),
      cells_(table.columns.size()),
      done_(table.columns.size()) {
  is_opaque_ = ways_.front().is_opaque;
  how_.seed = mixed(how_.seed, hash_of(concat(table.schema, ".", table.name)));
  for (const filled_reference& one : references_) {
    for (const std::size_t column : one.shape->columns) by_reference_[column] = true;
  }
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const column_shape& column = table.columns[i];
    meanings_.push_back(meaning_of(table.name, column));
    filled_[i] =
        !column.is_generated && (column.type.kind != value_kind::unknown || by_reference_[i]);
    if (column.is_generated || filled_[i] || !column.not_null || column.has_default) continue;
    throw error(failure::config, "SEED.UNKNOWN_TYPE",
                concat("no values can be made for ", table.title(), ".", column.name))
        .because(concat("it needs a value of type ", column.type.name))
        .advise("give the column a default, or leave the table out: --table names those to fill");
  }
  for (const key_shape& one : table.keys) {
    const bool is_ours = std::all_of(one.columns.begin(), one.columns.end(),
                                     [&](std::size_t column) { return filled_[column]; });
    if (!is_ours) continue;
    keys_.push_back({one.columns, one.nulls_are_equal, one.name, {}});
    for (const std::size_t column : one.columns) in_key_[column] = true;
  }
  for (std::size_t i = 0; i < keys_.size(); ++i) choose_enumerated(i);
  order_columns();
}

// Those first that others have to be after.
void row_maker::order_columns() {
  const std::size_t count = table_.columns.size();
  const auto follows = [&](meaning first, meaning second) {
    for (std::size_t a = 0; a < count; ++a) {
      for (std::size_t b = 0; b < count; ++b) {
        if (meanings_[a] == first && meanings_[b] == second && filled_[a] &&
            table_.columns[a].type.kind == table_.columns[b].type.kind) {
          after_[b].push_back(a);
        }
      }
    }
  };
  follows(meaning::created, meaning::updated);
  follows(meaning::updated, meaning::deleted);
  follows(meaning::created, meaning::deleted);
  std::vector<bool> placed(count);
  const auto place = [&](const auto& self, std::size_t column) -> void {
    if (placed[column]) return;
    placed[column] = true;
    for (const std::size_t before : after_[column]) self(self, before);
    for (const way_to_fill& way : ways_) {
      for (const auto& before : way.columns[column].after) self(self, before.first);
    }
    order_.push_back(column);
  };
  for (std::size_t i = 0; i < count; ++i) place(place, i);
}

void row_maker::choose_enumerated(std::size_t key) {
  if (enumerated_ || is_opaque_) return;
  enumerated_key out{.key = key};
  std::vector<bool> covered(table_.columns.size());
  wide count = 1;
  for (std::size_t i = 0; i < references_.size(); ++i) {
    const auto& columns = references_[i].shape->columns;
    const auto& of_key = keys_[key].columns;
    const bool touches = std::any_of(columns.begin(), columns.end(), [&](std::size_t one) {
      return std::find(of_key.begin(), of_key.end(), one) != of_key.end();
    });
    if (!touches) continue;
    if (references_[i].is_own || !references_[i].pool) return;
    for (const std::size_t one : columns) {
      if (covered[one]) return;  // two foreign keys share a column
      covered[one] = true;
    }
    out.digits.push_back({.count = references_[i].pool->size(), .reference = i});
    count *= references_[i].pool->size();
  }
  for (const std::size_t column : keys_[key].columns) {
    if (covered[column]) continue;
    if (numbered_.contains(column)) return;
    const column_limits& limits = ways_.front().columns[column];
    const bool same = std::all_of(ways_.begin(), ways_.end(), [&](const way_to_fill& one) {
      const column_limits& at = one.columns[column];
      return at.choice == limits.choice && at.least == limits.least && at.most == limits.most &&
             !at.must_be_null;
    });
    const std::uint64_t values = count_of_values(table_.columns[column].type, limits);
    if (!same || values == 0) return;
    out.digits.push_back({.count = values, .column = column});
    count *= values;
    if (count > UINT64_MAX / 4) return;
  }
  // Where there is room, chance finds a place soon enough, and looks better.
  constexpr std::uint64_t room = 20;
  if (count > static_cast<wide>(how_.rows) * room) return;
  out.count = static_cast<std::uint64_t>(count);
  if (out.count == 0) return;
  dice roll(mixed(how_.seed, hash_of(keys_[key].name)));
  out.start = roll.below(out.count);
  out.step = static_cast<std::uint64_t>(static_cast<double>(out.count) * 0.618) | 1;
  while (std::gcd(out.step, out.count) != 1) ++out.step;
  enumerated_ = std::move(out);
}

void row_maker::add_existing(std::size_t key, const std::vector<cell>& values) {
  // The table's keys and ours are not numbered alike.
  for (unique_key& one : keys_) {
    if (one.name != table_.keys[key].name) continue;
    for (std::size_t i = 0; i < one.columns.size(); ++i) cells_[one.columns[i]] = values[i];
    if (const auto hash = hash_of_key(one, cells_)) one.taken.insert(*hash);
  }
}

dice row_maker::dice_for(std::uint64_t what, std::uint64_t attempt) const {
  return dice(mixed(mixed(how_.seed + what, tried_), attempt));
}

std::optional<std::uint64_t> row_maker::hash_of_key(const unique_key& key,
                                                    const std::vector<cell>& row) {
  std::uint64_t out = 17;
  for (const std::size_t column : key.columns) {
    const cell& one = row[column];
    if (one.is_null && !key.nulls_are_equal) return std::nullopt;
    out = mixed(out, one.is_null ? 1 : hash_of(one.text));
  }
  return out;
}

bool row_maker::claim() {
  claimed_.clear();
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const auto hash = hash_of_key(keys_[i], cells_);
    if (!hash) continue;
    if (!keys_[i].taken.insert(*hash).second) {
      collided_ = keys_[i].name;
      for (const auto& [key, each] : claimed_) keys_[key].taken.erase(each);
      claimed_.clear();
      return false;
    }
    claimed_.emplace_back(i, *hash);
  }
  return true;
}

void row_maker::release(const std::vector<cell>& row) {
  for (unique_key& one : keys_) {
    if (const auto hash = hash_of_key(one, row)) one.taken.erase(*hash);
  }
}

const std::vector<cell>& row_maker::next() {
  for (std::uint64_t attempt = 0; attempt < most_attempts; ++attempt) {
    if (!make(attempt) || !claim()) continue;
    ++row_;
    ++tried_;
    return cells_;
  }
  give_up();
}

void row_maker::give_up() const {
  std::string columns;
  for (const unique_key& one : keys_) {
    if (one.name != collided_) continue;
    for (const std::size_t column : one.columns) {
      columns += concat(columns.empty() ? "" : ", ", table_.columns[column].name);
    }
  }
  const std::string made = std::to_string(row_);
  error out(failure::config, "SEED.TOO_FEW_VALUES",
            concat(table_.title(), " has no place for ", std::to_string(how_.rows), " more rows"));
  if (columns.empty()) {
    throw std::move(out)
        .because(concat("after ", made, " no row was found that its foreign keys allow"))
        .advise("more rows in the tables that it refers to, or fewer here: --table NAME=COUNT");
  }
  throw std::move(out)
      .because(concat("after ", made, " no new value of ", collided_, " (", columns, ") was found"))
      .advise(concat("fewer rows: --table ", table_.title(), "=", made,
                     "; or more in the tables that it refers to"));
}

bool row_maker::make(std::uint64_t attempt) {
  std::fill(done_.begin(), done_.end(), false);
  for (cell& one : cells_) {
    one.text.clear();
    one.is_null = false;
    one.ordinal.reset();
  }
  way_ = &ways_[ways_.size() == 1 ? 0 : dice_for(what_way, attempt).below(ways_.size())];
  for (const auto& [column, of] : numbered_) {
    const std::int64_t value = of.first + of.step * static_cast<std::int64_t>(row_);
    cells_[column].ordinal = value;
    cells_[column].text = std::to_string(value);
    done_[column] = true;
  }
  fill_enumerated();
  if (!fill_references(attempt)) return false;
  fill_columns(attempt);
  fill_own_references();
  return true;
}

void row_maker::fill_enumerated() {
  if (!enumerated_ || enumerated_->next >= enumerated_->count) return;
  enumerated_key& by = *enumerated_;
  std::uint64_t rest =
      static_cast<std::uint64_t>((static_cast<wide>(by.step) * by.next + by.start) % by.count);
  ++by.next;
  for (const enumerated_key::digit& digit : by.digits) {
    const std::uint64_t number = rest % digit.count;
    rest /= digit.count;
    if (digit.reference == SIZE_MAX) {
      cell& one = cells_[digit.column];
      one.ordinal = write_numbered_value(one.text, table_.columns[digit.column].type,
                                         way_->columns[digit.column], number);
      done_[digit.column] = true;
      continue;
    }
    const filled_reference& reference = references_[digit.reference];
    const std::vector<std::string>& row = reference.pool->at(number);
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells_[reference.shape->columns[i]].text = row[i];
      done_[reference.shape->columns[i]] = true;
    }
  }
}

bool row_maker::fill_references(std::uint64_t attempt) {
  dice roll = dice_for(what_references, attempt);
  for (std::size_t i = 0; i < references_.size(); ++i) {
    if (!fill_reference(i, roll)) return false;
  }
  return true;
}

// The rows that have what some of the foreign key's columns have already.
const std::vector<std::size_t>& row_maker::rows_like(std::size_t which,
                                                     const std::vector<bool>& fixed) {
  const filled_reference& reference = references_[which];
  std::string shape = std::to_string(which);
  for (const bool one : fixed) shape += one ? '+' : '-';
  const auto key_of = [&](const auto& text_at) {
    std::string out = shape;
    for (std::size_t i = 0; i < fixed.size(); ++i) {
      if (fixed[i]) out += concat("\x1f", text_at(i));
    }
    return out;
  };
  std::size_t& known = indexed_rows_[hash_of(shape)];
  for (; known < reference.pool->size(); ++known) {
    const auto& row = reference.pool->at(known);
    rows_like_[{which, key_of([&](std::size_t i) { return row[i]; })}].push_back(known);
  }
  return rows_like_[{
      which, key_of([&](std::size_t i) { return cells_[reference.shape->columns[i]].text; })}];
}

bool row_maker::fill_reference(std::size_t which, dice& roll) {
  const filled_reference& reference = references_[which];
  const auto& columns = reference.shape->columns;
  std::vector<bool> fixed;
  bool any_fixed = false;
  bool may_be_null = false;
  bool must_be_null = false;
  bool must_not_be_null = false;
  for (const std::size_t column : columns) {
    fixed.push_back(done_[column] || numbered_.contains(column));
    any_fixed = any_fixed || fixed.back();
    if (done_[column] && cells_[column].is_null) return true;
    const bool nullable = !table_.columns[column].not_null && !fixed.back();
    may_be_null = may_be_null || nullable;
    must_be_null = must_be_null || (way_->columns[column].must_be_null && nullable);
    must_not_be_null = must_not_be_null || way_->columns[column].must_not_be_null;
  }
  const auto nothing = [&] {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (fixed[i] || table_.columns[columns[i]].not_null) continue;
      cells_[columns[i]].is_null = true;
      cells_[columns[i]].text.clear();
      done_[columns[i]] = true;
    }
    return may_be_null;
  };
  const bool is_empty = !reference.pool || reference.pool->size() == 0;
  if (is_empty && reference.is_own && !may_be_null) return true;  // itself, when it is known
  if (is_empty || must_be_null) return nothing();
  if (may_be_null && !must_not_be_null && roll.chance(how_.nulls)) return nothing();
  const auto take = [&](std::size_t row) {
    const auto& values = reference.pool->at(row);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      cells_[columns[i]].text = values[i];
      done_[columns[i]] = true;
    }
    return true;
  };
  if (!any_fixed) return take(roll.below(reference.pool->size()));
  const std::vector<std::size_t>& like = rows_like(which, fixed);
  if (like.empty()) return nothing();
  return take(like[roll.below(like.size())]);
}

void row_maker::fill_columns(std::uint64_t attempt) {
  const std::uint64_t person = mixed(how_.seed, tried_);
  for (const std::size_t column : order_) {
    if (done_[column]) continue;
    const column_shape& shape = table_.columns[column];
    const column_limits& limits = way_->columns[column];
    cell& one = cells_[column];
    const bool is_later = by_reference_[column] && !shape.not_null;
    if (!filled_[column] || limits.must_be_null || is_later) {
      one.is_null = !by_reference_[column] || !shape.not_null;
      continue;
    }
    if (by_reference_[column]) continue;
    const bool is_bound = enumerated_ && in_key_[column] && enumerated_->next < enumerated_->count;
    if (!shape.not_null && !limits.must_not_be_null && !is_bound) {
      dice roll = dice_for(what_nulls + column, attempt);
      // An enumerated key has no more: only NULL is another one.
      const bool is_used_up = enumerated_ && in_key_[column];
      if (is_used_up || roll.chance(how_.nulls)) {
        one.is_null = true;
        continue;
      }
    }
    if (const auto password = passwords_.find(column); password != passwords_.end()) {
      one.text = password->second[row_ % password->second.size()];
      continue;
    }
    value_place at{
        .row = tried_, .attempt = in_key_[column] ? attempt : attempt % 2, .person = person};
    const auto not_before = [&](std::size_t other, bool strict) {
      if (cells_[other].is_null || !cells_[other].ordinal) return;
      at.floor = std::max(at.floor, *cells_[other].ordinal + (strict ? 1 : 0));
    };
    for (const std::size_t other : after_[column]) not_before(other, false);
    for (const auto& [other, strict] : limits.after) not_before(other, strict);
    dice roll = dice_for(what_values + column, attempt);
    one.ordinal = write_value(one.text, shape.type, meanings_[column], limits, at, roll);
    const bool is_disjoint =
        std::find(table_.disjoint.begin(), table_.disjoint.end(), column) != table_.disjoint.end();
    if (is_disjoint && shape.type.kind == value_kind::range) {
      const value_type& of = *shape.type.element;
      const std::int64_t unit = of.kind == value_kind::timestamp ? 3'600'000'000 : 1;
      const std::int64_t from = unit * (of.kind == value_kind::date        ? 19'358
                                        : of.kind == value_kind::timestamp ? 19'358LL * 24
                                                                           : 1) +
                                unit * 2 * static_cast<std::int64_t>(tried_);
      std::string low;
      std::string high;
      write_ordinal(low, of, from);
      write_ordinal(high, of, from + unit);
      one.text = concat("[\"", low, "\",\"", high, "\")");
    }
  }
}

// The first row of a table that refers to itself, and has to, is its own; and later ones may point
// to all before.
void row_maker::fill_own_references() {
  for (filled_reference& one : references_) {
    if (!one.is_own) continue;
    const auto& columns = one.shape->columns;
    std::vector<std::string> key;
    for (const std::string& name : one.shape->columns_to) {
      const auto found = std::find_if(table_.columns.begin(), table_.columns.end(),
                                      [&](const column_shape& each) { return each.name == name; });
      key.push_back(cells_[static_cast<std::size_t>(found - table_.columns.begin())].text);
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!done_[columns[i]] && !cells_[columns[i]].is_null) cells_[columns[i]].text = key[i];
    }
  }
}

}  // namespace sluice::data
