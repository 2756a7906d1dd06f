#include "cli/others.hpp"

#include <fmt/format.h>
#include <map>

namespace sluice::cli {

namespace {

std::string plural(const std::string& kind) {
  if (kind.ends_with("y")) return kind.substr(0, kind.size() - 1) + "ies";
  if (kind.ends_with("x") || kind.ends_with("s") || kind.ends_with("ch")) return kind + "es";
  return kind + "s";
}

}  // namespace

std::string count_kinds(const std::vector<project::schema_object>& others) {
  std::map<std::string, int> counts;
  for (const project::schema_object& one : others) ++counts[one.kind];
  std::string out;
  for (const auto& [kind, count] : counts) {
    if (!out.empty()) out += ", ";
    out += fmt::format("{} {}", count, count == 1 ? kind : plural(kind));
  }
  return out;
}

void say_others(const console& terminal, const std::vector<project::schema_object>& others) {
  if (others.empty()) return;
  terminal.say(fmt::format("beyond a Drizzle schema, and left alone: {}{}", count_kinds(others),
                           terminal.chosen().verbose ? "" : " (--verbose lists them)"));
  for (const project::schema_object& one : others) {
    terminal.detail(one.definition.empty() ? one.title()
                                           : fmt::format("{}: {}", one.title(), one.definition));
  }
}

void write_others(json_writer& out, const std::vector<project::schema_object>& others) {
  out.key("others").begin_array();
  for (const project::schema_object& one : others) {
    out.begin_object().member("kind", one.kind).member("schema", one.schema);
    out.member("relation", one.relation).member("name", one.name);
    out.member("definition", one.definition).end_object();
  }
  out.end_array();
}

}  // namespace sluice::cli
