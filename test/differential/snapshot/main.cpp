// Prints the snapshot of the schema in the current folder: ./run compares it with drizzle-kit's.
// The schema is what drizzle.config says, or schema.ts where there is none.
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "config/drizzle_config.hpp"
#include "frontend/typescript/bundle.hpp"
#include "frontend/typescript/load.hpp"
#include "snapshot/snapshot.hpp"

namespace typescript = sluice::frontend::typescript;

int main() {
  try {
    const std::filesystem::path folder = std::filesystem::current_path();
    sluice::script::engine engine({.root = folder, .working_directory = folder});
    typescript::add_bundles(engine);
    sluice::config::add_bundles(engine);
    sluice::config::drizzle_config config{.schema = {"./schema.ts"}};
    if (const auto file = sluice::config::find_drizzle_config(folder)) {
      config = sluice::config::load_drizzle_config(engine, *file);
    }
    const typescript::casing names = config.casing == "snake_case"  ? typescript::casing::snake_case
                                     : config.casing == "camelCase" ? typescript::casing::camel_case
                                                                    : typescript::casing::none;
    const typescript::loaded loaded =
        typescript::load(engine, typescript::schema_files(config.schema, folder), names, {});
    for (const sluice::diagnostic& remark : loaded.remarks) {
      std::cerr << remark.code << ' ' << remark.where.text() << ": " << remark.message << '\n';
    }
    std::cout << sluice::snapshot::write({.database = loaded.database});
    return 0;
  } catch (const sluice::error& failed) {
    std::cerr << failed.code << ' ' << failed.where.text() << ": " << failed.what() << '\n'
              << failed.detail << '\n';
    return static_cast<int>(failed.kind);
  }
}
