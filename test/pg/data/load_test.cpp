#include "loading.hpp"

namespace sluice::data {
namespace {

using test::loading;
using test::thrown_by;

constexpr const char* cities =
    "create table cities (id int primary key, name text not null, population numeric, batch text)";
constexpr const char* by_batch =
    "source = \"cities.csv\"\ntable = \"public.cities\"\nbatch_column = \"batch\"\n";
constexpr const char* all_rows = "select id, name, population, batch from cities order by id";

TEST_CASE("load: a CSV straight into its table, and back by its batch column") {
  loading at(cities);
  at.connection.execute("insert into cities values (9, 'there', 1, 'other')");
  at.write("cities.csv",
           "id,name,population\r\n1,\"Zürich, "
           "\"\"ZH\"\"\",443037.5\r\n2,\"two\nlines\",\r\n3,,\"7\"\r\n");
  // An unquoted empty field is NULL, and name may not be.
  const error failed = thrown_by([&] { at.load(by_batch); });
  CHECK(failed.code == "LOAD.BAD_ROW");
  CHECK(failed.where.line == 5);
  CHECK(failed.sqlstate == "23502");
  at.connection.execute("rollback");
  at.write("cities.csv",
           "id,name,population\r\n1,\"Zürich, "
           "\"\"ZH\"\"\",443037.5\r\n2,\"two\nlines\",\r\n3,\"\",\"7\"\r\n");
  const load_outcome out = at.load(by_batch);
  CHECK(out.rows == 3);
  CHECK(out.inserted == 3);
  CHECK(out.sha256.size() == 64);
  CHECK(at.rows(all_rows) ==
        "1,Zürich, \"ZH\",443037.5,one|2,two\nlines,NULL,one|3,,7,one|9,there,1,other");
  CHECK(at.rows("select batch, rows, rejected, mode, undone_at is null from sluice.loads") ==
        "one,3,0,append,t");
  CHECK(thrown_by([&] { at.load(by_batch); }).code == "LOAD.BATCH");
  CHECK(at.undo().removed == 3);
  CHECK(at.rows(all_rows) == "9,there,1,other");
  CHECK(at.load(by_batch).rows == 3);
}

TEST_CASE("load: what is bad is named by line, column and value, several at once") {
  loading at(cities);
  at.write("cities.csv", "id,name,population\n1,a,1\n2,b,many\n3,c,\"more\nthan\"\n4,d,5\nx,e,6\n");
  const error failed = thrown_by([&] { at.load(by_batch); });
  CHECK(failed.code == "LOAD.BAD_ROW");
  CHECK(std::string(failed.what()) ==
        "line 3, column population: invalid input syntax for type numeric: \"many\" (22P02)");
  CHECK(failed.detail ==
        "line 4, column population: invalid input syntax for type numeric: \"more\nthan\" (22P02)\n"
        "line 7, column id: invalid input syntax for type integer: \"x\" (22P02)");
  CHECK(at.rows("select count(*) from cities") == "0");
}

TEST_CASE("load: bad rows are left out where they may be, and written to a file") {
  loading at(cities);
  at.write("cities.csv",
           "id,name,population\n1,a,1\n2,b,many\n3,c\n4,d,5\n1,again,6\n5,x\"y,1\n6,f,7\n");
  load_options options{.max_errors = 4, .rejects = at.path("bad.csv")};
  const load_outcome out = at.load(by_batch, "one", options);
  CHECK(out.rows == 3);
  CHECK(out.rejected == 4);
  CHECK(at.rows("select id from cities order by id") == "1|4|6");
  REQUIRE(at.observer.rows.size() == 4);
  const std::string file = read_file(at.path("bad.csv"));
  CHECK(file.find("line,column,value,sqlstate,reason,row\n") == 0);
  CHECK(file.find("3,\"population\",\"many\",22P02,") != std::string::npos);
  CHECK(file.find("\"{\"\"id\"\":\"\"2\"\",\"\"name\"\":\"\"b\"\",") != std::string::npos);
  CHECK(file.find("duplicate key") != std::string::npos);
  CHECK(at.undo().removed == 3);
  options.max_errors = 3;
  CHECK(thrown_by([&] { at.load(by_batch, "two", options); }).code == "LOAD.BAD_ROW");
}

}  // namespace
}  // namespace sluice::data
