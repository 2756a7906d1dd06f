// Sequences and roles: what is left out of their options goes without saying.
#include <limits>

#include "catalog/reconciliation.hpp"
#include "model/type_name.hpp"

namespace sluice::catalog {

namespace {

struct range {
  std::string low, high;
};

range range_of(const std::string& type) {
  const std::string name = model::parse_type(type).name;
  const auto of = [](auto limits) {
    return range{std::to_string(limits.min()), std::to_string(limits.max())};
  };
  if (name == "int2") return of(std::numeric_limits<std::int16_t>());
  if (name == "int4") return of(std::numeric_limits<std::int32_t>());
  return of(std::numeric_limits<std::int64_t>());
}

// As the server completes them.
model::sequence_options completed(const model::sequence_options& options, const std::string& type) {
  const auto or_else = [](const std::optional<std::string>& value, std::string otherwise) {
    return value && !value->empty() ? *value : std::move(otherwise);
  };
  const range all = range_of(type);
  model::sequence_options out;
  out.increment = or_else(options.increment, "1");
  const bool is_falling = out.increment->starts_with('-');
  out.min_value = or_else(options.min_value, is_falling ? all.low : "1");
  out.max_value = or_else(options.max_value, is_falling ? "-1" : all.high);
  out.start_with = or_else(options.start_with, is_falling ? *out.max_value : *out.min_value);
  out.cache = or_else(options.cache, "1");
  out.cycle = options.cycle.value_or(false);
  return out;
}

}  // namespace

bool is_same_sequence(const model::sequence_options& a, const model::sequence_options& b,
                      const std::string& type) {
  return a == b || completed(a, type) == completed(b, type);
}

void reconcile_sequences(model::database& live, const model::database& wanted) {
  const auto full_name = [](const model::sequence& one) {
    return model::qualified(model::clipped(one.schema), model::clipped(one.name));
  };
  for (const auto& [one, spelt] : paired(live.sequences, wanted.sequences, full_name)) {
    one->name = spelt->name;
    one->schema = spelt->schema;
    if (is_same_sequence(one->options, spelt->options, "bigint")) one->options = spelt->options;
  }
}

void reconcile_roles(model::database& live, const model::database& wanted) {
  for (const auto& [one, spelt] : paired(live.roles, wanted.roles)) {
    one->name = spelt->name;
    const auto take_over = [](std::optional<bool>& is, const std::optional<bool>& shall_be) {
      if (is.value_or(false) == shall_be.value_or(false)) is = shall_be;
    };
    take_over(one->create_db, spelt->create_db);
    take_over(one->create_role, spelt->create_role);
    take_over(one->inherit, spelt->inherit);
  }
}

}  // namespace sluice::catalog
