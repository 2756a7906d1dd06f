// What a schema points to and does not hold: tables of other schemas that foreign keys and policies
// name. schema.ts declares them without exporting them, so that it compiles and generate leaves
// them alone.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "codegen/typescript/columns.hpp"
#include "codegen/typescript/names.hpp"

namespace sluice::codegen::typescript {

class outside_things {
 public:
  outside_things(const model::database& all, export_names& exported);

  // The name in TypeScript of a schema that the model does not list.
  std::string schema(const std::string& name) const;
  std::string table_of(const model::policy& policy) const;
  void write(std::string& out, const column_writer& columns) const;

 private:
  struct table {
    std::string schema, name, exported;
    std::vector<model::column> columns;  // those that keys point to
  };

  void add_schema(const std::string& name, export_names& exported);
  table& add_table(const std::string& schema, const std::string& name, export_names& exported);

  const export_names& exported_;
  std::map<std::string, std::string> schemas_;
  std::map<std::string, table> tables_;
};

}  // namespace sluice::codegen::typescript
