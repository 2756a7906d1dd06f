#include "script/resolver.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"
#include "script/names.hpp"

namespace sluice::script {
namespace {

bool in_node_modules(std::string_view path) {
  return path.find("/node_modules/") != std::string_view::npos;
}

}  // namespace

resolver::resolver(files& disk)
    : disk_(disk),
      packages_(disk),
      tsconfigs_(disk,
                 [this](const std::string& specifier, const std::string& folder) {
                   return package_file(specifier, folder);
                 }),
      workspace_(disk, packages_) {}

// drizzle-orm is the bundled one for everybody, packages in node_modules included: one instance.
std::optional<resolution> resolver::orm_part(std::string_view specifier) const {
  if (!modules_.contains("drizzle-orm")) return std::nullopt;
  std::string_view name = specifier;
  for (const std::string_view ending : {".js", ".cjs", ".mjs", "/index"}) {
    if (name.ends_with(ending)) name.remove_suffix(ending.size());
  }
  if (modules_.contains(name)) return resolution{resolution::kind::bundle, std::string(name)};
  if (is_driver(name)) return resolution{resolution::kind::driver, std::string(specifier)};
  // Deep paths are re-exported by the part they are in, and at last by drizzle-orm itself.
  while (!modules_.contains(name)) name = name.substr(0, name.rfind('/'));
  return resolution{resolution::kind::part, std::string(name)};
}

std::optional<resolution> resolver::own_module(const std::string& specifier,
                                               const std::string& importer) const {
  using enum resolution::kind;
  if (modules_.contains(specifier)) return resolution{bundle, specifier};
  if (package_name(specifier) == "drizzle-orm") return orm_part(specifier);
  const bool prefixed = specifier.starts_with("node:");
  const std::string bare = prefixed ? specifier.substr(5) : specifier;
  if (prefixed || is_node_module(bare)) {
    if (is_forbidden_node_module(bare) && !in_node_modules(importer)) {
      throw error(
          failure::config, "SCRIPT.FORBIDDEN",
          concat("\"", specifier, "\" reaches out of the evaluation, and is not available"));
    }
    return resolution{facade, bare};
  }
  if (is_own_package(specifier)) return resolution{facade, specifier};
  if (is_driver(specifier)) return resolution{driver, specifier};
  if (is_empty_module(specifier)) return resolution{empty, specifier};
  return std::nullopt;
}

resolution resolver::resolve(const std::string& specifier, const std::string& importer) {
  const std::string folder(folder_of(importer));
  if (specifier.starts_with("file:")) return resolve(specifier.substr(7), importer);
  if (specifier.starts_with('.') || specifier.starts_with('/')) {
    const std::string path = join_path(folder, specifier);
    if (const auto found = packages_.file(path)) return checked(*found, specifier);
    no_such_file(specifier, path);
  }
  if (const auto own = own_module(specifier, importer)) return *own;
  if (specifier.starts_with('#')) {
    std::string other;
    const std::string package = packages_.nearest(folder);
    if (const auto found = packages_.internal(package, specifier, other)) {
      return checked(*found, specifier);
    }
    if (!other.empty() && other != specifier) return resolve(other, importer);
  }
  if (const auto found = by_alias(specifier, folder)) return checked(*found, specifier);
  if (const auto found = package_file(specifier, folder)) return checked(*found, specifier);
  if (const auto found = by_custom(specifier, folder)) return checked(*found, specifier);
  // "@/x" and "#x" can be no package's name.
  if (specifier.starts_with("@/") || specifier.starts_with("~/") || specifier.starts_with('#')) {
    throw error(failure::config, "SCRIPT.IMPORT", concat("cannot find \"", specifier, "\""))
        .because(
            "no \"paths\" of a tsconfig.json and no \"imports\" of a package.json leads to a file")
        .advise("check compilerOptions.paths in the tsconfig.json above the importing file");
  }
  return {resolution::kind::missing, specifier};
}

strip_options resolver::stripping_of(const std::string& file,
                                     const std::string& working_directory) {
  if (in_node_modules(file)) return {};
  try {
    const tsconfig* settings = tsconfigs_.at(working_directory);
    return settings != nullptr && settings->holds_for(file) ? settings->stripping()
                                                            : strip_options{};
  } catch (const error&) {
    return {};  // what is no JSON is told to whoever needs its paths
  }
}

void resolver::forbidden(const std::string& specifier, const std::string& real) const {
  throw error(failure::config, "SCRIPT.FORBIDDEN",
              concat("\"", specifier, "\" leads out of the project, to ", real))
      .because(concat("only files below ", disk_.root(), " and its node_modules are evaluated"));
}

resolution resolver::checked(const std::string& path, const std::string& specifier) {
  std::string real = disk_.real(path);
  if (!disk_.allowed(real)) forbidden(specifier, real);
  for (const std::string_view native : {".node", ".wasm"}) {
    if (real.ends_with(native)) {
      throw error(failure::config, "SCRIPT.FORBIDDEN",
                  concat("\"", specifier, "\" is native code, which is not run"));
    }
  }
  constexpr std::array<std::string_view, 10> scripts = {".ts",  ".tsx", ".mts", ".cts",  ".js",
                                                        ".jsx", ".mjs", ".cjs", ".json", ".node"};
  const std::string_view name = std::string_view(real).substr(real.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot != std::string_view::npos && dot > 0 && !in_node_modules(real) &&
      std::find(scripts.begin(), scripts.end(), name.substr(dot)) == scripts.end()) {
    throw error(failure::config, "SCRIPT.IMPORT",
                concat("\"", specifier, "\" is neither TypeScript, JavaScript nor JSON"));
  }
  return {resolution::kind::file, std::move(real)};
}

void resolver::no_such_file(const std::string& specifier, const std::string& path) {
  error failed(failure::config, "SCRIPT.IMPORT", concat("cannot find \"", specifier, "\""));
  failed.detail =
      concat("looked for ", path, ", with .ts .tsx .mts .cts .js .mjs .cjs .json .jsx, and ", path,
             "/index with these");
  const std::string folder(folder_of(path));
  if (disk_.allowed(disk_.real(folder)) && disk_.is_directory(folder)) {
    const std::string wanted = path.substr(path.rfind('/') + 1);
    std::vector<std::string> names;
    for (const std::string& name : disk_.list(folder)) {
      names.push_back(name.substr(0, name.find('.', 1)));
    }
    const std::string near = nearest(wanted, names);
    if (!near.empty()) {
      failed.hint =
          concat("did you mean \"", specifier.substr(0, specifier.rfind('/') + 1), near, "\"?");
    }
  }
  throw error(failed);
}

std::optional<std::string> resolver::package_file(const std::string& specifier,
                                                  const std::string& folder) {
  if (specifier.starts_with("@/")) return std::nullopt;
  const std::string name(package_name(specifier));
  const std::string_view subpath =
      std::string_view(specifier).substr(std::min(specifier.size(), name.size() + 1));
  for (std::string_view at = folder;; at = folder_of(at)) {
    const std::string package = join_path(join_path(at, "node_modules"), name);
    if (!at.ends_with("/node_modules") && disk_.is_directory(package)) {
      const std::string real = disk_.real(package);
      // Package managers link from node_modules into the node_modules of a store.
      if (!disk_.allowed(real) && !disk_.open_store(real)) forbidden(specifier, real);
      return packages_.entry(package, subpath);
    }
    if (at == "/") break;
  }
  // The package that the file itself is in, and the workspace's others.
  const std::string own = packages_.nearest(folder);
  if (!own.empty() && string_member(*packages_.at(own), "name") == name) {
    return packages_.entry(own, subpath);
  }
  if (const auto found = workspace_.find(name, folder)) return packages_.entry(*found, subpath);
  return std::nullopt;
}

std::optional<std::string> resolver::by_alias(const std::string& specifier,
                                              const std::string& folder) {
  if (in_node_modules(folder)) return std::nullopt;
  const tsconfig* options = tsconfigs_.at(folder);
  if (options == nullptr) return std::nullopt;
  for (const std::string& candidate : options->candidates(specifier)) {
    if (candidate.ends_with(".d.ts")) continue;
    if (auto found = packages_.file(candidate)) return found;
  }
  return std::nullopt;
}

// The aliases that frameworks set up without a word in tsconfig.json.
std::optional<std::string> resolver::by_custom(const std::string& specifier,
                                               const std::string& folder) {
  struct custom {
    std::string_view prefix;
    std::array<std::string_view, 3> folders;
  };
  constexpr std::array<custom, 4> customs = {{{"$lib/", {"src/lib", "lib", "lib"}},
                                              {"@/", {"src", ".", "app"}},
                                              {"~/", {"src", ".", "app"}},
                                              {"~~/", {".", ".", "."}}}};
  if (in_node_modules(folder)) return std::nullopt;
  for (const custom& item : customs) {
    if (!specifier.starts_with(item.prefix)) continue;
    const std::string package = packages_.nearest(folder);
    if (package.empty()) return std::nullopt;
    const std::string rest = specifier.substr(item.prefix.size());
    for (const std::string_view place : item.folders) {
      if (auto found = packages_.file(join_path(join_path(package, place), rest))) return found;
    }
  }
  return std::nullopt;
}

}  // namespace sluice::script
