import { randomUUID } from 'node:crypto';
import { actOnObligation } from '../../api/staff/act-on-obligation.ts';
import { HOLD_REASONS } from '../../workflows/policy/codes.ts';
import { accounts } from '../../workflows/ledger/accounts.ts';
import { balancesOf } from '../../workflows/ledger/read.ts';
import type { Act } from '../../workflows/obligation/act.ts';
import type { Chance } from './chance.ts';
import { agencyId, obligationId, staffId } from './ids.ts';
import type { PlannedPerson } from './plan-person.ts';
import type { World } from './world.ts';

/** What a supervisor does to a debt. Parts are of what is owed then. */
export interface PlannedStaffAct {
  at: Date;
  listed: number;
  note: string;
  act:
    | { kind: 'held'; reason: (typeof HOLD_REASONS)[number] }
    | { kind: 'released' }
    | { kind: 'waived'; percent: number }
    | { kind: 'lowered'; percent: number };
}

const DAY_MS = 86_400_000;

/** Few people's debts are waived in part, lowered by the court, or held for a while. */
export function planStaffActs(person: PlannedPerson, today: Date, some: Chance): PlannedStaffAct[] {
  const { debts, intakeAt } = person;
  if (debts.length === 0 || !some.percent(14)) return [];
  const { listed } = some.one(debts);
  const at = new Date(intakeAt.getTime() + some.whole(20, 500) * DAY_MS);
  const end = today.getTime() - DAY_MS;
  if (at.getTime() > end) return [];
  const percent = some.whole(2, 9) * 10;
  if (some.percent(40))
    return [{ at, listed, note: 'Hardship: waived after review.', act: { kind: 'waived', percent } }];
  if (some.percent(50))
    return [{ at, listed, note: 'Amended order of the court.', act: { kind: 'lowered', percent } }];
  const reason = some.one(HOLD_REASONS);
  const held = { at, listed, note: 'Held until it is settled.', act: { kind: 'held', reason } } as const;
  const until = new Date(at.getTime() + some.whole(10, 120) * DAY_MS);
  if (until.getTime() > end) return [held];
  return [held, { at: until, listed, note: 'Settled.', act: { kind: 'released' } }];
}

/** Do it as the desk does, by the agency's supervisor. What there is nothing left to do to is left alone. */
export async function actAsStaff(
  { db, clock }: World,
  { key, agency }: PlannedPerson,
  { listed, note, act }: PlannedStaffAct,
): Promise<void> {
  const id = obligationId(key, listed);
  const supervisor = agency.staff.find(({ role }) => role === 'supervisor');
  if (supervisor === undefined) throw new Error(`${agency.name} has no supervisor.`);
  const wanted = await actOf({ db }, agencyId(agency.key), id, act);
  if (wanted === null) return;
  const session = { agencyId: agencyId(agency.key), staffId: staffId(supervisor.email) };
  const asked = { actId: randomUUID(), obligationId: id, note, act: wanted, supervisorsOnly: true } as const;
  const answer = await actOnObligation({ deps: { db, clock: clock.read } }, session, asked);
  const isTooLate = !answer.ok && ['nothing_owed', 'below_paid', 'same_amount'].includes(answer.refusal.code);
  if (!answer.ok && !isTooLate)
    throw new Error(`A sample debt cannot be ${act.kind}: ${answer.refusal.code}`);
}

async function actOf(
  { db }: Pick<World, 'db'>,
  agency: string,
  id: string,
  act: PlannedStaffAct['act'],
): Promise<Act | null> {
  const hold = await db.obligationHold.count({ where: { obligationId: id } });
  switch (act.kind) {
    case 'held':
      return hold === 0 ? act : null;
    case 'released':
      return hold > 0 ? act : null;
    case 'waived': {
      const code = accounts.receivable(id);
      const owed = (await balancesOf(db, agency, [code])).get(code) ?? 0n;
      const amountCents = (owed * BigInt(act.percent)) / 100n;
      return amountCents > 0n ? { kind: 'waived', amountCents } : null;
    }
    case 'lowered': {
      const { assessedCents } = await db.obligation.findUniqueOrThrow({ where: { id } });
      const toCents = (assessedCents * BigInt(100 - act.percent)) / 100n;
      return { kind: 'adjusted', fromCents: assessedCents, toCents };
    }
  }
}
