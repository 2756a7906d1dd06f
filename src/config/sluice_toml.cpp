#include "config/sluice_toml.hpp"

#include <algorithm>
#include <array>
#include <toml++/toml.h>

#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"

namespace sluice::config {

namespace {

// One table of the file. Every key is taken by its name; what is left over is unknown.
class table_reader {
 public:
  table_reader(const toml::table& table, const std::string& file, std::string prefix)
      : table_(table), file_(file), prefix_(std::move(prefix)) {}

  const toml::node* take(const std::string& key) {
    known_.push_back(key);
    return table_.get(key);
  }

  std::optional<std::string> text(const std::string& key) {
    const toml::node* node = take(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* value = node->as_string()) return value->get();
    throw wrong(*node, key, "a string");
  }

  std::optional<std::string> text_or_number(const std::string& key) {
    const toml::node* node = take(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* value = node->as_integer()) return std::to_string(value->get());
    if (const auto* value = node->as_string()) return value->get();
    throw wrong(*node, key, "a number");
  }

  std::optional<bool> flag(const std::string& key) {
    const toml::node* node = take(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* value = node->as_boolean()) return value->get();
    throw wrong(*node, key, "true or false");
  }

  std::optional<std::vector<std::string>> list(const std::string& key) {
    const toml::node* node = take(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* value = node->as_string()) return std::vector<std::string>{value->get()};
    const toml::array* array = node->as_array();
    if (array == nullptr) throw wrong(*node, key, "a string or a list of strings");
    std::vector<std::string> all;
    for (const toml::node& item : *array) {
      const auto* value = item.as_string();
      if (value == nullptr) throw wrong(item, key, "a string or a list of strings");
      all.push_back(value->get());
    }
    return all;
  }

  const toml::table* table(const std::string& key) {
    const toml::node* node = take(key);
    if (node == nullptr) return nullptr;
    const toml::table* inner = node->as_table();
    if (inner == nullptr) throw wrong(*node, key, "a table");
    return inner;
  }

  void expect_all_known() const {
    for (const auto& [key, node] : table_) {
      const std::string name(key.str());
      if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
      const std::string similar = nearest(name, known_);
      throw error(failure::config, "CONFIG.KEY", concat("there is no setting ", prefix_, name))
          .at(position(key.source()))
          .advise(similar.empty() ? concat("known here: ", join(known_, ", "))
                                  : concat("did you mean ", prefix_, similar, "?"));
    }
  }

  error wrong(const toml::node& node, const std::string& key, std::string_view shape) const {
    return error(failure::config, "CONFIG.KEY", concat(prefix_, key, " should be ", shape))
        .at(position(node.source()));
  }

 private:
  place position(const toml::source_region& source) const {
    return {file_, static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
  }

  const toml::table& table_;
  const std::string& file_;
  std::string prefix_;
  std::vector<std::string> known_;
};

std::optional<std::string> read_ssl(table_reader& table) {
  const toml::node* node = table.take("ssl");
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_boolean()) return value->get() ? "true" : "disable";
  if (const auto* value = node->as_string()) return value->get();
  throw table.wrong(*node, "ssl", "a mode of libpq's sslmode, or true or false");
}

credentials read_credentials(const toml::table& source, const std::string& file,
                             const std::string& prefix) {
  table_reader table(source, file, concat(prefix, "dbCredentials."));
  credentials out;
  out.url = table.text("url");
  out.host = table.text("host");
  out.port = table.text_or_number("port");
  out.user = table.text("user");
  out.password = table.text("password");
  out.database = table.text("database");
  out.ssl = read_ssl(table);
  table.expect_all_known();
  return out;
}

std::optional<std::string> read_roles(const toml::table& source, const std::string& file,
                                      const std::string& prefix) {
  table_reader table(source, file, concat(prefix, "entities."));
  const toml::node* roles = table.take("roles");
  table.expect_all_known();
  if (roles == nullptr) return std::nullopt;
  if (const auto* value = roles->as_boolean()) return value->get() ? "true" : "false";
  const toml::table* filter = roles->as_table();
  if (filter == nullptr) throw table.wrong(*roles, "roles", "true, false or a table");
  table_reader inner(*filter, file, concat(prefix, "entities.roles."));
  json_writer json(json_writer::style::compact);
  json.begin_object();
  if (const auto provider = inner.text("provider")) json.member("provider", *provider);
  for (const char* key : {"include", "exclude"}) {
    const auto names = inner.list(key);
    if (!names) continue;
    json.key(key).begin_array();
    for (const std::string& name : *names) json.string(name);
    json.end_array();
  }
  inner.expect_all_known();
  json.end_object();
  return json.take();
}

// url and direct_url beside the parts of dbCredentials.
std::optional<credentials> read_database(table_reader& table, const std::string& file,
                                         const std::string& prefix) {
  std::optional<credentials> out;
  if (const toml::table* inner = table.table("dbCredentials")) {
    out = read_credentials(*inner, file, prefix);
  }
  const std::optional<std::string> url = table.text("url");
  const std::optional<std::string> direct = table.text("direct_url");
  if (url || direct) {
    if (!out) out.emplace();
    if (url) out->url = url;
    out->direct_url = direct;
  }
  return out;
}

std::optional<std::vector<std::string>> read_command(table_reader& table, const std::string& key) {
  const toml::node* node = table.take(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* typed = node->as_string()) return shell_command(typed->get());
  return table.list(key);
}

// A length of time as PostgreSQL takes it: 500 is milliseconds, "5s".
std::optional<std::string> read_time(table_reader& table, const std::string& key) {
  const std::optional<std::string> said = table.text_or_number(key);
  if (!said) return std::nullopt;
  std::size_t digits = 0;
  while (digits < said->size() && (*said)[digits] >= '0' && (*said)[digits] <= '9') ++digits;
  const std::string unit(trim(std::string_view(*said).substr(digits)));
  constexpr std::array units{"", "ms", "s", "min", "h"};
  if (digits == 0 || std::find(units.begin(), units.end(), unit) == units.end()) {
    throw table.wrong(*table.take(key), key, "a length of time, such as \"5s\" or \"500ms\"");
  }
  return concat(std::string_view(*said).substr(0, digits), unit.empty() ? "ms" : unit);
}

// The keys that the file has at its top, and each [env.NAME] for itself.
values read_values(table_reader& table, const std::string& file, const std::string& prefix) {
  values said;
  said.schema = table.list("schema");
  said.out = table.text("out");
  said.dialect = table.text("dialect");
  said.casing = table.text("casing");
  said.breakpoints = table.flag("breakpoints");
  said.strict = table.flag("strict");
  said.verbose = table.flag("verbose");
  said.tables_filter = table.list("tablesFilter");
  said.schema_filter = table.list("schemaFilter");
  if (const auto schemas = table.list("schemas")) said.schema_filter = schemas;
  said.extensions_filters = table.list("extensionsFilters");
  if (const toml::table* inner = table.table("migrations")) {
    table_reader migrations(*inner, file, concat(prefix, "migrations."));
    said.migrations_table = migrations.text("table");
    said.migrations_schema = migrations.text("schema");
    said.prefix = migrations.text("prefix");
    said.down = migrations.flag("down");
    migrations.expect_all_known();
  }
  if (const toml::table* inner = table.table("introspect")) {
    table_reader introspect(*inner, file, concat(prefix, "introspect."));
    said.introspect_casing = introspect.text("casing");
    introspect.expect_all_known();
  }
  said.database = read_database(table, file, prefix);
  if (const toml::table* inner = table.table("entities")) {
    said.roles = read_roles(*inner, file, prefix);
  }
  said.protect = table.flag("protect");
  said.extensions = table.list("extensions");
  said.lock_timeout = read_time(table, "lock_timeout");
  said.statement_timeout = read_time(table, "statement_timeout");
  said.password_command = read_command(table, "password_command");
  if (const toml::table* inner = table.table("data")) {
    table_reader data(*inner, file, concat(prefix, "data."));
    said.data_folder = data.text("folder");
    data.expect_all_known();
  }
  return said;
}

sluice_toml read(const toml::table& source, const std::string& file) {
  table_reader root(source, file, "");
  sluice_toml out{.general = read_values(root, file, "")};
  if (const toml::table* environments = root.table("env")) {
    for (const auto& [key, node] : *environments) {
      const std::string name(key.str());
      const toml::table* inner = node.as_table();
      if (inner == nullptr) throw root.wrong(node, concat("env.", name), "a table");
      const std::string prefix = concat("env.", name, ".");
      table_reader table(*inner, file, prefix);
      out.environments.emplace(name, read_values(table, file, prefix));
      table.expect_all_known();
    }
  }
  root.expect_all_known();
  return out;
}

}  // namespace

std::optional<sluice_toml> load_sluice_toml(const std::filesystem::path& folder) {
  const std::string file = (folder / "sluice.toml").string();
  const std::optional<std::string> text = read_file_if_exists(file);
  if (!text) return std::nullopt;
  try {
    return read(toml::parse(*text, file), file);
  } catch (const toml::parse_error& failed) {
    const toml::source_position at = failed.source().begin;
    throw error(failure::config, "CONFIG.TOML", "sluice.toml is no TOML")
        .at({file, static_cast<int>(at.line), static_cast<int>(at.column)})
        .because(std::string(failed.description()));
  }
}

}  // namespace sluice::config
