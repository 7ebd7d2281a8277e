import type { Db } from '../../prisma/client.ts';
import { hashOf, newToken } from './token.ts';

const KEPT_MS = 90 * 86_400_000;

/**
 * Browsers that have signed in to an account before, by a cookie that no script can read. It opens nothing: it only
 * keeps strangers from using up the mails that the account's owner may ask for. On a browser that several people use
 * it is one cookie, known to each of their accounts.
 */
export class KnownDevices {
  readonly #deps: { db: Db; read: Db; clock: () => Date };

  constructor(deps: { db: Db; read: Db; clock: () => Date }) {
    this.#deps = deps;
  }

  /** Somebody signed in with this browser. @returns its token, its own or a new one, and until when it is kept */
  async remember(
    token: string | undefined,
    { agencyId, accountId }: { agencyId: string; accountId: string },
  ): Promise<{ token: string; until: Date }> {
    const { db, clock } = this.#deps;
    const own = token ?? newToken();
    const deviceHash = hashOf(own);
    const seenAt = clock();
    await db.knownDevice.upsert({
      where: { deviceHash_accountId: { deviceHash, accountId } },
      create: { deviceHash, accountId, agencyId, seenAt },
      update: { seenAt },
    });
    return { token: own, until: new Date(seenAt.getTime() + KEPT_MS) };
  }

  /** What the browser is counted by where it has signed in to the account of an address; else null. */
  async knownTo(token: string | undefined, agencyId: string, email: string): Promise<string | null> {
    if (token === undefined) return null;
    const { read, clock } = this.#deps;
    const since = new Date(clock().getTime() - KEPT_MS);
    const where = { deviceHash: hashOf(token), seenAt: { gt: since }, account: { agencyId, email } };
    return (await read.knownDevice.findFirst({ where }))?.deviceHash ?? null;
  }
}
