import { debitPaidBy } from '../../workflows/policy/bank-days.ts';
import { localDay } from '../../workflows/policy/calendar.ts';

/** A bank has been asked for a debit, and answers in days: a condition, and the same of a row. */
export const onItsWay = { tender: 'bank_debit', state: 'processing' } as const;

export const isOnItsWay = ({ tender, state }: { tender: string; state: string }): boolean =>
  tender === onItsWay.tender && state === onItsWay.state;

/** What the payer is told of a payment that is on its way; of any other, nothing. */
export const onItsWayPart = (
  payment: { tender: string; state: string; createdAt: Date },
  timeZone: string,
): { onItsWay?: { paidBy: string } } =>
  isOnItsWay(payment) ? { onItsWay: { paidBy: debitPaidBy(localDay(payment.createdAt, timeZone)) } } : {};
