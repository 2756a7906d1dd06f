// A schema at a glance: what `generate` lists before it says what it wrote.
#pragma once

#include <string>
#include <vector>

#include "model/database.hpp"

namespace sluice::project {

struct table_summary {
  std::string schema;
  std::string name;
  int columns = 0;
  int indexes = 0;
  int foreign_keys = 0;
};

struct enum_summary {
  std::string name;
  std::vector<std::string> values;
};

struct summary {
  std::vector<table_summary> tables;
  std::vector<enum_summary> enums;
};

summary summarize(const model::database& database);

}  // namespace sluice::project
