import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../../prisma/client.ts';
import type { Session } from '../../prisma/gen/sqlite/client.ts';
import { lockRow } from '../../prisma/lock-row.ts';
import { queryRows } from '../../prisma/rows.ts';
import { audit } from '../audit.ts';
import { hashOf, newToken } from './token.ts';

const ACCESS_MS = 10 * 60_000;
/** Payers use borrowed and public devices: a day's half, then the password again. */
const SESSION_MS = 12 * 3_600_000;
/** Two tabs that refresh at once both did it rightly; later, somebody has a copy of the token. */
const GRACE_MS = 30_000;

/** Whose session: an account of an agency, or a member of its staff. */
export type Owner = { agencyId: string; accountId: string } | { agencyId: string; staffId: string };

/** Who showed that an account is theirs, and the password it had at that moment. */
export interface Proved {
  accountId: string;
  passwordHash: string;
}

/** The same of a member of staff. */
interface ProvedStaff {
  staffId: string;
  passwordHash: string;
}

export interface Tokens {
  owner: Owner;
  access: string;
  accessExpiresAt: Date;
  refresh: string;
  refreshExpiresAt: Date;
}

export interface PayerSession {
  id: string;
  agencyId: string;
  accountId: string;
}

export interface StaffSession {
  id: string;
  agencyId: string;
  staffId: string;
}

interface SessionDeps {
  db: Db;
  read: Db;
  clock: () => Date;
}

/** Signed-in browsers. Only hashes of tokens are stored; a session is bound to its agency and origin. */
export class Sessions {
  readonly #deps: SessionDeps;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  /** Sign a member of staff in, unless they have another password by now: as `openFor`. */
  async openForStaff(
    agencyId: string,
    { staffId, passwordHash }: ProvedStaff,
    origin: string,
  ): Promise<Tokens | null> {
    const { db } = this.#deps;
    return db.$transaction(async (tx) => {
      await lockRow(tx, 'StaffMember', staffId);
      const member = await tx.staffMember.findFirst({ where: { id: staffId, agencyId, passwordHash } });
      return member && this.#insert(tx, { agencyId, staffId }, origin);
    });
  }

  /**
   * Sign a payer in, unless the account has another password by now: who changed it signed everybody else out, also
   * those who were just coming in.
   */
  async openFor(agencyId: string, proved: Proved, origin: string): Promise<Tokens | null> {
    const { accountId, passwordHash } = proved;
    const { db } = this.#deps;
    return db.$transaction(async (tx) => {
      await lockRow(tx, 'PayerAccount', accountId);
      const account = await tx.payerAccount.findFirst({ where: { id: accountId, agencyId, passwordHash } });
      return account && this.#insert(tx, { agencyId, accountId }, origin);
    });
  }

  /** End every session of an account: in the transaction that gives it another password. */
  async endAll(tx: Tx, accountId: string): Promise<void> {
    const data = { revokedAt: this.#deps.clock() };
    await endRepeats(tx, accountId);
    await tx.session.updateMany({ where: { accountId, revokedAt: null }, data });
  }

  async #insert(tx: Tx, owner: Owner, origin: string): Promise<Tokens> {
    const now = this.#deps.clock();
    const session = {
      id: randomUUID(),
      agencyId: owner.agencyId,
      accountId: 'accountId' in owner ? owner.accountId : null,
      staffId: 'staffId' in owner ? owner.staffId : null,
      origin,
      createdAt: now,
      expiresAt: new Date(now.getTime() + SESSION_MS),
    };
    await tx.session.create({ data: session });
    await tx.sessionToken.deleteMany({ where: { expiresAt: { lt: now } } });
    return issue(tx, owner, session, now);
  }

  /**
   * Exchange a refresh token for new tokens. One that was exchanged before, more than the grace ago, is a copy:
   * then the whole session ends.
   * @param kind whose cookie it came in
   * @returns null: not signed in
   */
  async refresh(
    kind: 'payer' | 'staff',
    token: string,
    at: { origin: string; agencyId?: string },
  ): Promise<Tokens | null> {
    const { db, clock } = this.#deps;
    const now = clock();
    const hash = hashOf(token);
    const valid = {
      origin: at.origin,
      revokedAt: null,
      expiresAt: { gt: now },
      ...(at.agencyId !== undefined && { agencyId: at.agencyId }),
      ...(kind === 'payer' ? { accountId: { not: null } } : { staffId: { not: null } }),
    };
    return db.$transaction(async (tx) => {
      const first = await tx.sessionToken.updateMany({
        where: { hash, kind: 'refresh', rotatedAt: null, session: valid },
        data: { rotatedAt: now },
      });
      const stored = await tx.sessionToken.findFirst({
        where: { hash, kind: 'refresh', session: valid },
        include: { session: true },
      });
      const owner = stored && ownerOf(stored.session);
      if (!owner) return null;
      const since = now.getTime() - (stored.rotatedAt?.getTime() ?? 0);
      if (first.count === 1 || since <= GRACE_MS) return issue(tx, owner, stored.session, now);
      await endSession(tx, stored.session.id, owner, now, 'session.ended_by_replay');
      return null;
    });
  }

  /**
   * End the session that a token of either kind belongs to, if it is one of ours from this origin. A payer who signs out
   * starts clean the next time.
   */
  async end(token: string, origin: string): Promise<void> {
    const { db, read, clock } = this.#deps;
    const stored = await read.sessionToken.findFirst({
      where: { hash: hashOf(token), session: { origin, revokedAt: null } },
      include: { session: true },
    });
    const owner = stored && ownerOf(stored.session);
    if (!owner) return;
    await db.$transaction(async (tx) => {
      await endSession(tx, stored.session.id, owner, clock(), 'session.ended');
      if ('accountId' in owner) await tx.payerDraft.deleteMany({ where: { accountId: owner.accountId } });
    });
  }

  async ofPayer(access: string | undefined, agencyId: string, origin: string): Promise<PayerSession | null> {
    const session = await this.#byAccess(access, origin);
    if (!session?.accountId || session.agencyId !== agencyId) return null;
    return { id: session.id, agencyId, accountId: session.accountId };
  }

  async ofStaff(access: string | undefined, origin: string): Promise<StaffSession | null> {
    const session = await this.#byAccess(access, origin);
    return session?.staffId ? { id: session.id, agencyId: session.agencyId, staffId: session.staffId } : null;
  }

  async #byAccess(access: string | undefined, origin: string) {
    if (access === undefined) return null;
    const now = this.#deps.clock();
    // Raw, in one statement: every call of somebody who is signed in begins with it.
    const [session] = await queryRows<LiveSession>(this.#deps.read)`
      SELECT session."id", session."agencyId", session."accountId", session."staffId"
      FROM "SessionToken" AS token JOIN "Session" AS session ON session."id" = token."sessionId"
      WHERE token."hash" = ${hashOf(access)} AND token."kind" = 'access' AND token."expiresAt" > ${now}
        AND session."origin" = ${origin} AND session."revokedAt" IS NULL AND session."expiresAt" > ${now}`;
    return session ?? null;
  }
}

/** Whose it is: one of the two. */
type LiveSession = Pick<Session, 'id' | 'agencyId' | 'accountId' | 'staffId'>;

async function issue(
  tx: Tx,
  owner: Owner,
  session: { id: string; expiresAt: Date },
  now: Date,
): Promise<Tokens> {
  const [access, refresh] = [newToken(), newToken()];
  const accessExpiresAt = new Date(Math.min(now.getTime() + ACCESS_MS, session.expiresAt.getTime()));
  const common = { sessionId: session.id, createdAt: now };
  await tx.sessionToken.createMany({
    data: [
      { ...common, hash: hashOf(access), kind: 'access', expiresAt: accessExpiresAt },
      { ...common, hash: hashOf(refresh), kind: 'refresh', expiresAt: session.expiresAt },
    ],
  });
  return { owner, access, accessExpiresAt, refresh, refreshExpiresAt: session.expiresAt };
}

async function endSession(tx: Tx, id: string, owner: Owner, now: Date, action: string): Promise<void> {
  if ('accountId' in owner) await endRepeats(tx, owner.accountId);
  await tx.session.update({ where: { id }, data: { revokedAt: now } });
  await audit(tx, {
    agencyId: owner.agencyId,
    at: now,
    actor: 'staffId' in owner ? { kind: 'staff', id: owner.staffId } : { kind: 'payer', id: owner.accountId },
    action,
    subjectId: id,
  });
}

/** A try with a code that opened a session opens none again: who ends one means it. */
async function endRepeats(tx: Tx, accountId: string): Promise<void> {
  const { agencyId, email } = await tx.payerAccount.findUniqueOrThrow({ where: { id: accountId } });
  const data = { usedBy: null };
  await tx.signInCode.updateMany({ where: { agencyId, email, usedBy: { not: null } }, data });
  await tx.signUp.updateMany({ where: { id: accountId, usedBy: { not: null } }, data });
}

function ownerOf(session: {
  agencyId: string;
  accountId: string | null;
  staffId: string | null;
}): Owner | null {
  const { agencyId, accountId, staffId } = session;
  if (accountId !== null) return { agencyId, accountId };
  return staffId === null ? null : { agencyId, staffId };
}
