#include "run/portion.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"

namespace sluice::run {
namespace {

migration of(const std::string& sql, std::size_t done = 0) {
  migration out{"0000_a", 1, "", {}, make_script({"", {sql}, {}}, "0000_a")};
  out.done = done;
  return out;
}

// "1-2 3! 4": statement 3 alone.
std::string shape(const std::vector<portion>& all) {
  std::string out;
  for (const portion& one : all) {
    for (const piece& part : one.pieces) {
      if (!out.empty()) out += ' ';
      out += std::to_string(part.first + 1);
      if (part.count != 1) out += concat("-", std::to_string(part.end()));
    }
    if (one.alone) out += '!';
  }
  return out;
}

TEST_CASE("portion: an ordinary file is one transaction") {
  CHECK(shape(divide(of("create table a(); create table b()"))) == "1-2");
  CHECK(shape(divide(of("-- nothing"))) == "1-0");
  CHECK(shape(divide(of("call p(); create table b()"))) == "1-2");
}

TEST_CASE("portion: what can't be in a transaction stands alone") {
  const std::string sql =
      "create table a(); create table b(); create index concurrently i on a (b); vacuum a; select "
      "1; select 2";
  CHECK(shape(divide(of(sql))) == "1-2 3! 4! 5-6");
  CHECK(shape(divide(of(sql, 1))) == "2 3! 4! 5-6");
  CHECK(shape(divide(of(sql, 2))) == "3! 4! 5-6");
  CHECK(shape(divide(of(sql, 5))) == "6");
  CHECK(shape(divide(of(sql, 6))) == "7-6");
}

TEST_CASE("portion: without a transaction each is one of its own") {
  CHECK(shape(divide(of("-- sluice:tx none\nselect 1; vacuum; call p(); do $$ begin end $$"))) ==
        "1 2! 3! 4");
}

TEST_CASE("portion: a file that asks for one transaction is not divided") {
  CHECK(shape(divide(of("begin; select 1; vacuum; commit"))) == "1-2");
}

TEST_CASE("portion: cut in two") {
  const migration a = of("select 1; select 2; select 3");
  const migration b = of("select 1; select 2");
  const portion whole{{{&a, 0, 3}, {&b, 0, 2}}};
  const cut middle = cut_after(whole, 0, 1);
  CHECK(shape({middle.before}) == "1-2");
  CHECK(shape({middle.after}) == "3 1-2");
  const cut between = cut_after(whole, 0, 2);
  CHECK(shape({between.before}) == "1-3");
  CHECK(shape({between.after}) == "1-2");
  const cut at_the_end = cut_after(whole, 1, 1);
  CHECK(shape({at_the_end.before}) == "1-3 1-2");
  CHECK(at_the_end.after.pieces.empty());
  const cut first = cut_before(whole, 0, 0);
  CHECK(first.before.pieces.empty());
  CHECK(shape({first.after}) == "1-3 1-2");
}

}  // namespace
}  // namespace sluice::run
