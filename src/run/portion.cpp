#include "run/portion.hpp"

#include "run/manner.hpp"

namespace sluice::run {
namespace {

bool is_alone(const migration& one, std::size_t statement) {
  const pg::statement& text = one.content.statements[statement];
  if (runs_alone(text)) return true;
  return one.content.mode == transaction_mode::none && may_commit(text);
}

}  // namespace

std::vector<portion> divide(const migration& one) {
  std::vector<portion> out;
  const auto add = [&](std::size_t first, std::size_t count, bool alone) {
    out.push_back({{{&one, first, count}}, alone});
  };
  if (one.content.asks_for_one || one.done >= one.count()) {
    add(one.done, one.count() - one.done, false);
    return out;
  }
  const bool each = one.content.mode == transaction_mode::none;
  for (std::size_t i = one.done; i < one.count(); ++i) {
    const bool alone = is_alone(one, i);
    if (alone || each || out.empty() || out.back().alone) {
      add(i, 1, alone);
    } else {
      ++out.back().pieces.back().count;
    }
  }
  return out;
}

cut cut_before(const portion& whole, std::size_t piece, std::size_t statement) {
  cut out;
  for (std::size_t i = 0; i < whole.pieces.size(); ++i) {
    const run::piece& one = whole.pieces[i];
    if (i < piece) {
      out.before.pieces.push_back(one);
    } else if (i > piece) {
      out.after.pieces.push_back(one);
    } else {
      const std::size_t count = statement - one.first;
      if (count > 0) out.before.pieces.push_back({one.of, one.first, count});
      out.after.pieces.push_back({one.of, statement, one.count - count});
    }
  }
  return out;
}

cut cut_after(const portion& whole, std::size_t piece, std::size_t statement) {
  cut out = cut_before(whole, piece, statement + 1);
  // Nothing is left of that migration.
  if (out.after.pieces.front().count == 0) out.after.pieces.erase(out.after.pieces.begin());
  return out;
}

}  // namespace sluice::run
