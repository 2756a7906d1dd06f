#include "project/parts.hpp"

#include <utility>

#include "ddl/values_first.hpp"

namespace sluice::project {

parts plan_parts(const model::database& before, const model::database& after,
                 const diff::outcome& found, const diff::answers& answers) {
  parts out;
  std::vector<ddl::statement> whole = ddl::plan(found.changes, before, after);
  if (whole.empty()) return out;
  std::optional<model::database> between = ddl::values_first(whole, before, after, answers);
  if (!between) {
    out.all.push_back({&before, &after, answers, std::move(whole)});
    return out;
  }
  out.between = std::make_unique<model::database>(std::move(*between));
  diff::answers nothing;
  nothing.refuse_all = true;
  const auto plan = [](const model::database& from, const model::database& to,
                       const diff::answers& said) {
    return ddl::plan(diff::compare(from, to, said).changes, from, to);
  };
  out.all.push_back({&before, out.between.get(), nothing, plan(before, *out.between, nothing)});
  out.all.push_back({out.between.get(), &after, answers, plan(*out.between, after, answers)});
  return out;
}

}  // namespace sluice::project
