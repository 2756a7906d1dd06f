#include "ddl/detour.hpp"

#include <algorithm>
#include <string>
#include <type_traits>
#include <utility>

#include "model/generated_names.hpp"

namespace sluice::ddl {

namespace {

using diff::object_name;
using steps = std::vector<diff::change>;

const void* object_of(const diff::move_table& one) {
  return one.table;
}
const void* object_of(const diff::rename_table& one) {
  return one.table;
}
const void* object_of(const diff::move_view& one) {
  return one.view;
}
const void* object_of(const diff::rename_view& one) {
  return one.view;
}
const void* object_of(const diff::move_enum& one) {
  return one.type;
}
const void* object_of(const diff::rename_enum& one) {
  return one.type;
}
const void* object_of(const diff::move_sequence& one) {
  return one.sequence;
}
const void* object_of(const diff::rename_sequence& one) {
  return one.sequence;
}

template <typename Change>
constexpr bool is_step = requires(const Change& one) { object_of(one); };
template <typename Change>
constexpr bool is_move = requires(const Change& one) {
  object_of(one);
  one.to_schema;
};
template <typename Change>
constexpr bool is_of_table = requires(const Change& one) { one.is_before_move; };

const void* object_of_any(const diff::change& any) {
  return std::visit(
      [](const auto& one) -> const void* {
        if constexpr (is_step<std::decay_t<decltype(one)>>) return object_of(one);
        return nullptr;
      },
      any);
}

diff::rename_table rename_of(const diff::move_table& one, object_name from, std::string to) {
  return {one.table, std::move(from), std::move(to)};
}
diff::rename_view rename_of(const diff::move_view& one, object_name from, std::string to) {
  return {one.view, std::move(from), std::move(to), one.materialized};
}
diff::rename_enum rename_of(const diff::move_enum& one, object_name from, std::string to) {
  return {one.type, std::move(from), std::move(to)};
}
diff::rename_sequence rename_of(const diff::move_sequence& one, object_name from, std::string to) {
  return {one.sequence, std::move(from), std::move(to)};
}

class search {
 public:
  explicit search(const std::vector<diff::change>& all) : all_(all) {}

  template <typename Change>
  steps of(const Change& one) const {
    if constexpr (is_move<Change>) {
      return around(one);
    } else if constexpr (is_step<Change>) {
      return of_object(object_of(one));
    } else if constexpr (is_of_table<Change>) {
      const diff::move_table* move = move_of(one.table);
      if (!move || model::is_temporary(one.to) || model::is_temporary(one.from.name)) return {};
      steps out;
      part(*move, one, one.from.name, one.to, out);
      return out;
    } else {
      return {};
    }
  }

 private:
  // By its move, if there is one.
  steps of_object(const void* object) const {
    for (const diff::change& any : all_) {
      steps out = std::visit(
          [&](const auto& one) {
            if constexpr (is_move<std::decay_t<decltype(one)>>) {
              if (object_of(one) == object) return around(one);
            }
            return steps{};
          },
          any);
      if (!out.empty()) return out;
    }
    return {};
  }

  template <typename Move>
  steps around(const Move& one) const {
    if (model::is_temporary(one.from.name)) return {};
    using rename = decltype(rename_of(one, one.from, {}));
    std::string first = one.from.name;
    std::string last = one.from.name;
    for (const diff::change& any : all_) {
      const auto* step = std::get_if<rename>(&any);
      if (!step || object_of(*step) != object_of(one)) continue;
      (step->to == one.from.name ? first : last) =
          step->to == one.from.name ? step->from.name : step->to;
    }
    const std::string between = model::temporary_name(one.from.schema, first);
    Move move = one;
    move.from.name = between;
    steps out;
    out.emplace_back(rename_of(one, {one.from.schema, first}, between));
    out.emplace_back(std::move(move));
    out.emplace_back(rename_of(one, {one.to_schema, between}, last));
    if constexpr (std::is_same_v<Move, diff::move_table>) parts(one, out);
    return out;
  }

  // Those that are renamed anyway have their own way.
  void parts(const diff::move_table& one, steps& out) const {
    const model::table& table = *one.before;
    const auto index = [&](const std::string& name, bool is_generated) {
      part(one, diff::rename_index{one.table, {}, {}, is_generated, false}, name, name, out);
    };
    const auto sequence = [&](const std::string& name) {
      part(one, diff::rename_owned_sequence{one.table, {}, {}, false}, name, name, out);
    };
    for (const auto& key : table.primary_keys) keep(one, key.name, [&] { index(key.name, false); });
    for (const auto& key : table.unique_constraints) {
      keep(one, key.name, [&] { index(key.name, false); });
    }
    for (const auto& key : table.indexes) keep(one, key.name, [&] { index(key.name, false); });
    for (const auto& column : table.columns) {
      if (column.primary_key) {
        const std::string name = model::generated_name(table.name, "", "pkey");
        keep(one, name, [&] { index(name, true); });
      }
      if (column.identity) {
        keep(one, column.identity->name, [&] { sequence(column.identity->name); });
      }
      if (model::is_serial(column)) {
        const std::string name = model::generated_name(table.name, column.name, "seq");
        keep(one, name, [&] { sequence(name); });
      }
    }
  }
  template <typename Use>
  void keep(const diff::move_table& one, const std::string& name, Use use) const {
    const bool is_renamed = std::any_of(all_.begin(), all_.end(), [&](const diff::change& any) {
      return std::visit(
          [&](const auto& other) {
            if constexpr (is_of_table<std::decay_t<decltype(other)>>) {
              return other.table == one.table && other.from.name == name;
            } else {
              return false;
            }
          },
          any);
    });
    if (!is_renamed) use();
  }

  template <typename Rename>
  static void part(const diff::move_table& move, const Rename& like, const std::string& from,
                   const std::string& to, steps& out) {
    const std::string between = model::temporary_name(move.from.schema, from);
    Rename early = like;
    early.from = {move.from.schema, from};
    early.to = between;
    early.is_before_move = true;
    Rename late = like;
    late.from = {move.to_schema, between};
    late.to = to;
    late.is_before_move = false;
    out.emplace_back(std::move(early));
    out.emplace_back(std::move(late));
  }

  const diff::move_table* move_of(const model::table* table) const {
    for (const diff::change& any : all_) {
      const auto* move = std::get_if<diff::move_table>(&any);
      if (move && move->table == table) return move;
    }
    return nullptr;
  }

  const std::vector<diff::change>& all_;
};

}  // namespace

std::vector<diff::change> detour_of(const diff::change& one, const std::vector<diff::change>& all) {
  return std::visit([&](const auto& change) { return search(all).of(change); }, one);
}

bool is_step_of_one(const diff::change& one, const diff::change& other) {
  const void* object = object_of_any(one);
  return object != nullptr && object == object_of_any(other);
}

}  // namespace sluice::ddl
