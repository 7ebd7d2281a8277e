import { randomUUID } from 'node:crypto';
import type { Tx } from '../../prisma/client.ts';
import { lockRow } from '../../prisma/lock-row.ts';
import type { PasswordReset, PayerAccount } from '../../prisma/gen/sqlite/client.ts';
import { passwordChangedMail, resetMail, unknownEmailMail } from '../../workflows/words/mail.ts';
import { audit } from '../audit.ts';
import type { Background } from '../background.ts';
import type { Deps } from '../deps.ts';
import { securePath } from '../http/secure-page.ts';
import { normaliseAgencyPersonId } from '../payer/agency-person-id.ts';
import { KEPT_MS, TRIES_MAX } from './mailed-code.ts';
import { endOfficeCodes, useOfficeCode, type OfficeCodes } from './office-codes.ts';
import type { Passwords } from './passwords.ts';
import type { Proved, Sessions } from './sessions.ts';
import type { SignInCodes } from './sign-in-codes.ts';
import { hashOf, newToken } from './token.ts';

const LINK_MS = 15 * 60_000;

/** The agency as its own mails name it. */
interface Named {
  id: string;
  name: string;
  phone: string;
}

interface ResetParts {
  deps: Pick<Deps, 'db' | 'read' | 'clock' | 'mailer' | 'pageOrigin'>;
  background: Background;
  passwords: Passwords;
  officeCodes: OfficeCodes;
  sessions: Sessions;
  signInCodes: SignInCodes;
}

/** Who somebody says they are, once the link has shown that the mailbox is theirs. */
export type Identity =
  | { kind: 'record'; agencyPersonId: string; birthDate: string }
  | { kind: 'code'; pending: string; code: string }
  /** Staff have seen them, and gave them a code. */
  | { kind: 'office'; code: string };

/**
 * What a link's owner is asked: their record where the account has one, else a code from the same mailbox. A code from
 * staff is an answer to both.
 */
export type IdentityCheck = Exclude<Identity['kind'], 'office'>;

/** A link that may still be opened, and whose it is. */
export interface OpenReset {
  accountId: string;
  email: string;
  check: IdentityCheck;
  /** In which the link was mailed: the account's. */
  language: string;
}

/**
 * Passwords that were forgotten. A link by mail shows who has the mailbox; an answer shows who they are; only for that
 * is there a proof, with which a new password can be set once. Tokens are random, stored as hashes, and dead after
 * fifteen minutes, after use, and when a newer link or another new password took their place.
 */
export class PasswordResets {
  readonly #parts: ResetParts;

  constructor(parts: ResetParts) {
    this.#parts = parts;
  }

  /**
   * Mail a link to an address, or that it has no account. All of it happens after the answer.
   * @param origin one that the agency lists: the link opens its page there
   */
  ask(agency: Named, origin: string, asked: { email: string; language: string }): void {
    this.#parts.background.run('mail with a link', () => this.#ask(agency, origin, asked));
  }

  /** What a link's token opens, or null: used, too old, or never made here. */
  async opened(agencyId: string, token: string): Promise<OpenReset | null> {
    const { read, clock } = this.#parts.deps;
    const reset = await read.passwordReset.findFirst({
      where: { agencyId, tokenHash: hashOf(token), ...open(clock()) },
      include: { account: { include: ownRecord } },
    });
    if (reset === null) return null;
    const { id: accountId, email, language, links } = reset.account;
    return { accountId, email, language, check: links.length > 0 ? 'record' : 'code' };
  }

  /**
   * Try an answer to who the link's owner is. Asked again with the right answer there is another proof, and the one
   * before ends: an answer may have been lost on its way.
   */
  async answer(
    agencyId: string,
    token: string,
    identity: Identity,
  ): Promise<{ proof: string } | 'wrong' | 'code_expired' | 'expired'> {
    const { db, clock } = this.#parts.deps;
    const named = { agencyId, tokenHash: hashOf(token) };
    const where = { ...named, ...open(clock()) };
    // Counted before it is looked at: answers at once are still five.
    const tried = await db.passwordReset.updateMany({ where, data: { tries: { increment: 1 } } });
    if (tried.count === 0) return 'expired';
    const reset = await db.passwordReset.findFirstOrThrow({
      where: named,
      include: { account: { include: ownRecord } },
    });
    const looked = await this.#look(reset, reset.account.links[0]?.person, identity);
    if (typeof looked === 'string' && looked !== 'right') {
      await this.#noteMiss(reset);
      return looked;
    }
    return this.#prove(reset, looked === 'right' ? null : looked.codeId);
  }

  /** A proof for a right answer, in place of the one before. @param codeId of the code from staff that was the answer */
  async #prove(
    reset: PasswordReset,
    codeId: string | null,
  ): Promise<{ proof: string } | 'code_expired' | 'expired'> {
    const { db, clock } = this.#parts.deps;
    const now = clock();
    const proof = newToken();
    const data = { proofHash: hashOf(proof), expiresAt: new Date(now.getTime() + LINK_MS) };
    return db.$transaction(async (tx) => {
      await lockRow(tx, 'PayerAccount', reset.accountId);
      const unused = { id: reset.id, usedAt: null };
      if ((await tx.passwordReset.count({ where: unused })) === 0) return 'expired';
      if (codeId !== null && !(await useOfficeCode(tx, codeId, reset, now))) return 'code_expired';
      await tx.passwordReset.updateMany({ where: unused, data });
      return { proof };
    });
  }

  /** The account that a proof is for, or null; also after it was used, for the caller whose answer was lost. */
  async provedBy(agencyId: string, proof: string): Promise<PayerAccount | null> {
    const where = { agencyId, proofHash: hashOf(proof) };
    const reset = await this.#parts.deps.read.passwordReset.findFirst({ where, include: { account: true } });
    return reset?.account ?? null;
  }

  /**
   * Give an account its new password, once: every session of it ends, with all links and codes under way, and its
   * owner is told by mail.
   * @param account of `provedBy` @returns null: the proof is too old or was used
   */
  async setPassword(
    agency: Named,
    account: PayerAccount,
    proof: string,
    password: string,
  ): Promise<Proved | null> {
    const { deps, passwords, background } = this.#parts;
    const passwordHash = await passwords.hash(password);
    const was = { agencyId: agency.id, proofHash: hashOf(proof) };
    const changed = await deps.db.$transaction(async (tx) => {
      await lockRow(tx, 'PayerAccount', account.id);
      return this.#change(tx, account, was, passwordHash);
    });
    if (changed) {
      background.run('mail after a new password', () => this.#tellOwner(agency, account));
      return { accountId: account.id, passwordHash };
    }
    return this.#doneBefore(account, was, password);
  }

  async #ask(agency: Named, origin: string, asked: { email: string; language: string }): Promise<void> {
    const { read, mailer } = this.#parts.deps;
    const { email } = asked;
    const where = { agencyId_email: { agencyId: agency.id, email } };
    const account = await read.payerAccount.findUnique({ where });
    const { language } = account ?? asked;
    const mail = account
      ? resetMail(language, { agencyName: agency.name, url: await this.#link(account, origin) })
      : unknownEmailMail(language, { agencyName: agency.name });
    await mailer.send({ ...mail, to: email, language, id: randomUUID() });
  }

  /** A new link's address; those before that nobody has answered end. */
  async #link({ id: accountId, agencyId }: PayerAccount, origin: string): Promise<string> {
    const { db, clock } = this.#parts.deps;
    const now = clock();
    const token = newToken();
    const path = await this.#pathOn(origin, agencyId);
    await db.$transaction(async (tx) => {
      await lockRow(tx, 'PayerAccount', accountId);
      const older = { accountId, usedAt: null, proofHash: null };
      await tx.passwordReset.updateMany({ where: older, data: { usedAt: now } });
      await tx.passwordReset.deleteMany({ where: { createdAt: { lt: new Date(now.getTime() - KEPT_MS) } } });
      const id = randomUUID();
      const expiresAt = new Date(now.getTime() + LINK_MS);
      const reset = { id, agencyId, accountId, tokenHash: hashOf(token), createdAt: now, expiresAt };
      await tx.passwordReset.create({ data: reset });
      const actor = { kind: 'system' } as const; // whoever asked is nobody yet
      await audit(tx, { agencyId, at: now, actor, action: 'account.reset_asked', subjectId: accountId });
    });
    return `${origin}${path}#onward-reset=${token}`; // a fragment: no server is sent it
  }

  /** The page with the form on this origin: the agency's, as its list of origins says, or ours for it. */
  async #pathOn(origin: string, agencyId: string): Promise<string> {
    const { read, pageOrigin } = this.#parts.deps;
    const where = { agencyId_origin: { agencyId, origin } };
    if (origin !== pageOrigin()) return (await read.agencyOrigin.findUniqueOrThrow({ where })).path;
    return securePath((await read.agency.findUniqueOrThrow({ where: { id: agencyId } })).publishableKey);
  }

  async #look(
    reset: PasswordReset,
    own: { agencyPersonId: string; birthDate: string } | undefined,
    identity: Identity,
  ): Promise<'right' | 'wrong' | 'code_expired' | { codeId: string }> {
    const { officeCodes, signInCodes } = this.#parts;
    if (identity.kind === 'office') {
      const guessed = await officeCodes.guess(reset, identity.code);
      return guessed === 'expired' ? 'code_expired' : guessed;
    }
    if (own) {
      if (identity.kind !== 'record') return 'wrong';
      const number = normaliseAgencyPersonId(identity.agencyPersonId);
      return number === own.agencyPersonId && identity.birthDate === own.birthDate ? 'right' : 'wrong';
    }
    if (identity.kind !== 'code') return 'wrong';
    const proved = await signInCodes.prove(reset.agencyId, identity.pending, identity.code);
    if (proved === 'expired') return 'code_expired';
    return proved !== 'wrong' && proved.accountId === reset.accountId ? 'right' : 'wrong';
  }

  async #noteMiss({ agencyId, accountId }: PasswordReset): Promise<void> {
    const { db, clock } = this.#parts.deps;
    const actor = { kind: 'system' } as const; // who answered is not known: that is the point
    const action = 'account.identity_not_matched';
    await audit(db, { agencyId, at: clock(), actor, action, subjectId: accountId });
  }

  async #change(
    tx: Tx,
    { id: accountId, agencyId, email }: PayerAccount,
    was: { agencyId: string; proofHash: string },
    passwordHash: string,
  ): Promise<boolean> {
    const now = this.#parts.deps.clock();
    const data = { usedAt: now };
    const unused = { ...was, accountId, usedAt: null, expiresAt: { gt: now } };
    if ((await tx.passwordReset.updateMany({ where: unused, data })).count === 0) return false;
    await tx.payerAccount.update({ where: { id: accountId }, data: { passwordHash } });
    await tx.passwordReset.updateMany({ where: { accountId, usedAt: null }, data });
    await endOfficeCodes(tx, { accountId }, now);
    await tx.signInCode.updateMany({ where: { agencyId, email, usedAt: null }, data });
    await this.#parts.sessions.endAll(tx, accountId);
    const actor = { kind: 'payer', id: accountId } as const;
    await audit(tx, { agencyId, at: now, actor, action: 'account.password_changed' });
    return true;
  }

  /** Asked again because the answer was lost: it is the account's password by now, set with this very proof. */
  async #doneBefore(
    { id: accountId }: PayerAccount,
    was: { agencyId: string; proofHash: string },
    password: string,
  ): Promise<Proved | null> {
    const { deps, passwords } = this.#parts;
    const young = { gt: deps.clock() };
    const where = { ...was, accountId, usedAt: { not: null }, expiresAt: young };
    const used = await deps.db.passwordReset.findFirst({ where, include: { account: true } });
    if (used === null || !(await passwords.matches(used.account.passwordHash, password))) return null;
    return { accountId, passwordHash: used.account.passwordHash };
  }

  async #tellOwner(agency: Named, { email, language }: PayerAccount): Promise<void> {
    const mail = passwordChangedMail(language, { agencyName: agency.name, phone: agency.phone });
    await this.#parts.deps.mailer.send({ ...mail, to: email, language, id: randomUUID() });
  }
}

/** A link that may still be answered. */
const open = (now: Date) => ({ usedAt: null, tries: { lt: TRIES_MAX }, expiresAt: { gt: now } });

const ownRecord = {
  links: { where: { relation: 'self', state: 'active' }, include: { person: true } },
} as const;
