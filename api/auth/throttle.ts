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
  /** Answers to who the owner of a mailed link is: a date of birth is soon guessed by who reads the mailbox. */
  identityPerAccount: { tries: 10, seconds: 86_400 },
  matchPerAccount: { tries: 10, seconds: 3600 },
  matchPerSource: { tries: 60, seconds: 3600 },
  /** Guesses at one record's date of birth by all accounts together; above it, each account has few of its own heard. */
  guessesPerRecord: { tries: 10, seconds: 86_400 },
  guessesHeard: { tries: 3, seconds: 86_400 },
  payPerAccount: { tries: 30, seconds: 600 },
  receiptPerSource: { tries: 60, seconds: 60 },
  exportPerStaff: { tries: 30, seconds: 3600 },
  /** No limits: after so many tries on one account, or at one record, from anywhere, each further one is slower. */
  slowPerAccount: { tries: 20, seconds: 3600 },
  slowPerRecord: { tries: 10, seconds: 3600 },
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
  readonly #limits: Limits;

  constructor(limits: Partial<Limits> = {}) {
    this.#limits = { ...defaults, ...limits };
    const all = Object.entries(this.#limits) as [LimitName, Limit][];
    this.#limiters = new Map(
      all.map(([name, { tries, seconds }]) => [
        name,
        new RateLimiterMemory({ points: tries, duration: seconds }),
      ]),
    );
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

  /** Wait longer the more tries an account or a record has had from anywhere. The same for one that does not exist. */
  async slow(name: 'slowPerAccount' | 'slowPerRecord', ...what: string[]): Promise<void> {
    const before = (await this.#count(name, what)) - 1;
    const ms = slowMs(before, this.#limits[name].tries);
    if (ms > 0) await wait(ms);
  }

  /**
   * Is this guess to be heard? Once others have guessed often at the same, an account has only few heard. One that
   * has not guessed yet is always heard, so that strangers lock nobody out; who guesses alone is, too.
   * @param by the account
   */
  async hears(what: string[], by: string): Promise<boolean> {
    const all = await this.#count('guessesPerRecord', what);
    const own = await this.#count('guessesHeard', [...what, by]);
    return all - own < this.#limits.guessesPerRecord.tries || own <= this.#limits.guessesHeard.tries;
  }

  /** Every call counts against its source. @throws {TRPCError} TOO_MANY_REQUESTS */
  async source(source: string): Promise<void> {
    if ((await this.take(['callsPerSource', source])) === null) return;
    throw new TRPCError({ code: 'TOO_MANY_REQUESTS', message: 'Too many calls. Wait a minute.' });
  }

  /** Count one more. @returns how many there are in the window */
  async #count(name: LimitName, parts: string[]): Promise<number> {
    return (await this.#limiters.get(name)?.penalty(keyOf(parts)))?.consumedPoints ?? 0;
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
