#include "codegen/typescript/schema.hpp"

#include "base/text.hpp"
#include "codegen/typescript/circles.hpp"
#include "codegen/typescript/columns.hpp"
#include "codegen/typescript/constraints.hpp"
#include "codegen/typescript/outside.hpp"
#include "codegen/typescript/text.hpp"

namespace sluice::codegen::typescript {

namespace {

// "pgTable", or "auth.table" in a schema.
std::string maker(const export_names& exported, const outside_things& outside,
                  const std::string& schema, const char* in_public, const char* in_schema) {
  if (schema.empty() || schema == "public") return in_public;
  const std::string known = exported.schema(schema);
  return concat(known.empty() ? outside.schema(schema) : known, ".", in_schema);
}

class writer {
 public:
  writer(const model::database& all, casing names, column_names told,
         const std::unordered_set<std::string>& enums, export_names& exported)
      : all_(all),
        exported_(exported),
        outside_(all, exported),
        custom_(all, names, enums, exported),
        columns_(names, told, enums, exported, custom_),
        circles_(tables_in_circles(all)) {}

  std::string write(const std::vector<std::string>& imported) {
    out_ = concat("import { ", join(imported, ", "),
                  " } from \"drizzle-orm/pg-core\"\nimport { sql } from \"drizzle-orm\"\n\n");
    if (!custom_.declarations().empty()) out_ += custom_.declarations() + "\n";
    for (const std::string& one : all_.schemas) {
      out_ += concat("export const ", exported_.schema(one), " = pgSchema(", double_quoted(one),
                     ");\n");
    }
    for (const model::role& one : all_.roles) write(one);
    for (const model::enum_type& one : all_.enums) write(one);
    out_ += '\n';
    for (const model::sequence& one : all_.sequences) write(one);
    outside_.write(out_, columns_);
    out_ += '\n';
    for (std::size_t i = 0; i < all_.tables.size(); i++) {
      if (i > 0) out_ += "\n\n";
      write(all_.tables[i]);
    }
    out_ += '\n';
    for (std::size_t i = 0; i < all_.views.size(); i++) {
      if (i > 0) out_ += "\n\n";
      write(all_.views[i]);
    }
    for (const model::policy& one : all_.policies) write(one);
    return std::move(out_);
  }

 private:
  void write(const model::role& one) {
    std::string options;
    if (one.create_db.value_or(false)) options += "createDb: true,";
    if (one.create_role.value_or(false)) options += " createRole: true,";
    if (!one.inherit.value_or(true)) options += " inherit: false ";
    if (options.ends_with(',')) options.pop_back();
    if (!options.empty()) options = concat(" { ", options, "}");
    out_ += concat("export const ", exported_.role(one.name), " = pgRole(", double_quoted(one.name),
                   ", ", options, " );\n");
  }

  void write(const model::enum_type& one) {
    out_ += concat("export const ", exported_.enum_type(one.schema, one.name), " = ",
                   maker(exported_, outside_, one.schema, "pgEnum", "enum"), "(",
                   double_quoted(one.name), ", [");
    for (std::size_t i = 0; i < one.values.size(); i++) {
      if (i > 0) out_ += ", ";
      out_ += single_quoted(one.values[i]);
    }
    out_ += "])\n";
  }

  void write(const model::sequence& one) {
    std::string options;
    const auto add = [&](const char* name, const std::optional<std::string>& value) {
      if (!value || value->empty()) return;
      options += concat(options.empty() ? "" : ",", " ", name, ": ", double_quoted(*value));
    };
    add("startWith", one.options.start_with);
    add("increment", one.options.increment);
    add("minValue", one.options.min_value);
    add("maxValue", one.options.max_value);
    add("cache", one.options.cache);
    options += options.empty() ? "" : ",";
    options += one.options.cycle.value_or(false) ? " cycle: true" : " cycle: false";
    out_ += concat("export const ", exported_.sequence(one.schema, one.name), " = ",
                   maker(exported_, outside_, one.schema, "pgSequence", "sequence"), "(",
                   double_quoted(one.name), ", { ", options, " })\n");
  }

  void write(const model::table& one) {
    out_ += concat("export const ", exported_.table(one.schema, one.name), " = ",
                   maker(exported_, outside_, one.schema, "pgTable", "table"), "(",
                   double_quoted(one.name), ", {\n");
    columns_.write(out_, one.columns, exported_.keys_of(one.schema, one.name));
    out_ += '}';
    write_constraints(out_, one, exported_, circles_.contains(&one));
    // A table with policies has it by them.
    out_ += one.is_rls_enabled && one.policies.empty() ? ").enableRLS();" : ");";
  }

  void write(const model::view& one) {
    out_ += concat(
        "export const ", exported_.view(one.schema, one.name), " = ",
        maker(exported_, outside_, one.schema, one.materialized ? "pgMaterializedView" : "pgView",
              one.materialized ? "materializedView" : "view"),
        "(", double_quoted(one.name), ", {");
    columns_.write(out_, one.columns, exported_.keys(one.columns));
    out_ += "})";
    if (one.using_ && !one.using_->empty()) {
      out_ += concat(".using(", double_quoted(*one.using_), ")");
    }
    if (one.tablespace && !one.tablespace->empty()) {
      out_ += concat(".tablespace(", double_quoted(*one.tablespace), ")");
    }
    if (one.with) {
      out_ += ".with({";
      for (std::size_t i = 0; i < one.with->size(); i++) {
        const model::option& option = (*one.with)[i];
        out_ += concat(i > 0 ? "," : "", double_quoted(option.name), ":", option.value);
      }
      out_ += "})";
    }
    if (one.with_no_data.value_or(false)) out_ += ".withNoData()";
    out_ += one.is_existing ? ".existing();"
                            : concat(".as(", sql_template(one.definition.value_or("")), ");");
  }

  // Of a table that is not in the schema.
  void write(const model::policy& one) {
    out_ += concat("\nexport const ", exported_.take(identifier(one.name), "Policy"), " = ",
                   policy_call(one, exported_), ".link(", outside_.table_of(one), ");\n");
  }

  const model::database& all_;
  export_names& exported_;
  outside_things outside_;
  custom_types custom_;
  column_writer columns_;
  std::unordered_set<const model::table*> circles_;
  std::string out_;
};

}  // namespace

std::string write_schema(const model::database& all, casing names, column_names told,
                         const std::unordered_set<std::string>& enums,
                         const std::vector<std::string>& imported, export_names& exported) {
  return writer(all, names, told, enums, exported).write(imported);
}

}  // namespace sluice::codegen::typescript
