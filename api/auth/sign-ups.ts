import { randomUUID } from 'node:crypto';
import type { Tx } from '../../prisma/client.ts';
import type { SignUp } from '../../prisma/gen/sqlite/client.ts';
import { knownEmailMail, verifyMail } from '../../workflows/words/mail.ts';
import { audit } from '../audit.ts';
import type { Background } from '../background.ts';
import type { Deps } from '../deps.ts';
import { codeColumns, KEPT_MS, newCode, renewCode, takeCode } from './mailed-code.ts';
import type { Proved } from './sessions.ts';
import { hashOf, newToken } from './token.ts';

type SignUpDeps = Pick<Deps, 'db' | 'read' | 'clock' | 'mailer'>;

/** What somebody asks an account with. The address is normalised and nobody's yet. */
export type Wish = Pick<SignUp, 'email' | 'givenName' | 'familyName' | 'language' | 'passwordHash'>;

interface Named {
  id: string;
  name: string;
}

/**
 * Sign-ups: no account exists before its address is proved. Each is proved by itself, with the code that was
 * mailed for it and the token that only its own browser holds, so that no sign-up can lend its password to another's
 * proof. Six digits, of which the newest count, for fifteen minutes and five tries. A sign-up with an address that
 * has an account is stored and answered as any other; only the mailbox hears that there is one.
 */
export class SignUps {
  readonly #deps: SignUpDeps;
  readonly #background: Background;

  constructor(deps: SignUpDeps, background: Background) {
    this.#deps = deps;
    this.#background = background;
  }

  /** Keep a wish and mail its code; the mail leaves after the answer. @returns the token for the browser */
  async open(agency: Named, wish: Wish): Promise<string> {
    const { db, clock } = this.#deps;
    const now = clock();
    const [id, pending, code] = [randomUUID(), newToken(), newCode(6)];
    const row = { ...wish, id, agencyId: agency.id, createdAt: now };
    await db.$transaction(async (tx) => {
      await tx.signUp.create({
        data: { ...row, pendingHash: hashOf(pending), ...codeColumns(id, code, now) },
      });
      await tx.signUp.deleteMany({ where: { createdAt: { lt: new Date(now.getTime() - KEPT_MS) } } });
      const actor = { kind: 'payer', id } as const;
      await audit(tx, { agencyId: agency.id, at: now, actor, action: 'account.sign_up' });
    });
    this.#background.run('mail after a sign-up', () => this.#mail(agency, row, code));
    return pending;
  }

  /** The sign-up that a browser's token names, or null. */
  waiting(agencyId: string, pending: string): Promise<SignUp | null> {
    const young = { gt: new Date(this.#deps.clock().getTime() - KEPT_MS) };
    const where = { agencyId, pendingHash: hashOf(pending), usedAt: null, createdAt: young };
    return this.#deps.read.signUp.findFirst({ where });
  }

  /** Mail a new code, unless the last was made a moment ago. The one before ends. */
  async sendAgain(agency: Named, signUp: SignUp): Promise<void> {
    const { db, clock } = this.#deps;
    const code = await renewCode(db.signUp, signUp, newCode(6), clock());
    if (code !== null) await this.#mail(agency, signUp, code);
  }

  /**
   * Try a code; the right one makes the account from this sign-up, and from no other. `expired` is told only to who
   * knows the code: too old, used up or used before. Where another sign-up has proved the address first, the answer
   * is that of a known address: wrong, and its mailbox is told.
   * @param attempt as `takeCode`
   */
  async prove(
    agency: Named,
    pending: string,
    code: string,
    attempt?: string,
  ): Promise<Proved | 'wrong' | 'expired'> {
    const { db, clock } = this.#deps;
    const now = clock();
    const named = { agencyId: agency.id, pendingHash: hashOf(pending) };
    const proved = await db.$transaction(async (tx) => {
      const taken = await takeCode(tx.signUp, named, code, now, attempt);
      if (typeof taken === 'string') return taken;
      const { row: signUp, again } = taken;
      // Proved by this try before: its account has its id, unless another sign-up was the first.
      return { signUp, ownerId: again ? signUp.id : await ownerOf(tx, signUp, now) };
    });
    if (typeof proved === 'string') return proved;
    const { signUp, ownerId } = proved;
    if (ownerId === signUp.id) return { accountId: ownerId, passwordHash: signUp.passwordHash };
    this.#background.run('mail after a late proof', () => this.#mail(agency, signUp, code));
    return 'wrong';
  }

  /** To the mailbox: the code, or that it has an account already. */
  async #mail(
    agency: Named,
    to: Pick<SignUp, 'agencyId' | 'email' | 'language'>,
    code: string,
  ): Promise<void> {
    const { read, mailer } = this.#deps;
    const { agencyId, email } = to;
    const owner = await read.payerAccount.findUnique({ where: { agencyId_email: { agencyId, email } } });
    const { language } = owner ?? to;
    const agencyName = agency.name;
    const mail = owner
      ? knownEmailMail(language, { agencyName })
      : verifyMail(language, { agencyName, code });
    await mailer.send({ ...mail, to: email, language, id: randomUUID() });
  }
}

/** The account of a sign-up's address, made from this sign-up if there was none. @returns its id */
async function ownerOf(tx: Tx, signUp: SignUp, now: Date): Promise<string> {
  const { id, agencyId, email, givenName, familyName, language, passwordHash } = signUp;
  const account = { id, agencyId, email, givenName, familyName, language, passwordHash, createdAt: now };
  const where = { agencyId_email: { agencyId, email } };
  // The first proof wins. An update of something, if of nothing new: only so is it one statement, which cannot race.
  const owner = await tx.payerAccount.upsert({ where, create: account, update: { email } });
  const actor = { kind: 'payer', id } as const;
  if (owner.id === id) await audit(tx, { agencyId, at: now, actor, action: 'account.created' });
  return owner.id;
}
