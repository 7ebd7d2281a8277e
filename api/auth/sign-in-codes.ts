import { randomUUID } from 'node:crypto';
import type { Tx } from '../../prisma/client.ts';
import type { SignInCode } from '../../prisma/gen/sqlite/client.ts';
import { unknownEmailMail, verifyMail } from '../../workflows/words/mail.ts';
import type { Background } from '../background.ts';
import type { Deps } from '../deps.ts';
import { codeColumns, KEPT_MS, newCode, renewCode, takeCode } from './mailed-code.ts';
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
  async sendAgain(agency: Named, row: SignInCode): Promise<void> {
    const { db, clock } = this.#deps;
    const code = await renewCode(db.signInCode, row, newCode(8), clock());
    if (code !== null) await this.#mail(agency, row, code);
  }

  /**
   * Try a code. @param attempt as `takeCode`. `expired` is told only to who knows it: too old, used up or used before.
   * @returns the account whose address it was; for an address without one every code is wrong
   */
  prove(
    agencyId: string,
    pending: string,
    code: string,
    attempt?: string,
  ): Promise<Proved | 'wrong' | 'expired'> {
    const { db, clock } = this.#deps;
    const named = { agencyId, pendingHash: hashOf(pending) };
    return db.$transaction(async (tx) => {
      const taken = await takeCode(tx.signInCode, named, code, clock(), attempt);
      return typeof taken === 'string' ? taken : ownerOf(tx, taken.row);
    });
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

async function ownerOf(tx: Tx, { agencyId, email }: SignInCode): Promise<Proved | 'wrong'> {
  const account = await tx.payerAccount.findUnique({ where: { agencyId_email: { agencyId, email } } });
  return account ? { accountId: account.id, passwordHash: account.passwordHash } : 'wrong';
}
