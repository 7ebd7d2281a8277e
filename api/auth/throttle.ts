import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { TRPCError } from '@trpc/server';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Db } from '../../prisma/client.ts';
import { TryCounts, type Count, type Counted } from './try-counts.ts';

/** How often, in tries per window. Sources are generous: an office's kiosk or a carrier is one address. */
const defaults = {
  callsPerSource: { tries: 600, seconds: 60 },
  signInPerAccountAndSource: { tries: 10, seconds: 900 },
  signInPerSource: { tries: 100, seconds: 900 },
  signUpPerSource: { tries: 100, seconds: 3600 },
  /** Mails with codes to one address. A stranger's source runs out long before the address does. */
  codeMailPerAddressAndSource: { tries: 8, seconds: 3600 },
  /** As long as a mailed link works: where strangers used this up, the address has a link that works. */
  codeMailPerAddress: { tries: 8, seconds: 900 },
  /** In its place for a browser that has signed in to the account before: strangers use up nothing of it. */
  codeMailPerKnownDevice: { tries: 8, seconds: 3600 },
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
type Try = [LimitName, ...parts: string[]];

/** These guard no secret: each process counts them in its memory. All others are counted in the database. */
const inMemory: readonly LimitName[] = [
  'callsPerSource',
  'payPerAccount',
  'receiptPerSource',
  'exportPerStaff',
];

/**
 * Who may try how often. What concerns an account is counted with the caller's address, so that a stranger
 * cannot lock anybody out; the count over all addresses only slows. What guards a secret is counted for all apis
 * together.
 */
export class Throttle {
  readonly #limiters: ReadonlyMap<LimitName, RateLimiterMemory>;
  readonly #limits: Limits;
  readonly #counts: TryCounts;
  readonly #clock: () => Date;

  constructor(deps: { db: Db; read: Db; clock: () => Date }, limits: Partial<Limits> = {}) {
    this.#limits = { ...defaults, ...limits };
    this.#counts = new TryCounts(deps);
    this.#clock = deps.clock;
    this.#limiters = new Map(
      inMemory.map((name) => {
        const { tries, seconds } = this.#limits[name];
        return [name, new RateLimiterMemory({ points: tries, duration: seconds })];
      }),
    );
  }

  /**
   * Count one try against each limit, unless it is over one of them: then it counts against none in the database.
   * @returns seconds until there is another, or null when this one may go on
   */
  async take(...tries: Try[]): Promise<number | null> {
    for (const [name, ...parts] of tries) {
      const seconds = await this.#takeInMemory(name, parts);
      if (seconds !== null) return seconds;
    }
    const kept = tries.filter(([name]) => !inMemory.includes(name)).map((one) => this.#counted(one));
    if (kept.length === 0) return null;
    const before = await this.#counts.now(kept.map(({ key }) => key));
    const refused = this.#secondsOf(kept, before, (count, most) => count >= most);
    if (refused !== null) return refused;
    return this.#secondsOf(kept, await this.#counts.add(kept), (count, most) => count > most);
  }

  /** Forget the tries of somebody who got in. */
  async forgive(name: LimitName, ...parts: string[]): Promise<void> {
    await this.#counts.forget(keyOf([name, ...parts]));
  }

  /** Wait longer the more tries an account or a record has had from anywhere. The same for one that does not exist. */
  async slow(name: 'slowPerAccount' | 'slowPerRecord', ...what: string[]): Promise<void> {
    const [tried = 1] = await this.#count([name, ...what]);
    const ms = slowMs(tried - 1, this.#limits[name].tries);
    if (ms > 0) await wait(ms);
  }

  /**
   * Is this guess to be heard? Once others have guessed often at the same, an account has only few heard. One that
   * has not guessed yet is always heard, so that strangers lock nobody out; who guesses alone is, too.
   * @param by the account
   */
  async hears(what: string[], by: string): Promise<boolean> {
    const [all = 1, own = 1] = await this.#count(
      ['guessesPerRecord', ...what],
      ['guessesHeard', ...what, by],
    );
    return all - own < this.#limits.guessesPerRecord.tries || own <= this.#limits.guessesHeard.tries;
  }

  /** Every call counts against its source. @throws {TRPCError} TOO_MANY_REQUESTS */
  async source(source: string): Promise<void> {
    if ((await this.take(['callsPerSource', source])) === null) return;
    throw new TRPCError({ code: 'TOO_MANY_REQUESTS', message: 'Too many calls. Wait a minute.' });
  }

  /** Count one more of each. @returns how many there are in the window, in the same order */
  async #count(...tries: Try[]): Promise<number[]> {
    const counted = tries.map((one) => this.#counted(one));
    const counts = await this.#counts.add(counted);
    return counted.map(({ key }) => counts.get(key)?.count ?? 1);
  }

  #counted([name, ...parts]: Try) {
    const { tries: most, seconds } = this.#limits[name];
    return { key: keyOf([name, ...parts]), seconds, most };
  }

  /** The wait of the first limit that the counts are over. */
  #secondsOf(
    kept: readonly (Counted & { most: number })[],
    counts: ReadonlyMap<string, Count>,
    isOver: (count: number, most: number) => boolean,
  ): number | null {
    for (const { key, most } of kept) {
      const found = counts.get(key);
      if (found === undefined || !isOver(found.count, most)) continue;
      return Math.max(1, Math.ceil((found.endsMs - this.#clock().getTime()) / 1000));
    }
    return null;
  }

  async #takeInMemory(name: LimitName, parts: string[]): Promise<number | null> {
    try {
      await this.#limiters.get(name)?.consume(keyOf(parts));
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

/**
 * What a mail with a code counts against, the caller's own limit first. For a browser that is nobody's, whether there
 * is an account is no part of it.
 * @param device of a browser that has signed in to the address's account before
 */
export const codeMail = (
  agencyId: string,
  email: string,
  source: string,
  device: string | null,
): [LimitName, ...string[]][] => [
  ['codeMailPerAddressAndSource', agencyId, email, source],
  device === null
    ? ['codeMailPerAddress', agencyId, email]
    : ['codeMailPerKnownDevice', agencyId, email, device],
];

/** Addresses and e-mails are kept as digests only. */
const keyOf = (parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
