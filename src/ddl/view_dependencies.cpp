// Views on views: made after those that they stand on, dropped before them.
#include "ddl/dependency.hpp"
#include "ddl/dependency_lookup.hpp"
#include "diff/sql_words.hpp"

namespace sluice::ddl {

namespace {

struct placed_view {
  position at;
  const model::view* view;
  diff::sql_words words;
};

// A name without a schema is one of public: nothing else is found while migrations run.
bool stands_on(const placed_view& one, const placed_view& other) {
  const model::view& view = *other.view;
  return one.at != other.at &&
         (one.words.names_relation(view.schema, view.name) ||
          (view.schema == "public" && one.words.names_relation("", view.name)));
}

}  // namespace

void dependencies::views() {
  std::vector<placed_view> dropped;
  std::vector<placed_view> created;
  for_each<diff::drop_view>(changes_, [&](position at, const diff::drop_view& one) {
    dropped.push_back({at, one.before, diff::sql_words(one.before->definition.value_or(""))});
  });
  for_each<diff::create_view>(changes_, [&](position at, const diff::create_view& one) {
    created.push_back({at, one.view, diff::sql_words(one.view->definition.value_or(""))});
  });
  for (const placed_view& one : dropped) {
    for (const placed_view& other : dropped) {
      if (stands_on(one, other)) before(one.at, other.at);
    }
  }
  for (const placed_view& one : created) {
    for (const placed_view& other : created) {
      if (stands_on(one, other)) before(other.at, one.at);
    }
  }
}

}  // namespace sluice::ddl
