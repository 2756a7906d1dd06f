#include <doctest/doctest.h>
#include <fstream>

#include "data/load_declaration.hpp"
#include "support/temporary_folder.hpp"
#include "support/thrown.hpp"

namespace sluice::data {
namespace {

struct written : migrations::temporary_folder {
  explicit written(const std::string& text) {
    std::ofstream(path() / "0001_it.load.toml", std::ios::binary) << text;
  }
  load_declaration read() const { return read_load(path() / "0001_it.load.toml"); }
};

TEST_CASE("declaration: what stands there, and what follows from the source's name") {
  const written file(
      "source = \"s3://b/x/Cities.TSV.gz\"\ntable = \"geo.cities\"\nmode = \"upsert\"\n"
      "key = \"id\"\nafter = \"0003_cities\"\n[columns]\nname = \"Name\"\n"
      "id = { from = \"Id\", sql = \"\\\"Id\\\"::int\" }\nkind = { value = 7 }\n");
  const load_declaration read = file.read();
  CHECK(read.format == load_format::csv);
  CHECK(read.csv.delimiter == '\t');
  CHECK(read.schema == "geo");
  CHECK(read.table == "cities");
  CHECK(read.key == std::vector<std::string>{"id"});
  CHECK(read.after == "0003_cities");
  REQUIRE(read.columns.size() == 3);
  CHECK(read.columns[0].column == "name");
  CHECK(read.columns[1].expression == "\"Id\"::int");
  CHECK(read.columns[2].constant.value_or("") == "7");
  CHECK(written("source = \"x.jsonl.zst\"\ntable = \"t\"").read().format == load_format::ndjson);
  CHECK(written("source = \"https://h/x.json?v=1.csv\"\ntable = \"t\"").read().format ==
        load_format::json);
}

TEST_CASE("declaration: every mistake, each at its line and column") {
  const written file(
      "source = 7\nformat = \"cvs\"\ntabel = \"t\"\nquote = \"ab\"\nmode = \"upsert\"\n[columns]\n"
      "a = { form = \"b\" }\n");
  const error failed = test::thrown_by([&] { file.read(); });
  CHECK(failed.code == "LOAD.DECLARATION");
  const std::string path = (file.path() / "0001_it.load.toml").string();
  const std::string all =
      replace_all(concat(failed.where.text(), ": ", failed.what(), "\n", failed.detail), path, "F");
  CHECK(all ==
        "F:1:1: table is missing: schema.table\n"
        "F:1:10: source should be a string\n"
        "F:2:10: format is \"cvs\", and should be one of csv, json, ndjson\n"
        "F:3:1: there is no setting tabel; did you mean table?\n"
        "F:4:9: quote should be one ASCII character, and no line end\n"
        "F:5:8: mode upsert needs key: the columns that tell its rows apart\n"
        "F:7:5: columns.a should say from (one field), value or sql\n"
        "F:7:7: there is no setting columns.a.form; did you mean from?");
  const written no_toml("source = \n");
  const error broken = test::thrown_by([&] { no_toml.read(); });
  CHECK(broken.code == "LOAD.DECLARATION");
  CHECK(broken.where.line == 1);
}

}  // namespace
}  // namespace sluice::data
