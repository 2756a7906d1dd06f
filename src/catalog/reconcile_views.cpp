// Views: definitions and options.
#include "catalog/reconciliation.hpp"
#include "catalog/same_words.hpp"

namespace sluice::catalog {

namespace {

void reconcile_options(model::view& live, const model::view& wanted) {
  if (!live.with && wanted.with && wanted.with->empty()) live.with = wanted.with;
  if (live.with && live.with->empty() && !wanted.with) live.with.reset();
  if (!live.with || !wanted.with) return;
  for (const auto& [one, spelt] :
       paired(*live.with, *wanted.with, [](const model::option& option) { return option.name; })) {
    if (is_same_option(one->value, spelt->value)) one->value = spelt->value;
  }
}

void take_over_default(std::optional<std::string>& live, const std::optional<std::string>& wanted,
                       const std::string& unsaid) {
  const auto full = [&](const std::optional<std::string>& text) {
    return text.value_or("").empty() ? unsaid : *text;
  };
  if (full(live) == full(wanted)) live = wanted;
}

void reconcile_view(reconciliation& all, model::view& live, const model::view& wanted) {
  live.name = wanted.name;
  live.schema = wanted.schema;
  if (wanted.is_existing) {
    live = wanted;
    return;
  }
  live.with_no_data = wanted.with_no_data;
  take_over_default(live.using_, wanted.using_, "heap");
  take_over_default(live.tablespace, wanted.tablespace, "pg_default");
  reconcile_options(live, wanted);
  if (!live.definition || !wanted.definition) return;
  if (live.definition == wanted.definition) {
    live.columns = wanted.columns;
    return;
  }
  if (live.materialized != wanted.materialized) return;
  question one{.what = question::about::view,
               .schema = model::clipped(said(wanted.schema)),
               .relation = model::clipped(wanted.name),
               .text = *wanted.definition};
  all.ask(std::move(one), [&live, &wanted](const answer& given) {
    if (!given.is_same) return;
    live.definition = wanted.definition;
    live.columns = wanted.columns;
  });
}

}  // namespace

void reconcile_views(reconciliation& all, model::database& live, const model::database& wanted) {
  const auto full_name = [](const model::view& one) {
    return model::qualified(model::clipped(one.schema), model::clipped(one.name));
  };
  for (const auto& [one, spelt] : paired(live.views, wanted.views, full_name)) {
    reconcile_view(all, *one, *spelt);
  }
}

}  // namespace sluice::catalog
