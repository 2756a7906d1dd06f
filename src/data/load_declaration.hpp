// What a declared load says (docs/loads.md): a TOML file, NNNN_name.load.toml.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace sluice::data {

enum class load_format { csv, json, ndjson };
enum class load_mode {
  append,
  upsert,   // rows whose key is there already are overwritten
  replace,  // what the table has is removed first
};

std::string_view name_of(load_format format);
std::string_view name_of(load_mode mode);

// Where a column of the table has its values from: one field as it is, a text that is the same for
// all rows, or an expression of SQL on fields.
struct load_column {
  std::string column;
  std::vector<std::string> fields;
  std::optional<std::string> constant;
  std::string expression;
  place where;
};

struct csv_settings {
  char delimiter = ',';
  char quote = '"';   // '\0': nothing is quoted
  char escape = '"';  // before a quote inside of quotes
  bool header = true;
  std::string null;  // an unquoted field of this text is NULL
};

struct load_declaration {
  std::filesystem::path file;
  std::string description;
  std::string after;  // a schema migration that has to be there before

  std::string source;  // a path, s3://bucket/key, http(s)://…
  place source_place;
  load_format format = load_format::csv;
  std::string encoding = "UTF-8";
  csv_settings csv;
  std::string pointer;              // JSON: where in the document the array is (RFC 6901)
  std::vector<std::string> fields;  // in their order; empty: the header, or the first element, says
  std::vector<std::string> ignored;
  bool ignores_others = false;  // fields that are loaded nowhere are no mistake

  std::string schema = "public", table;
  place table_place;
  std::vector<load_column> columns;  // empty: each field goes to the column of its name
  place columns_place;
  load_mode mode = load_mode::append;
  std::vector<std::string> key;
  std::string batch_column;
  bool undoable = true;  // false: nothing is kept for a way back
};

// Throws LOAD.DECLARATION (failure::config) with every mistake in it.
load_declaration read_load(const std::filesystem::path& file);

}  // namespace sluice::data
