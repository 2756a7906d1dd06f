// Row security policies, of the schema's tables and of others.
#include <array>

#include "base/text.hpp"
#include "catalog/reconciliation.hpp"
#include "catalog/same_words.hpp"

namespace sluice::catalog {

namespace {

using roles = std::vector<std::string>;

struct place {
  std::string schema;
  std::string relation;
  const model::table& table;
};

bool is_said(const std::optional<std::string>& condition) {
  return !condition.value_or("").empty();
}

void reconcile_condition(reconciliation& all, const place& on, question::about what,
                         const std::string& name, std::optional<std::string>& live,
                         const std::optional<std::string>& wanted) {
  if (!is_said(live) && !is_said(wanted)) live = wanted;
  if (!is_said(live) || !is_said(wanted)) return;
  if (is_same_expression(*live, *wanted, on.table)) {
    live = wanted;
    return;
  }
  all.ask(
      {.what = what, .schema = on.schema, .relation = on.relation, .name = model::clipped(name)},
      *live, *wanted);
}

void take_over_word(std::optional<std::string>& live, const std::optional<std::string>& wanted,
                    std::string_view unsaid) {
  const auto full = [&](const std::optional<std::string>& text) {
    return text.value_or("").empty() ? std::string(unsaid) : to_upper(*text);
  };
  if (full(live) == full(wanted)) live = wanted;
}

// As the server keeps them: PUBLIC is everybody, and no order.
roles kept(const std::optional<roles>& said, const answers* session) {
  roles out = said.value_or(roles{});
  for (std::string& one : out) {
    if (session != nullptr && (one == "current_user" || one == "current_role")) {
      one = session->current_user;
    }
    if (session != nullptr && one == "session_user") one = session->session_user;
    one = model::clipped(one);
  }
  if (out.empty() || std::find(out.begin(), out.end(), "public") != out.end()) return {"public"};
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool names_session(const std::optional<roles>& said) {
  constexpr std::array<std::string_view, 3> words = {"current_user", "current_role",
                                                     "session_user"};
  return said && std::any_of(said->begin(), said->end(), [&](const std::string& one) {
           return std::find(words.begin(), words.end(), one) != words.end();
         });
}

void reconcile_policy(reconciliation& all, const place& on, model::policy& live,
                      const model::policy& wanted) {
  live.name = wanted.name;
  take_over_word(live.as, wanted.as, "PERMISSIVE");
  take_over_word(live.for_, wanted.for_, "ALL");
  if (kept(live.to, nullptr) == kept(wanted.to, nullptr)) {
    live.to = wanted.to;
  } else if (names_session(wanted.to)) {
    all.of_session.emplace_back([&live, &wanted](const answers& session) {
      if (kept(live.to, nullptr) == kept(wanted.to, &session)) live.to = wanted.to;
    });
  }
  reconcile_condition(all, on, question::about::policy_using, wanted.name, live.using_,
                      wanted.using_);
  reconcile_condition(all, on, question::about::policy_with_check, wanted.name, live.with_check,
                      wanted.with_check);
}

// Of "public"."users": users.
std::string table_of(std::string_view on) {
  if (on.empty() || on.back() != '"') return std::string(on.substr(on.rfind('.') + 1));
  on.remove_suffix(1);
  return std::string(on.substr(on.rfind('"') + 1));
}

}  // namespace

void reconcile_policies(reconciliation& all, const table_pair& table) {
  const place on{said(table.wanted.schema), model::clipped(table.wanted.name), table.live};
  for (const auto& [one, spelt] : paired(table.live.policies, table.wanted.policies)) {
    if (*one == *spelt) continue;
    reconcile_policy(all, on, *one, *spelt);
  }
}

void reconcile_policies(reconciliation& all, model::database& live, const model::database& wanted) {
  const auto full_name = [](const model::policy& one) {
    return concat(one.schema.value_or("public"), "\x1f",
                  model::clipped(table_of(one.on.value_or(""))), "\x1f", model::clipped(one.name));
  };
  for (const auto& [one, spelt] : paired(live.policies, wanted.policies, full_name)) {
    one->on = spelt->on;
    one->schema = spelt->schema;
    const model::table table{.name = table_of(spelt->on.value_or("")),
                             .schema = spelt->schema.value_or("public")};
    reconcile_policy(all, {said(table.schema), model::clipped(table.name), table}, *one, *spelt);
  }
}

}  // namespace sluice::catalog
