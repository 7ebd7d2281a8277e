import { debitPaidBy } from '../../workflows/policy/bank-days.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { onItsWayWords } from '../../workflows/words/debit.ts';
import type { OnItsWay } from '../contract/index.ts';

/** A bank has been asked for a debit, and answers in days: a condition, and the same of a row. */
export const onItsWay = { tender: 'bank_debit', state: 'processing' } as const;

export const isOnItsWay = ({ tender, state }: { tender: string; state: string }): boolean =>
  tender === onItsWay.tender && state === onItsWay.state;

/** The local day on which its bank is expected to have paid a debit. */
export const paidByOf = ({ createdAt }: { createdAt: Date }, timeZone: string): string =>
  debitPaidBy(localDay(createdAt, timeZone));

/** What the payer is told of a payment that is on its way; of any other, nothing. */
export const onItsWayPart = (
  payment: { tender: string; state: string; createdAt: Date },
  timeZone: string,
): { onItsWay?: OnItsWay } => {
  if (!isOnItsWay(payment)) return {};
  const paidBy = paidByOf(payment, timeZone);
  return { onItsWay: { paidBy, ...onItsWayWords(paidBy) } };
};
