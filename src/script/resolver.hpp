// From a specifier and the file that imports it to what is meant: a file, or a module of sluice's
// own.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "script/files.hpp"

namespace sluice::script {

struct resolution {
  enum class kind : char {
    file = 'f',     // name: its real path
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
  explicit resolver(files& disk) : disk_(disk) {}

  void add_module(const std::string& name) { modules_.insert(name); }

  // `importer` is an absolute file. Throws SCRIPT.IMPORT and SCRIPT.FORBIDDEN, without a place.
  resolution resolve(const std::string& specifier, const std::string& importer);

 private:
  files& disk_;
  std::set<std::string, std::less<>> modules_;
};

}  // namespace sluice::script
