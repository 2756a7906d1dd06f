#include "data/new_migration.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <system_error>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "data/registry.hpp"
#include "data/registry_edit.hpp"

namespace sluice::data {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view types_text =
    R"(import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

export type Database = PgDatabase<PgQueryResultHKT, Record<string, unknown>>;

export interface DataMigration {
  name: string;
  up: (db: Database) => Promise<void>;
  down: (db: Database) => Promise<void>;
}

export interface SchemaMigrations {
  schema: string;
  migrations: DataMigration[];
}
)";

std::string snake_case(std::string_view typed) {
  std::string out;
  for (const char letter : typed) {
    const bool plain = std::isalnum(static_cast<unsigned char>(letter)) != 0;
    if (plain) {
      out += to_lower(std::string_view(&letter, 1));
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  while (out.ends_with('_')) out.pop_back();
  return out;
}

std::string next_number(const fs::path& folder) {
  constexpr std::size_t width = 4;
  int last = 0;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, none)) {
    if (const auto name = numbered(entry.path().filename().string())) {
      last = std::max(last, std::stoi(name->number.substr(0, 9)));
    }
  }
  std::string out = std::to_string(last + 1);
  while (out.size() < width) out.insert(0, 1, '0');
  return out;
}

std::string in_quotes(std::string_view text, char quote) {
  return concat(std::string(1, quote), text, std::string(1, quote));
}

error no_list(const fs::path& file, const std::string& import, const std::string& element) {
  return error(failure::config, "DATA.REGISTRY_EDIT",
               concat(file.filename().string(), " has no list that a migration can be added to"))
      .at({.file = file.string()})
      .because("nothing was written")
      .advise(concat("add it by hand: ", import, " and ", element, " in the list"));
}

written_file edited(const fs::path& file, const std::string& text, const std::string& list,
                    const std::string& import, const std::string& element) {
  const std::optional<std::string> more = with_element(text, list, element);
  if (!more) throw no_list(file, import, element);
  return {.path = file, .text = with_import(*more, import), .is_new = false};
}

class writer {
 public:
  explicit writer(const new_migration& asked)
      : folder_(asked.folder), schema_(asked.schema), schema_folder_(folder_ / schema_) {
    const std::string title = snake_case(asked.title);
    if (title.empty() || snake_case(schema_).empty() || schema_.find('/') != std::string::npos) {
      throw error(failure::usage, "DATA.NAME", "a data migration is named by letters and digits")
          .advise("sluice data new questions add_items");
    }
    stem_ = concat(next_number(schema_folder_), "_", title);
    name_ = concat(schema_, "_", stem_);
    title_ = title;
    const registry_folder now = look_into(folder_);
    central_ = now.central;
    for (const schema_folder& one : now.schemas) {
      if (one.name == schema_) index_ = one.index;
      if (one.name != schema_ && !one.index.empty()) others_.push_back(one.name);
    }
  }

  std::vector<written_file> typescript() {
    add(schema_folder_ / (stem_ + ".ts"),
        concat("import type { DataMigration } from '../types';\n\n"
               "export const migration: DataMigration = {\n  name: '",
               name_,
               "',\n\n  up: async (db) => {\n    // What is to be written.\n  },\n\n"
               "  down: async (db) => {\n    // What takes it back.\n  },\n};\n"));
    if (!fs::exists(folder_ / "types.ts")) add(folder_ / "types.ts", std::string(types_text));
    add_to_registry();
    add_to_central();
    return std::move(files_);
  }

  std::vector<written_file> sql() {
    add(schema_folder_ / (stem_ + ".up.sql"), concat("-- ", name_, "\n"));
    add(schema_folder_ / (stem_ + ".down.sql"), concat("-- Takes ", name_, " back.\n"));
    return std::move(files_);
  }

  std::vector<written_file> load() {
    add(schema_folder_ / (stem_ + ".load.toml"),
        concat("# ", name_, ": docs/loads.md\nsource = \"", title_, ".csv\"\ntable = \"", schema_,
               ".", title_, "\"\n"));
    return std::move(files_);
  }

 private:
  void add(const fs::path& file, std::string text) {
    files_.push_back({.path = file, .text = std::move(text)});
  }

  void add_to_registry() {
    const std::string list = concat(variable_for(schema_, ""), "Migrations");
    if (index_.empty()) {
      const std::string variable = variable_for(title_, concat("DataMigration migration ", list));
      add(schema_folder_ / "index.ts",
          concat("import type { DataMigration } from '../types';\nimport { migration as ", variable,
                 " } from './", stem_, "';\n\nconst ", list, ": DataMigration[] = [\n  ", variable,
                 ",\n];\n\nexport default ", list, ";\n"));
      return;
    }
    const std::string text = read_file(index_);
    const char quote = quote_of(text);
    const std::string variable = variable_for(title_, text);
    files_.push_back(edited(
        index_, text, "",
        concat("import { migration as ", variable, " } from ", in_quotes("./" + stem_, quote), ";"),
        variable));
  }

  void add_to_central() {
    const std::string list = concat(variable_for(schema_, ""), "Migrations");
    if (central_.empty()) {
      // It is asked instead of the folders from now on: those that are there are in it.
      others_.push_back(schema_);
      std::string imports = "import type { SchemaMigrations } from './types';\n";
      std::string elements;
      for (const std::string& schema : others_) {
        const std::string name = concat(variable_for(schema, ""), "Migrations");
        imports += concat("import ", name, " from './", schema, "/index.js';\n");
        elements += concat("  { schema: '", schema, "', migrations: ", name, " },\n");
      }
      add(folder_ / "index.ts",
          concat(imports, "\nexport const allMigrationsBySchema: SchemaMigrations[] = [\n",
                 elements, "];\n"));
      return;
    }
    const std::string text = read_file(central_);
    for (const char quote : {'\'', '"', '`'}) {
      if (text.find(concat("schema: ", in_quotes(schema_, quote))) != std::string::npos) return;
    }
    const char quote = quote_of(text);
    files_.push_back(
        edited(central_, text, "allMigrationsBySchema",
               concat("import ", list, " from ",
                      in_quotes(concat("./", schema_, "/index.js"), quote), ";"),
               concat("{ schema: ", in_quotes(schema_, quote), ", migrations: ", list, " }")));
  }

  fs::path folder_;
  std::string schema_;
  fs::path schema_folder_, index_, central_;
  std::vector<std::string> others_;  // schemas with a registry
  std::string stem_, name_, title_;
  std::vector<written_file> files_;
};

}  // namespace

std::vector<written_file> files_of(const new_migration& asked) {
  writer of(asked);
  switch (asked.kind) {
    case new_kind::typescript:
      return of.typescript();
    case new_kind::sql:
      return of.sql();
    case new_kind::load:
      break;
  }
  return of.load();
}

}  // namespace sluice::data
