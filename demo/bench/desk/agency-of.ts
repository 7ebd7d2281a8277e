import { randomUUID } from 'node:crypto';
import type { Db } from '../../../prisma/client.ts';
import { anAgency } from '../../../prisma/fixtures/agency.ts';
import { randomFrom } from '../../random.ts';
import { peopleOf, type Who } from './people-of.ts';
import type { WriteRows } from './write-rows.ts';

const PAYMENTS_EACH = 20;
const DAY = 86_400_000;
/** Payments began here, and came in for four years. */
const FROM = Date.parse('2022-11-26T00:00:00Z');
const DAYS = 4 * 365;
const BATCH = 2_000;

/**
 * An agency with so many payments, by statements of many rows through the real schema: its people come and go, few
 * names are common and most are rare, cards end in anything; what succeeded, Stripe has settled. The same for a seed, but
 * for ids.
 */
export async function agencyOf(
  db: Db,
  write: WriteRows,
  { agencyId, payments, seed }: { agencyId: string; payments: number; seed: number },
): Promise<void> {
  const random = randomFrom(seed);
  await anAgency(db, { id: agencyId });
  const count = Math.ceil(payments / PAYMENTS_EACH);
  const people = await peopleOf(db, write, { agencyId, count, at: new Date(FROM), random });
  let receipts = 0;
  const rows: ReturnType<typeof paymentOf>[] = [];
  const lines: Record<string, unknown>[] = [];
  const flush = async () => {
    await write('Payment', rows);
    await write('PaymentLine', lines.splice(0));
    await write(
      'BalanceTransaction',
      rows.splice(0).flatMap((row) => (row.succeededAt ? settlementOf(row, row.succeededAt) : [])),
    );
  };
  for (const { who, at } of whenTheyPaid(people, payments, random)) {
    const state = stateOf(random());
    const receiptNumber = state === 'succeeded' ? ++receipts : null;
    const row = paymentOf({ agencyId, who, at, state, random, receiptNumber });
    rows.push(row);
    const debt = who.debts[Math.floor(random() * who.debts.length)] ?? never();
    lines.push({ paymentId: row.id, n: 1, ...debt, amountCents: row.amountCents });
    if (rows.length === BATCH) await flush();
  }
  await flush();
}

/** Each pays for a year and a half somewhere in the four; in the order of time. */
function whenTheyPaid(
  people: readonly Who[],
  payments: number,
  random: () => number,
): { who: Who; at: Date }[] {
  const begun = people.map(() => random() * (DAYS - 547));
  const all = Array.from({ length: payments }, (_, n) => {
    const index = n % people.length;
    const day = (begun[index] ?? 0) + random() * 547;
    return { who: people[index] ?? never(), at: new Date(FROM + Math.floor(day * DAY)) };
  });
  return all.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

interface Paid {
  agencyId: string;
  who: Who;
  at: Date;
  state: string;
  receiptNumber: number | null;
  random: () => number;
}

function paymentOf({ agencyId, who, at, state, receiptNumber, random }: Paid) {
  const id = randomUUID();
  const usual = [2_500, 4_000, 5_000, 6_000, 10_000][Math.floor(random() * 5)] ?? 2_500;
  const amountCents = random() < 0.6 ? usual : 500 + Math.floor(random() * 60_000);
  const paid = receiptNumber !== null;
  return {
    id,
    agencyId,
    accountId: who.accountId,
    personId: who.id,
    state,
    amountCents,
    feeCents: Math.round(amountCents * 0.025),
    choice: '{"kind":"everything"}',
    obligationIds: JSON.stringify(who.debts.map(({ obligationId }) => obligationId)),
    quoteDigest: 'a'.repeat(64),
    language: 'en',
    stripePaymentIntentId: `pi_${id.replaceAll('-', '')}`,
    stripeChargeId: paid ? `ch_${id.replaceAll('-', '')}` : null,
    cardBrand: random() < 0.6 ? 'visa' : random() < 0.98 ? 'mastercard' : 'jcb',
    cardLast4: String(Math.floor(random() * 10_000)).padStart(4, '0'),
    receiptNumber,
    receiptToken: paid ? randomUUID() : null,
    createdAt: at,
    expiresAt: new Date(at.getTime() + 1_800_000),
    succeededAt: paid ? at : null,
  };
}

/** As the settlement pass records it. */
function settlementOf(row: ReturnType<typeof paymentOf>, paidAt: Date) {
  const amountCents = row.amountCents + row.feeCents;
  const feeCents = Math.round(amountCents * 0.029) + 30;
  const occurredAt = new Date(Math.floor(paidAt.getTime() / 1_000) * 1_000);
  return [
    {
      agencyId: row.agencyId,
      id: `txn_${row.id.replaceAll('-', '')}`,
      type: 'charge',
      reportingCategory: 'charge',
      amountCents,
      feeCents,
      netCents: amountCents - feeCents,
      currency: 'usd',
      sourceId: row.stripeChargeId,
      paymentId: row.id,
      occurredAt,
      availableOn: new Date(occurredAt.getTime() + 2 * DAY),
      entryId: null,
      recordedAt: new Date(occurredAt.getTime() + 3_600_000),
    },
  ];
}

function stateOf(chance: number): string {
  if (chance < 0.955) return 'succeeded';
  if (chance < 0.98) return 'declined';
  if (chance < 0.99) return 'expired';
  return chance < 0.9999 ? 'canceled' : 'needs_repair';
}

function never(): never {
  throw new Error('There is nobody to pay, or nothing to pay for');
}
