// The names under which the things of a schema stand in schema.ts: drizzle-kit's, and another
// where that is no name, is taken or would hide what the file imports.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "codegen/typescript/files.hpp"
#include "model/database.hpp"

namespace sluice::codegen::typescript {

// The keys of a table's columns in TypeScript.
using column_keys = std::unordered_map<std::string, std::string>;

class export_names {
 public:
  // `imported`: what schema.ts imports.
  export_names(const model::database& all, casing names, const std::vector<std::string>& imported);

  // "" and "public" have no name in TypeScript, nor has what is not there.
  std::string schema(const std::string& name) const;
  std::string table(const std::string& schema, const std::string& name) const;
  std::string view(const std::string& schema, const std::string& name) const;
  std::string enum_type(const std::string& schema, const std::string& name) const;
  std::string sequence(const std::string& schema, const std::string& name) const;
  std::string role(const std::string& name) const;

  // What stands in the file beside the schema's own things.
  std::string take(const std::string& wanted, const std::string& kind);
  std::string take_table(const std::string& schema, const std::string& name);

  // How a column is called within its table or view.
  column_keys keys(const std::vector<model::column>& columns) const;
  // Those of a table; empty for one that is not there.
  const column_keys& keys_of(const std::string& schema, const std::string& table) const;

 private:
  using name_map = std::unordered_map<std::string, std::string>;

  std::string cased(const std::string& name) const;
  std::string wanted(const std::string& schema, const std::string& name) const;
  std::string qualified(const std::string& schema, const std::string& name) const;

  casing casing_;
  name_map schema_words_;  // as they stand behind "In"
  std::unordered_set<std::string> taken_;
  name_map schemas_, tables_, views_, enums_, sequences_, roles_;
  std::unordered_map<std::string, column_keys> keys_;
};

}  // namespace sluice::codegen::typescript
