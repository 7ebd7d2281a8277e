import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { Instant } from './plan.ts';

type Passes = (at: Instant, text: string) => void;
type Method = (this: object, ...args: unknown[]) => unknown;

const isWrite = /^\s*(INSERT|UPDATE|DELETE|REPLACE|WITH)/i;

/** What runs on a connection between BEGIN and COMMIT, or as a statement by itself. */
class Transactions {
  readonly #open = new WeakMap<object, string[]>();
  readonly #passes: Passes;

  constructor(passes: Passes) {
    this.#passes = passes;
  }

  /** A statement is about to be run. @returns what to do once it has been: nothing, or to say what is committed */
  begin(connection: object, sql: string, values: unknown): (() => void) | null {
    const verb = sql.trim().toUpperCase();
    const lines = this.#open.get(connection);
    if (verb.startsWith('BEGIN')) this.#open.set(connection, []);
    else if (verb.startsWith('ROLLBACK') && !verb.startsWith('ROLLBACK TO')) this.#open.delete(connection);
    else if (verb === 'COMMIT') {
      this.#open.delete(connection);
      return lines && lines.length > 0 ? this.#around(lines.join('\n')) : null;
    } else if (lines) lines.push(lineOf(sql, values));
    else if (isWrite.test(sql)) return this.#around(lineOf(sql, values));
    return null;
  }

  #around(text: string): () => void {
    this.#passes('commits', text);
    return () => this.#passes('committed', text);
  }
}

/** One line, whatever the statement's; the values as JSON. */
function lineOf(sql: string, values: unknown): string {
  const shown = JSON.stringify(values ?? [], (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  return `${sql.replaceAll(/\s+/g, ' ')} ${shown}`;
}

/** Put a method in the place of another, which it is given. */
export function replace(target: object, name: string, by: (original: Method) => Method): void {
  const original: unknown = Reflect.get(target, name);
  if (typeof original !== 'function') throw new Error(`There is no ${name} to watch`);
  Reflect.set(target, name, by(original as Method));
}

/** Prisma's adapter binds a statement's values, then runs it, once. */
export function watchSqlite(passes: Passes): void {
  const transactions = new Transactions(passes);
  const bound = new WeakMap<object, unknown>();
  const memory = new Sqlite(':memory:');
  const statement: object = Object.getPrototypeOf(memory.prepare('SELECT 1')) as object;
  memory.close();
  replace(
    statement,
    'bind',
    (bind) =>
      function (...args) {
        bound.set(this, args);
        return Reflect.apply(bind, this, args);
      },
  );
  for (const name of ['run', 'all', 'get']) {
    replace(
      statement,
      name,
      (run) =>
        function (...args) {
          const { source, database } = this as Sqlite.Statement;
          const done = transactions.begin(database, source, args.length > 0 ? args : bound.get(this));
          const result = Reflect.apply(run, this, args);
          done?.();
          return result;
        },
    );
  }
}

/** The answer comes by promise, or where the pool asks, by a callback. */
export function watchPostgresql(passes: Passes): void {
  const transactions = new Transactions(passes);
  replace(
    pg.Client.prototype,
    'query',
    (query) =>
      function (...args) {
        const [asked, values] = args as [string | { text?: string; values?: unknown }, unknown];
        const sql = typeof asked === 'string' ? asked : (asked.text ?? '');
        const given = typeof asked === 'string' || asked.values === undefined ? values : asked.values;
        const done = transactions.begin(this, sql, typeof given === 'function' ? [] : given);
        if (done === null) return Reflect.apply(query, this, args);
        const at = args.findIndex((arg) => typeof arg === 'function');
        const told = args[at] as Method | undefined;
        if (told) {
          args[at] = function (this: object, error: unknown, ...more: unknown[]) {
            if (!error) done();
            return Reflect.apply(told, this, [error, ...more]);
          };
          return Reflect.apply(query, this, args);
        }
        return (Reflect.apply(query, this, args) as Promise<unknown>).then((result) => {
          done();
          return result;
        });
      },
  );
}

export function watchSockets(passes: Passes): void {
  replace(
    Socket.prototype,
    'connect',
    (connect) =>
      function (...args) {
        const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
        if (typeof first === 'object' && first !== null && 'port' in first)
          passes('connects', String(first.port));
        return Reflect.apply(connect, this, args);
      },
  );
}

/** Mails are kept by giving a whole file its name. */
export function watchFiles(passes: Passes): void {
  replace(
    fs,
    'rename',
    (rename) =>
      async function (...args) {
        await Reflect.apply(rename, this, args);
        passes('named', String(args[1]));
      },
  );
  syncBuiltinESMExports();
}
