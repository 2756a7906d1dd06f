// Diffs two snapshots as `generate` would, with the renames that are accepted given as text:
// "public.users.name->public.users.name1". Every other question is answered: it is new.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "ddl/down.hpp"
#include "ddl/statement.hpp"
#include "ddl/values_first.hpp"
#include "diff/compare.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::test {

// Quotes are only there around what stands outside the schema's own tables.
inline std::string dotted(const diff::entity_name& name) {
  std::string out;
  for (const std::string* part : {&name.schema, &name.table, &name.name}) {
    if (!part->empty()) out += (out.empty() ? "" : ".") + *part;
  }
  return out;
}

inline void answer(const std::vector<diff::question>& questions,
                   const std::vector<std::string>& renames, diff::answers& given) {
  for (const diff::question& one : questions) {
    const auto accepted = std::find_if(
        one.candidates.begin(), one.candidates.end(), [&](const diff::entity_name& from) {
          const std::string text = concat(dotted(from), "->", dotted(one.to));
          return std::any_of(renames.begin(), renames.end(), [&](const std::string& rename) {
            return replace_all(rename, "\"", "") == text;
          });
        });
    if (accepted == one.candidates.end()) {
      given.created.emplace_back(one.kind, one.to);
    } else {
      given.renames.push_back({one.kind, *accepted, one.to});
    }
  }
}

// The answers to all questions.
inline diff::answers answers_to_all(const model::database& before, const model::database& after,
                                    const std::vector<std::string>& renames, diff::answers given) {
  diff::outcome found = diff::compare(before, after, given);
  while (!found.questions.empty()) {
    answer(found.questions, renames, given);
    found = diff::compare(before, after, given);
  }
  return given;
}

using plans = std::vector<std::vector<ddl::statement>>;

// One migration, or two where enums get values that are used at once. Throws where PostgreSQL can't
// do it.
inline plans run_parts(const model::database& before, const model::database& after,
                       const std::vector<std::string>& renames, const diff::answers& known) {
  const diff::answers given = answers_to_all(before, after, renames, known);
  const auto plan = [](const model::database& from, const model::database& to,
                       const diff::answers& said) {
    const diff::outcome found = diff::compare(from, to, said);
    for (const diagnostic& one : found.remarks) {
      if (one.level == severity::error) {
        throw error(failure::config, one.code, one.message).advise(one.hint);
      }
    }
    return ddl::plan(found.changes, from, to);
  };
  std::vector<ddl::statement> whole = plan(before, after, given);
  const auto between = ddl::values_first(whole, before, after, given);
  if (!between) return {std::move(whole)};
  diff::answers nothing;
  nothing.refuse_all = true;
  return {plan(before, *between, nothing), plan(*between, after, given)};
}

// What takes them back, the last first.
inline plans run_down(const model::database& before, const model::database& after,
                      const std::vector<std::string>& renames, const diff::answers& known) {
  const diff::answers given = answers_to_all(before, after, renames, known);
  const auto whole = ddl::plan(diff::compare(before, after, given).changes, before, after);
  const auto between = ddl::values_first(whole, before, after, given);
  if (!between) return {ddl::plan_down(before, after, given)};
  diff::answers nothing;
  nothing.refuse_all = true;
  return {ddl::plan_down(*between, after, given), ddl::plan_down(before, *between, nothing)};
}

}  // namespace sluice::test
