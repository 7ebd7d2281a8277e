import type { Tx } from '../../prisma/client.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import type { Deps } from '../deps.ts';
import { retryOnce } from '../retry-once.ts';

/** Who decides, when, and in which transaction. */
export interface Deciding {
  tx: Tx;
  agencyId: string;
  staffId: string;
  isSupervisor: boolean;
  timeZone: string;
  now: Date;
  /** The agency's local day. */
  today: string;
  isPreview: boolean;
}

/** What was done, on its way out of a transaction that must not keep it. */
class TakenBack<T> extends Error {
  readonly answer: T;

  constructor(answer: T) {
    super('a preview keeps nothing');
    this.answer = answer;
  }
}

/**
 * A decision of staff in one transaction. A preview is the decision itself, taken back: what it shows is what would be.
 */
export async function decide<T>(
  { deps: { db, clock } }: { deps: Pick<Deps, 'db' | 'clock'> },
  { agencyId, staffId }: { agencyId: string; staffId: string },
  isPreview: boolean,
  act: (deciding: Deciding) => Promise<T>,
): Promise<T> {
  const once = () =>
    db.$transaction(async (tx) => {
      const { timeZone } = await tx.agency.findUniqueOrThrow({ where: { id: agencyId } });
      const { role } = await tx.staffMember.findUniqueOrThrow({ where: { id: staffId } });
      const now = clock();
      const isSupervisor = role === 'supervisor';
      const today = localDay(now, timeZone);
      const answer = await act({ tx, agencyId, staffId, isSupervisor, timeZone, now, today, isPreview });
      if (isPreview) throw new TakenBack(answer);
      return answer;
    });
  try {
    return await retryOnce(once);
  } catch (error) {
    if (error instanceof TakenBack) return error.answer as T;
    throw error;
  }
}
