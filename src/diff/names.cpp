// What is renamed along with a table or column, and constraints and indexes whose rename was said.
#include "diff/held_names.hpp"
#include "diff/matching.hpp"
#include "model/schema_name.hpp"

namespace sluice::diff {

namespace {

class name_changes {
 public:
  explicit name_changes(comparison& all) : all_(all), held_(all) {}

  void change(const generated_rename& one) {
    const bool is_key = one.kind == generated_rename::what::key;
    rename(*one.table, one.from, one.to, [&](object_name from, const std::string& to, bool early) {
      if (is_key) {
        all_.add(rename_index{one.table->after, std::move(from), to, true, early});
      } else {
        all_.add(rename_owned_sequence{one.table->after, std::move(from), to, early});
      }
    });
  }

  void change(const table_pair& pair) {
    keys(pair, pair.primary_keys);
    keys(pair, pair.uniques);
    for (const auto& one : renamed(pair.indexes)) index(pair, one.from, one.to);
    for (const auto& one : renamed(pair.checks)) constraint(pair, one.from, one.to);
    for (const auto& one : renamed(pair.foreign_keys)) constraint(pair, one.from, one.to);
  }

 private:
  struct names {
    std::string from;
    std::string to;
  };

  // What is made anew has its new name from the beginning.
  template <typename Part>
  static std::vector<names> renamed(const part_matching<Part>& parts) {
    std::vector<names> out;
    for (const auto& [before, after, is_same] : parts.kept) {
      const std::string from = model::clipped(before->name);
      const std::string to = model::clipped(after->name);
      if (is_same && from != to) out.push_back({before->name, after->name});
    }
    return out;
  }

  void constraint(const table_pair& pair, const std::string& from, const std::string& to) {
    all_.add(rename_constraint{pair.after, from, to});
  }
  void index(const table_pair& pair, const std::string& from, const std::string& to) {
    rename(pair, from, to, [&](object_name name, const std::string& final_name, bool early) {
      all_.add(rename_index{pair.after, std::move(name), final_name, false, early});
    });
  }
  // Renamed with their indexes, whose names count in the whole schema.
  template <typename Key>
  void keys(const table_pair& pair, const part_matching<Key>& parts) {
    for (const auto& one : renamed(parts)) {
      if (is_moved(pair)) {
        index(pair, one.from, one.to);
      } else {
        constraint(pair, one.from, one.to);
      }
    }
  }

  std::string schema_before(const table_pair& pair) const {
    return model::schema_name(all_.schema_now(pair.before->schema));
  }
  bool is_moved(const table_pair& pair) const {
    return key(schema_before(pair), "") != key(pair.after->schema, "");
  }

  // `add` gets the name before and after the step, and whether it stands before the table's move.
  template <typename Add>
  void rename(const table_pair& pair, const std::string& from, const std::string& to, Add add) {
    const std::string& schema = pair.after->schema;
    if (!is_moved(pair)) {
      add({schema, from}, to, false);
      return;
    }
    const std::string old_schema = schema_before(pair);
    switch (route_of({old_schema, from}, {schema, to},
                     [&](const object_name& name) { return held_.is_relation(name); })) {
      case route::move_first:
        add({schema, from}, to, false);
        break;
      case route::rename_first:
        add({old_schema, from}, to, true);
        break;
      case route::by_temporary_name: {
        const std::string between = model::temporary_name(old_schema, from);
        add({old_schema, from}, between, true);
        add({schema, between}, to, false);
        break;
      }
    }
  }

  comparison& all_;
  held_names held_;
};

}  // namespace

void change_names(comparison& all) {
  name_changes changes(all);
  for (const generated_rename& one : all.generated_renames) changes.change(one);
  for (const table_pair& one : all.changed_tables) changes.change(one);
}

}  // namespace sluice::diff
