import { randomUUID } from 'node:crypto';
import type { Tx } from '../../prisma/client.ts';
import type { SignInCode } from '../../prisma/gen/sqlite/client.ts';
import { unknownEmailMail, verifyMail } from '../../workflows/words/mail.ts';
import type { Background } from '../background.ts';
import type { Deps } from '../deps.ts';
import { codeColumns, isCodeOf, KEPT_MS, live, mayHaveAnother, newCode } from './mailed-code.ts';
import type { Proved } from './sessions.ts';
import { hashOf, newToken } from './token.ts';

type CodeDeps = Pick<Deps, 'db' | 'read' | 'clock' | 'mailer'>;

interface Named {
  id: string;
  name: string;
}

/**
 * Codes to sign in with instead of the password. Asked for any address: the same row, the same answer, and a mail.
 * Only the mailbox hears whether there is an account. A code is right in the browser that asked for it, and once.
 */
export class SignInCodes {
  readonly #deps: CodeDeps;
  readonly #background: Background;

  constructor(deps: CodeDeps, background: Background) {
    this.#deps = deps;
    this.#background = background;
  }

  /**
   * Make a code for an address and mail it; the mail leaves after the answer.
   * @param asked.email normalised @returns the token for the browser
   */
  async open(agency: Named, asked: { email: string; language: string }): Promise<string> {
    const { db, clock } = this.#deps;
    const now = clock();
    const [id, pending, code] = [randomUUID(), newToken(), newCode(8)];
    const row = { ...asked, id, agencyId: agency.id, createdAt: now };
    await db.$transaction(async (tx) => {
      await tx.signInCode.create({
        data: { ...row, pendingHash: hashOf(pending), ...codeColumns(id, code, now) },
      });
      await tx.signInCode.deleteMany({ where: { createdAt: { lt: new Date(now.getTime() - KEPT_MS) } } });
    });
    this.#background.run('mail with a sign-in code', () => this.#mail(agency, row, code));
    return pending;
  }

  /** What a browser's token names, used or not; null where it names nothing here. */
  named(agencyId: string, pending: string): Promise<SignInCode | null> {
    return this.#deps.read.signInCode.findFirst({ where: { agencyId, pendingHash: hashOf(pending) } });
  }

  /** Mail a new code, unless the last was made a moment ago. The one before ends. */
  async sendAgain(agency: Named, { id, codes, ...row }: SignInCode): Promise<void> {
    const { db, clock } = this.#deps;
    const now = clock();
    if (!mayHaveAnother({ codes, ...row }, now)) return;
    const code = newCode(8);
    const next = { ...codeColumns(id, code, now), tries: 0, codes: codes + 1 };
    const made = await db.signInCode.updateMany({ where: { id, codes, usedAt: null }, data: next }); // of two at once, one
    if (made.count === 1) await this.#mail(agency, row, code);
  }

  /**
   * Try a code. `expired` is told only to who knows it: too old, used up or used before.
   * @returns the account whose address it was; for an address without one every code is wrong
   */
  prove(agencyId: string, pending: string, code: string): Promise<Proved | 'wrong' | 'expired'> {
    const { db, clock } = this.#deps;
    return db.$transaction((tx) => takeCode(tx, { agencyId, pendingHash: hashOf(pending) }, code, clock()));
  }

  /** To the mailbox: the code, or that it has no account. */
  async #mail(
    agency: Named,
    to: Pick<SignInCode, 'agencyId' | 'email' | 'language'>,
    code: string,
  ): Promise<void> {
    const { read, mailer } = this.#deps;
    const { agencyId, email } = to;
    const owner = await read.payerAccount.findUnique({ where: { agencyId_email: { agencyId, email } } });
    const { language } = owner ?? to;
    const agencyName = agency.name;
    const inTwo = `${code.slice(0, 4)} ${code.slice(4)}`;
    const mail = owner
      ? verifyMail(language, { agencyName, code: inTwo })
      : unknownEmailMail(language, { agencyName });
    await mailer.send({ ...mail, to: email, language, id: randomUUID() });
  }
}

/** Use up a row by its right code, or one of its tries by a wrong one. */
async function takeCode(
  tx: Tx,
  named: { agencyId: string; pendingHash: string },
  code: string,
  now: Date,
): Promise<Proved | 'wrong' | 'expired'> {
  // The write is first: two tries at once cannot both be the fifth, nor both be the right one.
  const where = { ...named, ...live(now) };
  const tried = await tx.signInCode.updateMany({ where, data: { tries: { increment: 1 } } });
  const stored = await tx.signInCode.findFirst({ where: named });
  if (stored === null || !isCodeOf(stored, code)) return 'wrong';
  if (tried.count === 0) return 'expired';
  await tx.signInCode.update({ where: { id: stored.id }, data: { usedAt: now } });
  const { agencyId, email } = stored;
  const account = await tx.payerAccount.findUnique({ where: { agencyId_email: { agencyId, email } } });
  return account ? { accountId: account.id, passwordHash: account.passwordHash } : 'wrong';
}
