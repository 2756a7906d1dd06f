#include "project/schema_objects.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "pg/quote.hpp"

namespace sluice::project {

namespace {

using kind = schema_difference::kind;
using key = std::tuple<std::string, std::string, std::string, std::string>;
using place = std::pair<std::string, std::string>;  // schema and relation

key key_of(const schema_object& one) {
  return {one.kind, one.schema, one.relation, one.name};
}

bool is_relation(const schema_object& one) {
  return one.kind == "table" || one.kind == "view" || one.kind == "materialized view" ||
         one.kind == "foreign table";
}

bool is_named_on_table(const schema_object& one) {
  return one.kind == "index" || one.kind == "primary key" || one.kind == "unique constraint" ||
         one.kind == "foreign key" || one.kind == "check" || one.kind == "constraint";
}

class comparison {
 public:
  comparison(const std::vector<schema_object>& want, const std::vector<schema_object>& got)
      : want_(want), got_(got) {
    for (const schema_object& one : want) {
      wanted_.emplace(key_of(one), &one);
      if (is_relation(one)) wanted_relations_.insert({one.schema, one.name});
      if (one.kind == "schema") wanted_schemas_.insert(one.name);
    }
    for (const schema_object& one : got) {
      found_.emplace(key_of(one), &one);
      if (is_relation(one)) found_relations_.insert({one.schema, one.name});
    }
  }

  std::vector<schema_difference> run() {
    for (const schema_object& one : want_) look_for(one);
    for (const schema_object& one : got_) {
      if (!wanted_.contains(key_of(one)) && !taken_.contains(&one)) weigh(one);
    }
    return std::move(out_);
  }

 private:
  void say(kind is, std::string what, const schema_object& of = {}) {
    out_.push_back({is, std::move(what), of});
  }

  void look_for(const schema_object& one) {
    const auto found = found_.find(key_of(one));
    if (found != found_.end()) {
      if (found->second->definition == one.definition) return;
      say(kind::different, concat(one.title(), " is `", found->second->definition,
                                  "`, and should be `", one.definition, "`"));
      return;
    }
    // Of a table that is missing, its columns are not news.
    const place table{one.schema, one.relation};
    if (wanted_relations_.contains(table) && !found_relations_.contains(table)) return;
    if (is_named_on_table(one)) {
      for (const schema_object& other : got_) {
        if (!is_same_under_another_name(one, other)) continue;
        taken_.insert(&other);
        say(kind::missing,
            concat(one.title(), " has the name ", other.name, ": ", rename_of(one, other.name)));
        return;
      }
    }
    say(kind::missing, concat(one.title(), " is missing"));
  }

  bool is_same_under_another_name(const schema_object& one, const schema_object& other) const {
    return other.kind == one.kind && other.schema == one.schema && other.relation == one.relation &&
           other.definition == one.definition && !wanted_.contains(key_of(other)) &&
           !taken_.contains(&other);
  }

  static std::string rename_of(const schema_object& one, const std::string& now) {
    const std::string schema = pg::quote_identifier(one.schema);
    if (one.kind == "index") {
      return concat("ALTER INDEX ", schema, ".", pg::quote_identifier(now), " RENAME TO ",
                    pg::quote_identifier(one.name));
    }
    return concat("ALTER TABLE ", schema, ".", pg::quote_identifier(one.relation),
                  " RENAME CONSTRAINT ", pg::quote_identifier(now), " TO ",
                  pg::quote_identifier(one.name));
  }

  // What the database has besides.
  void weigh(const schema_object& one) {
    if (one.kind == "role") return;
    if (one.kind == "schema") {
      say(kind::besides, one.title(), one);
      return;
    }
    if (!wanted_schemas_.contains(one.schema)) return;  // the schema itself is told
    if (!one.relation.empty() && !wanted_relations_.contains({one.schema, one.relation})) return;
    if (one.required) {
      say(kind::in_the_way,
          concat(one.title(), " is `", one.definition, "`: rows without it can't be added"), one);
      return;
    }
    say(kind::besides, one.title(), one);
  }

  const std::vector<schema_object>& want_;
  const std::vector<schema_object>& got_;
  std::map<key, const schema_object*> wanted_;
  std::map<key, const schema_object*> found_;
  std::set<place> wanted_relations_;
  std::set<place> found_relations_;
  std::set<std::string> wanted_schemas_;
  std::set<const schema_object*> taken_;
  std::vector<schema_difference> out_;
};

}  // namespace

std::string schema_object::title() const {
  if (schema.empty()) return concat(kind, " ", name);
  if (kind == "column") return concat(kind, " ", schema, ".", relation, ".", name);
  if (relation.empty()) return concat(kind, " ", schema, ".", name);
  return concat(kind, " ", name, " on ", schema, ".", relation);
}

std::vector<schema_difference> compare_objects(const std::vector<schema_object>& want,
                                               const std::vector<schema_object>& got) {
  return comparison(want, got).run();
}

}  // namespace sluice::project
