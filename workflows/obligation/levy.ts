import type { Tx } from '../../prisma/client.ts';
import type { Obligation } from '../../prisma/gen/sqlite/client.ts';
import { assessAll, rowOf, type Assessment } from './assess.ts';
import { strangersAmong } from './strangers.ts';
import { problemsOf, type Problem } from './terms.ts';

/** A debt that staff wish somebody to have. */
export type Levy = Assessment;

/** An expected no to a wish to charge somebody. */
export type LevyRefusal =
  /** What is wrong, by field. */
  | { code: 'unfit'; problems: Problem[] }
  /** The id was used for another wish. */
  | { code: 'act_reused'; field: 'id' };

export type LevyAnswer = { ok: true; isNew: boolean } | { ok: false; refusal: LevyRefusal };

/**
 * Assess one debt at the wish of staff, in the caller's transaction: once for each id, however often it is asked. The
 * person's credit pays of it at once, as of any assessment.
 * @param wish its id is unguessable and made once for each wish; it becomes the debt's
 * @throws where another transaction wrote the same id meanwhile: this one must end, and can be run again
 */
export async function levy(tx: Tx, wish: Levy, now: Date, timeZone: string): Promise<LevyAnswer> {
  const known = await tx.obligation.findUnique({
    where: { id: wish.id },
    include: { obligors: true, shares: true },
  });
  if (known !== null) {
    return isSame(known, wish) ? { ok: true, isNew: false } : no({ code: 'act_reused', field: 'id' });
  }
  const problems = [...problemsOf(wish), ...((await strangersAmong(tx, [wish])).get(wish.id) ?? [])];
  if (problems.length > 0) return no({ code: 'unfit', problems });
  await assessAll(tx, [wish], now, timeZone);
  return { ok: true, isNew: true };
}

type Known = Obligation & {
  obligors: readonly { personId: string }[];
  shares: readonly { beneficiaryId: string; weight: bigint }[];
};

function isSame(known: Known, wish: Assessment): boolean {
  const asked = rowOf(wish);
  const sameRow = Object.entries(asked).every(([name, value]) => known[name as keyof typeof asked] === value);
  const people = (ids: readonly string[]) => ids.toSorted().join();
  const samePeople = people(known.obligors.map(({ personId }) => personId)) === people(wish.personIds);
  return sameRow && samePeople && sharesKey(known.shares) === sharesKey(wish.shares);
}

/** The same shares give the same text, in whatever order. */
export const sharesKey = (shares: readonly { beneficiaryId: string; weight: bigint }[]): string =>
  shares
    .map(({ beneficiaryId, weight }) => `${beneficiaryId}:${weight}`)
    .toSorted()
    .join();

const no = (refusal: LevyRefusal) => ({ ok: false, refusal }) as const;
