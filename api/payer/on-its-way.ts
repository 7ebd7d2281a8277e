import { debitPaidBy } from '../../workflows/policy/bank-days.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { onItsWayWords, type ExpectedDebit } from '../../workflows/words/debit.ts';
import type { OnItsWay } from '../contract/index.ts';

/** A bank has been asked for a debit, and answers in days: a condition, and the same of a row. */
export const onItsWay = { tender: 'bank_debit', state: 'processing' } as const;

export const isOnItsWay = ({ tender, state }: { tender: string; state: string }): boolean =>
  tender === onItsWay.tender && state === onItsWay.state;

/** By whose days, and at whose telephone. */
interface OfAgency {
  timeZone: string;
  phone: string;
}

/** The local day on which its bank is expected to have paid a debit. */
const paidByOf = ({ createdAt }: { createdAt: Date }, timeZone: string): string =>
  debitPaidBy(localDay(createdAt, timeZone));

/** When the bank of a debit is expected to have paid, and whether it is late. */
export function expectedOf(
  payment: { createdAt: Date },
  { timeZone, phone }: OfAgency,
  now: Date,
): ExpectedDebit {
  const by = paidByOf(payment, timeZone);
  return { by, isLate: isPast(by, timeZone, now), phone };
}

/** Local days compare as text. */
const isPast = (day: string, timeZone: string, now: Date): boolean => day < localDay(now, timeZone);

/** The local day by which one that is on its way is expected. */
export const expectedDay = (
  payment: { tender: string; state: string; createdAt: Date },
  timeZone: string,
): string | undefined => (isOnItsWay(payment) ? paidByOf(payment, timeZone) : undefined);

/** Of a payment that is on its way, when it is expected, and whether its bank is late: staff's lists say no more of it. */
export const paidByPart = (
  payment: { tender: string; state: string; createdAt: Date },
  timeZone: string,
  now: Date,
): { paidBy?: string; isLate?: true } => {
  const paidBy = expectedDay(payment, timeZone);
  if (paidBy === undefined) return {};
  return { paidBy, ...(isPast(paidBy, timeZone, now) && { isLate: true }) };
};

/** What the payer is told of a payment that is on its way; of any other, nothing. */
export const onItsWayPart = (
  payment: { tender: string; state: string; createdAt: Date },
  agency: OfAgency,
  now: Date,
): { onItsWay?: OnItsWay } => {
  if (!isOnItsWay(payment)) return {};
  const expected = expectedOf(payment, agency, now);
  return { onItsWay: { paidBy: expected.by, ...onItsWayWords(expected) } };
};
