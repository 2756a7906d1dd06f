// Imports and exports become calls of the loader. An imported name is read from its module wherever
// it is used, and an exported one through a getter that is there before anything runs: modules that
// import each other see what ES modules would show them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"
#include "script/strip_pass.hpp"

namespace sluice::script::stripping {

struct import_binding {
  std::string expression;  // what a use becomes; empty: the local name stays (a namespace)
  bool used = false;
  bool copied = false;  // the local name stays too, with what the expression gave at the import
};

struct import_record {
  index at;
  std::string_view source;  // with its quotes
  std::string variable;     // empty: nothing is read from it
  std::vector<std::string_view> locals;
  bool bare = false;  // import "x", or an export from
};

struct export_entry {
  std::string key;  // as it is written in an object literal
  std::string value;

  // Without quotes: exports are listed in this order.
  std::string_view name() const {
    const std::size_t quotes = key.starts_with('[')                            ? 2
                               : key.starts_with('"') || key.starts_with('\'') ? 1
                                                                               : 0;
    return std::string_view(key).substr(quotes, key.size() - 2 * quotes);
  }
};

class module_writer {
 public:
  explicit module_writer(pass& on) : on_(on), tree_(on.tree) {}
  frame run();

 private:
  void scan();
  void scan_import(index at);
  void scan_alias(index at);
  void write_aliases();
  void scan_clause(index clause, import_record& record);
  void scan_export(index at);
  void rewrite_uses();
  void rewrite_use(index at, import_binding& binding);
  void check_await(index at) const;
  void write_imports();
  void write_import_require(index at);
  void write_exports();
  void write_export(index at);
  void write_default(index at, index word);
  void write_clause(index at, index clause);
  void write_export_from(index at, index source);
  void export_declared(index declaration);
  void place(index at, const std::string& statement);
  // QuickJS looks a name up from the last declared to the first: what every line uses is declared
  // at the end, as functions, the only names that can be used before they are declared and assigned
  // to.
  std::string declared(const std::string& name) {
    declarations_ += concat("function ", name, "(){}");
    resets_ += concat(name, " = ");
    return name;
  }
  std::string variable() { return concat(prefix_, std::to_string(++variables_)); }
  // `x as y` of an import or export; both are `x` where it stands alone.
  struct specifier_names {
    index from = none;
    index to = none;
  };
  specifier_names names_of(index specifier) const;
  std::string key(index name) const;
  std::string access(index name) const;
  bool starts_statement(index at) const;

  pass& on_;
  syntax_tree& tree_;
  name_table names_;
  std::string prefix_ = "import_";
  std::string declarations_;
  std::string resets_;  // until its import has run, a module is undefined
  int variables_ = 0;
  bool is_module_ = false;
  bool assigns_exports_ = false;                      // export =
  std::size_t first_value_ = std::string_view::npos;  // where evaluation of the body begins
  std::string hoisted_;
  std::vector<import_record> imports_;
  std::unordered_map<std::string_view, import_binding> bindings_;
  std::vector<index> export_statements_;
  std::vector<index> import_requires_;
  std::vector<index> aliases_;  // import a = b.c
  std::vector<export_entry> exports_;
};

}  // namespace sluice::script::stripping
