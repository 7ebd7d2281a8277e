#!/usr/bin/env node
/**
 * A development shim: the schema engine that the Prisma CLI calls for `migrate` and `db` commands.
 *
 * Prisma's CLI downloads a native schema engine before its first command; where that download is not
 * reachable, every command fails. The same engine is published on npm as WebAssembly, which the CLI no longer
 * uses by itself. This file speaks the CLI's protocol (JSON-RPC, a line a message, on stdin and stdout) and
 * hands each call to the WebAssembly engine, over the same driver adapters that the product uses. npm scripts
 * name it in PRISMA_SCHEMA_ENGINE_BINARY.
 *
 * The running product never loads it: `prisma/migrate.ts` applies migrations there. It stands on an internal
 * interface, so the versions of `prisma` and `@prisma/schema-engine-wasm` are pinned to one engine commit; with
 * the native engine at hand it can be left out.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';

/** PostgreSQL's type "char", of the catalogue's columns, which the adapter does not know; and "text". */
const [CHAR, TEXT] = [18, 25];

const argv = process.argv.slice(2);

/** Every value of an option that may be given many times. */
const valuesOf = (option) => argv.flatMap((arg, i) => (arg === option ? [argv[i + 1]] : []));

const { url = '', shadowDatabaseUrl } = JSON.parse(valuesOf('--datasource')[0] ?? '{}');

if (argv.includes('--version')) {
  console.log('schema-engine-cli wasm');
} else if (argv.includes('cli')) {
  await checkConnection();
} else {
  await serve();
}

/** `cli can-connect-to-database` and `cli create-database`: SQLite makes the file by opening it; PostgreSQL's is there. */
async function checkConnection() {
  try {
    const adapter = await adapterFactory().connect();
    await adapter.executeScript('SELECT 1');
  } catch (error) {
    const fields = { error_code: 'P1001', message: messageOf(error) };
    console.error(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`);
    process.exitCode = 1;
  }
}

/** Answer one call a line until the CLI closes stdin. */
async function serve() {
  const call = { id: undefined, panic: '' };
  // A panic of the WebAssembly code surfaces as an uncaught exception. It must be answered: the CLI takes an
  // engine that ends in silence for success.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => (call.panic = message) };
  process.on('uncaughtException', (error) => {
    sendError(call.id, { message: call.panic || String(error?.stack) });
    process.exitCode = 101;
    setTimeout(() => process.exit(), 50); // once the answer is written
  });

  const engine = await startEngine();
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = line.trim() ? JSON.parse(line) : {};
    if (!method) continue;
    call.id = id;
    try {
      await answer(engine, id, method, params);
    } catch (error) {
      sendError(id, detailsOf(error, call.panic));
    }
  }
}

async function answer(engine, id, method, params) {
  const result = (await engine[method === 'getDatabaseVersion' ? 'version' : method](params)) ?? {};
  if (method === 'diff' && result.stdout !== undefined && result.stdout !== null) {
    send({ id: 1e9, method: 'print', params: { content: result.stdout } }); // the native engine prints it by itself
  }
  send({ id, result });
}

async function startEngine() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const module = new WebAssembly.Module(readFileSync(entry.replace(/\.js$/, '_bg.wasm')));
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();

  const files = valuesOf('--datamodels').map((path) => [path, readFileSync(path, 'utf8')]);
  const datamodels = files.length > 0 ? files : undefined;
  const noLog = () => {};
  return bindings.SchemaEngine.new(
    { datamodels },
    noLog,
    bindMigrationAwareSqlAdapterFactory(adapterFactory()),
  );
}

function adapterFactory() {
  return /^postgres(ql)?:/.test(url) ? postgresqlFactory() : sqliteFactory();
}

/** The stock SQLite adapter, bent where the engine expects what the native one did. */
function sqliteFactory() {
  const factory = new PrismaBetterSqlite3({ url: url || ':memory:' }, { shadowDatabaseUrl });
  for (const method of ['connect', 'connectToShadowDb']) {
    const stock = factory[method].bind(factory);
    factory[method] = async () => bendSqlite(await stock());
  }
  return factory;
}

/** The stock PostgreSQL adapter, bent likewise. Its own shadow database cannot be dropped: it is still connected then. */
function postgresqlFactory() {
  const { hostname, port, username, password, pathname } = new URL(url);
  const [user, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
  const at = { host: hostname, port: Number(port) || 5432, user, password: secret };
  const factory = new PrismaPg({ ...at, database: decodeURIComponent(pathname.slice(1)) });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => bendPostgresql(await connect());
  factory.connectToShadowDb = async () => {
    const main = await connect();
    const database = `shadow_${process.pid}_${Date.now()}`;
    await main.executeScript(`CREATE DATABASE "${database}"`);
    const shadow = bendPostgresql(await new PrismaPg({ ...at, database }).connect());
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await main.executeScript(`DROP DATABASE "${database}" WITH (FORCE)`);
      await main.dispose();
    };
    return shadow;
  };
  return factory;
}

function bendPostgresql(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  const startTransaction = adapter.startTransaction?.bind(adapter);
  adapter.performIO = async (query) => {
    const result = await performIO(query);
    query.chars = (result.fields ?? []).flatMap((field, i) => (field.dataTypeID === CHAR ? [i] : []));
    for (const i of query.chars) result.fields[i].dataTypeID = TEXT;
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const i of query.chars) result.columnTypes[i] = ColumnTypeEnum.Character;
    return result;
  };
  // The adapter splits scripts at every semicolon, also in the body of a function.
  adapter.executeScript = async (script) => void (await adapter.client.query(script));
  if (startTransaction)
    adapter.startTransaction = async (level) => bendPostgresql(await startTransaction(level));
  return adapter;
}

function bendSqlite(adapter) {
  const executeRaw = adapter.executeRaw.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);

  // The engine sends whole scripts as one statement.
  adapter.executeRaw = async (query) => {
    try {
      return await executeRaw(query);
    } catch (error) {
      if (!/more than one statement/.test(messageOf(error)) || query.args.length > 0) throw error;
      await adapter.executeScript(query.sql);
      return 0;
    }
  };

  // Before the first migration there is no history table: that is an empty history.
  adapter.queryRaw = async (query) => {
    try {
      return await queryRaw(query);
    } catch (error) {
      if (error?.cause?.kind !== 'TableDoesNotExist' || !/_prisma_migrations/.test(query.sql)) throw error;
      return { columnNames: [], columnTypes: [], rows: [] };
    }
  };
  return adapter;
}

/** The engine's errors are JSON in the message; anything else is told as it is. */
function detailsOf(error, panic) {
  try {
    return JSON.parse(error.message);
  } catch {
    return { message: panic || messageOf(error) };
  }
}

function sendError(id, details) {
  send({ id, error: { code: 4466, message: 'An error happened', data: { is_panic: false, ...details } } });
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

function messageOf(error) {
  return String(error?.message ?? error);
}
