import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Db } from '../../prisma/client.ts';
import { paymentState } from '../../workflows/payment/states.ts';
import { expectedDay } from '../payer/on-its-way.ts';
import { BYTE_ORDER_MARK, csvLine } from './csv.ts';
import { listOf } from './list-payments.ts';
import { listedPayments, type ListedPayment } from './listed-payments.ts';
import { pageOf } from './page-of-payments.ts';
import type { WantedList } from './payment-filters.ts';
import type { Place } from './payments-cursor.ts';
import { stateWord } from './state-words.ts';

const PAGE = 500;
const TESTED_MOST = 10_000;

const HEAD = [
  'Payment',
  'Receipt',
  'State',
  'State code',
  'Began (local)',
  'Began (UTC)',
  'Paid (local)',
  'Paid (UTC)',
  'Expected by',
  'Returned (local)',
  'Returned (UTC)',
  'Time zone',
  'Payer',
  'Payer e-mail',
  'Person',
  'Person ID',
  'Office',
  'Amount USD',
  'Fee USD',
  'Total USD',
  'Way',
  'Last 4',
  'Payout from',
  'Stripe PaymentIntent',
  'Stripe charge',
];

export interface Exported {
  agencyId: string;
  timeZone: string;
  /** By ids, or as a list. Payments that began later than this are not in it. */
  wanted: { ids: readonly string[] } | WantedList;
  before: Date;
}

/**
 * The lines of an export, as they are read: the list's rows, in its order, a page at a time, so that neither memory nor
 * another caller suffers from its length.
 * @param done how many payments it had, at its end
 */
export async function* exportLines(
  read: Db,
  exported: Exported,
  done: (rows: number) => Promise<void>,
): AsyncGenerator<string> {
  const format = localFormat(exported.timeZone);
  yield BYTE_ORDER_MARK + csvLine(HEAD);
  let count = 0;
  for await (const rows of pagesOf(read, exported)) {
    const some = rows.filter(({ createdAt }) => createdAt <= exported.before);
    count += some.length;
    if (some.length > 0) yield some.map((row) => csvLine(cellsOf(row, exported.timeZone, format))).join('');
    await turnOfTheLoop();
  }
  await done(count);
}

async function* pagesOf(read: Db, { agencyId, wanted }: Exported): AsyncGenerator<ListedPayment[]> {
  if ('ids' in wanted) {
    for (let from = 0; from < wanted.ids.length; from += PAGE)
      yield await listedPayments(read, agencyId, wanted.ids.slice(from, from + PAGE));
    return;
  }
  const list = await listOf(read, agencyId, wanted);
  let after: Place | undefined;
  do {
    const page = await pageOf(read, list, {
      limit: PAGE,
      testedMost: TESTED_MOST,
      isCounted: false,
      ...(after && { after }),
    });
    yield await listedPayments(
      read,
      agencyId,
      page.places.map(({ id }) => id),
    );
    after = page.next;
  } while (after !== undefined);
}

function cellsOf(
  row: ListedPayment,
  timeZone: string,
  local: (at: Date) => string,
): (string | number | undefined)[] {
  const { account, person, amountCents, feeCents } = row;
  const both = (at: Date | null) => (at === null ? [undefined, undefined] : [local(at), utc(at)]);
  return [
    row.id,
    row.receiptNumber ?? undefined,
    stateWord(paymentState(row.state)),
    row.state,
    ...both(row.createdAt),
    ...both(row.succeededAt),
    expectedDay(row, timeZone),
    ...both(row.returnedAt),
    timeZone,
    `${account.givenName} ${account.familyName}`,
    account.email,
    `${person.givenName} ${person.familyName}`,
    person.agencyPersonId,
    person.office,
    dollars(amountCents),
    dollars(feeCents),
    dollars(amountCents + feeCents),
    row.tender === 'bank_debit' ? 'bank account' : (row.cardBrand ?? undefined),
    row.cardLast4 ?? undefined,
    row.payoutFrom?.toISOString().slice(0, 10),
    row.stripePaymentIntentId ?? undefined,
    row.stripeChargeId ?? undefined,
  ];
}

export const utc = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');

/** Minor units → as a spreadsheet reads a number: payments are never below zero. */
export const dollars = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;

/** YYYY-MM-DD HH:MM:SS in the agency's zone. */
export function localFormat(timeZone: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => format.format(at);
}
