#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
const argv = process.argv.slice(2);
const opt = (n) => argv.flatMap((a, i) => (a === n ? [argv[i + 1]] : []));
const { url = '', shadowDatabaseUrl } = JSON.parse(opt('--datasource')[0] ?? '{}');
const datamodels = opt('--datamodels').map((p) => [p, readFileSync(p, 'utf8')]);
const send = (m) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...m }) + '\n');

function patchSqlite(a) {
  const raw = a.executeRaw.bind(a),
    query = a.queryRaw.bind(a);
  a.executeRaw = (q) =>
    raw(q).catch(async (e) => {
      // the engine sends whole scripts here
      if (!/more than one statement/.test(e?.message) || q.args.length) throw e;
      await a.executeScript(q.sql);
      return 0;
    });
  a.queryRaw = (q) =>
    query(q).catch((e) => {
      // first run: no history table yet
      if (e?.cause?.kind !== 'TableDoesNotExist' || !/_prisma_migrations/.test(q.sql)) throw e;
      return { columnNames: [], columnTypes: [], rows: [] };
    });
  return a;
}
function patchPg(a) {
  // catalog columns of type "char" (18) are unknown to adapter-pg
  const io = a.performIO.bind(a),
    query = a.queryRaw.bind(a),
    start = a.startTransaction?.bind(a);
  a.performIO = async (q) => {
    const r = await io(q);
    q.chars = (r.fields ?? []).flatMap((f, i) => (f.dataTypeID === 18 ? ((f.dataTypeID = 25), [i]) : []));
    return r;
  };
  a.queryRaw = async (q) => {
    const r = await query(q);
    for (const i of q.chars) r.columnTypes[i] = ColumnTypeEnum.Character;
    return r;
  };
  a.executeScript = async (sql) => {
    await a.client.query(sql);
  }; // the adapter splits on every ';'
  if (start) a.startTransaction = async (l) => patchPg(await start(l));
  return a;
}
async function factory() {
  if (!/^postgres(ql)?:/.test(url)) {
    const { PrismaBetterSqlite3 } = await import('@prisma/adapter-better-sqlite3');
    const f = new PrismaBetterSqlite3({ url: url || ':memory:' }, { shadowDatabaseUrl });
    for (const k of ['connect', 'connectToShadowDb']) {
      const o = f[k].bind(f);
      f[k] = async () => patchSqlite(await o());
    }
    return f;
  }
  const { PrismaPg } = await import('@prisma/adapter-pg'),
    u = new URL(url);
  const cfg = {
    host: u.hostname,
    port: +u.port || 5432,
    user: decodeURIComponent(u.username),
    password: decodeURIComponent(u.password),
    database: u.pathname.slice(1),
  };
  const f = new PrismaPg(cfg),
    connect = f.connect.bind(f);
  f.connect = async () => patchPg(await connect());
  f.connectToShadowDb = async () => {
    // the adapter's own drops its database while still connected
    const main = await connect(),
      db = `shadow_${process.pid}_${Date.now()}`;
    await main.executeScript(`CREATE DATABASE "${db}"`);
    const s = patchPg(await new PrismaPg({ ...cfg, database: db }).connect()),
      end = s.dispose.bind(s);
    s.dispose = async () => {
      end();
      await main.executeScript(`DROP DATABASE "${db}" WITH (FORCE)`);
      await main.dispose();
    };
    return s;
  };
  return f;
}
if (argv.includes('--version')) {
  console.log('schema-engine-cli wasm');
  process.exit(0);
}
if (argv.includes('cli')) {
  // can-connect-to-database, create-database
  try {
    const a = await (await factory()).connect();
    await a.executeScript('SELECT 1');
    process.exit(0);
  } catch (e) {
    console.error(
      '\n' +
        JSON.stringify({
          level: 'ERROR',
          target: 'schema_engine::logger',
          fields: { error_code: 'P1001', message: String(e?.message ?? e) },
        }),
    );
    process.exit(1);
  }
}
let panic = '',
  current;
process.on('uncaughtException', (e) => {
  // a WASM panic surfaces here; without an answer the CLI exits 0
  send({
    id: current,
    error: {
      code: 4466,
      message: 'An error happened',
      data: { is_panic: false, message: panic || String(e?.stack) },
    },
  });
  process.exitCode = 101;
  setTimeout(() => process.exit(), 50);
});
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (m) => (panic = m) };
const bg = await import('@prisma/schema-engine-wasm/schema_engine_bg');
const wasm = createRequire(import.meta.url)
  .resolve('@prisma/schema-engine-wasm')
  .replace(/\.js$/, '_bg.wasm');
const inst = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasm)), {
  './schema_engine_bg.js': bg,
});
bg.__wbg_set_wasm(inst.exports);
inst.exports.__wbindgen_start();
const engine = await bg.SchemaEngine.new(
  { datamodels: datamodels.length ? datamodels : undefined },
  () => {},
  bindMigrationAwareSqlAdapterFactory(await factory()),
);
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = line.trim() ? JSON.parse(line) : {};
  if (!method) continue;
  current = id;
  try {
    const result = (await engine[method === 'getDatabaseVersion' ? 'version' : method](params)) ?? {};
    if (method === 'diff' && result.stdout != null)
      send({ id: 1e9, method: 'print', params: { content: result.stdout } });
    send({ id, result });
  } catch (e) {
    let data;
    try {
      data = JSON.parse(e.message);
    } catch {
      data = { message: panic || String(e?.message ?? e) };
    }
    send({ id, error: { code: 4466, message: 'An error happened', data: { is_panic: false, ...data } } });
  }
}
