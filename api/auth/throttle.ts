import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { TRPCError } from '@trpc/server';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How often, in tries per window. Sources are generous: an office's kiosk or a carrier is one address. */
const defaults = {
  callsPerSource: { tries: 600, seconds: 60 },
  signInPerAccountAndSource: { tries: 10, seconds: 900 },
  signInPerSource: { tries: 100, seconds: 900 },
  signUpPerSource: { tries: 100, seconds: 3600 },
  /** Mails with codes to one address. A stranger's source runs out long before the address does. */
  codeMailPerAddressAndSource: { tries: 8, seconds: 3600 },
  codeMailPerAddress: { tries: 30, seconds: 3600 },
  codePerSource: { tries: 100, seconds: 900 },
  matchPerAccount: { tries: 10, seconds: 3600 },
  matchPerSource: { tries: 60, seconds: 3600 },
  payPerAccount: { tries: 30, seconds: 600 },
  receiptPerSource: { tries: 60, seconds: 60 },
  /** Not a limit: after so many tries on one account from anywhere, each further one is slower. */
  slowPerAccount: { tries: 20, seconds: 3600 },
} as const satisfies Record<string, Limit>;

export interface Limit {
  tries: number;
  seconds: number;
}
export type LimitName = keyof typeof defaults;
export type Limits = Record<LimitName, Limit>;

/**
 * Who may try how often. What concerns an account is counted with the caller's address, so that a stranger
 * cannot lock anybody out; the count over all addresses only slows.
 */
export class Throttle {
  readonly #limiters: ReadonlyMap<LimitName, RateLimiterMemory>;
  readonly #slowAfter: number;

  constructor(limits: Partial<Limits> = {}) {
    const all = Object.entries({ ...defaults, ...limits }) as [LimitName, Limit][];
    this.#limiters = new Map(
      all.map(([name, { tries, seconds }]) => [
        name,
        new RateLimiterMemory({ points: tries, duration: seconds }),
      ]),
    );
    this.#slowAfter = limits.slowPerAccount?.tries ?? defaults.slowPerAccount.tries;
  }

  /**
   * Count one try against each limit.
   * @returns seconds until there is another, or null when this one may go on
   */
  async take(...tries: [LimitName, ...parts: string[]][]): Promise<number | null> {
    for (const [name, ...parts] of tries) {
      const seconds = await this.#takeOne(name, keyOf(parts));
      if (seconds !== null) return seconds;
    }
    return null;
  }

  /** Forget the tries of somebody who got in. */
  async forgive(name: LimitName, ...parts: string[]): Promise<void> {
    await this.#limiters.get(name)?.delete(keyOf(parts));
  }

  /** Wait longer the more tries an account has had from anywhere. The same for an account that does not exist. */
  async slow(...account: string[]): Promise<void> {
    const key = keyOf(account);
    const before = (await this.#limiters.get('slowPerAccount')?.get(key))?.consumedPoints ?? 0;
    await this.#limiters.get('slowPerAccount')?.penalty(key);
    const ms = slowMs(before, this.#slowAfter);
    if (ms > 0) await wait(ms);
  }

  /** Every call counts against its source. @throws {TRPCError} TOO_MANY_REQUESTS */
  async source(source: string): Promise<void> {
    if ((await this.take(['callsPerSource', source])) === null) return;
    throw new TRPCError({ code: 'TOO_MANY_REQUESTS', message: 'Too many calls. Wait a minute.' });
  }

  async #takeOne(name: LimitName, key: string): Promise<number | null> {
    try {
      await this.#limiters.get(name)?.consume(key);
      return null;
    } catch (error) {
      if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      throw error;
    }
  }
}

/** Milliseconds that a try waits after so many before it: none at first, then doubling to four seconds. */
export function slowMs(triesBefore: number, slowAfter: number): number {
  return triesBefore < slowAfter ? 0 : Math.min(4000, 250 * 2 ** (triesBefore - slowAfter));
}

/** What a mail with a code counts against, the caller's own limit first. Whether there is an account is no part of it. */
export const codeMail = (agencyId: string, email: string, source: string): [LimitName, ...string[]][] => [
  ['codeMailPerAddressAndSource', agencyId, email, source],
  ['codeMailPerAddress', agencyId, email],
];

/** Addresses and e-mails are kept as digests only. */
const keyOf = (parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
