import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../../prisma/client.ts';
import { audit } from '../audit.ts';
import { newCode, TRIES_MAX } from './mailed-code.ts';
import type { Passwords } from './passwords.ts';

const DAY_MS = 24 * 3_600_000;

/** Whose code it is to be, and who has seen the person. */
export interface Giving {
  agencyId: string;
  accountId: string;
  personId: string;
  staffId: string;
  /** How it was made sure who the person is. */
  note: string;
}

/** A new code, and what is stored of it: made outside the transaction that stores it, as that takes a while. */
export interface NewOfficeCode {
  code: string;
  codeHash: string;
}

/** Codes that may still be used, whatever their age. */
const OPEN = { usedAt: null, endedAt: null } as const;

/**
 * Codes that staff give in person to a payer who cannot answer who they are. A code opens nothing by itself: it is one
 * answer to the question that a mailed link asks, and only of the account that it was made for. So nobody can try one
 * who has not the mailbox, and its five tries lock nobody out by a stranger's hand.
 */
export class OfficeCodes {
  readonly #deps: { db: Db; clock: () => Date };
  readonly #passwords: Passwords;

  constructor(deps: { db: Db; clock: () => Date }, passwords: Passwords) {
    this.#deps = deps;
    this.#passwords = passwords;
  }

  async newOne(): Promise<NewOfficeCode> {
    const code = newCode(8);
    return { code, codeHash: await this.#passwords.hash(code) };
  }

  /**
   * Count a guess and look at it. Takes as long where the account has none.
   * @returns the code's id where it is right and has not been used by another link; `expired` only to who knows it
   */
  async guess(reset: { id: string; agencyId: string; accountId: string }, code: string) {
    const { db, clock } = this.#deps;
    const now = clock();
    const { id: resetId, agencyId, accountId } = reset;
    const open = { agencyId, accountId, ...OPEN, expiresAt: { gt: now }, tries: { lt: TRIES_MAX } };
    // Counted before it is looked at: guesses at once are still five.
    const counted = await db.officeCode.updateMany({ where: open, data: { tries: { increment: 1 } } });
    const whose = { agencyId, accountId };
    const found =
      (await db.officeCode.findFirst({ where: { ...whose, ...OPEN } })) ??
      (await db.officeCode.findFirst({ where: whose, orderBy: { createdAt: 'desc' } }));
    const right = await this.#passwords.matches(found?.codeHash ?? null, code);
    if (found === null || !right) return 'wrong';
    return counted.count === 1 || found.resetId === resetId ? { codeId: found.id } : 'expired';
  }
}

/**
 * Make a code an account's only one. In a transaction that holds the account.
 * @returns until when it works
 */
export async function storeOfficeCode(
  tx: Tx,
  { note, ...giving }: Giving,
  { codeHash }: Pick<NewOfficeCode, 'codeHash'>,
  now: Date,
): Promise<Date> {
  const { agencyId, accountId, personId, staffId } = giving;
  await endOfficeCodes(tx, { accountId }, now);
  const id = randomUUID();
  const expiresAt = new Date(now.getTime() + DAY_MS);
  const times = { createdAt: now, expiresAt };
  await tx.officeCode.create({ data: { id, ...giving, codeHash, ...times, openFor: accountId } });
  await audit(tx, {
    agencyId,
    at: now,
    actor: { kind: 'staff', id: staffId },
    action: 'account.office_code_made',
    subjectId: accountId,
    detail: { codeId: id, personId, note },
  });
  return expiresAt;
}

/** Those that were not used are of no use any more. @returns how many there were */
export async function endOfficeCodes(
  tx: Tx,
  whose: { accountId: string } | { agencyId: string; personId: string },
  now: Date,
): Promise<number> {
  const { count } = await tx.officeCode.updateMany({
    where: { ...whose, ...OPEN },
    data: { endedAt: now, openFor: null },
  });
  return count;
}

/**
 * Use a code up for one link; the same link may give it again, as its answer may have been lost. In a transaction that
 * holds the account.
 * @returns false: another link was faster, it has ended, or the account became the own one of another than was seen
 */
export async function useOfficeCode(
  tx: Tx,
  codeId: string,
  { id: resetId, agencyId, accountId }: { id: string; agencyId: string; accountId: string },
  now: Date,
): Promise<boolean> {
  const mine = { id: codeId, agencyId, accountId };
  const { personId } = await tx.officeCode.findFirstOrThrow({ where: mine });
  const ofAnother = { accountId, relation: 'self', state: 'active', personId: { not: personId } };
  if ((await tx.payerLink.count({ where: ofAnother })) > 0) return false;
  const used = await tx.officeCode.updateMany({
    where: { ...mine, ...OPEN },
    data: { usedAt: now, resetId, openFor: null },
  });
  if (used.count === 0) return (await tx.officeCode.count({ where: { ...mine, resetId } })) === 1;
  const actor = { kind: 'payer', id: accountId } as const;
  const detail = { codeId };
  await audit(tx, {
    agencyId,
    at: now,
    actor,
    action: 'account.office_code_used',
    subjectId: accountId,
    detail,
  });
  return true;
}
