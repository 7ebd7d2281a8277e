import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import type { NewEntry } from '../../workflows/ledger/entry.ts';

/** Prisma's way to write a time. */
const timeOf = (at: Date) => at.toISOString().replace('Z', '+00:00');

interface Account {
  id: string;
  code: string;
  unit: string;
  balance: bigint;
  version: number;
}

/** The rows of entries, as the ledger writes them, by prepared statements and nothing else. */
export class RawBooks {
  readonly #connection: Sqlite.Database;
  readonly #accounts = new Map<string, Account>();
  readonly #insertEntry: Sqlite.Statement;
  readonly #setAccount: Sqlite.Statement;
  readonly #insertLine: Sqlite.Statement;

  /** @param path of a migrated database that is used for nothing else */
  constructor(path: string) {
    this.#connection = new Sqlite(path, { fileMustExist: true });
    for (const setting of [
      'journal_mode=WAL',
      'synchronous=FULL',
      'foreign_keys=ON',
      'recursive_triggers=ON',
    ]) {
      this.#connection.pragma(setting);
    }
    this.#insertEntry = this.#connection.prepare(`
      INSERT INTO "JournalEntry" ("id", "agencyId", "key", "kind", "subjectId", "occurredAt", "recordedAt",
        "accountingDate", "digest", "reversesId") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#setAccount = this.#connection.prepare(`
      INSERT INTO "LedgerAccount" ("id", "agencyId", "code", "unit", "balance", "version") VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT ("agencyId", "code", "unit") DO UPDATE SET
        "balance" = excluded."balance", "version" = excluded."version"`);
    this.#insertLine = this.#connection.prepare(`
      INSERT INTO "Posting" ("entryId", "n", "accountId", "amount", "balanceAfter", "accountVersion")
      VALUES (?, ?, ?, ?, ?, ?)`);
  }

  /** Compute the rows of entries now. @returns what writes them, a transaction for each entry */
  prepared(entries: readonly NewEntry[]): () => void {
    const all = entries.map((entry) => this.#rowsOf(entry));
    const write = this.#connection.transaction(({ entry, accounts, lines }: (typeof all)[number]) => {
      this.#insertEntry.run(entry);
      for (const account of accounts) this.#setAccount.run(account);
      for (const line of lines) this.#insertLine.run(line);
    });
    return () => {
      for (const rows of all) write.immediate(rows);
    };
  }

  /** Code → balance, by what is in the file. */
  balances(): Map<string, bigint> {
    const rows = this.#connection
      .prepare<[], { code: string; balance: bigint }>('SELECT "code", "balance" FROM "LedgerAccount"')
      .safeIntegers()
      .all();
    return new Map(rows.map(({ code, balance }) => [code, balance]));
  }

  close(): void {
    this.#connection.close();
  }

  #rowsOf({ agencyId, key, kind, subjectId, occurredAt, recordedAt, accountingDate, postings }: NewEntry) {
    const id = randomUUID();
    const times = [timeOf(occurredAt), timeOf(recordedAt), accountingDate];
    const lines = postings.map(({ account: code, unit, amount }, index) => {
      const account = this.#accounts.get(code) ?? {
        id: randomUUID(),
        agencyId,
        code,
        unit,
        balance: 0n,
        version: 0,
      };
      this.#accounts.set(code, account);
      account.balance += amount;
      account.version += 1;
      return [id, index + 1, account.id, amount, account.balance, account.version];
    });
    const touched = [...new Set(postings.map(({ account }) => account))].flatMap(
      (code) => this.#accounts.get(code) ?? [],
    );
    return {
      entry: [id, agencyId, key, kind, subjectId, ...times, '0'.repeat(64), null],
      accounts: touched.map(({ id: accountId, code, unit, balance, version }) => [
        accountId,
        agencyId,
        code,
        unit,
        balance,
        version,
      ]),
      lines,
    };
  }
}
