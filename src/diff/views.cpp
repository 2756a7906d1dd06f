// Views and materialized views. What ALTER VIEW can't change is dropped and created.
#include <algorithm>

#include "diff/followed.hpp"
#include "diff/held_names.hpp"
#include "diff/matching.hpp"

namespace sluice::diff {

namespace {

using options = std::vector<model::option>;

void change_options(comparison& all, const model::view& before, const model::view& after) {
  if (!before.with && after.with) {
    if (!after.with->empty()) all.add(set_view_options{&after, *after.with});
    return;
  }
  if (before.with && !after.with) {
    if (!before.with->empty()) all.add(reset_view_options{&after, *before.with});
    return;
  }
  if (!before.with) return;
  options added;
  options dropped;
  options altered;
  for (const model::option& one : *before.with) {
    const model::option* now = model::find(*after.with, one.name);
    if (!now) {
      dropped.push_back(one);
    } else if (now->value != one.value) {
      altered.push_back(*now);
    }
  }
  for (const model::option& one : *after.with) {
    if (!model::find(*before.with, one.name)) added.push_back(one);
  }
  if (!added.empty()) all.add(set_view_options{&after, added});
  if (!dropped.empty()) all.add(reset_view_options{&after, dropped});
  if (!altered.empty()) all.add(set_view_options{&after, altered});
}

bool is_another(const comparison& all, const model::view& before, const model::view& after) {
  return before.is_existing || before.definition != after.definition ||
         before.materialized != after.materialized ||
         (before.definition && all.follow->is_mistaken(nullptr, *before.definition));
}

// A name without a schema is one of public, unless nothing there is called so.
bool stands_on(const comparison& all, const sql_words& words, const model::view& view) {
  if (words.names_relation(view.schema, view.name)) return true;
  if (!words.names_relation("", view.name)) return false;
  const auto is_public = [&](const auto& one) {
    return one.name == view.name && (one.schema.empty() || one.schema == "public");
  };
  return is_public(view) ||
         (std::none_of(all.before.views.begin(), all.before.views.end(), is_public) &&
          std::none_of(all.before.tables.begin(), all.before.tables.end(), is_public));
}

// Views that are dropped and made again: those that are others now, those that columns can't be
// changed under, and every view on one of them.
class remade_views {
 public:
  explicit remade_views(const comparison& all) {
    std::vector<const model::view*> gone;
    for (const model::view* one : all.views.deleted) gone.push_back(one);
    for (const auto& [before, after] : all.views.kept) {
      if (before->is_existing) continue;
      if (is_another(all, *before, *after)) gone.push_back(before);
    }
    if (gone.empty() && all.touched.empty()) return;
    struct standing {
      const model::view* view;
      sql_words words;
    };
    std::vector<standing> rest;
    for (const auto& [before, after] : all.views.kept) {
      if (before->is_existing || is_another(all, *before, *after)) continue;
      sql_words words(before->definition.value_or(""));
      if (holds(all.touched, words, false)) {
        gone.push_back(before);
        found_.insert(before);
      } else {
        rest.push_back({before, std::move(words)});
      }
    }
    for (std::size_t i = 0; i < gone.size(); ++i) {
      std::erase_if(rest, [&](const standing& one) {
        if (!stands_on(all, one.words, *gone[i])) return false;
        gone.push_back(one.view);
        found_.insert(one.view);
        return true;
      });
    }
  }

  bool contains(const model::view* before) const { return found_.contains(before); }

 private:
  std::unordered_set<const model::view*> found_;
};

void change_kept(comparison& all, const model::view& before, const model::view& after,
                 bool is_remade) {
  if (after.is_existing) return;
  const std::string& schema = all.schema_now(before.schema);
  if (is_remade) {
    all.add(drop_view{{schema, before.name}, before.materialized, &before});
    all.add(create_view{&after});
    return;
  }
  change_options(all, before, after);
  if (before.tablespace != after.tablespace) {
    all.add(set_view_tablespace{&after, after.tablespace.value_or("pg_default")});
  }
  if (before.using_ != after.using_) {
    all.add(set_view_access_method{&after, after.using_.value_or("heap")});
  }
}

}  // namespace

void match_views(comparison& all) {
  all.views = match(
      all, entity::view, all.before.views, all.after.views,
      [&](const model::view& one) { return entity_name{all.schema_now(one.schema), "", one.name}; },
      [](const model::view& one) { return entity_name{one.schema, "", one.name}; });
}

void change_views(comparison& all) {
  const remade_views remade(all);
  for (const model::view* one : all.views.created) {
    if (!one->is_existing) all.add(create_view{one});
  }
  for (const model::view* one : all.views.deleted) {
    if (one->is_existing) continue;
    all.add(drop_view{{all.schema_now(one->schema), one->name}, one->materialized, one});
  }
  held_names held(all);
  for (const auto& renamed : all.views.renamed) {
    const model::view* before = renamed.before;
    const model::view* after = renamed.after;
    if (after->is_existing || is_another(all, *before, *after) || remade.contains(before)) continue;
    relocate(
        all, {all.schema_now(before->schema), before->name}, {after->schema, after->name},
        [&](const object_name& name) { return held.is_either(name); },
        [&](const object_name& from, const std::string& to) {
          return move_view{after, from, to, before->materialized};
        },
        [&](const object_name& from, const std::string& to) {
          return rename_view{after, from, to, before->materialized};
        });
  }
  for (const auto& [before, after] : all.views.kept) {
    change_kept(all, *before, *after, is_another(all, *before, *after) || remade.contains(before));
  }
}

}  // namespace sluice::diff
