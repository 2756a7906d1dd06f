// What a specifier means: extensions, folders, aliases, packages, workspaces, and what is refused.
#include <doctest/doctest.h>

#include "unit/script/project.hpp"

using sluice::error;
using sluice::test::project;

TEST_CASE("extensions, and the ones that mean TypeScript") {
  project p;
  p.file("main.ts",
         "import { a } from './a'; import { b } from './b.js'; import { c } from './c.mjs';\n"
         "import { d } from './d.cjs'; import { e } from './e.jsx'; import { f } from './f';\n"
         "import { g } from './g.js'; import h from './h.json'; import { i } from './i.ts';\n"
         "export const all = [a, b, c, d, e, f, g, h.value, i].join('');\n")
      .file("a.ts", "export const a: string = 'a';")
      .file("b.ts", "export const b: string = 'b';")
      .file("c.mts", "export const c: string = 'c';")
      .file("d.cts", "export const d: string = 'd';")
      .file("e.tsx", "export const e: string = 'e';")
      .file("f.cjs", "exports.f = 'f';")
      .file("g.js", "export const g = 'g';")
      .file("h.json", R"({"value": "h"})")
      .file("i.ts", "export const i: string = 'i';");
  CHECK(p.exports() == R"({"all":"abcdefghi"})");
}

TEST_CASE("folders mean their index, a parent its own") {
  project p;
  p.file("db/main.ts",
         "import { a } from './tables'; import { b } from '..'; import { c } from './with-main';\n"
         "export { a, b, c };")
      .file("db/tables/index.ts", "export { a } from './a';")
      .file("db/tables/a.ts", "export const a = 1;")
      .file("index.ts", "export const b = 2;")
      .file("db/with-main/package.json", R"({"main": "./lib/entry.js"})")
      .file("db/with-main/lib/entry.ts", "export const c = 3;");
  CHECK(p.exports("db/main.ts") == R"({"a":1,"b":2,"c":3})");
}

TEST_CASE("a file beside a folder of its name wins") {
  project p;
  p.file("main.ts", "export * from './schema';")
      .file("schema.ts", "export const from = 'file';")
      .file("schema/index.ts", "export const from = 'folder';");
  CHECK(p.exports() == R"({"from":"file"})");
}

TEST_CASE("circles of imports see each other's late values") {
  project p;
  p.file("main.ts", "import { a, lateB } from './a'; export const result = [a, lateB()];")
      .file("a.ts",
            "import { b } from './b'; export const a = 'a'; export const lateB = () => b();")
      .file("b.ts", "import { a } from './a'; export const b = () => a + 'b';");
  CHECK(p.exports() == R"({"result":["a","ab"]})");
}

TEST_CASE("export * gives own names first, then the stars'; the first of two wins") {
  project p;
  p.file("main.ts",
         "export * from './x'; export * from './y'; export const own = 'own'; export const z = "
         "'mine';")
      .file(
          "x.ts",
          "export const x = 'x'; export const both = 'x'; export const z = 'x'; export default 1;")
      .file("y.ts", "export const y = 'y'; export const both = 'y'; export * from './z';")
      .file("z.ts", "export const deep = 'deep';");
  CHECK(p.exports() == R"({"own":"own","z":"mine","both":"x","x":"x","y":"y","deep":"deep"})");
}

TEST_CASE("export * through a circle") {
  project p;
  p.file("main.ts",
         "import { users } from './schema/users'; import * as all from './schema';\n"
         "export default () => [users, Object.keys(all).sort()];")
      .file("schema/index.ts", "export * from './users'; export * from './posts';")
      .file("schema/users.ts",
            "import { posts } from '.'; export const users = 'users'; export const late = () => "
            "posts;")
      .file("schema/posts.ts",
            "import * as schema from '.'; export const posts = 'posts'; export const see = () => "
            "schema.users;");
  CHECK(p.run() == R"(["users",["late","posts","see","users"]])");
}

TEST_CASE("tsconfig paths, with comments, extends and several targets") {
  project p;
  p.file("tsconfig.json",
         "{\n// where things are\n\"extends\": [\"./base\", \"./more.json\"],\n"
         "\"compilerOptions\": { \"strict\": true, },\n}")
      .file("base.json", R"({"compilerOptions": {"baseUrl": "./src"}})")
      .file(
          "more.json",
          R"({"compilerOptions": {"paths": {"@/*": ["./missing/*", "./src/*"], "~db": ["./src/db/index.ts"], "@/exact/*": ["./exact/*"]}}})")
      .file("src/db/index.ts", "export const db = 'db';")
      .file("src/lib/util.ts", "export const util = 'util';")
      .file("src/based.ts", "export const based = 'based';")
      .file("exact/x.ts", "export const x = 'exact';")
      .file("src/main.ts",
            "import { db } from '~db'; import { util } from '@/lib/util.js'; import { based } from "
            "'based';\n"
            "import { x } from '@/exact/x'; export { db, util, based, x };");
  CHECK(p.exports("src/main.ts") == R"({"based":"based","db":"db","util":"util","x":"exact"})");
}

TEST_CASE("tsconfig paths through references, and of the nearest file") {
  project p;
  p.file(
       "tsconfig.json",
       R"({"files": [], "references": [{"path": "./tsconfig.app.json"}, {"path": "./tsconfig.node.json"}]})")
      .file("tsconfig.app.json", R"({"compilerOptions": {"paths": {"@/*": ["./src/*"]}}})")
      .file("src/a.ts", "export const a = 'root';")
      .file(
          "packages/db/tsconfig.json",
          R"({"extends": "../../tsconfig.app.json", "compilerOptions": {"paths": {"@/*": ["./lib/*"]}}})")
      .file("packages/db/lib/a.ts", "export const a = 'package';")
      .file("main.ts",
            "import { a } from '@/a'; import { b } from './packages/db/b'; export { a, b };")
      .file("packages/db/b.ts", "export { a as b } from '@/a';");
  CHECK(p.exports() == R"({"a":"root","b":"package"})");
}

TEST_CASE("tsconfig that extends a package's") {
  project p;
  p.file("node_modules/@acme/tsconfig/package.json", R"({"name": "@acme/tsconfig"})")
      .file("node_modules/@acme/tsconfig/base.json",
            R"({"compilerOptions": {"paths": {"$db/*": ["${configDir}/database/*"]}}})")
      .file("tsconfig.json", R"({"extends": "@acme/tsconfig/base.json"})")
      .file("database/a.ts", "export const a = 1;")
      .file("main.ts", "export { a } from '$db/a';");
  CHECK(p.exports() == R"({"a":1})");
}

TEST_CASE("packages: exports with conditions, patterns, subpaths; CommonJS and ES modules") {
  project p;
  p.file(
       "node_modules/esm/package.json",
       R"({"name": "esm", "type": "module", "exports": {".": {"types": "./x.d.ts", "import": "./index.js"},
             "./parts/*": "./lib/*.js", "./features/*.js": null, "./data.json": "./data.json"}})")
      .file("node_modules/esm/index.js",
            "import inner from 'cjs'; export default inner.name; export const named = inner('x');")
      .file("node_modules/esm/lib/one.js", "export const one = 1;")
      .file("node_modules/esm/data.json", R"({"n": 5})")
      .file("node_modules/cjs/package.json", R"({"name": "cjs", "main": "main"})")
      .file("node_modules/cjs/main.js",
            "module.exports = function called(x) { return x + '!'; }; module.exports.extra = 2;")
      .file("node_modules/dual/package.json",
            R"({"exports": {"require": {"default": "./a.cjs"}, "import": "./a.mjs"}})")
      .file("node_modules/dual/a.cjs", "exports.kind = 'cjs';")
      .file("node_modules/dual/a.mjs", "export const kind = 'mjs';")
      .file("main.ts",
            "import name, { named } from 'esm'; import { one } from 'esm/parts/one'; import data "
            "from 'esm/data.json';\n"
            "import cjs, { extra } from 'cjs'; import * as all from 'cjs'; import { kind } from "
            "'dual';\n"
            "export default () => [name, named, one, data.n, cjs('y'), extra, all.extra, typeof "
            "all.default, kind];");
  CHECK(p.run() == R"(["called","x!",1,5,"y!",2,2,"function","cjs"])");
}

TEST_CASE("imports of a package.json") {
  project p;
  p.file(
       "package.json",
       R"({"name": "me", "imports": {"#db": "./src/db.ts", "#lib/*": {"default": "./src/lib/*.js"}, "#dep": "dep"},
                             "exports": {"./self": "./src/self.ts"}})")
      .file("src/db.ts", "export const db = 'db';")
      .file("src/lib/a.ts", "export const a = 'a';")
      .file("src/self.ts", "export const self = 'self';")
      .file("node_modules/dep/index.js", "exports.dep = 'dep';")
      .file("main.ts",
            "export * from '#db'; export * from '#lib/a'; export { dep } from '#dep'; export { "
            "self } from 'me/self';");
  CHECK(p.exports() == R"({"dep":"dep","self":"self","db":"db","a":"a"})");
}

TEST_CASE("workspace packages: linked, unbuilt, and not linked at all") {
  project p;
  p.file("pnpm-workspace.yaml", "packages:\n  - 'packages/*'\n  - \"apps/**\"\n")
      .file(
          "packages/db/package.json",
          R"({"name": "@acme/db", "exports": {".": {"types": "./dist/index.d.ts", "default": "./dist/index.js"}, "./schema": "./dist/schema/index.js", "./*": "./dist/*.js"}})")
      .file("packages/db/src/index.ts", "export const db = 'db';")
      .file("packages/db/src/schema/index.ts", "export const schema = 'schema';")
      .file("packages/db/src/deep/file.ts", "export const deep = 'deep';")
      .file("packages/ids/package.json",
            R"({"name": "@acme/ids", "main": "dist/index.js", "types": "dist/index.d.ts"})")
      .file("packages/ids/src/index.ts", "export const id = 'id';")
      .file("apps/web/main.ts",
            "import { db } from '@acme/db'; import { schema } from '@acme/db/schema'; import { id "
            "} from '@acme/ids';\n"
            "import { deep } from '@acme/db/deep/file'; export { db, schema, deep, id };")
      .link("apps/web/node_modules/@acme/db", "../../../../packages/db");
  CHECK(p.exports("apps/web/main.ts") ==
        R"({"db":"db","deep":"deep","id":"id","schema":"schema"})");
}

TEST_CASE("a workspace below the root") {
  project p;
  p.file("js/package.json", R"({"workspaces": {"packages": ["packages/*"]}})")
      .file("js/packages/ids/package.json", R"({"name": "@acme/ids", "main": "dist/index.js"})")
      .file("js/packages/ids/src/index.ts", "export const id = 'id';")
      .file("js/packages/db/schema/main.ts", "export { id } from '@acme/ids';");
  CHECK(p.exports("js/packages/db/schema/main.ts") == R"({"id":"id"})");
}

TEST_CASE("aliases that a framework sets up") {
  project p;
  p.file("package.json", "{}")
      .file("src/lib/a.ts", "export const a = 1;")
      .file("src/b.ts", "export const b = 2;")
      .file("src/main.ts", "export { a } from '$lib/a'; export { b } from '@/b';");
  CHECK(p.exports("src/main.ts") == R"({"a":1,"b":2})");
}

TEST_CASE("a relative file that is missing is an error that says where and what") {
  project p;
  p.file("main.ts",
         "import { x } from 'drizzle-orm';\n\nimport { users } from './db/user';\nexport const y = "
         "users;\n")
      .file("db/users.ts", "export const users = 1;");
  const error failed = p.failure_of();
  CHECK(failed.code == "SCRIPT.IMPORT");
  CHECK(failed.where.text() == "main.ts:3:23");
  CHECK(std::string(failed.what()) == "cannot find \"./db/user\"");
  CHECK(failed.hint == "did you mean \"./db/users\"?");
  CHECK(failed.detail.find("/db/user, with .ts") != std::string::npos);
}

TEST_CASE("files outside the root are forbidden, links included") {
  project outside;
  outside.file("secret.ts", "export const secret = 1;");
  project p;
  p.file("main.ts", "export const a = 1;\nimport { secret } from '" +
                        outside.path("secret").string() + "';\nexport { secret };");
  error failed = p.failure_of();
  CHECK(failed.code == "SCRIPT.FORBIDDEN");
  CHECK(failed.where.text() == "main.ts:2:24");
  CHECK(std::string(failed.what()).find("secret") != std::string::npos);

  p.file("linked.ts", "import './link';").link("link.ts", outside.path("secret.ts"));
  CHECK(p.failure_of("linked.ts").code == "SCRIPT.FORBIDDEN");
  p.file("dependent.ts", "import 'evil';").link("node_modules/evil", outside.path());
  outside.file("package.json", R"({"main": "secret.ts"})");
  CHECK(p.failure_of("dependent.ts").code == "SCRIPT.FORBIDDEN");
}

TEST_CASE("packages linked from a store") {
  project store;
  store
      .file("node_modules/.pnpm/a@1/node_modules/a/index.js",
            "export * from 'b'; export let a = 1;")
      .file("node_modules/.pnpm/b@1/node_modules/b/index.js", "export const b = 2;")
      .link("node_modules/.pnpm/a@1/node_modules/b", "../../b@1/node_modules/b");
  project p;
  p.file("main.ts", "export * from 'a';")
      .link("node_modules/a", store.path("node_modules/.pnpm/a@1/node_modules/a"));
  CHECK(p.exports() == R"({"a":1,"b":2})");
}

TEST_CASE("node_modules folders above the root are readable, and nothing else there") {
  project p;
  p.file("node_modules/up/index.js", "module.exports = 'up';")
      .file("beside.ts", "export const beside = 1;")
      .file("app/main.ts", "import up from 'up'; export { up };")
      .file("app/other.ts", "export * from '../beside';");
  p.options.root = p.path("app");
  CHECK(p.exports("app/main.ts") == R"({"up":"up"})");
  CHECK(p.failure_of("app/other.ts").code == "SCRIPT.FORBIDDEN");
}

TEST_CASE("what is no script, and native code") {
  project p;
  p.file("main.ts", "import './style.css';").file("style.css", "a{}");
  CHECK(p.failure_of().code == "SCRIPT.IMPORT");
  p.file("native.ts", "import x from './x.node'; export { x };").file("x.node", "");
  CHECK(p.failure_of("native.ts").code == "SCRIPT.FORBIDDEN");
}

TEST_CASE("JSON mistakes name their file") {
  project p;
  p.file("main.ts", "import x from './x.json'; export { x };")
      .file("x.json", "{\n  \"a\": nope\n}");
  const error failed = p.failure_of();
  CHECK(failed.code == "SCRIPT.SYNTAX");
  CHECK(failed.where.text() == "x.json:2:8");
}
