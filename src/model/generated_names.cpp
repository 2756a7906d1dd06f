#include "model/generated_names.hpp"

#include <algorithm>
#include <cstddef>

#include "base/text.hpp"

namespace sluice::model {

namespace {

constexpr std::size_t longest = 63;
constexpr std::string_view swap_label = "sluice_swap";

std::string_view clip(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
  return text.substr(0, limit);
}

}  // namespace

std::string clipped(std::string_view name) {
  return std::string(clip(name, longest));
}

bool is_cut(std::string_view name) {
  return name.size() > longest;
}

bool is_kept_as_one(std::string_view a, std::string_view b) {
  return a == b || clip(a, longest) == clip(b, longest);
}

std::string generated_name(std::string_view first, std::string_view second,
                           std::string_view label) {
  const std::size_t room = longest - label.size() - (second.empty() ? 1 : 2);
  std::size_t of_first = first.size();
  std::size_t of_second = second.size();
  while (of_first + of_second > room) --(of_first > of_second ? of_first : of_second);
  return concat(clip(first, of_first), second.empty() ? "" : "_", clip(second, of_second), "_",
                label);
}

std::string temporary_name(std::string_view final_name) {
  return generated_name(clip(final_name, longest), "", swap_label);
}

std::string temporary_name(std::string_view from_schema, std::string_view from_name) {
  return generated_name(clip(from_schema, longest), clip(from_name, longest), swap_label);
}

bool is_temporary(std::string_view name) {
  return name.ends_with(swap_label);
}

bool is_serial(const std::string& type) {
  return type == "serial" || type == "bigserial" || type == "smallserial";
}

generated_names::generated_names(const database& all) {
  for (const model::sequence& one : all.sequences) {
    relations_.insert(qualified(one.schema, clipped(one.name)));
  }
  for (const table& one : all.tables) add(one);
}

// In the order in which CREATE TABLE chooses names.
void generated_names::add(const table& one) {
  const std::string name = clipped(one.name);
  for (const column& part : one.columns) {
    if (is_serial(part)) {
      sequences_.emplace(&part, choose(one.schema, name, clipped(part.name), "seq", false));
    }
    if (part.identity) relations_.insert(qualified(one.schema, clipped(part.identity->name)));
  }
  relations_.insert(qualified(one.schema, name));
  for (const check_constraint& part : one.check_constraints) {
    constraints_.insert(qualified(one.schema, clipped(part.name)));
  }
  const bool has_key = std::any_of(one.columns.begin(), one.columns.end(),
                                   [](const column& part) { return part.primary_key; });
  if (has_key) keys_.emplace(&one, choose(one.schema, name, "", "pkey", true));
  const auto use = [&](const std::string& part) {
    const std::string full = qualified(one.schema, clipped(part));
    relations_.insert(full);
    constraints_.insert(full);
  };
  for (const model::primary_key& part : one.primary_keys) use(part.name);
  for (const unique_constraint& part : one.unique_constraints) use(part.name);
}

std::string generated_names::choose(const std::string& schema, std::string_view first,
                                    std::string_view second, std::string_view label,
                                    bool is_constraint) {
  std::string numbered(label);
  for (std::size_t tries = 1;; ++tries) {
    std::string name = generated_name(first, second, numbered);
    const std::string full = qualified(schema, name);
    const bool is_free =
        !relations_.contains(full) && !(is_constraint && constraints_.contains(full));
    if (is_free) {
      relations_.insert(full);
      if (is_constraint) constraints_.insert(full);
      return name;
    }
    numbered = concat(label, std::to_string(tries));
  }
}

}  // namespace sluice::model
