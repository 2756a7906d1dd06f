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
      if (one.at != other.at && one.words.names_relation(other.view->name))
        before(one.at, other.at);
    }
  }
  for (const placed_view& one : created) {
    for (const placed_view& other : created) {
      if (one.at != other.at && one.words.names_relation(other.view->name))
        before(other.at, one.at);
    }
  }
}

}  // namespace sluice::ddl
