#include "config/sluice_toml.hpp"

#include <algorithm>
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
  if (const auto* value = node->as_boolean()) return value->get() ? "require" : "disable";
  if (const auto* value = node->as_string()) return value->get();
  throw table.wrong(*node, "ssl", "a mode of libpq's sslmode, or true or false");
}

credentials read_credentials(const toml::table& source, const std::string& file) {
  table_reader table(source, file, "dbCredentials.");
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

std::optional<std::string> read_roles(const toml::table& source, const std::string& file) {
  table_reader table(source, file, "entities.");
  const toml::node* roles = table.take("roles");
  table.expect_all_known();
  if (roles == nullptr) return std::nullopt;
  if (const auto* value = roles->as_boolean()) return value->get() ? "true" : "false";
  const toml::table* filter = roles->as_table();
  if (filter == nullptr) throw table.wrong(*roles, "roles", "true, false or a table");
  table_reader inner(*filter, file, "entities.roles.");
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

values read(const toml::table& source, const std::string& file) {
  table_reader root(source, file, "");
  values said;
  said.schema = root.list("schema");
  said.out = root.text("out");
  said.dialect = root.text("dialect");
  said.casing = root.text("casing");
  said.breakpoints = root.flag("breakpoints");
  said.strict = root.flag("strict");
  said.verbose = root.flag("verbose");
  said.tables_filter = root.list("tablesFilter");
  said.schema_filter = root.list("schemaFilter");
  said.extensions_filters = root.list("extensionsFilters");
  if (const toml::table* inner = root.table("migrations")) {
    table_reader migrations(*inner, file, "migrations.");
    said.migrations_table = migrations.text("table");
    said.migrations_schema = migrations.text("schema");
    said.prefix = migrations.text("prefix");
    said.down = migrations.flag("down");
    migrations.expect_all_known();
  }
  if (const toml::table* inner = root.table("dbCredentials")) {
    said.database = read_credentials(*inner, file);
  }
  if (const toml::table* inner = root.table("entities")) said.roles = read_roles(*inner, file);
  root.expect_all_known();
  return said;
}

}  // namespace

std::optional<values> load_sluice_toml(const std::filesystem::path& folder) {
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
