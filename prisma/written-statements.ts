import type { Kept } from './cached-statements.ts';
import { Prisma } from './gen/sqlite/client.ts';
import type { Statement } from './rows.ts';

/**
 * Written statements on one SQLite connection, without Prisma between: whose turn it is, the caller knows. Values and
 * rows are as Prisma's adapter makes them, so that both may write and read the same columns.
 */
export class WrittenStatements {
  readonly #statementOf: (sql: string) => Kept;

  /** @param statementOf compiles a text, or has it compiled, with integers read as bigint */
  constructor(statementOf: (sql: string) => Kept) {
    this.#statementOf = statementOf;
  }

  /** @throws {SqliteError} as SQLite says it */
  rows(...asked: Statement): Record<string, unknown>[] {
    const { sql, values } = written(asked);
    const { statement, columns } = this.#statementOf(sql);
    const bound = values.map(bindable);
    if (!statement.reader) {
      statement.run(bound);
      return [];
    }
    const read = columns.map(({ name, type }) => ({ name, read: readerOf(type) }));
    const found = statement.all(bound) as unknown[][]; // as lists: see cacheStatements
    return found.map((row) => {
      const object: Record<string, unknown> = {};
      for (let i = 0; i < read.length; i++) {
        const column = read[i];
        if (column) object[column.name] = row[i] === null ? null : column.read(row[i]);
      }
      return object;
    });
  }

  /** @returns how many rows it wrote */
  execute(...asked: Statement): number {
    const { sql, values } = written(asked);
    return this.#statementOf(sql).statement.run(values.map(bindable)).changes;
  }
}

const texts = new WeakMap<TemplateStringsArray, string>();

/** A statement's text, and its values in order. Without parts of its own its text is always the same, and made once. */
function written([strings, ...values]: Statement): { sql: string; values: readonly unknown[] } {
  if (values.some((value) => value instanceof Prisma.Sql)) return Prisma.sql(strings, ...values);
  const known = texts.get(strings);
  if (known !== undefined) return { sql: known, values };
  const sql = strings.join('?');
  texts.set(strings, sql);
  return { sql, values };
}

/** A value as SQLite takes it. An instant is text, as Prisma writes it: one form in a column, or it would not sort. */
function bindable(value: unknown): string | number | bigint | null {
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00');
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  throw new TypeError(`A statement takes no ${typeof value}`);
}

type Read = (value: unknown) => unknown;

const asIs: Read = (value) => value;
const readers: Readonly<Record<string, Read>> = {
  TEXT: asIs,
  BIGINT: asIs,
  INTEGER: Number,
  DATETIME: (value) => new Date(String(value)),
  JSONB: (value) => JSON.parse(String(value)) as unknown,
};

/** By the column's declared type: the ones that our tables have. @param type null: it is computed */
function readerOf(type: string | null): Read {
  const read = type === null ? asIs : readers[type];
  if (read === undefined) throw new TypeError(`A written statement reads no ${type}`);
  return read;
}
