import { randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Background } from '../background.ts';
import type { Deps } from '../deps.ts';
import { hashOf } from './token.ts';
import { verifyMail } from '../../workflows/words/mail.ts';

const CODE_MINUTES = 15;
const TRIES_MAX = 5;
const SPACING_SECONDS = 30;
const SPACING_MOST_SECONDS = 600;

type CodeDeps = Pick<Deps, 'db' | 'clock' | 'mailer'>;

export interface CodeReceiver {
  id: string;
  agencyId: string;
  agencyName: string;
  email: string;
  language: string;
}

/** Six digits by mail that prove an address. The newest counts, for fifteen minutes and five tries. */
export class EmailCodes {
  readonly #deps: CodeDeps;
  readonly #background: Background;

  constructor(deps: CodeDeps, background: Background) {
    this.#deps = deps;
    this.#background = background;
  }

  /** Send a new code, unless the last went out a moment ago. The mail leaves after the answer. */
  async send(to: CodeReceiver): Promise<void> {
    const made = await this.#make(to.id, to.agencyId);
    if (made === null) return;
    const { agencyName, email, language } = to;
    const mail = verifyMail(language, { agencyName, code: made.code });
    const send = () => this.#deps.mailer.send({ ...mail, to: email, language, id: made.id });
    this.#background.run('mail with a code', send);
  }

  /**
   * Try a code. `expired` is told only to who knows it: too old, used up or used before.
   * @param accountId null where there is no account: always wrong
   */
  async check(accountId: string | null, code: string): Promise<'right' | 'wrong' | 'expired'> {
    const { db, clock } = this.#deps;
    const now = clock();
    return db.$transaction(async (tx) => {
      // One write with or without an account, and first: two tries at once cannot both be the fifth.
      const newest = { accountId: accountId ?? '', purpose: 'verify_email' };
      const live = { ...newest, usedAt: null, tries: { lt: TRIES_MAX }, expiresAt: { gt: now } };
      const tried = await tx.emailCode.updateMany({ where: live, data: { tries: { increment: 1 } } });
      const stored = await tx.emailCode.findFirst({ where: newest, orderBy: { createdAt: 'desc' } });
      if (stored === null || !same(stored.codeHash, codeHash(stored.id, code))) return 'wrong';
      if (tried.count === 0 || stored.usedAt !== null) return 'expired';
      await tx.emailCode.update({ where: { id: stored.id }, data: { usedAt: now } });
      return 'right';
    });
  }

  async #make(accountId: string, agencyId: string): Promise<{ id: string; code: string } | null> {
    const now = this.#deps.clock();
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const id = randomUUID();
    return this.#deps.db.$transaction(async (tx) => {
      await tx.payerAccount.update({ where: { id: accountId }, data: { agencyId } }); // the lock: changes nothing
      const lastHour = { accountId, createdAt: { gt: new Date(now.getTime() - 3_600_000) } };
      const recent = await tx.emailCode.findMany({ where: lastHour, orderBy: { createdAt: 'desc' } });
      const last = recent[0]?.createdAt.getTime() ?? 0;
      if (now.getTime() < last + spacingSeconds(recent.length) * 1000) return null;
      const expiresAt = new Date(now.getTime() + CODE_MINUTES * 60_000);
      const row = { id, agencyId, accountId, purpose: 'verify_email', expiresAt, createdAt: now };
      await tx.emailCode.create({ data: { ...row, codeHash: codeHash(id, code) } });
      return { id, code };
    });
  }
}

/** Seconds between codes after so many in an hour: a stranger who asks for them can only slow their owner. */
export function spacingSeconds(inLastHour: number): number {
  return inLastHour === 0 ? 0 : Math.min(SPACING_MOST_SECONDS, SPACING_SECONDS * 2 ** (inLastHour - 1));
}

const codeHash = (id: string, code: string) => hashOf(`${id}:${code}`);

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
