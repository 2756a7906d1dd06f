// Configuration files as projects write them.
#include "config/drizzle_config.hpp"

#include <doctest/doctest.h>

#include "unit/config/project.hpp"

using sluice::config::drizzle_config;
using sluice::test::config_project;
using names = std::vector<std::string>;

REGISTER_EXCEPTION_TRANSLATOR(const sluice::error& failed) {
  return (failed.code + " " + failed.where.text() + " " + failed.what() + ": " + failed.detail)
      .c_str();
}

TEST_CASE("every key") {
  config_project p;
  p.file("drizzle.config.ts", R"(
import { defineConfig } from 'drizzle-kit';
export default defineConfig({
  dialect: 'postgresql',
  schema: ['./a.ts', './b/*.ts'],
  out: './migrations',
  dbCredentials: { host: 'h', port: 5433, user: 'u', password: 'p', database: 'd', ssl: { rejectUnauthorized: false } },
  migrations: { table: 't', schema: 's', prefix: 'timestamp', down: true },
  casing: 'snake_case',
  introspect: { casing: 'preserve' },
  breakpoints: false,
  strict: true,
  verbose: true,
  tablesFilter: 'app_*',
  schemaFilter: ['public', 'auth'],
  extensionsFilters: ['postgis'],
  entities: { roles: { provider: 'supabase', exclude: ['x'] } },
  custom: 1,
});)");
  const drizzle_config read = p.load();
  CHECK(read.file == p.folder() / "drizzle.config.ts");
  CHECK(read.dialect == "postgresql");
  CHECK(read.schema == names{"./a.ts", "./b/*.ts"});
  CHECK(read.out == "./migrations");
  REQUIRE(read.database);
  CHECK(read.database->host == "h");
  CHECK(read.database->port == "5433");
  CHECK(read.database->user == "u");
  CHECK(read.database->password == "p");
  CHECK(read.database->database == "d");
  CHECK(read.database->ssl == R"({"rejectUnauthorized":false})");
  CHECK(!read.database->url);
  CHECK(read.migrations_table == "t");
  CHECK(read.migrations_schema == "s");
  CHECK(read.prefix == "timestamp");
  CHECK(read.down == true);
  CHECK(read.casing == "snake_case");
  CHECK(read.introspect_casing == "preserve");
  CHECK(read.breakpoints == false);
  CHECK(read.strict == true);
  CHECK(read.verbose == true);
  CHECK(read.tables_filter == names{"app_*"});
  CHECK(read.schema_filter == names{"public", "auth"});
  CHECK(read.extensions_filters == names{"postgis"});
  CHECK(read.roles == R"({"provider":"supabase","exclude":["x"]})");
  CHECK(read.unknown_keys == names{"custom"});
  CHECK(read.remarks.empty());
}

TEST_CASE("the forms that a file can have") {
  config_project p;
  p.file("drizzle.config.ts",
         "import type { Config } from 'drizzle-kit';\n"
         "export default { dialect: 'postgresql', schema: './s.ts' } satisfies Config;\n")
      .file("drizzle.config.mts", "export default { dialect: 'postgresql', schema: './s.ts' };\n")
      .file("drizzle.config.cjs", "module.exports = { dialect: 'postgresql', schema: './s.ts' };\n")
      .file("drizzle.config.json", R"({ "dialect": "postgresql", "schema": "./s.ts" })")
      .file("names.config.ts",
            "export const dialect = 'postgresql';\nexport const schema = './s.ts';\n")
      .file("promise.config.ts",
            "export default (async () => ({ dialect: 'postgresql', schema: './s.ts' }))();\n")
      .file("function.config.ts",
            "export default async () => ({ dialect: 'postgresql', schema: './s.ts' });\n")
      .file("shared.ts", "export const schema = './s.ts' as const;\n")
      .file("imports.config.ts",
            "import { schema } from './shared';\n"
            "export default { dialect: 'postgresql', schema };\n");
  for (const char* name :
       {"drizzle.config.ts", "drizzle.config.mts", "drizzle.config.cjs", "drizzle.config.json",
        "names.config.ts", "promise.config.ts", "function.config.ts", "imports.config.ts"}) {
    CAPTURE(name);
    CHECK(p.load(name).schema == names{"./s.ts"});
  }
}

TEST_CASE("a configuration that is never there") {
  config_project p;
  p.file("promise.config.ts", "export default new Promise(() => {});\n")
      .file("function.config.ts",
            "const x = 1;\nexport default async () => {\n"
            "  await new Promise(() => {});\n};\n");
  CHECK(p.failure_of("promise.config.ts").where.text() == "promise.config.ts");
  const auto failed = p.failure_of("function.config.ts");
  CHECK(failed.code == "SCRIPT.NEVER_SETTLES");
  CHECK(failed.where.file == "function.config.ts");
  CHECK(failed.where.line == 2);
}

TEST_CASE("which file is the configuration") {
  config_project p;
  CHECK(!sluice::config::find_drizzle_config(p.folder()));
  p.file("drizzle.config.json", "{}");
  CHECK(sluice::config::find_drizzle_config(p.folder()) == p.folder() / "drizzle.config.json");
  p.file("drizzle.config.js", "");
  CHECK(sluice::config::find_drizzle_config(p.folder()) == p.folder() / "drizzle.config.js");
  p.file("drizzle.config.ts", "");
  CHECK(sluice::config::find_drizzle_config(p.folder()) == p.folder() / "drizzle.config.ts");
}

TEST_CASE("the environment, and .env files through dotenv") {
  config_project p;
  p.environment = {{"DATABASE_URL", "postgres://real"}};
  p.file(".env", "DATABASE_URL=postgres://file\nSCHEMA=\"./from-env.ts\" # comment\n")
      .file("config/.env.local", "SCHEMA='./from-local.ts'\nOUT=./o\n")
      .file("drizzle.config.ts",
            "import 'dotenv/config';\n"
            "export default { dialect: 'postgresql', schema: process.env.SCHEMA,\n"
            "  dbCredentials: { url: process.env.DATABASE_URL! } };\n")
      .file("local.config.ts",
            "import { config } from 'dotenv';\nimport * as dotenv from 'dotenv';\n"
            "config({ path: 'config/.env.local' });\ndotenv.config({ path: ['missing', '.env'], "
            "override: true });\n"
            "export default { dialect: 'postgresql', schema: process.env.SCHEMA, out: "
            "process.env.OUT,\n"
            "  dbCredentials: { url: process.env.DATABASE_URL } };\n");
  const drizzle_config read = p.load();
  CHECK(read.schema == names{"./from-env.ts"});
  CHECK(read.database->url == "postgres://real");
  const drizzle_config local = p.load("local.config.ts");
  CHECK(local.schema == names{"./from-env.ts"});
  CHECK(local.out == "./o");
  CHECK(local.database->url == "postgres://file");
}

TEST_CASE("what is missing is not there") {
  config_project p;
  p.file("drizzle.config.ts",
         "export default { dialect: 'postgresql', schema: process.env.NOT_SET, out: undefined,\n"
         "  dbCredentials: { url: process.env.NOT_SET } };\n");
  const drizzle_config read = p.load();
  CHECK(read.schema.empty());
  CHECK(!read.out);
  REQUIRE(read.database);
  CHECK(!read.database->url);
}

TEST_CASE("ssl") {
  config_project p;
  const auto ssl = [&p](const std::string& value) {
    p.file("drizzle.config.ts",
           "export default { dialect: 'postgresql', dbCredentials: { url: 'x', ssl: " + value +
               " } };");
    return p.load().database->ssl;
  };
  CHECK(ssl("true") == "true");
  CHECK(ssl("false") == "disable");
  CHECK(ssl("'verify-full'") == "verify-full");
  CHECK(!ssl("undefined"));
  CHECK(ssl("{ ca: 'x', checkServerIdentity: () => undefined }") ==
        R"({"ca":"x","checkServerIdentity":true})");
  CHECK(ssl("{ ca: ['x', Buffer.from('y')], key: Buffer.from('k') }") ==
        R"({"ca":"x\ny","key":"k"})");
}

TEST_CASE("keys of early versions are understood, with a remark") {
  config_project p;
  p.file("drizzle.config.ts",
         "export default { driver: 'pg', schema: './s.ts', dbCredentials: { connectionString: "
         "'postgres://x' } };");
  const drizzle_config read = p.load();
  CHECK(read.dialect == "postgresql");
  CHECK(!read.driver);
  CHECK(read.database->url == "postgres://x");
  REQUIRE(read.remarks.size() == 2);
  CHECK(read.remarks[0].code == "CONFIG.OLD_KEY");
}

TEST_CASE("another dialect is an error that names the file and the line") {
  config_project p;
  p.file("drizzle.config.ts", "export default {\n  schema: './s.ts',\n  dialect: 'mysql',\n};\n")
      .file("old.config.ts", "export default { driver: 'mysql2' };\n");
  const sluice::error failed = p.failure_of();
  CHECK(failed.code == "CONFIG.DIALECT");
  CHECK(std::string(failed.what()) == "drizzle.config.ts is for the dialect \"mysql\"");
  CHECK(failed.where.line == 3);
  CHECK(failed.where.column == 3);
  CHECK(p.failure_of("old.config.ts").code == "CONFIG.DIALECT");
}

TEST_CASE("all that is wrong is said at once") {
  config_project p;
  p.file("drizzle.config.ts",
         "export default { dialect: 'postgresql', schema: 5, casing: 'kebab', breakpoints: 'yes',\n"
         "  migrations: { prefix: 'x', table: 3 } };");
  const sluice::error failed = p.failure_of();
  CHECK(failed.code == "CONFIG.INVALID");
  const std::string message = failed.what();
  for (const char* part : {"schema is a number and should be a string or a list of strings",
                           "casing is \"kebab\" and should be snake_case or camelCase",
                           "breakpoints is \"yes\" and should be true or false",
                           "migrations.prefix is \"x\"", "migrations.table is a number"}) {
    CAPTURE(part);
    CHECK(message.find(part) != std::string::npos);
  }
  CHECK(p.file("drizzle.config.ts", "export default 5;").failure_of().code == "CONFIG.INVALID");
  CHECK(p.failure_of("nope.config.ts").code == "CONFIG.NOT_FOUND");
}

TEST_CASE("a configuration that throws says so with its line") {
  config_project p;
  p.file("drizzle.config.ts",
         "if (!process.env.DATABASE_URL) {\n  throw new Error('DATABASE_URL is missing');\n}\n"
         "export default { dialect: 'postgresql' };\n");
  const sluice::error failed = p.failure_of();
  CHECK(failed.code == "SCRIPT.THROWN");
  CHECK(failed.where.line == 2);
  CHECK((std::string(failed.what()) + failed.detail).find("DATABASE_URL is missing") !=
        std::string::npos);
}

TEST_CASE("a password is in no message") {
  config_project p;
  p.file("drizzle.config.ts",
         "export default { dialect: 'mysql', dbCredentials: { url: 'postgres://u:secret@h/d' }, "
         "schema: 5 };");
  const sluice::error failed = p.failure_of();
  CHECK((std::string(failed.what()) + failed.detail + failed.hint).find("secret") ==
        std::string::npos);
}
