#include "model/generated_names.hpp"

#include <doctest/doctest.h>

namespace sluice::model {

namespace {

column key(const std::string& name, const std::string& type = "serial") {
  return {.name = name, .type = type, .primary_key = true, .not_null = true};
}

}  // namespace

TEST_CASE("names are cut at 63 bytes, between characters") {
  CHECK(clipped("users") == "users");
  CHECK(clipped(std::string(70, 'x')) == std::string(63, 'x'));
  CHECK(clipped(std::string(62, 'x') + "é") == std::string(62, 'x'));
  CHECK(clipped(std::string(61, 'x') + "é") == std::string(61, 'x') + "é");
}

// What PostgreSQL 15 answered.
TEST_CASE("generated names are cut in their longer part") {
  CHECK(generated_name("users", "", "pkey") == "users_pkey");
  CHECK(generated_name("users", "id", "seq") == "users_id_seq");
  CHECK(generated_name(std::string(63, 't'), "", "pkey") == std::string(58, 't') + "_pkey");
  CHECK(generated_name(std::string(63, 't'), "id", "seq") == std::string(56, 't') + "_id_seq");
  CHECK(generated_name(std::string(63, 't'), std::string(63, 'c'), "seq") ==
        std::string(29, 't') + "_" + std::string(29, 'c') + "_seq");
  CHECK(generated_name(std::string(10, 't'), std::string(63, 'c'), "seq") ==
        std::string(10, 't') + "_" + std::string(48, 'c') + "_seq");
}

TEST_CASE("a generated name that is taken gets a number") {
  database all;
  all.sequences = {{"users_id_seq", "public", {}}};
  const std::string stem(58, 't');
  all.tables = {{.name = "users", .columns = {key("id")}},
                {.name = stem + "_one", .columns = {key("id", "uuid")}},
                {.name = stem + "_two", .columns = {key("id", "uuid")}},
                {.name = "users", .schema = "app", .columns = {key("id")}},
                {.name = "bare", .columns = {{.name = "x", .type = "text"}}}};
  const generated_names names(all);
  CHECK(names.sequence(all.tables[0].columns[0]) == "users_id_seq1");
  CHECK(names.key(all.tables[0]) == "users_pkey");
  CHECK(names.key(all.tables[1]) == stem + "_pkey");
  CHECK(names.key(all.tables[2]) == stem.substr(0, 57) + "_pkey1");
  CHECK(names.sequence(all.tables[3].columns[0]) == "users_id_seq");
  CHECK(names.key(all.tables[4]) == "");
}

}  // namespace sluice::model
