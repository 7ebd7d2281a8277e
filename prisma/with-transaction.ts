import type { Db, Tx } from './client.ts';

/** As `$transaction` takes it: code over a `tx`, or a list of prepared calls; and perhaps options. */
export type Transact = (work: unknown, ...options: unknown[]) => unknown;

/** A client that is the given one in everything but how it runs transactions. */
export function withTransaction(db: Db, transaction: Transact): Db {
  return new Proxy(db, {
    get(client, key): unknown {
      if (key === '$transaction') return transaction;
      const member: unknown = Reflect.get(client, key, client);
      return typeof member === 'function' ? (member.bind(client) as unknown) : member;
    },
  });
}

/** Code over a `tx`, before which somebody hears of it. */
export const telling =
  (work: CallableFunction, begun: (tx: Tx) => void) =>
  (tx: Tx): unknown => {
    begun(tx);
    return Reflect.apply(work, undefined, [tx]);
  };
