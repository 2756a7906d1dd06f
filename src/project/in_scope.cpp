#include "project/in_scope.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/text.hpp"
#include "catalog/tables_filter.hpp"
#include "model/schema_name.hpp"
#include "model/type_name.hpp"

namespace sluice::project {

namespace {

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

class splitter {
 public:
  splitter(scoped& into, const catalog::scope& about) : into_(into), about_(about) {}

  template <typename Named, typename Holds>
  void split(std::vector<Named>& all, std::string_view kind, const Holds& holds) {
    std::erase_if(all, [&](const Named& one) {
      if (holds(one)) return false;
      into_.outside.push_back(concat(kind, " ", title(one)));
      return true;
    });
  }

  bool has_schema(const std::string& name) const {
    if (about_.every_schema) return true;
    const std::string schema = model::schema_name(name);
    return about_.schema_filter.empty() ? schema == "public"
                                        : contains(about_.schema_filter, schema);
  }

  bool has_role(const std::string& name) const {
    const catalog::role_scope& roles = about_.roles;
    if (!roles.wanted || contains(roles.exclude, name)) return false;
    return roles.include.empty() || contains(roles.include, name);
  }

 private:
  static std::string title(const std::string& name) { return name; }
  static std::string title(const model::role& one) { return one.name; }
  template <typename Named>
  static std::string title(const Named& one) {
    return one.schema.empty() || one.schema == "public" ? one.name
                                                        : concat(one.schema, ".", one.name);
  }

  scoped& into_;
  const catalog::scope& about_;
};

}  // namespace

scoped in_scope(model::database schema, const catalog::scope& about) {
  scoped out{.inside = std::move(schema)};
  splitter by(out, about);
  const auto by_schema = [&](const auto& one) { return by.has_schema(one.schema); };
  by.split(out.inside.schemas, "schema",
           [&](const std::string& one) { return by.has_schema(one); });
  const catalog::tables_filter tables(about.tables_filter, about.extensions_filters);
  const auto by_name = [&](const auto& one) {
    return by.has_schema(one.schema) && tables.passes(one.name);
  };
  by.split(out.inside.tables, "table", by_name);
  by.split(out.inside.views, "view", by_name);
  by.split(out.inside.enums, "enum", by_schema);
  by.split(out.inside.sequences, "sequence", by_schema);
  by.split(out.inside.roles, "role", [&](const model::role& one) { return by.has_role(one.name); });
  return out;
}

void leave_to_others(model::database& live, const model::database& wanted,
                     const catalog::scope& about) {
  if (about.tables_filter.empty()) return;
  std::unordered_set<std::string> known;
  for (const model::enum_type& one : wanted.enums)
    known.insert(model::qualified(one.schema, one.name));
  for (const model::table& table : live.tables) {
    for (const model::column& one : table.columns) {
      if (!one.type_schema) continue;
      known.insert(model::qualified(*one.type_schema, model::without_array(one.type)));
    }
  }
  std::erase_if(live.enums, [&](const model::enum_type& one) {
    return !known.contains(model::qualified(one.schema, one.name));
  });
  std::erase_if(live.sequences, [&](const model::sequence& one) {
    return std::none_of(wanted.sequences.begin(), wanted.sequences.end(),
                        [&](const model::sequence& other) {
                          return other.name == one.name && other.schema == one.schema;
                        });
  });
}

}  // namespace sluice::project
