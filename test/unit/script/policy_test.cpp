// What evaluated code may not do, what stands in for what is not there, and how that is said.
#include <doctest/doctest.h>

#include "unit/script/project.hpp"

using sluice::error;
using sluice::test::project;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Node's modules that reach out are refused where the project imports them") {
  for (const char* name : {"net", "node:http", "https", "child_process", "node:worker_threads",
                           "vm", "dns", "tls", "cluster", "node:dns/promises", "node:sqlite"}) {
    project p;
    p.file("main.ts", std::string("\n  import * as x from '") + name + "'; export const y = x;");
    const error failed = p.failure_of();
    CAPTURE(name);
    CHECK(failed.code == "SCRIPT.FORBIDDEN");
    CHECK(failed.where.text() == "main.ts:2:22");
    CHECK(has(failed.what(), name));
  }
}

TEST_CASE("packages may import them, and not call them") {
  project p;
  p.file("node_modules/sdk/package.json", R"({"type": "module", "exports": "./index.js"})")
      .file("node_modules/sdk/index.js",
            "import http from 'node:http'; import { Socket } from 'net'; import { promisify } from "
            "'util';\n"
            "import { exec } from 'child_process';\nimport { Readable } from 'stream';\n"
            "class Own extends Socket {} class Stream extends Readable {}\n"
            "const run = promisify(exec); const agent = new http.Agent({ keepAlive: true });\n"
            "export const name = 'sdk'; export const get = () => http.get('http://x');")
      .file("main.ts", "import { name } from 'sdk'; export { name };")
      .file("call.ts", "import { get } from 'sdk';\nexport const x = get();");
  CHECK(p.exports() == R"({"name":"sdk"})");
  const error failed = p.failure_of("call.ts");
  CHECK(failed.code == "SCRIPT.FORBIDDEN");
  CHECK(has(failed.what(), "http.get"));
}

TEST_CASE("fs reads the project's files and nothing else") {
  project p;
  p.file("data/a.txt", "hello")
      .file("main.ts",
            "import fs, { readFileSync } from 'node:fs'; import { readFile } from 'fs/promises'; "
            "import path from 'path';\n"
            "const file = path.join(__dirname, 'data', 'a.txt');\n"
            "export default async () => [readFileSync(file, 'utf8'), fs.existsSync(file), "
            "fs.existsSync('nope'),\n"
            "  fs.readdirSync('data'), fs.statSync('data').isDirectory(), "
            "readFileSync('data/a.txt').toString('hex'),\n"
            "  await readFile(new URL('./data/a.txt', import.meta.url), { encoding: 'utf-8' })];");
  CHECK(p.run() == R"(["hello",true,false,["a.txt"],true,"68656c6c6f","hello"])");
  p.file("out.ts",
         "import fs from 'node:fs';\nexport const x = fs.readFileSync('/etc/passwd', 'utf8');");
  error failed = p.failure_of("out.ts");
  CHECK(failed.code == "SCRIPT.FORBIDDEN");
  CHECK(failed.where.text() == "out.ts:2:33");
  CHECK(has(failed.what(), "/etc/passwd"));
  p.file("write.ts", "import { writeFileSync } from 'fs';\nwriteFileSync('x', 'y');");
  failed = p.failure_of("write.ts");
  CHECK(failed.code == "SCRIPT.FORBIDDEN");
  CHECK(failed.where.file == "write.ts");
  CHECK(failed.where.line == 2);
  CHECK(has(failed.what(), "fs.writeFileSync"));
  CHECK_FALSE(std::filesystem::exists(p.path("x")));
  p.file("absent.ts", "import { readFileSync } from 'fs';\nreadFileSync('nope.txt');");
  failed = p.failure_of("absent.ts");
  CHECK(failed.code == "SCRIPT.THROWN");
  CHECK(has(failed.detail, "ENOENT"));
}

TEST_CASE("fetch and WebAssembly are errors when they are used") {
  project p;
  p.file("main.ts", "export default async () => await fetch('https://example.com');");
  CHECK(p.failure_of().code == "SCRIPT.FORBIDDEN");
  p.file("wasm.ts", "export const w = new WebAssembly.Module(new Uint8Array(4));");
  CHECK(p.failure_of("wasm.ts").code == "SCRIPT.FORBIDDEN");
  p.file("exit.ts", "if (true) process.exit(1);");
  const error failed = p.failure_of("exit.ts");
  CHECK(failed.code == "SCRIPT.THROWN");
  CHECK(has(failed.what(), "process.exit(1)"));
}

TEST_CASE("the native functions can't be reached") {
  project p;
  p.file("main.ts",
         "const all = (object: any): string[] => Object.getOwnPropertyNames(object);\n"
         "export default () => [all(globalThis).filter((name) => /sluice|host/i.test(name)),\n"
         "  (0, eval)('typeof __host + typeof __sluice'), new Function('return typeof __host')(),\n"
         "  typeof (globalThis as any).std, typeof (globalThis as any).os];");
  CHECK(p.run() == R"([[],"undefinedundefined","undefined","undefined","undefined"])");
}

TEST_CASE("a package that is not there is an error when it is used, and is listed") {
  project p;
  p.file("main.ts",
         "import { createId } from 'some-ids';\nimport * as ui from '@scope/ui/button';\n"
         "import type { T } from 'only-types';\n"
         "export const id = { $default: () => createId() }; export const x: T = typeof ui;");
  CHECK(p.exports() == R"({"id":{},"x":"function"})");
  REQUIRE(p.engine().stand_ins().size() == 2);
  CHECK(p.engine().stand_ins()[0].package == "some-ids");
  CHECK(p.engine().stand_ins()[0].importer == "main.ts:1:26");
  CHECK(p.engine().stand_ins()[1].package == "@scope/ui/button");

  p.file("call.ts", "import { createId } from 'some-ids';\n\nexport const id = createId();");
  error failed = p.failure_of("call.ts");
  CHECK(failed.code == "SCRIPT.IMPORT");
  CHECK(failed.where.file == "call.ts");
  CHECK(failed.where.line == 3);
  CHECK(has(failed.what(), "some-ids"));
  CHECK(has(failed.what(), "call.ts:1:26"));
  CHECK(has(failed.hint, "some-ids"));
}

TEST_CASE("every use of a stand-in is an error") {
  const std::string uses[] = {"new x()",
                              "x.y.z()",
                              "`${x}`",
                              "x + 1",
                              "+x",
                              "class A extends x {}",
                              "[...x]",
                              "({ ...x })",
                              "Object.keys(x)",
                              "x instanceof x",
                              "x.a = 1",
                              "for (const a of x) {}",
                              "JSON.stringify(x)",
                              "new Map(x)",
                              "x`template`",
                              "String(x)",
                              "x == 1",
                              "'a' in x",
                              "JSON.stringify({ a: x })"};
  for (const std::string& use : uses) {
    project p;
    p.file("main.ts", "import x from 'nope';\n" + use + ";");
    CAPTURE(use);
    const error failed = p.failure_of();
    CHECK(failed.code == "SCRIPT.IMPORT");
    CHECK(failed.where.line == 2);
  }
}

TEST_CASE("export * from a package that is not there hides names: an error at once") {
  project p;
  p.file("main.ts", "export * from '@acme/tables';");
  const error failed = p.failure_of();
  CHECK(failed.code == "SCRIPT.IMPORT");
  CHECK(has(failed.what(), "@acme/tables"));
  CHECK(failed.where.text() == "main.ts:1:15");
}

TEST_CASE("strict imports make each an error at once") {
  project p;
  p.options.strict_imports = true;
  p.file("main.ts",
         "export const a = 1;\nimport { createId } from 'some-ids'; export const f = () => "
         "createId();");
  const error failed = p.failure_of();
  CHECK(failed.code == "SCRIPT.IMPORT");
  CHECK(failed.where.text() == "main.ts:2:26");
  CHECK(has(failed.what(), "some-ids"));
}

TEST_CASE("database drivers are inert until they talk") {
  project p;
  p.file(
       "main.ts",
       "import { Pool, types } from 'pg'; import pg from 'pg'; import postgres from 'postgres';\n"
       "import { neon, neonConfig } from '@neondatabase/serverless'; import { createClient } from "
       "'@libsql/client';\n"
       "import { drizzle } from 'drizzle-orm/node-postgres'; import * as js from "
       "'drizzle-orm/postgres-js';\n"
       "import Redis from 'ioredis'; import ws from 'ws'; import { migrate } from "
       "'drizzle-orm/postgres-js/migrator';\n"
       "types.setTypeParser(types.builtins.INT8, (v: string) => BigInt(v));\n"
       "neonConfig.webSocketConstructor = ws;\n"
       "export const pool = new Pool({ connectionString: process.env.DATABASE_URL });\n"
       "pool.on('error', () => {});\n"
       "export const db = drizzle(pool, { schema: {} }); export const other = "
       "js.drizzle(postgres('x'));\n"
       "class Mine extends pg.Client { constructor() { super({}); } hello() { return 'hello'; } }\n"
       "const redis = new Redis(); const prepared = db.select().from({} as any).prepare('x'); "
       "const sql = neon('y');\n"
       "export const result = [typeof db, new Mine().hello()];\n"
       "export const calls: Record<string, () => unknown> = {\n"
       "  query: () => pool.query('select 1'), connect: () => pool.connect(), "
       "execute: async () => { await db.execute('x'); },\n"
       "  transaction: () => db.transaction(() => {}), migrate: () => migrate(db, {} as any),\n"
       "  await: async () => { await db.select().from({} as any); }, tagged: async () => { await "
       "sql`select 1`; },\n"
       "};\nexport const named = db;\n")
      .file("run.ts", "import { result } from './main'; export default () => result;");
  CHECK(p.run("run.ts") == R"(["object","hello"])");
  CHECK(p.engine().stand_ins().empty());
  for (const char* call :
       {"query", "connect", "execute", "transaction", "migrate", "await", "tagged"}) {
    p.file("call.ts", std::string("import { calls } from './main';\nexport default () => calls.") +
                          call + "();");
    p.forget_engine();
    const error failed = p.failure_of("call.ts");
    CAPTURE(call);
    CHECK(failed.code == "SCRIPT.DRIVER");
    CHECK(has(failed.what(), "database"));
  }
}

TEST_CASE("one drizzle-orm: the bundle's, for the project and for its packages") {
  project p;
  p.package("drizzle-zod").package("zod");
  p.file("main.ts",
         "import { is, Table, getTableColumns } from 'drizzle-orm'; import { date as deep } from "
         "'drizzle-orm/pg-core/columns/date';\n"
         "import { pgTable, text, integer, date, PgTable } from 'drizzle-orm/pg-core'; import { "
         "entityKind } from 'drizzle-orm/entity';\n"
         "import { createInsertSchema } from 'drizzle-zod'; import { z } from 'zod';\n"
         "export const users = pgTable('users', { id: integer().primaryKey(), name: "
         "text().notNull() });\n"
         "const schema = createInsertSchema(users, { name: (s) => s.min(2) });\n"
         "export default () => [is(users, PgTable), is(users, Table), "
         "Object.keys(getTableColumns(users)), deep === date,\n"
         "  schema.safeParse({ id: 1, name: 'x' }).success, schema.parse({ id: 1, name: 'xyz' }), "
         "typeof entityKind];");
  CHECK(p.run() == R"([true,true,["id","name"],true,false,{"id":1,"name":"xyz"},"symbol"])");
  p.file("lacks.ts",
         "import * as x from 'drizzle-orm/pg-core/columns/nothing';\nexport const y = x.nothing;");
  CHECK(p.failure_of("lacks.ts").code == "SCRIPT.IMPORT");
}

TEST_CASE("a package that fails to load is an error when it is used") {
  project p;
  p.file("node_modules/native/index.js", "module.exports = require('./build/binding.node');")
      .file("node_modules/native/build/binding.node", "")
      .file("main.ts",
            "import { hash } from 'native'; export const f = () => hash('x'); export const a = 1;")
      .file("call.ts", "import { f } from './main';\nexport const x = f();");
  CHECK(p.exports() == R"({"a":1})");
  REQUIRE(p.engine().stand_ins().size() == 1);
  CHECK(has(p.engine().stand_ins()[0].reason, "native code"));
  const error failed = p.failure_of("call.ts");
  CHECK(failed.code == "SCRIPT.IMPORT");
  CHECK(has(failed.what(), "could not be loaded"));
  CHECK(has(failed.detail, "binding.node"));
  p.options.strict_imports = true;
  p.forget_engine();
  CHECK(p.failure_of().code == "SCRIPT.IMPORT");
}
