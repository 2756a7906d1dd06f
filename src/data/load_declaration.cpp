#include "data/load_declaration.hpp"

#include <algorithm>
#include <toml++/toml.h>

#include "base/file.hpp"
#include "base/text.hpp"

namespace sluice::data {
namespace {

struct mistake {
  place where;
  std::string text;
};

// The file's keys by name. Mistakes are collected, and what is wrong reads as if it were not there.
class reader {
 public:
  explicit reader(std::filesystem::path file) { out_.file = std::move(file); }

  load_declaration read(const toml::table& root) {
    std::vector<std::string> known;
    read_source(root, known);
    read_csv(root, known);
    read_target(root, known);
    expect_known(root, known, "");
    check(root);
    finish();
    return std::move(out_);
  }

  [[noreturn]] void no_toml(const toml::parse_error& failed) {
    throw error(failure::config, "LOAD.DECLARATION",
                concat(out_.file.filename().string(), " is no TOML"))
        .at(position(failed.source()))
        .because(std::string(failed.description()));
  }

 private:
  place position(const toml::source_region& source) const {
    return {out_.file.string(), static_cast<int>(source.begin.line),
            static_cast<int>(source.begin.column)};
  }
  void wrong(const toml::node* node, std::string text) {
    mistakes_.push_back(
        {node != nullptr ? position(node->source()) : place{out_.file.string(), 1, 1},
         std::move(text)});
  }

  const toml::node* take(const toml::table& from, std::vector<std::string>& known,
                         std::string_view key) {
    known.emplace_back(key);
    return from.get(key);
  }

  bool text(const toml::table& from, std::vector<std::string>& known, std::string_view key,
            std::string& into) {
    const toml::node* node = take(from, known, key);
    if (node == nullptr) return false;
    if (const auto* value = node->as_string()) {
      into = value->get();
      return true;
    }
    wrong(node, concat(key, " should be a string"));
    return false;
  }

  void flag(const toml::table& from, std::vector<std::string>& known, std::string_view key,
            bool& into) {
    const toml::node* node = take(from, known, key);
    if (node == nullptr) return;
    if (const auto* value = node->as_boolean()) {
      into = value->get();
    } else {
      wrong(node, concat(key, " should be true or false"));
    }
  }

  // A string, or a list of them.
  std::vector<std::string> texts(const toml::node& node, std::string_view key) {
    std::vector<std::string> all;
    if (const auto* value = node.as_string()) return {value->get()};
    if (const toml::array* array = node.as_array()) {
      for (const toml::node& item : *array) {
        if (const auto* value = item.as_string()) {
          all.push_back(value->get());
        } else {
          wrong(&item, concat(key, " should be a string or a list of strings"));
        }
      }
      return all;
    }
    wrong(&node, concat(key, " should be a string or a list of strings"));
    return all;
  }

  // One ASCII character.
  void character(const toml::table& from, std::vector<std::string>& known, std::string_view key,
                 char& into, bool may_be_empty) {
    std::string said;
    if (!text(from, known, key, said)) return;
    if (said.empty() && may_be_empty) {
      into = '\0';
    } else if (said.size() == 1 && said[0] != '\n' && said[0] != '\r' && said[0] != '\0') {
      into = said[0];
    } else {
      wrong(from.get(key), concat(key, " should be one ASCII character, and no line end"));
    }
  }

  template <typename Value>
  void choice(const toml::table& from, std::vector<std::string>& known, std::string_view key,
              const std::vector<std::pair<std::string, Value>>& choices, Value& into) {
    std::string said;
    if (!text(from, known, key, said)) return;
    std::vector<std::string> names;
    for (const auto& [name, value] : choices) {
      if (name == said) {
        into = value;
        return;
      }
      names.push_back(name);
    }
    wrong(from.get(key),
          concat(key, " is \"", said, "\", and should be one of ", join(names, ", ")));
  }

  void expect_known(const toml::table& table, const std::vector<std::string>& known,
                    std::string_view prefix) {
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      const std::string similar = nearest(name, known);
      mistakes_.push_back({position(key.source()),
                           concat("there is no setting ", prefix, name,
                                  similar.empty() ? concat("; known here: ", join(known, ", "))
                                                  : concat("; did you mean ", similar, "?"))});
    }
  }

  void read_source(const toml::table& root, std::vector<std::string>& known) {
    text(root, known, "description", out_.description);
    text(root, known, "after", out_.after);
    if (!text(root, known, "source", out_.source) && root.get("source") == nullptr) {
      wrong(nullptr, "source is missing: a path, s3://bucket/key or https://…");
    }
    if (const toml::node* node = root.get("source")) out_.source_place = position(node->source());
    const std::vector<std::pair<std::string, load_format>> formats = {
        {"csv", load_format::csv}, {"json", load_format::json}, {"ndjson", load_format::ndjson}};
    if (root.get("format") != nullptr) {
      choice(root, known, "format", formats, out_.format);
    } else {
      known.emplace_back("format");
      format_by_suffix(root);
    }
    text(root, known, "encoding", out_.encoding);
    text(root, known, "pointer", out_.pointer);
    if (!out_.pointer.empty() && out_.pointer.front() != '/') {
      wrong(root.get("pointer"), "pointer should begin with a slash: /data/items");
    }
    if (const toml::node* node = take(root, known, "fields")) out_.fields = texts(*node, "fields");
    if (const toml::node* node = take(root, known, "ignore")) {
      if (const auto* all = node->as_boolean()) {
        out_.ignores_others = all->get();
      } else {
        out_.ignored = texts(*node, "ignore");
      }
    }
  }

  void format_by_suffix(const toml::table& root) {
    std::string path = to_lower(out_.source);
    const bool remote = path.find("://") != std::string::npos;
    if (remote) path = path.substr(0, path.find_first_of("?#"));
    for (const std::string_view packed : {".gz", ".gzip", ".zst", ".zstd"}) {
      if (path.ends_with(packed)) {
        path.resize(path.size() - packed.size());
        break;
      }
    }
    if (path.ends_with(".json")) {
      out_.format = load_format::json;
    } else if (path.ends_with(".ndjson") || path.ends_with(".jsonl")) {
      out_.format = load_format::ndjson;
    } else if (path.ends_with(".tsv")) {
      out_.csv.delimiter = '\t';
    } else if (!path.ends_with(".csv") && !out_.source.empty()) {
      wrong(root.get("source"),
            "the source's name does not say its format: add format = \"csv\", \"json\" or "
            "\"ndjson\"");
    }
  }

  void read_csv(const toml::table& root, std::vector<std::string>& known) {
    character(root, known, "delimiter", out_.csv.delimiter, false);
    character(root, known, "quote", out_.csv.quote, true);
    out_.csv.escape = out_.csv.quote;
    character(root, known, "escape", out_.csv.escape, false);
    flag(root, known, "header", out_.csv.header);
    text(root, known, "null", out_.csv.null);
    if (out_.format != load_format::csv) {
      for (const char* key : {"delimiter", "quote", "escape", "header", "null"}) {
        if (root.get(key) != nullptr) {
          wrong(root.get(key),
                concat(key, " is for CSV, and this source is ", name_of(out_.format)));
        }
      }
    }
    if (out_.format != load_format::json && root.get("pointer") != nullptr) {
      wrong(root.get("pointer"),
            concat("pointer is for JSON, and this source is ", name_of(out_.format)));
    }
    if (out_.format == load_format::csv && !out_.csv.header && out_.fields.empty()) {
      wrong(root.get("header"), "without a header, fields has to name the fields in their order");
    }
    if (out_.csv.delimiter == out_.csv.quote || out_.csv.delimiter == out_.csv.escape) {
      wrong(root.get("delimiter"), "delimiter, quote and escape have to differ");
    }
  }

  void read_target(const toml::table& root, std::vector<std::string>& known) {
    std::string table;
    if (!text(root, known, "table", table) && root.get("table") == nullptr) {
      wrong(nullptr, "table is missing: schema.table");
    }
    if (const toml::node* node = root.get("table")) out_.table_place = position(node->source());
    const std::size_t dot = table.find('.');
    if (dot != std::string::npos) out_.schema = table.substr(0, dot);
    out_.table = dot == std::string::npos ? table : table.substr(dot + 1);
    choice(root, known, "mode",
           {{"append", load_mode::append},
            {"upsert", load_mode::upsert},
            {"replace", load_mode::replace}},
           out_.mode);
    if (const toml::node* node = take(root, known, "key")) out_.key = texts(*node, "key");
    text(root, known, "batch_column", out_.batch_column);
    flag(root, known, "undo", out_.undoable);
    if (const toml::node* node = take(root, known, "columns")) read_columns(*node);
  }

  void read_columns(const toml::node& node) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      wrong(&node, "columns should be a table: each column of the table, and its field");
      return;
    }
    out_.columns_place = position(node.source());
    for (const auto& [key, value] : *table) read_column(std::string(key.str()), key, value);
    // toml++ sorts them by name.
    std::stable_sort(
        out_.columns.begin(), out_.columns.end(), [](const load_column& a, const load_column& b) {
          return std::pair(a.where.line, a.where.column) < std::pair(b.where.line, b.where.column);
        });
    if (out_.columns.empty()) wrong(&node, "columns is empty");
  }

  void read_column(const std::string& name, const toml::key& key, const toml::node& value) {
    load_column column{.column = name, .where = position(key.source())};
    if (const auto* field = value.as_string()) {
      column.fields = {field->get()};
    } else if (const toml::table* how = value.as_table()) {
      std::vector<std::string> known;
      const toml::node* from = take(*how, known, "from");
      if (from != nullptr) column.fields = texts(*from, concat("columns.", name, ".from"));
      std::string constant;
      if (read_constant(*how, known, constant)) column.constant = constant;
      text(*how, known, "sql", column.expression);
      expect_known(*how, known, concat("columns.", name, "."));
      if (column.constant && (from != nullptr || !column.expression.empty())) {
        wrong(&value, concat("columns.", name, ": value stands alone, without from and sql"));
      } else if (!column.constant && column.expression.empty() && column.fields.size() != 1) {
        wrong(&value, concat("columns.", name, " should say from (one field), value or sql"));
      }
    } else {
      wrong(&value, concat("columns.", name,
                           " should be a field's name, or a table with from, value or sql"));
    }
    out_.columns.push_back(std::move(column));
  }

  bool read_constant(const toml::table& how, std::vector<std::string>& known, std::string& into) {
    const toml::node* node = take(how, known, "value");
    if (node == nullptr) return false;
    if (const auto* said = node->as_string()) {
      into = said->get();
    } else if (const auto* truth = node->as_boolean()) {
      into = truth->get() ? "true" : "false";
    } else if (const auto* number = node->as_integer()) {
      into = std::to_string(number->get());
    } else {
      wrong(node, "value should be a string, a whole number, true or false");
      return false;
    }
    return true;
  }

  void check(const toml::table& root) {
    if (out_.mode == load_mode::upsert && out_.key.empty()) {
      wrong(root.get("mode"), "mode upsert needs key: the columns that tell its rows apart");
    }
    if (out_.mode == load_mode::replace && !out_.key.empty()) {
      wrong(root.get("key"), "key is for append and upsert; replace takes the whole table");
    }
    for (const load_column& column : out_.columns) {
      if (column.column != out_.batch_column) continue;
      mistakes_.push_back({column.where, concat("columns.", column.column,
                                                " is the batch column: sluice fills it")});
    }
  }

  void finish() {
    if (mistakes_.empty()) return;
    std::stable_sort(mistakes_.begin(), mistakes_.end(), [](const mistake& a, const mistake& b) {
      return std::pair(a.where.line, a.where.column) < std::pair(b.where.line, b.where.column);
    });
    std::vector<std::string> others;
    for (std::size_t i = 1; i < mistakes_.size(); ++i) {
      others.push_back(concat(mistakes_[i].where.text(), ": ", mistakes_[i].text));
    }
    throw error(failure::config, "LOAD.DECLARATION", mistakes_[0].text)
        .at(mistakes_[0].where)
        .because(join(others, "\n"))
        .advise("what a load may say: docs/loads.md");
  }

  load_declaration out_;
  std::vector<mistake> mistakes_;
};

}  // namespace

std::string_view name_of(load_format format) {
  switch (format) {
    case load_format::csv:
      return "csv";
    case load_format::json:
      return "json";
    case load_format::ndjson:
      break;
  }
  return "ndjson";
}

std::string_view name_of(load_mode mode) {
  switch (mode) {
    case load_mode::append:
      return "append";
    case load_mode::upsert:
      return "upsert";
    case load_mode::replace:
      break;
  }
  return "replace";
}

load_declaration read_load(const std::filesystem::path& file) {
  const std::string text = read_file(file);
  reader declared(file);
  try {
    return declared.read(toml::parse(text, file.string()));
  } catch (const toml::parse_error& failed) {
    declared.no_toml(failed);
  }
}

}  // namespace sluice::data
