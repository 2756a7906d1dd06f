// From a specifier and the file that imports it to what is meant: a file, or a module of sluice's
// own.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "script/files.hpp"
#include "script/packages.hpp"
#include "script/tsconfig.hpp"
#include "script/workspace.hpp"

namespace sluice::script {

struct resolution {
  enum class kind : char {
    file = 'f',     // name: its path after links
    bundle = 'b',   // name: the bundle's module
    part = 'p',     // as bundle, but only some of the module's names are meant
    facade = 'n',   // name: Node's module, or another that sluice answers itself
    driver = 'd',   // name: the specifier
    empty = 'e',    // a module without exports
    missing = 'm',  // a package that is not there; name: the specifier
  };
  kind what = kind::file;
  std::string name;
};

class resolver {
 public:
  explicit resolver(files& disk);

  void add_module(const std::string& name) { modules_.insert(name); }

  // `importer` is an absolute file. Throws SCRIPT.IMPORT and SCRIPT.FORBIDDEN, without a place.
  resolution resolve(const std::string& specifier, const std::string& importer);

  // As drizzle-kit does: by the tsconfig.json of the folder it runs in, whoever imports the file.
  strip_options stripping_of(const std::string& file, const std::string& working_directory);

 private:
  std::optional<resolution> own_module(const std::string& specifier,
                                       const std::string& importer) const;
  std::optional<resolution> orm_part(std::string_view specifier) const;
  std::optional<std::string> by_alias(const std::string& specifier, const std::string& folder);
  std::optional<std::string> by_custom(const std::string& specifier, const std::string& folder);
  std::optional<std::string> package_file(const std::string& specifier, const std::string& folder);
  resolution checked(const std::string& path, const std::string& specifier);
  [[noreturn]] void forbidden(const std::string& specifier, const std::string& real) const;
  [[noreturn]] void no_such_file(const std::string& specifier, const std::string& path);

  files& disk_;
  packages packages_;
  tsconfigs tsconfigs_;
  workspace workspace_;
  std::set<std::string, std::less<>> modules_;
};

}  // namespace sluice::script
