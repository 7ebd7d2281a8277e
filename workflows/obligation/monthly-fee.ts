import type { Db, Tx } from '../../prisma/client.ts';
import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { eachOf, readWords, storedWords } from '../own-words.ts';
import { localDay } from '../policy/calendar.ts';
import { chargeOf, obligationKind } from '../policy/codes.ts';
import { assessAll, refuse, type Assessment } from './assess.ts';
import { dueDate } from './due.ts';
import { strangersAmong } from './strangers.ts';
import { isDay, problemsOf, type Problem } from './terms.ts';

/** A fee that is owed anew each month, until `lastDueOn` or without an end in sight. As an assessment of one month. */
export interface NewMonthlyFee extends Pick<
  Assessment,
  'id' | 'agencyId' | 'caseId' | 'fundId' | 'kind' | 'charge' | 'label' | 'shares'
> {
  personId: string;
  amountCents: bigint;
  /** 1–28 */
  dayOfMonth: number;
  firstDueOn: string;
  lastDueOn?: string;
}

/** How long before its day a month's fee is assessed: so that its payer sees it coming. */
const LEAD_DAYS = 14;
/** Of one fee in one pass, where many are late; the next pass goes on. */
const MONTHS_MOST = 24;
const DAY_MS = 86_400_000;

/** Let a monthly fee begin; `assessMonthlyFees` does the rest. @throws {RangeError} by field, as `assessAll` */
export async function startMonthlyFee(tx: Tx, fee: NewMonthlyFee, now: Date): Promise<void> {
  refuse(fee.id, await problemsOfFee(tx, fee));
  const { shares, firstDueOn, charge = null, caseId = null, lastDueOn = null, ...each } = fee;
  const row = { ...each, label: storedWords(fee.label) };
  const nextDueOn = lastDueOn !== null && lastDueOn < firstDueOn ? null : firstDueOn;
  await tx.monthlyFee.create({ data: { ...row, charge, caseId, lastDueOn, nextDueOn, createdAt: now } });
  await tx.monthlyFeeShare.createMany({ data: shares.map((share) => ({ ...share, feeId: fee.id })) });
}

/** What keeps a fee from beginning as it is stated, by the names of its fields. */
export async function problemsOfFee(tx: Tx, fee: NewMonthlyFee): Promise<Problem[]> {
  const { personId, amountCents, dayOfMonth, firstDueOn, lastDueOn, ...each } = fee;
  const schedule = { instalmentCents: amountCents, dayOfMonth, firstDueOn };
  const named = { ...each, assessedCents: amountCents, personIds: [personId] };
  const month = { ...named, assessedOn: firstDueOn, schedule };
  const found = [...problemsOf(month), ...((await strangersAmong(tx, [named])).get(fee.id) ?? [])];
  if (lastDueOn !== undefined && !isDay(lastDueOn))
    found.push({ field: 'lastDueOn', says: 'must be a day of the calendar' });
  return found;
}

/**
 * Assess the months of all agencies' monthly fees that fall due within two weeks, each once, whoever else does the
 * same; a person's credit pays them at once. One that fails keeps none of the others from it.
 * @throws {AggregateError} of those that failed, after the others
 */
export async function assessMonthlyFees(db: Db, now: Date): Promise<void> {
  const failures: unknown[] = [];
  for (const agency of await db.agency.findMany()) {
    const horizon = localDay(new Date(now.getTime() + LEAD_DAYS * DAY_MS), agency.timeZone);
    const fees = await db.monthlyFee.findMany({
      where: { agencyId: agency.id, nextDueOn: { lte: horizon } },
      include: { shares: true },
      orderBy: [{ nextDueOn: 'asc' }, { id: 'asc' }],
    });
    for (const fee of fees) {
      await assessMonths(db, fee, { ...agency, horizon, now }).catch((error: unknown) =>
        failures.push(error),
      );
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} monthly fees failed`);
}

type Fee = Prisma.MonthlyFeeGetPayload<{ include: { shares: true } }>;

interface Pass {
  timeZone: string;
  language: string;
  horizon: string;
  now: Date;
}

async function assessMonths(db: Db, fee: Fee, pass: Pass): Promise<void> {
  let dueOn = fee.nextDueOn;
  for (let months = 0; dueOn !== null && dueOn <= pass.horizon && months < MONTHS_MOST; months++) {
    const day: string = dueOn;
    const following = followingOf(fee, day);
    await db.$transaction(async (tx) => {
      const { count } = await tx.monthlyFee.updateMany({
        // As it was read: what staff changed meanwhile, the next pass takes up.
        where: { id: fee.id, nextDueOn: day, amountCents: fee.amountCents, lastDueOn: fee.lastDueOn },
        data: { nextDueOn: following },
      });
      if (count === 1) await assessAll(tx, [monthOf(fee, day, pass)], pass.now, pass.timeZone);
    });
    dueOn = following;
  }
}

function followingOf({ dayOfMonth, amountCents, lastDueOn }: Fee, dueOn: string): string | null {
  const next = dueDate({ instalmentCents: amountCents, dayOfMonth, firstDueOn: dueOn }, 1);
  return lastDueOn !== null && next > lastDueOn ? null : next;
}

function monthOf(fee: Fee, dueOn: string, { now, timeZone, language }: Pass): Assessment {
  const { id, agencyId, fundId, caseId, charge, amountCents, dayOfMonth, personId } = fee;
  const today = localDay(now, timeZone);
  return {
    id: `${id}-${dueOn.slice(0, 7)}`, // names the month: it can be assessed only once
    agencyId,
    fundId,
    ...(caseId !== null && { caseId }),
    kind: obligationKind(fee.kind),
    ...(charge !== null && { charge: chargeOf(charge) }),
    label: eachOf(readWords(fee.label), (text, tag) => `${text}, ${monthName(dueOn, tag)}`, language),
    assessedCents: amountCents,
    assessedOn: dueOn < today ? dueOn : today,
    schedule: { instalmentCents: amountCents, dayOfMonth, firstDueOn: dueOn },
    personIds: [personId],
    shares: fee.shares.map(({ beneficiaryId, weight }) => ({ beneficiaryId, weight })),
  };
}

const monthName = (day: string, language: string) =>
  new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(day),
  );
