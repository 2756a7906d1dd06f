#include "config/values.hpp"

#include <utility>

#include "base/text.hpp"

namespace sluice::config {

namespace {

std::optional<std::vector<std::string>> unless_empty(const std::vector<std::string>& list) {
  if (list.empty()) return std::nullopt;
  return list;
}

// The variables of one environment, by the names behind SLUICE_.
class reader {
 public:
  explicit reader(const std::map<std::string, std::string>& environment)
      : environment_(environment) {}

  // Nothing where the variable is unset or empty.
  std::optional<std::string> text(const std::string& name) const {
    const auto found = environment_.find("SLUICE_" + name);
    if (found == environment_.end() || found->second.empty()) return std::nullopt;
    return found->second;
  }

  std::optional<std::vector<std::string>> list(const std::string& name) const {
    const std::optional<std::string> all = text(name);
    if (!all) return std::nullopt;
    std::vector<std::string> out;
    for (const std::string_view one : split(*all, ",")) out.emplace_back(trim(one));
    return out;
  }

  std::optional<bool> flag(const std::string& name) const {
    const std::optional<std::string> said = text(name);
    if (!said) return std::nullopt;
    const std::string value = to_lower(*said);
    if (value == "true" || value == "1" || value == "yes" || value == "on") return true;
    if (value == "false" || value == "0" || value == "no" || value == "off") return false;
    throw error(failure::config, "CONFIG.VARIABLE",
                concat("SLUICE_", name, " is \"", *said, "\" and should be true or false"))
        .advise(concat("SLUICE_", name, "=true"));
  }

 private:
  const std::map<std::string, std::string>& environment_;
};

}  // namespace

values values_of(const drizzle_config& config) {
  values said;
  said.schema = unless_empty(config.schema);
  said.out = config.out;
  said.dialect = config.dialect;
  said.casing = config.casing;
  said.introspect_casing = config.introspect_casing;
  said.prefix = config.prefix;
  said.migrations_table = config.migrations_table;
  said.migrations_schema = config.migrations_schema;
  said.breakpoints = config.breakpoints;
  said.down = config.down;
  said.strict = config.strict;
  said.verbose = config.verbose;
  said.tables_filter = unless_empty(config.tables_filter);
  said.schema_filter = unless_empty(config.schema_filter);
  said.extensions_filters = unless_empty(config.extensions_filters);
  said.roles = config.roles;
  said.database = config.database;
  return said;
}

std::vector<std::string> shell_command(const std::string& typed) {
  return {"/bin/sh", "-c", typed};
}

values values_of(const std::map<std::string, std::string>& environment) {
  const reader read(environment);
  values said;
  said.schema = read.list("SCHEMA");
  said.out = read.text("OUT");
  said.dialect = read.text("DIALECT");
  said.casing = read.text("CASING");
  said.introspect_casing = read.text("INTROSPECT_CASING");
  said.prefix = read.text("PREFIX");
  said.migrations_table = read.text("MIGRATIONS_TABLE");
  said.migrations_schema = read.text("MIGRATIONS_SCHEMA");
  said.breakpoints = read.flag("BREAKPOINTS");
  said.down = read.flag("DOWN");
  said.strict = read.flag("STRICT");
  said.verbose = read.flag("VERBOSE");
  said.tables_filter = read.list("TABLES_FILTER");
  said.schema_filter = read.list("SCHEMA_FILTER");
  said.extensions_filters = read.list("EXTENSIONS_FILTERS");
  said.extensions = read.list("EXTENSIONS");
  said.data_folder = read.text("DATA_FOLDER");
  if (const auto typed = read.text("PASSWORD_COMMAND")) {
    said.password_command = shell_command(*typed);
  }
  return said;
}

}  // namespace sluice::config
