import type {
  IsolationLevel,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  Transaction,
} from '@prisma/driver-adapter-utils';

/**
 * An adapter of which each transaction has one statement under way at a time. Prisma reads the relations of an
 * `include` side by side, in a transaction on its one connection; pg queues them so far, warns of it, and will
 * refuse it from pg 9 on.
 */
export class OneAtATime implements SqlDriverAdapterFactory {
  readonly provider: SqlDriverAdapterFactory['provider'];
  readonly adapterName: string;
  readonly #inner: SqlDriverAdapterFactory;

  constructor(inner: SqlDriverAdapterFactory) {
    this.provider = inner.provider;
    this.adapterName = inner.adapterName;
    this.#inner = inner;
  }

  async connect(): Promise<SqlDriverAdapter> {
    const adapter = await this.#inner.connect();
    const start = adapter.startTransaction.bind(adapter);
    return Object.assign(adapter, {
      startTransaction: async (level?: IsolationLevel) => inTurn(await start(level)),
    });
  }
}

function inTurn(transaction: Transaction): Transaction {
  let before: Promise<unknown> = Promise.resolve();
  const after = <T>(run: () => Promise<T>): Promise<T> => {
    const mine = before.then(run);
    before = mine.catch(() => undefined);
    return mine;
  };
  const queryRaw = transaction.queryRaw.bind(transaction);
  const executeRaw = transaction.executeRaw.bind(transaction);
  return Object.assign(transaction, {
    queryRaw: (query: Parameters<typeof queryRaw>[0]) => after(() => queryRaw(query)),
    executeRaw: (query: Parameters<typeof executeRaw>[0]) => after(() => executeRaw(query)),
  });
}
