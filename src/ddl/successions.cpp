#include "ddl/successions.hpp"

#include "base/text.hpp"

namespace sluice::ddl {

namespace {

std::string key(const relation& it) {
  return concat(it.schema.empty() ? "public" : it.schema, "\x1f", it.name);
}

}  // namespace

successions::successions(const std::vector<statement>& plan) {
  for (const statement& one : plan) {
    if (const auto* position = std::get_if<action::set_sequence_position>(&one.does)) {
      if (position->follows.name.empty()) continue;
      sequences_.insert(key(position->sequence));
      sequences_.insert(key(position->follows));
      columns_.insert(concat(key(position->counted), "\x1f", position->column));
    } else if (const auto* made = std::get_if<action::create>(&one.does)) {
      if (made->what.kind == object_kind::view) views_.insert(key(made->what.at));
    } else if (const auto* filled = std::get_if<action::create_materialized_view>(&one.does)) {
      views_.insert(key(filled->view));
    }
  }
}

bool successions::carries_on(const relation& sequence) const {
  return sequences_.contains(key(sequence));
}

bool successions::carries_on(const relation& table, const std::string& column) const {
  return columns_.contains(concat(key(table), "\x1f", column));
}

bool successions::makes_anew(const object& what) const {
  const bool is_view =
      what.kind == object_kind::view || what.kind == object_kind::materialized_view;
  return is_view && views_.contains(key(what.at));
}

void forgive(std::vector<hazard>& hazards, const action::any& does, const successions& next) {
  const auto erase = [&](hazard_kind kind) {
    std::erase_if(hazards, [&](const hazard& one) { return one.kind == kind; });
  };
  if (const auto* renamed = std::get_if<action::rename>(&does)) {
    if (next.carries_on(renamed->what.at)) erase(hazard_kind::breaks_code);
  } else if (const auto* column = std::get_if<action::drop_identity>(&does)) {
    if (next.carries_on(column->table, column->column)) erase(hazard_kind::data_loss);
  } else if (const auto* dropped = std::get_if<action::drop>(&does)) {
    if (dropped->what.kind == object_kind::sequence && next.carries_on(dropped->what.at)) {
      erase(hazard_kind::data_loss);
      erase(hazard_kind::breaks_code);
    } else if (next.makes_anew(dropped->what)) {
      for (hazard& one : hazards) {
        if (one.kind != hazard_kind::breaks_code) continue;
        one.why =
            concat("view ", dropped->what.at.name, " is made anew: what was granted on it is not");
        one.advice = "GRANT it again in this migration";
        one.certain = false;
      }
    }
  }
}

}  // namespace sluice::ddl
