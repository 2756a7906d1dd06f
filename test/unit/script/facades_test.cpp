// Node's pure modules and globals, held against what Node says.
#include <doctest/doctest.h>

#include "unit/script/project.hpp"

using sluice::test::project;

namespace {

// The value of a JavaScript expression, as JSON.
std::string value(const std::string& expression, const std::string& before = {}) {
  project p;
  p.options.environment = {{"HOME", "/home/me"}};
  p.file("main.ts", before + "\nexport default async () => (" + expression + ");");
  return p.run();
}

}  // namespace

TEST_CASE("path") {
  const std::string path = "import path, { join } from 'node:path'; import * as all from 'path';";
  CHECK(value("[join('a', '..', '/b', './c/'), path.resolve('/x', 'y', '../z'), "
              "path.basename('/a/b.ts', '.ts'), "
              "path.dirname('/a/b'), path.dirname('a'), path.extname('x.test.ts'), "
              "all.extname('.env'), path.posix.sep]",
              path) == R"(["b/c/","/x/z","b","/a",".",".ts","","/"])");
  CHECK(
      value(
          "[path.relative('/a/b/c', '/a/d'), path.isAbsolute('/a'), path.normalize('../a/./../b'), "
          "path.parse('/home/x.tar.gz'), path.format({ dir: '/a', base: 'b' }), path.join(''), "
          "path.join('/', '..')]",
          path) ==
      R"(["../../d",true,"../b",{"root":"/","dir":"/home","base":"x.tar.gz","ext":".gz","name":"x.tar"},"/a/b",".","/"])");
}

TEST_CASE("import.meta, and file URLs") {
  project p;
  p.file(
      "src/a b.ts",
      "import { fileURLToPath, pathToFileURL } from 'url'; import { dirname } from 'path';\n"
      "const __filename = fileURLToPath(import.meta.url); const __dirname = dirname(__filename);\n"
      "const root = pathToFileURL('/').href;\n"
      "export default () => [import.meta.url.endsWith('/src/a%20b.ts'), __filename === "
      "import.meta.filename, __dirname === import.meta.dirname, root,\n"
      "  new URL('../x.json', import.meta.url).pathname.endsWith('/x.json')];");
  CHECK(p.run("src/a b.ts") == R"([true,true,true,"file:///",true])");
}

TEST_CASE("URL of connection strings") {
  const std::string show =
      "const show = (t: string, b?: string) => { const u = new URL(t, b); return [u.href, "
      "u.protocol, u.username, u.password, u.host, u.hostname, u.port, u.pathname, u.search, "
      "u.hash, u.origin]; };";
  CHECK(
      value("show('postgresql://user:p%40ss@localhost:5432/db?sslmode=require#x')", show) ==
      R"(["postgresql://user:p%40ss@localhost:5432/db?sslmode=require#x","postgresql:","user","p%40ss","localhost:5432","localhost","5432","/db","?sslmode=require","#x","null"])");
  CHECK(
      value("show('HTTP://Example.COM:80/a/../b c?q=ü')", show) ==
      R"(["http://example.com/b%20c?q=%C3%BC","http:","","","example.com","example.com","","/b%20c","?q=%C3%BC","","http://example.com"])");
  CHECK(
      value("show('../x?y', 'https://h:8443/a/b/c?z')", show) ==
      R"(["https://h:8443/a/x?y","https:","","","h:8443","h","8443","/a/x","?y","","https://h:8443"])");
  CHECK(value("show('mailto:a@b.c')[0]", show) == R"("mailto:a@b.c")");
  CHECK(value("show('file:///tmp/x')[7]", show) == R"("/tmp/x")");
  CHECK(value("show('http://[::1]:3000/')[5]", show) == R"("[::1]")");
  CHECK(value("[URL.canParse('nope'), URL.canParse('http://'), URL.canParse('a:b'), "
              "URL.canParse('http://x:99999'), URL.canParse('https://a b')]") ==
        "[false,false,true,false,false]");
  CHECK(value("(() => { try { new URL('not a url'); } catch (e: any) { return [e.name, e.code, e "
              "instanceof TypeError]; } })()") == R"(["TypeError","ERR_INVALID_URL",true])");
  CHECK(value("(() => { const u = new URL('postgres://a@b/c'); u.searchParams.set('x', '1 2'); "
              "u.pathname = '/d'; u.password = 'p:w'; return String(u); })()") ==
        R"("postgres://a:p%3Aw@b/d?x=1+2")");
  CHECK(value("[...new URLSearchParams('a=1&b=%20x+y&a=2')].concat([[new URLSearchParams({ q: 'ä&' "
              "}).toString()]])") == R"([["a","1"],["b"," x y"],["a","2"],["q=%C3%A4%26"]])");
}

TEST_CASE("Buffer") {
  CHECK(value("[Buffer.from('héllo').toString('hex'), Buffer.from('aGk=', 'base64').toString(), "
              "Buffer.from('6869', 'hex').toString(), "
              "Buffer.from('hi').toString('base64'), Buffer.from([255, "
              "254]).toString('base64url'), Buffer.isBuffer(Buffer.alloc(2)), "
              "Buffer.isBuffer(new Uint8Array(1)), Buffer.from('x') instanceof Uint8Array]") ==
        R"(["68c3a96c6c6f","hi","hi","aGk=","__4",true,false,true])");
  CHECK(value("[Buffer.concat([Buffer.from('a'), new Uint8Array([98])]).toString(), "
              "Buffer.byteLength('ü'), Buffer.from('abc').slice(1).toString(), "
              "Buffer.from('abc').equals(Buffer.from('abc')), JSON.stringify(Buffer.from('a')), "
              "Buffer.alloc(3, 'ab').toString('latin1'), "
              "Buffer.from('abcb').indexOf('cb'), Buffer.from(new Uint16Array([1]).buffer).length, "
              "Buffer.from([1, 0, 0, 0]).readUInt32LE(0)]") ==
        R"(["ab",2,"bc",true,"{\"type\":\"Buffer\",\"data\":[97]}","aba",2,2,1])");
  CHECK(value("[new TextDecoder().decode(new TextEncoder().encode('ü€😀')), atob('aGk='), "
              "btoa('hi')]") == R"(["ü€😀","hi","aGk="])");
  CHECK(value("String.fromCharCode(...buffer.Buffer.from('€').subarray(0, 2).map((x) => x & 1))",
              "import * as buffer from 'buffer';") == R"("\u0000\u0000")");
}

TEST_CASE("crypto") {
  const std::string import =
      "import crypto, { createHash, createHmac, randomUUID } from 'node:crypto';";
  CHECK(value("['md5', 'sha1', 'sha256', 'sha512'].map((a) => "
              "createHash(a).update('a').update('bc').digest('hex').slice(0, 16))",
              import) ==
        R"(["900150983cd24fb0","a9993e364706816a","ba7816bf8f01cfea","ddaf35a193617aba"])");
  CHECK(value("createHmac('sha256', 'key').update('The quick brown fox jumps over the lazy "
              "dog').digest('hex')",
              import) == R"("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8")");
  CHECK(value("[/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/"
              ".test(randomUUID()), crypto.randomBytes(7).length, "
              "randomUUID() !== globalThis.crypto.randomUUID(), crypto.randomInt(5) < 5, "
              "globalThis.crypto.getRandomValues(new Uint8Array(3)).length]",
              import) == "[true,7,true,true,3]");
  CHECK(value("createHash('md5').update(Buffer.from('ff', 'hex')).digest('base64')", import) ==
        R"("AFlP1PQrpD/BygQnoFdilQ==")");
}

TEST_CASE("util, events, assert, os, querystring") {
  CHECK(
      value("[util.format('%s is %d %j', 'x', 2, { a: 1 }, 'more'), util.inspect({ a: [1, 'b'], c: "
            "new Map([[1, 2]]) }), util.isDeepStrictEqual([{ a: 1 }], [{ a: 1 }]), "
            "await util.promisify((x: number, done: any) => done(null, x + 1))(1), "
            "util.types.isDate(new Date(0)), util.inspect(null)]",
            "import util from 'util';") ==
      R"(["x is 2 {\"a\":1} more","{ a: [ 1, 'b' ], c: Map(1) { 1 => 2 } }",true,2,true,"null"])");
  CHECK(value("(() => { const e = new EventEmitter(); const seen: any[] = []; e.on('a', (x: any) "
              "=> seen.push(x)); e.once('a', () => seen.push('once')); "
              "e.emit('a', 1); e.emit('a', 2); return [seen, e.listenerCount('a')]; })()",
              "import { EventEmitter } from 'events';") == R"([[1,"once",2],1])");
  CHECK(value("(() => { class Own extends Base { x = 1 } return new Own().on('a', () => {}) "
              "instanceof Base; })()",
              "import Base from 'node:events';") == "true");
  CHECK(value("(() => { try { assert.strictEqual(1, 2, 'differs'); } catch (e: any) { return "
              "[e.message, e.code]; } })()",
              "import assert from 'assert';") == R"(["differs","ERR_ASSERTION"])");
  CHECK(value("[os.EOL, os.platform(), os.homedir(), qs.parse('a=1&a=2').a]",
              "import os from 'os'; import qs from 'querystring';") ==
        R"(["\n","linux","/home/me",["1","2"]])");
}

TEST_CASE("globals") {
  CHECK(value("(() => { const a: any = { d: new Date(0), m: new Map([[1, { x: 1 }]]) }; a.self = "
              "a; const b = structuredClone(a); "
              "return [b !== a, b.self === b, b.d.getTime(), b.m.get(1)]; })()") ==
        R"([true,true,0,{"x":1}])");
  CHECK(value("(() => { const c = new AbortController(); let seen = 0; "
              "c.signal.addEventListener('abort', () => seen++); c.abort(); return [seen, "
              "c.signal.aborted]; })()") == "[1,true]");
  CHECK(value("await (async () => { const order: any[] = []; setTimeout(() => order.push('b'), "
              "20); setTimeout(() => order.push('a'), 10); "
              "const t = setTimeout(() => order.push('never'), 5); clearTimeout(t); "
              "queueMicrotask(() => order.push('first')); "
              "await new Promise((go) => { let n = 0; const i = setInterval(() => { if (++n === 3) "
              "{ clearInterval(i); go(0); } }, 10); }); return order; })()") ==
        R"(["first","a","b"])");
  CHECK(value("[typeof performance.now(), typeof global, typeof process.version, process.cwd() === "
              "__dirname]") == R"(["number","object","string",true])");
  CHECK(value("[typeof module, typeof exports, typeof require, require('./main') === "
              "module.exports, __filename.endsWith('main.ts')]") ==
        R"(["object","object","function",true,true])");
}

TEST_CASE("modules by other means: require, createRequire, import()") {
  project p;
  p.file("a.ts", "export default 'd'; export const a = 1;")
      .file("c.cjs", "module.exports = { c: 3 };")
      .file("node_modules/pkg/index.js", "exports.p = 1;")
      .file("data.json", R"({"x": [1]})")
      .file("main.ts",
            "import { createRequire } from 'node:module'; import data from './data.json' with { "
            "type: 'json' };\n"
            "const require = createRequire(import.meta.url);\n"
            "export default async () => [require('./a').a, require('./c.cjs').c, (await "
            "import('./a')).default, (await import('./c.cjs')).default.c,\n"
            "  require.resolve('pkg').endsWith('/node_modules/pkg/index.js'), data.x, "
            "require('./data.json').x, typeof require('fs').readFileSync];");
  CHECK(p.run() == R"([1,3,"d",3,true,[1],[1],"function"])");
}

TEST_CASE("server-only, and modules that only mark") {
  project p;
  p.file("main.ts", "import 'server-only'; import 'client-only'; export const a = 1;");
  CHECK(p.exports() == R"({"a":1})");
  CHECK(p.engine().stand_ins().empty());
}

TEST_CASE("dotenv: files, precedence, quotes, expansion") {
  project p;
  p.options.environment = {{"A", "outer"}, {"HOME", "/home/me"}};
  p.file(".env",
         "# comment\nexport A=inner\nB='single $X' # c\nC=\"two\\nlines\"\nD=plain # "
         "comment\nE=\nF=`back\ntick`\nURL=postgres://u:p@h/d?x=1#frag\nG: yaml\n")
      .file("config/.env.local", "A=local\nH=${A}-$B\n")
      .file("main.ts",
            "import * as dotenv from 'dotenv'; import { config, parse } from 'dotenv'; import { "
            "expand } from 'dotenv-expand';\n"
            "config(); const e = process.env;\n"
            "const first = [e.A, e.B, e.C, e.D, e.E, e.F, e.URL, e.G];\n"
            "const second = expand(dotenv.config({ path: ['./config/.env.local', 'missing'], "
            "override: true })).parsed;\n"
            "export default () => [first, second, e.A, parse('X=1'), dotenv.config({ path: 'nope' "
            "}).error?.code, dotenv.default.parse === parse];");
  CHECK(
      p.run() ==
      R"([["outer","single $X","two\nlines","plain","","back\ntick","postgres://u:p@h/d?x=1","yaml"],{"A":"local","H":"local-single "},"local",{"X":"1"},"ENOENT",true])");
  CHECK(p.engine().environment().at("A") == "local");
}

TEST_CASE("console") {
  project p;
  p.file("main.ts",
         "console.log('a %s', 'b', { c: 1 }); console.error(new Error('bad').message); "
         "console.table([1]); console.warn('two\\nlines');");
  p.exports();
  CHECK(p.console == std::vector<std::string>{"a b { c: 1 }", "bad", "[ 1 ]", "two", "lines"});
}

TEST_CASE("real packages") {
  project p;
  p.package("nanoid")
      .package("@paralleldrive/cuid2")
      .package("@noble/hashes")
      .package("zod")
      .package("@t3-oss/env-core");
  p.options.environment = {{"DATABASE_URL", "postgres://localhost/x"}};
  p.file("main.ts",
         "import { nanoid, customAlphabet } from 'nanoid'; import { createId, init, isCuid } from "
         "'@paralleldrive/cuid2';\n"
         "import { z } from 'zod'; import z3 from 'zod/v3'; import { createEnv } from "
         "'@t3-oss/env-core';\n"
         "const env = createEnv({ server: { DATABASE_URL: z.string().url() }, runtimeEnv: "
         "process.env, emptyStringAsUndefined: true });\n"
         "const short = customAlphabet('abc', 5); const id = init({ length: 10 });\n"
         "const user = z.object({ id: z.string().uuid(), email: z.email(), n: "
         "z.coerce.number().default(3) });\n"
         "export default () => [nanoid().length, /^[abc]{5}$/.test(short()), isCuid(createId()), "
         "id().length, env.DATABASE_URL,\n"
         "  user.safeParse({ id: 'x', email: 'a@b.co' }).success, z3.object({ a: "
         "z3.string().min(2) }).parse({ a: 'xyz' }), z.enum(['a', 'b']).options];");
  CHECK(p.run() == R"([21,true,true,10,"postgres://localhost/x",false,{"a":"xyz"},["a","b"]])");
}
