#include "loading.hpp"

namespace sluice::data {
namespace {

using test::loading;
using test::thrown_by;

constexpr const char* items =
    "create table items (id int primary key, name text not null, price numeric check (price >= 0), "
    "tags text[], more jsonb, seen timestamptz)";
constexpr const char* all_rows = "select id, name, price, tags, more from items order by id";

TEST_CASE("modes: append without a batch column goes by the primary key, and back") {
  loading at(items);
  at.connection.execute("insert into items values (1, 'old', 1)");
  at.write(
      "items.ndjson",
      "{\"id\":2,\"name\":\"two\",\"price\":2.50,\"tags\":[\"a\",\"b,c\",null],\"more\":{\"x\":[1,"
      "{\"y\":null}]}}\n\n{\"name\":\"three\",\"id\":3,\"price\":null}\n");
  const char* toml = "source = \"items.ndjson\"\ntable = \"items\"\n";
  CHECK(at.load(toml).inserted == 2);
  CHECK(at.rows(all_rows) ==
        "1,old,1,NULL,NULL|2,two,2.50,{a,\"b,c\",NULL},{\"x\": [1, {\"y\": null}]}|"
        "3,three,NULL,NULL,NULL");
  at.connection.execute("update items set price = 9 where id = 2");
  const error changed = thrown_by([&] { at.undo(); });
  CHECK(changed.code == "LOAD.CHANGED");
  CHECK(std::string(changed.what()).find("1 changed") != std::string::npos);
  CHECK(at.rows("select count(*) from items") == "3");
  const undo_outcome out = at.undo("one", true);
  CHECK(out.removed == 2);
  CHECK(out.changed == 1);
  CHECK(at.rows(all_rows) == "1,old,1,NULL,NULL");
  CHECK(at.rows("select count(*) from sluice.load_rows") == "0");
  CHECK(thrown_by([&] { at.undo(); }).code == "LOAD.NO_BATCH");
}

TEST_CASE("modes: upsert overwrites by key, keeps what was there, and brings it back") {
  loading at(items);
  at.connection.execute(
      "insert into items values (1, 'old', 1, '{x}', '{\"a\": 1}', '2026-01-02 03:04:05.678+02'), "
      "(7, 'other', 7, null, null, null)");
  const std::string before = at.rows("select * from items order by id");
  at.write("items.json",
           "{\"items\": [{\"id\": 1, \"name\": \"new\", \"price\": 3, \"seen\": null}, {\"id\": 2, "
           "\"name\": \"two\", \"price\": 4, \"seen\": \"2026-05-06T07:08:09Z\"}]}");
  const char* toml =
      "source = \"items.json\"\npointer = \"/items\"\ntable = \"items\"\nmode = \"upsert\"\n"
      "key = [\"id\"]\n";
  const load_outcome out = at.load(toml);
  CHECK(out.inserted == 1);
  CHECK(out.updated == 1);
  CHECK(at.rows("select id, name, price, seen is null from items order by id") ==
        "1,new,3,t|2,two,4,f|7,other,7,t");
  const undo_outcome back = at.undo();
  CHECK(back.removed == 1);
  CHECK(back.restored == 1);
  CHECK(at.rows("select * from items order by id") == before);
}

TEST_CASE("modes: batches on top of each other go back one after the other") {
  loading at(items);
  at.connection.execute("insert into items values (1, 'first', 1)");
  const std::string none = at.rows(all_rows);
  at.write("items.csv", "id,name\n2,two\n3,three\n4,four\n");
  at.load("source = \"items.csv\"\ntable = \"items\"\n", "a");
  const std::string a = at.rows(all_rows);
  at.write("items.csv", "id,name\n1,b1\n2,b2\n5,b5\n");
  at.load("source = \"items.csv\"\ntable = \"items\"\nmode = \"upsert\"\nkey = \"id\"\n", "b");
  const std::string b = at.rows(all_rows);
  at.write("items.csv", "id,name\n2,c2\n9,c9\n");
  at.load("source = \"items.csv\"\ntable = \"items\"\nmode = \"replace\"\n", "c");
  CHECK(at.rows("select id, name from items order by id") == "2,c2|9,c9");
  at.undo("c");
  CHECK(at.rows(all_rows) == b);
  SUBCASE("all") {
    at.undo("b");
    CHECK(at.rows(all_rows) == a);
    at.undo("a");
    CHECK(at.rows(all_rows) == none);
  }
  SUBCASE("what somebody changed below stays somebody's") {
    at.connection.execute("update items set price = 7 where id = 3");
    at.undo("b");
    CHECK(thrown_by([&] { at.undo("a"); }).code == "LOAD.CHANGED");
  }
}

TEST_CASE("modes: a key that stands twice in the source is named by both lines") {
  loading at(items);
  at.write("items.csv", "id,name\n1,a\n2,b\n1,c\n");
  const char* toml = "source = \"items.csv\"\ntable = \"items\"\nmode = \"upsert\"\nkey = \"id\"\n";
  const error failed = thrown_by([&] { at.load(toml); });
  CHECK(failed.code == "LOAD.BAD_ROW");
  CHECK(std::string(failed.what()) == "line 4: its key (id) = {1} stands in line 2 already");
  CHECK(at.load(toml, "one", {.max_errors = 1}).inserted == 2);
  CHECK(at.rows("select id, name from items order by id") == "1,a|2,b");
}

TEST_CASE("modes: replace in one transaction, and what was there comes back") {
  loading at(items);
  at.connection.execute(
      "create table kinds (id int generated always as identity primary key, name text, t text "
      "generated always as (upper(name)) stored); insert into kinds (name) values ('a'), (null)");
  const std::string before = at.rows("select * from kinds order by id");
  at.write("kinds.csv", "name\nx\ny\nz\n");
  const char* toml = "source = \"kinds.csv\"\ntable = \"kinds\"\nmode = \"replace\"\n";
  const load_outcome out = at.load(toml);
  CHECK(out.removed == 2);
  CHECK(out.inserted == 3);
  CHECK(at.rows("select name, t from kinds order by id") == "x,X|y,Y|z,Z");
  const undo_outcome back = at.undo();
  CHECK(back.removed == 3);
  CHECK(back.restored == 2);
  CHECK(at.rows("select * from kinds order by id") == before);
  at.connection.execute("create table sub (k int references kinds on delete cascade)");
  CHECK(thrown_by([&] { at.load(toml, "two"); }).code == "LOAD.PULLED_ALONG");
}

TEST_CASE("modes: expressions, constants and fields under other names") {
  loading at(items);
  at.write("items.csv", "\xEF\xBB\xBFnumber;label;comment\n1; Äpfel ;x\n2;Birnen;y\n");
  const char* toml = R"toml(source = "items.csv"
delimiter = ";"
table = "items"
ignore = ["comment"]
[columns]
id = "number"
name = { from = "label", sql = "upper(trim(label))" }
price = { value = 5 }
seen = { sql = "timestamptz '2026-01-01 00:00:00Z'" }
tags = { from = ["label", "number"], sql = "array[trim(label), number]" }
)toml";
  CHECK(at.load(toml).inserted == 2);
  CHECK(at.rows(all_rows) == "1,ÄPFEL,5,{Äpfel,1},NULL|2,BIRNEN,5,{Birnen,2},NULL");
  CHECK(at.undo().removed == 2);
  at.write("items.csv", "number;lable;extra\n1;a;b\n");
  const error failed = thrown_by([&] { at.load(toml); });
  CHECK(failed.code == "LOAD.COLUMNS");
  const std::string said = concat(failed.what(), "\n", failed.detail);
  CHECK(said.find("the source has no field label; did you mean lable?") != std::string::npos);
  CHECK(said.find("no column is filled from the field extra") != std::string::npos);
}

TEST_CASE("modes: an expression that is wrong is named where it stands") {
  loading at(items);
  at.write("items.csv", "id,name\n1,a\n");
  const error failed = thrown_by([&] {
    at.load(
        "source = \"items.csv\"\ntable = \"items\"\n[columns]\nid = \"id\"\n"
        "name = { from = \"name\", sql = \"uper(name)\" }\n");
  });
  CHECK(failed.code == "LOAD.EXPRESSION");
  CHECK(failed.where.line == 5);
  CHECK(failed.sqlstate == "42883");
}

TEST_CASE("modes: what the table itself refuses is found by line, also behind a staging table") {
  loading at(items);
  std::string text = "id,name,price\n";
  for (int i = 1; i <= 3000; ++i) {
    text += concat(std::to_string(i == 2500 ? 7 : i), ",n,", i == 1234 ? "-1" : "1", "\n");
  }
  at.write("items.csv", text);
  const char* toml = "source = \"items.csv\"\ntable = \"items\"\n";
  const error failed = thrown_by([&] { at.load(toml); });
  CHECK(failed.code == "LOAD.BAD_ROW");
  CHECK(failed.where.line == 1235);
  CHECK(failed.sqlstate == "23514");
  const load_outcome out = at.load(toml, "one", {.max_errors = 2});
  CHECK(out.inserted == 2998);
  CHECK(at.observer.rows.size() == 2);
  CHECK(at.undo().removed == 2998);
}

TEST_CASE("modes: a foreign key that leads nowhere is found by line in a straight COPY too") {
  loading at(
      "create table kinds (id int primary key); insert into kinds values (1), (2); "
      "create table things (id int primary key, kind int references kinds, batch text)");
  std::string text = "id,kind\n";
  for (int i = 1; i <= 2000; ++i)
    text += concat(std::to_string(i), ",", i == 1500 ? "3" : "2", "\n");
  at.write("things.csv", text);
  const char* toml = "source = \"things.csv\"\ntable = \"things\"\nbatch_column = \"batch\"\n";
  const error failed = thrown_by([&] { at.load(toml); });
  CHECK(failed.where.line == 1501);
  CHECK(failed.sqlstate == "23503");
  CHECK(at.load(toml, "one", {.max_errors = 1}).inserted == 1999);
  CHECK(at.undo().removed == 1999);
}

TEST_CASE("modes: other encodings") {
  loading at(items);
  const char* toml = "source = \"items.csv\"\ntable = \"items\"\nencoding = \"Windows-1252\"\n";
  at.write("items.csv", "id,name\n1,\x80 \xE4\n");
  at.load(toml);
  CHECK(at.rows("select name from items") == "€ ä");
  at.undo();
  at.write("items.csv",
           std::string("\xFF\xFEi\0d\0,\0n\0a\0m\0e\0\n\0\x31\0,\0\x3D\xD8\x00\xDE\n\0", 28));
  at.load(toml);
  CHECK(at.rows("select name from items") == "😀");
  at.undo();
  at.write("items.csv", std::string("\xFF\xFEi\0d\0,\0n\0a\0m\0e\0\n\0\x31\0,\0\x3D\xD8", 24));
  CHECK(thrown_by([&] { at.load(toml); }).code == "LOAD.TRUNCATED");
}

}  // namespace
}  // namespace sluice::data
