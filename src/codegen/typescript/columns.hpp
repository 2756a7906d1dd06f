// The columns of a table or view in schema.ts, and the declarations of types that Drizzle has no
// function for.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "codegen/typescript/column_type.hpp"
#include "codegen/typescript/names.hpp"

namespace sluice::codegen::typescript {

// Those of a schema: `const bytea = customType…`.
class custom_types {
 public:
  custom_types(const model::database& all, casing names,
               const std::unordered_set<std::string>& enums, export_names& taken);

  const std::string& name_of(const std::string& type) const { return names_.at(type); }
  const std::string& declarations() const { return declarations_; }

 private:
  std::unordered_map<std::string, std::string> names_;
  std::string declarations_;
};

class column_writer {
 public:
  column_writer(casing names, column_names told, const std::unordered_set<std::string>& enums,
                const export_names& exported, const custom_types& custom)
      : casing_(names), told_(told), enums_(enums), exported_(exported), custom_(custom) {}

  void write(std::string& out, const std::vector<model::column>& columns,
             const column_keys& keys) const;
  // `integer("name")`: of the type alone.
  std::string builder(const model::column& column, const column_type& type,
                      const std::string& key) const;
  column_type type_of(const model::column& column) const;

 private:
  casing casing_;
  column_names told_;
  const std::unordered_set<std::string>& enums_;
  const export_names& exported_;
  const custom_types& custom_;
};

}  // namespace sluice::codegen::typescript
