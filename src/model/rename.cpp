#include "model/rename.hpp"

#include <algorithm>
#include <array>

namespace sluice::model {

namespace {

struct kind_name {
  entity kind;
  std::string_view word;
  std::size_t depth;
};

constexpr std::array kinds = {
    kind_name{entity::schema, "schema", 1},
    kind_name{entity::enum_type, "enum", 2},
    kind_name{entity::enum_value, "enum_value", 3},  // drizzle-kit has none such
    kind_name{entity::sequence, "sequence", 2},
    kind_name{entity::role, "role", 1},
    kind_name{entity::table, "table", 2},
    kind_name{entity::column, "column", 3},
    kind_name{entity::primary_key, "primary_key", 3},
    kind_name{entity::unique, "unique", 3},
    kind_name{entity::check, "check", 3},
    kind_name{entity::foreign_key, "foreign key", 3},
    kind_name{entity::index, "index", 3},
    kind_name{entity::policy, "policy", 3},
    kind_name{entity::view, "view", 2},
};

const kind_name& named(entity kind) {
  return *std::find_if(kinds.begin(), kinds.end(),
                       [&](const kind_name& one) { return one.kind == kind; });
}

}  // namespace

std::string_view word_for(entity kind) {
  return named(kind).word;
}

std::size_t depth_of(entity kind) {
  return named(kind).depth;
}

std::optional<entity> entity_called(std::string_view word) {
  const auto* found = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const kind_name& one) { return one.word == word; });
  if (found == kinds.end()) return std::nullopt;
  return found->kind;
}

}  // namespace sluice::model
