#include "base/secret.hpp"

#include <doctest/doctest.h>

using sluice::without_passwords;

TEST_CASE("secret: passwords of URLs") {
  CHECK(without_passwords("at postgres://ann:s3cret@h/d, then") ==
        "at postgres://ann:***@h/d, then");
  CHECK(without_passwords("'postgres://ann:s3:c@r/et@h:5432/d?x=1'") ==
        "'postgres://ann:***@h:5432/d?x=1'");
  CHECK(without_passwords("postgres://:s3cret@h") == "postgres://:***@h");
  CHECK(without_passwords("postgresql://h:5432/d https://example.com:1/x") ==
        "postgresql://h:5432/d https://example.com:1/x");
  CHECK(without_passwords("a://u:x@h b://u:y@h") == "a://u:***@h b://u:***@h");
  CHECK(without_passwords("set DATABASE_URL=postgresql://user:password@host:5432/database") ==
        "set DATABASE_URL=postgresql://user:password@host:5432/database");
  CHECK(without_passwords("`postgres://u:${PASSWORD}@h`") == "`postgres://u:${PASSWORD}@h`");
}

TEST_CASE("secret: what stands behind the word") {
  CHECK(without_passwords("host=h password=s3cret dbname=d") == "host=h password=*** dbname=d");
  CHECK(without_passwords("password='s3 cret'") == "password='***'");
  CHECK(without_passwords("{ user: 'u', password: \"s3cret\" }") ==
        "{ user: 'u', password: \"***\" }");
  CHECK(without_passwords("{\"password\":\"s3cret\",\"sslpassword\":\"x\"}") ==
        "{\"password\":\"***\",\"sslpassword\":\"***\"}");
  CHECK(without_passwords("ALTER ROLE a PASSWORD 's3cret'") == "ALTER ROLE a PASSWORD '***'");
  CHECK(without_passwords("PGPASSWORD=s3cret psql") == "PGPASSWORD=*** psql");
  CHECK(without_passwords("?sslmode=require&sslpassword=s3cret&x=1") ==
        "?sslmode=require&sslpassword=***&x=1");
}

TEST_CASE("secret: sentences stay as they are") {
  for (const char* text :
       {"the server wants a password: put it in the URL, PGPASSWORD or ~/.pgpass",
        "user or password are wrong", "password authentication failed for user \"ann\"",
        "the password command of x printed nothing", "password=", "password"}) {
    CHECK(without_passwords(text) == text);
  }
}

TEST_CASE("secret: lines that a caret points into keep their width") {
  CHECK(without_passwords("url = 'postgres://u:s3cret@h', x", true) ==
        "url = 'postgres://u:******@h', x");
}
