#include "catalog/draft.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sluice::catalog {

std::optional<std::size_t> relation_draft::position(int number) const {
  const auto found =
      std::lower_bound(facts.begin(), facts.end(), number,
                       [](const column_facts& one, int wanted) { return one.number < wanted; });
  if (found == facts.end() || found->number != number) return std::nullopt;
  return static_cast<std::size_t>(found - facts.begin());
}

const column_facts* relation_draft::facts_of(int number) const {
  const auto at = position(number);
  return at ? &facts[*at] : nullptr;
}

const model::column* relation_draft::column(int number) const {
  const auto at = position(number);
  return at ? &table.columns[*at] : nullptr;
}

void draft::add(relation_draft one) {
  at_.emplace(one.identifier, relations.size());
  relations.push_back(std::move(one));
}

relation_draft* draft::relation(oid identifier) {
  const auto found = at_.find(identifier);
  return found == at_.end() ? nullptr : &relations[found->second];
}

void draft::add_other(std::string kind, std::string schema, std::string relation, std::string name,
                      std::string_view definition) {
  out.others.push_back({.kind = std::move(kind),
                        .schema = std::move(schema),
                        .relation = std::move(relation),
                        .name = std::move(name),
                        .definition = std::string(definition)});
}

std::vector<std::int64_t> numbers_at(const pg::result& rows, int row, int column) {
  std::vector<std::int64_t> out;
  const std::string_view text = rows.text(row, column);
  const char* next = text.data();
  const char* const end = next + text.size();
  while (next != end) {
    std::int64_t value = 0;
    const auto [stop, failed] = std::from_chars(next, end, value);
    if (failed == std::errc()) {
      out.push_back(value);
      next = stop;
    } else {
      ++next;
    }
  }
  return out;
}

}  // namespace sluice::catalog
