#include "frontend/typescript/read_model.hpp"

#include "frontend/typescript/read_column.hpp"

namespace sluice::frontend::typescript {

namespace {

std::vector<model::option> read_options(const rapidjson::Value& array) {
  return read_all<model::option>(array, [](const rapidjson::Value& pair) {
    return model::option{text(pair[0]), text(pair[1])};
  });
}

model::index_column read_index_column(const rapidjson::Value& value) {
  model::index_column column;
  column.expression = text(value[0]);
  column.is_expression = value[1].GetInt() == 1;
  if (column.is_expression) {
    column.nulls = "last";
    return column;
  }
  column.asc = value[2].IsTrue();
  column.nulls = optional_text(value[3]);
  column.opclass = optional_text(value[4]);
  return column;
}

model::index read_index(const rapidjson::Value& value) {
  model::index index;
  index.name = text(value[0]);
  index.columns = read_all<model::index_column>(value[1], read_index_column);
  index.is_unique = value[2].IsTrue();
  index.where = optional_text(value[3]);
  index.concurrently = value[4].IsTrue();
  index.method = text(value[5]);
  index.with = read_options(value[6]);
  return index;
}

model::foreign_key read_foreign_key(const rapidjson::Value& value, const std::string& table) {
  model::foreign_key key;
  key.name = text(value[0]);
  key.table_from = table;
  key.columns_from = texts(value[1]);
  key.table_to = text(value[2]);
  key.schema_to = optional_text(value[3]);
  key.columns_to = texts(value[4]);
  key.on_delete = optional_text(value[5]);
  key.on_update = optional_text(value[6]);
  return key;
}

model::policy read_policy(const rapidjson::Value& value) {
  model::policy policy;
  policy.name = text(value[0]);
  policy.as = text(value[1]);
  policy.for_ = text(value[2]);
  policy.to = texts(value[3]);
  policy.using_ = optional_text(value[4]);
  policy.with_check = optional_text(value[5]);
  if (value.Size() > 6) {
    policy.schema = text(value[6]);
    policy.on = text(value[7]);
  }
  return policy;
}

model::table read_table(const rapidjson::Value& value) {
  model::table table;
  table.name = text(value[0]);
  table.schema = text(value[1]);
  table.is_rls_enabled = value[2].IsTrue();
  table.columns = read_columns(value[3]);
  table.primary_keys = read_all<model::primary_key>(value[4], [](const rapidjson::Value& key) {
    return model::primary_key{text(key[0]), texts(key[1])};
  });
  table.unique_constraints =
      read_all<model::unique_constraint>(value[5], [](const rapidjson::Value& unique) {
        return model::unique_constraint{text(unique[0]), unique[2].IsTrue(), texts(unique[1])};
      });
  table.foreign_keys = read_all<model::foreign_key>(
      value[6],
      [&table](const rapidjson::Value& key) { return read_foreign_key(key, table.name); });
  table.indexes = read_all<model::index>(value[7], read_index);
  table.policies = read_all<model::policy>(value[8], read_policy);
  table.check_constraints =
      read_all<model::check_constraint>(value[9], [](const rapidjson::Value& check) {
        return model::check_constraint{text(check[0]), text(check[1])};
      });
  return table;
}

std::optional<std::string> optional_member(const rapidjson::Value& object, std::string_view name) {
  const rapidjson::Value* value = member(object, name);
  if (value == nullptr) return std::nullopt;
  return optional_text(*value);
}

model::view read_view(const rapidjson::Value& value) {
  model::view view;
  view.name = string_member(value, "name");
  view.schema = string_member(value, "schema");
  view.columns = read_columns(*member(value, "columns"));
  view.definition = optional_member(value, "definition");
  view.materialized = member(value, "materialized")->IsTrue();
  view.is_existing = member(value, "existing")->IsTrue();
  if (const rapidjson::Value* with = member(value, "with")) view.with = read_options(*with);
  if (const rapidjson::Value* none = member(value, "withNoData")) {
    view.with_no_data = none->IsTrue();
  }
  view.using_ = optional_member(value, "using");
  view.tablespace = optional_member(value, "tablespace");
  return view;
}

std::optional<bool> optional_flag(const rapidjson::Value& value) {
  if (!value.IsBool()) return std::nullopt;
  return value.GetBool();
}

}  // namespace

model::database read_model(const rapidjson::Value& document) {
  const auto list = [&document](std::string_view name) -> const rapidjson::Value& {
    return *member(document, name);
  };
  model::database database;
  database.tables = read_all<model::table>(list("tables"), read_table);
  database.enums = read_all<model::enum_type>(list("enums"), [](const rapidjson::Value& value) {
    return model::enum_type{text(value[0]), text(value[1]), texts(value[2])};
  });
  database.schemas = texts(list("schemas"));
  database.sequences =
      read_all<model::sequence>(list("sequences"), [](const rapidjson::Value& value) {
        return model::sequence{text(value[0]), text(value[1]), read_sequence_options(value[2], 0)};
      });
  database.roles = read_all<model::role>(list("roles"), [](const rapidjson::Value& value) {
    return model::role{text(value[0]), optional_flag(value[1]), optional_flag(value[2]),
                       optional_flag(value[3])};
  });
  database.policies = read_all<model::policy>(list("policies"), read_policy);
  database.views = read_all<model::view>(list("views"), read_view);
  return database;
}

}  // namespace sluice::frontend::typescript
