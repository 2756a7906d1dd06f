#include "cli/scope_flags.hpp"

#include <optional>

#include "base/text.hpp"

namespace sluice::cli {

namespace {

std::optional<std::vector<std::string>> names(const std::vector<std::string>& given) {
  std::vector<std::string> out;
  for (const std::string& one : given) {
    for (const std::string_view name : split(one, ",")) {
      if (!trim(name).empty()) out.emplace_back(trim(name));
    }
  }
  return out.empty() ? std::nullopt : std::optional(out);
}

}  // namespace

void declare(flag_set& flags, scope_flags& into) {
  flags.heading("What it is about");
  flags.list("--schemaFilters", "NAME", into.schemas, "the schemas (public); can be repeated");
  flags.list("--schema-filters", "NAME", into.schemas, "");
  flags.list("--tablesFilter", "GLOB", into.tables, "the tables and views; !GLOB: but those");
  flags.list("--tables-filter", "GLOB", into.tables, "");
  flags.list("--extensionsFilters", "NAME", into.extensions,
             "extensions whose tables are left out: postgis");
  flags.list("--extensions-filters", "NAME", into.extensions, "");
}

void apply(const scope_flags& given, config::values& to) {
  if (auto all = names(given.schemas)) to.schema_filter = std::move(all);
  if (auto all = names(given.tables)) to.tables_filter = std::move(all);
  if (auto all = names(given.extensions)) to.extensions_filters = std::move(all);
}

}  // namespace sluice::cli
