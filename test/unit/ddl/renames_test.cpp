// What follows a rename, and what drizzle-kit 0.31 loses of it.
#include <doctest/doctest.h>

#include "support/schema.hpp"

using namespace sluice;        // NOLINT(google-build-using-namespace)
using namespace sluice::test;  // NOLINT(google-build-using-namespace)
using diff::entity;

namespace {

diff::rename table_renamed(const std::string& from, const std::string& to) {
  return renamed(entity::table, {"public", "", from}, {"public", "", to});
}

diff::rename column_renamed(const std::string& table, const std::string& from,
                            const std::string& to) {
  return renamed(entity::column, {"public", table, from}, {"public", table, to});
}

// Users with everything that has a derived name, and orders that point to them.
model::database shop(const std::string& users, const std::string& mail) {
  model::table people = table(users, {key_column("id", "serial"), column(mail, "text", true)});
  people.unique_constraints = {{users + "_" + mail + "_unique", false, {mail}}};
  people.indexes = {
      {.name = users + "_" + mail + "_index", .columns = {{.expression = mail, .nulls = "last"}}}};
  people.check_constraints = {{"has_at", "\"" + users + "\".\"" + mail + "\" like '%@%'"}};
  model::table orders = table("orders", {column("user_id", "integer")});
  orders.foreign_keys = {
      reference("orders_user_id_" + users + "_id_fk", "orders", {"user_id"}, users, {"id"})};
  return database({people, orders});
}

}  // namespace

TEST_SUITE_BEGIN("renames");

TEST_CASE("derived names follow a renamed table") {
  CHECK(sql(shop("users", "mail"), shop("people", "mail"), {table_renamed("users", "people")}) ==
        "ALTER TABLE \"users\" RENAME TO \"people\";\n"
        "ALTER INDEX IF EXISTS \"users_pkey\" RENAME TO \"people_pkey\";\n"
        "ALTER SEQUENCE IF EXISTS \"users_id_seq\" RENAME TO \"people_id_seq\";\n"
        "ALTER TABLE \"people\" RENAME CONSTRAINT \"users_mail_unique\" TO "
        "\"people_mail_unique\";\n"
        "ALTER INDEX \"users_mail_index\" RENAME TO \"people_mail_index\";\n"
        "ALTER TABLE \"orders\" RENAME CONSTRAINT \"orders_user_id_users_id_fk\" TO "
        "\"orders_user_id_people_id_fk\";\n");
}

// Nothing of it is wrong on PostgreSQL, so it is as drizzle-kit has it.
TEST_CASE("a renamed column has its constraints made anew where that is right") {
  CHECK(sql(shop("users", "mail"), shop("users", "email"),
            {column_renamed("users", "mail", "email")}) ==
        "ALTER TABLE \"users\" RENAME COLUMN \"mail\" TO \"email\";\n"
        "ALTER TABLE \"users\" DROP CONSTRAINT \"users_mail_unique\";\n"
        "ALTER TABLE \"users\" DROP CONSTRAINT \"has_at\";\n"
        "DROP INDEX \"users_mail_index\";\n"
        "CREATE INDEX \"users_email_index\" ON \"users\" USING btree (\"email\");\n"
        "ALTER TABLE \"users\" ADD CONSTRAINT \"users_email_unique\" UNIQUE(\"email\");\n"
        "ALTER TABLE \"users\" ADD CONSTRAINT \"has_at\" CHECK (\"users\".\"email\" like "
        "'%@%');\n");
}

// 2BP01: drizzle-kit drops it first.
TEST_CASE("a unique constraint that a foreign key stands on is renamed") {
  model::database before = shop("users", "mail");
  before.tables[1].foreign_keys = {
      reference("orders_mail_users_mail_fk", "orders", {"mail"}, "users", {"mail"})};
  before.tables[1].columns.push_back(column("mail", "text"));
  before.tables[0].indexes.clear();
  before.tables[0].check_constraints.clear();
  model::database after = before;
  after.tables[0].columns[1].name = "email";
  after.tables[0].unique_constraints = {{"users_email_unique", false, {"email"}}};
  after.tables[1].foreign_keys = {
      reference("orders_mail_users_email_fk", "orders", {"mail"}, "users", {"email"})};
  CHECK(sql(before, after, {column_renamed("users", "mail", "email")}) ==
        "ALTER TABLE \"users\" RENAME COLUMN \"mail\" TO \"email\";\n"
        "ALTER TABLE \"users\" RENAME CONSTRAINT \"users_mail_unique\" TO "
        "\"users_email_unique\";\n"
        "ALTER TABLE \"orders\" RENAME CONSTRAINT \"orders_mail_users_mail_fk\" TO "
        "\"orders_mail_users_email_fk\";\n");
}

TEST_CASE("what follows a rename and changes besides is made anew under its new name") {
  model::database after = shop("people", "mail");
  after.tables[0].unique_constraints[0].nulls_not_distinct = true;
  const std::string got = sql(shop("users", "mail"), after, {table_renamed("users", "people")});
  CHECK(got.find("DROP CONSTRAINT \"users_mail_unique\";") != std::string::npos);
  CHECK(got.find("ADD CONSTRAINT \"people_mail_unique\" UNIQUE NULLS NOT DISTINCT") !=
        std::string::npos);
  CHECK(got.find("RENAME CONSTRAINT \"users_mail_unique\"") == std::string::npos);
}

TEST_CASE("the sequence of an identity follows, and its other changes are kept") {
  model::database before = database({table("users", {column("id", "integer", true)})});
  before.tables[0].columns[0].identity = {
      .always = true, .name = "users_id_seq", .schema = "public", .options = {.increment = "1"}};
  model::database after = database({table("people", {column("id", "integer", true)})});
  after.tables[0].columns[0].identity = {
      .always = false, .name = "people_id_seq", .schema = "public", .options = {.increment = "5"}};
  CHECK(sql(before, after, {table_renamed("users", "people")}) ==
        "ALTER TABLE \"users\" RENAME TO \"people\";\n"
        "ALTER SEQUENCE IF EXISTS \"users_id_seq\" RENAME TO \"people_id_seq\";\n"
        "ALTER TABLE \"people\" ALTER COLUMN \"id\" SET GENERATED BY DEFAULT;\n"
        "ALTER TABLE \"people\" ALTER COLUMN \"id\" SET INCREMENT BY 5;\n");
}

// 63 bytes: the names before and after are the same in the database.
TEST_CASE("long names that are cut alike are not renamed") {
  const std::string stem(60, 'n');
  model::table before = table("t", {column("id", "integer")});
  before.check_constraints = {{stem + "_one", "true"}};
  model::table after = before;
  after.check_constraints[0].name = stem + "_on" + "_two";
  CHECK(sql(database({before}), database({after}),
            {renamed(entity::check, {"public", "t", stem + "_one"},
                     {"public", "t", stem + "_on_two"})}) == "");
}

TEST_CASE("names of generated keys are cut as the server cuts them") {
  const std::string longest(63, 't');
  const auto before = database({table("users", {key_column("id")})});
  const auto after = database({table(longest, {key_column("id")})});
  CHECK(sql(before, after, {table_renamed("users", longest)}) ==
        "ALTER TABLE \"users\" RENAME TO \"" + longest +
            "\";\n"
            "ALTER INDEX IF EXISTS \"users_pkey\" RENAME TO \"" +
            std::string(58, 't') + "_pkey\";\n");
}

TEST_CASE("indexes, constraints and values are renamed only where that is said") {
  model::database before = shop("users", "mail");
  before.enums = {{"mood", "public", {"glad", "sad"}}};
  model::database after = before;
  after.tables[0].indexes[0].name = "by_mail";
  after.tables[0].check_constraints[0].name = "is_mail";
  after.enums[0].values[0] = "happy";
  CHECK(
      sql(before, after,
          {renamed(entity::index, {"public", "users", "users_mail_index"},
                   {"public", "users", "by_mail"}),
           renamed(entity::check, {"public", "users", "has_at"}, {"public", "users", "is_mail"}),
           renamed(entity::enum_value, {"public", "mood", "glad"}, {"public", "mood", "happy"})}) ==
      "ALTER TYPE \"public\".\"mood\" RENAME VALUE 'glad' TO 'happy';\n"
      "ALTER INDEX \"users_mail_index\" RENAME TO \"by_mail\";\n"
      "ALTER TABLE \"users\" RENAME CONSTRAINT \"has_at\" TO \"is_mail\";\n");
  CHECK(sql(before, after).find("DROP INDEX \"users_mail_index\";") != std::string::npos);
  const diff::outcome open = diff::compare(before, after, {});
  CHECK(open.questions.empty());
}

TEST_CASE("two tables swap their names") {
  auto before = database({table("a", {key_column("x")}), table("b", {key_column("y")})});
  auto after = database({table("b", {key_column("x")}), table("a", {key_column("y")})});
  CHECK(sql(before, after, {table_renamed("a", "b"), table_renamed("b", "a")}) ==
        "ALTER TABLE \"a\" RENAME TO \"b_sluice_swap\";\n"
        "ALTER TABLE \"b\" RENAME TO \"a\";\n"
        "ALTER TABLE \"b_sluice_swap\" RENAME TO \"b\";\n"
        "ALTER INDEX IF EXISTS \"a_pkey\" RENAME TO \"b_pkey_sluice_swap\";\n"
        "ALTER INDEX IF EXISTS \"b_pkey\" RENAME TO \"a_pkey\";\n"
        "ALTER INDEX IF EXISTS \"b_pkey_sluice_swap\" RENAME TO \"b_pkey\";\n");
}

TEST_CASE("two tables of one name change their schemas, and all that belongs to them") {
  model::database before;
  before.schemas = {"app"};
  before.tables = {table("t", {key_column("x")}), table("t", {key_column("y")})};
  before.tables[1].schema = "app";
  model::database after = before;
  std::swap(after.tables[0].columns, after.tables[1].columns);
  CHECK(sql(before, after,
            {renamed(entity::table, {"public", "", "t"}, {"app", "", "t"}),
             renamed(entity::table, {"app", "", "t"}, {"public", "", "t"})}) ==
        "ALTER INDEX IF EXISTS \"app\".\"t_pkey\" RENAME TO \"app_t_pkey_sluice_swap\";\n"
        "ALTER TABLE \"app\".\"t\" RENAME TO \"app_t_sluice_swap\";\n"
        "ALTER TABLE \"app\".\"app_t_sluice_swap\" SET SCHEMA \"public\";\n"
        "ALTER TABLE \"public\".\"t\" SET SCHEMA \"app\";\n"
        "ALTER TABLE \"public\".\"app_t_sluice_swap\" RENAME TO \"t\";\n"
        "ALTER INDEX IF EXISTS \"public\".\"app_t_pkey_sluice_swap\" RENAME TO \"t_pkey\";\n");
}

// Each has a name of its own on its way: that of where it ends is not enough.
TEST_CASE(
    "two views take each other's names and schemas, while another has one of them elsewhere") {
  model::database before;
  before.schemas = {"app"};
  before.views = {{.name = "a", .schema = "public", .definition = "select 1"},
                  {.name = "b", .schema = "app", .definition = "select 2"},
                  {.name = "b", .schema = "public", .definition = "select 3"}};
  model::database after = before;
  after.views = {{.name = "b", .schema = "app", .definition = "select 1"},
                 {.name = "a", .schema = "public", .definition = "select 2"},
                 {.name = "b", .schema = "public", .definition = "select 3"}};
  CHECK(sql(before, after,
            {renamed(entity::view, {"public", "", "a"}, {"app", "", "b"}),
             renamed(entity::view, {"app", "", "b"}, {"public", "", "a"})}) ==
        "ALTER VIEW \"public\".\"a\" RENAME TO \"public_a_sluice_swap\";\n"
        "ALTER VIEW \"app\".\"b\" RENAME TO \"a\";\n"
        "ALTER VIEW \"public\".\"public_a_sluice_swap\" SET SCHEMA \"app\";\n"
        "ALTER VIEW \"app\".\"public_a_sluice_swap\" RENAME TO \"b\";\n"
        "ALTER VIEW \"app\".\"a\" SET SCHEMA \"public\";\n");
}

TEST_CASE("a schema takes the name of one that is dropped") {
  model::database before;
  before.schemas = {"app", "core"};
  before.tables = {table("t", {column("x", "text")}), table("t", {column("y", "text")})};
  before.tables[0].schema = "app";
  before.tables[1].schema = "core";
  model::database after;
  after.schemas = {"app"};
  after.tables = {before.tables[1]};
  after.tables[0].schema = "app";
  CHECK(sql(before, after, {renamed(entity::schema, {"", "", "core"}, {"", "", "app"})}) ==
        "ALTER SCHEMA \"app\" RENAME TO \"app_sluice_swap\";\n"
        "ALTER SCHEMA \"core\" RENAME TO \"app\";\n"
        "DROP TABLE \"app_sluice_swap\".\"t\" CASCADE;\n"
        "DROP SCHEMA \"app_sluice_swap\";\n");
}

TEST_CASE("what differs behind the 63 bytes that PostgreSQL keeps of a name is the same") {
  const std::string kept(63, 'n');
  const auto shop_of = [&](const std::string& end) {
    const std::string name = kept + end;
    model::database out = database({table(name, {key_column("id", "serial"), column(name, "text")}),
                                    table("orders", {column("user_id", "integer")})});
    out.schemas = {name};
    out.roles = {{.name = name}};
    out.enums = {{.name = name, .schema = name, .values = {"a"}}};
    out.sequences = {{.name = name, .schema = name}};
    out.views = {{.name = name, .schema = name, .definition = "select 1"}};
    out.tables[0].policies = {{.name = name, .as = "PERMISSIVE", .for_ = "ALL"}};
    out.tables[0].indexes = {{.name = "by_name", .columns = {{.expression = name}}}};
    out.tables[0].columns.push_back({.name = "e", .type = name, .type_schema = name});
    out.tables[1].foreign_keys = {reference("fk", "orders", {"user_id"}, name, {"id"})};
    return out;
  };
  const auto before = shop_of("_before");
  for (const std::string& end : {std::string("_after"), std::string()}) {
    const auto after = shop_of(end);
    CHECK(sql(before, after).empty());
    CHECK(diff::compare(before, after, {}).questions.empty());
    CHECK(sql(after, before).empty());
  }
}

TEST_CASE("columns take the names of others, and of one that is dropped") {
  const auto before =
      database({table("t", {column("a", "text"), column("b", "text"), column("c", "text")})});
  const auto after = database({table("t", {column("b", "text"), column("c", "text")})});
  CHECK(sql(before, after, {column_renamed("t", "a", "b"), column_renamed("t", "b", "c")}) ==
        "ALTER TABLE \"t\" DROP COLUMN \"c\";\n"
        "ALTER TABLE \"t\" RENAME COLUMN \"b\" TO \"c\";\n"
        "ALTER TABLE \"t\" RENAME COLUMN \"a\" TO \"b\";\n");
}

TEST_CASE("a new table takes the name of a renamed one, and of all that belongs to it") {
  const auto before = database({table("users", {key_column("id", "serial")})});
  const auto after = database({table("users", {key_column("id", "serial")}),
                               table("people", {key_column("id", "serial")})});
  diff::answers given;
  given.renames = {table_renamed("users", "people")};
  given.created = {{entity::table, {"public", "", "users"}}};
  const diff::outcome found = diff::compare(before, after, given);
  std::string out;
  for (const auto& one : ddl::plan(found.changes, before, after)) {
    out += one.sql.substr(0, one.sql.find('(')) + "\n";
  }
  CHECK(out ==
        "ALTER TABLE \"users\" RENAME TO \"people\";\n"
        "ALTER INDEX IF EXISTS \"users_pkey\" RENAME TO \"people_pkey\";\n"
        "ALTER SEQUENCE IF EXISTS \"users_id_seq\" RENAME TO \"people_id_seq\";\n"
        "CREATE TABLE \"users\" \n");
}

// 42P07: the name stands in the other schema too.
TEST_CASE("a table is renamed before it is moved where its old name is taken") {
  model::database before;
  before.schemas = {"app"};
  before.tables = {table("log", {key_column("id")}), table("log", {key_column("id")})};
  before.tables[1].schema = "app";
  model::database after = before;
  after.tables[1].schema = "";
  after.tables[1].name = "old_log";
  CHECK(
      sql(before, after, {renamed(entity::table, {"app", "", "log"}, {"public", "", "old_log"})}) ==
      "ALTER INDEX IF EXISTS \"app\".\"log_pkey\" RENAME TO \"old_log_pkey\";\n"
      "ALTER TABLE \"app\".\"log\" RENAME TO \"old_log\";\n"
      "ALTER TABLE \"app\".\"old_log\" SET SCHEMA \"public\";\n");
}

// drizzle-kit sees no change: the check would stay on the column that has another name now.
TEST_CASE("an expression that means another column by its old name is made anew") {
  auto before = database({table("t", {column("name", "text")})});
  before.tables[0].check_constraints = {{"c", "\"t\".\"name\" <> ''"}};
  auto after = database({table("t", {column("full_name", "text"), column("name", "text")})});
  after.tables[0].check_constraints = before.tables[0].check_constraints;
  diff::answers given;
  given.renames = {column_renamed("t", "name", "full_name")};
  given.created = {{entity::column, {"public", "t", "name"}}};
  const diff::outcome found = diff::compare(before, after, given);
  std::string out;
  for (const auto& one : ddl::plan(found.changes, before, after)) out += one.sql + "\n";
  CHECK(out ==
        "ALTER TABLE \"t\" RENAME COLUMN \"name\" TO \"full_name\";\n"
        "ALTER TABLE \"t\" DROP CONSTRAINT \"c\";\n"
        "ALTER TABLE \"t\" ADD COLUMN \"name\" text;\n"
        "ALTER TABLE \"t\" ADD CONSTRAINT \"c\" CHECK (\"t\".\"name\" <> '');\n");
}

TEST_SUITE_END();
