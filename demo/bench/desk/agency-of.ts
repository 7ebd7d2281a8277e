import { randomUUID } from 'node:crypto';
import type { Db } from '../../../prisma/client.ts';
import { anAgency } from '../../../prisma/fixtures/agency.ts';
import { anObligation } from '../../../prisma/fixtures/obligation.ts';
import { OBLIGATION_KINDS } from '../../../workflows/policy/codes.ts';
import { randomFrom } from '../../random.ts';
import type { WriteRows } from './write-rows.ts';

const PAYMENTS_EACH = 20;
const FAMILIES = 2_000;
const GIVENS = 400;
const OFFICES = ['North', 'South', 'East', 'West', 'Harbor'];
const DAY = 86_400_000;
/** Payments began here, and came in for four years. */
const FROM = Date.parse('2022-11-26T00:00:00Z');
const DAYS = 4 * 365;
const BATCH = 2_000;

/** What a bench asks for: rows that are there. */
export interface Sample {
  id: string;
  createdAt: Date;
  state: string;
  receiptNumber: number | null;
  amountCents: number;
  cardLast4: string;
  givenName: string;
  familyName: string;
  agencyPersonId: string;
  email: string;
}

interface Who {
  id: string;
  givenName: string;
  familyName: string;
  agencyPersonId: string;
  accountId: string;
  email: string;
}

/**
 * An agency with so many payments, by statements of many rows through the real schema: its people come and go, few
 * names are common and most are rare, cards end in anything. The same for a seed, but for ids.
 * @returns every so many-th payment, as samples of what can be looked for
 */
export async function agencyOf(
  db: Db,
  write: WriteRows,
  { agencyId, payments, seed }: { agencyId: string; payments: number; seed: number },
): Promise<Sample[]> {
  const random = randomFrom(seed);
  await anAgency(db, { id: agencyId });
  const obligations = await Promise.all(
    OBLIGATION_KINDS.map((kind) => anObligation(db, { agencyId, kind, assessedCents: 100_000_000n })),
  );
  const people = await writePeople(write, agencyId, Math.ceil(payments / PAYMENTS_EACH), random);
  const samples: Sample[] = [];
  const every = Math.ceil(payments / 2_000);
  let receipts = 0;
  const lines: Record<string, unknown>[] = [];
  const rows: Record<string, unknown>[] = [];
  const flush = async () => {
    await write('Payment', rows.splice(0));
    await write('PaymentLine', lines.splice(0));
  };
  for (const [n, { who, at }] of whenTheyPaid(people, payments, random).entries()) {
    const state = stateOf(random());
    const paid = state === 'succeeded';
    const row = paymentOf({ agencyId, who, at, state, random, receiptNumber: paid ? ++receipts : null });
    rows.push(row);
    const {
      id: obligationId,
      fundId,
      shares,
    } = obligations[Math.floor(random() * obligations.length)] ?? obligations[0] ?? never();
    const beneficiaryId = shares[0]?.beneficiaryId;
    lines.push({
      paymentId: row.id,
      n: 1,
      obligationId,
      fundId,
      beneficiaryId,
      amountCents: row.amountCents,
    });
    if (n % every === 0) samples.push({ ...row, ...who, id: row.id, createdAt: at });
    if (rows.length === BATCH) await flush();
  }
  await flush();
  return samples;
}

async function writePeople(
  write: WriteRows,
  agencyId: string,
  count: number,
  random: () => number,
): Promise<Who[]> {
  const people = Array.from({ length: count }, (_, n): Who => {
    const givenName = wordOf(Math.floor(GIVENS * random() ** 2), 3);
    const familyName = wordOf(5_000 + Math.floor(FAMILIES * random() ** 2), 7);
    const agencyPersonId = String(100_000 + n * 7);
    return {
      id: randomUUID(),
      givenName,
      familyName,
      agencyPersonId,
      accountId: randomUUID(),
      email: `${givenName}.${n}@payer.example`.toLowerCase(),
    };
  });
  for (let from = 0; from < count; from += BATCH) {
    const some = people.slice(from, from + BATCH);
    const createdAt = new Date(FROM);
    await write(
      'Person',
      some.map(({ accountId: _, email: __, ...person }) => ({
        ...person,
        agencyId,
        birthDate: '1990-01-31',
        office: OFFICES[Math.floor(OFFICES.length * random() ** 2)] ?? '',
      })),
    );
    await write(
      'PayerAccount',
      some.map(({ accountId: id, givenName, familyName, email }) => ({
        id,
        agencyId,
        givenName,
        familyName,
        email,
        passwordHash: 'none',
        language: 'en',
        createdAt,
      })),
    );
  }
  return people;
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
    obligationIds: '[]',
    quoteDigest: 'a'.repeat(64),
    language: 'en',
    stripePaymentIntentId: `pi_${id}`,
    stripeChargeId: paid ? `ch_${id}` : null,
    cardBrand: random() < 0.6 ? 'visa' : random() < 0.98 ? 'mastercard' : 'jcb',
    cardLast4: String(Math.floor(random() * 10_000)).padStart(4, '0'),
    receiptNumber,
    createdAt: at,
    expiresAt: new Date(at.getTime() + 1_800_000),
    succeededAt: paid ? at : null,
  };
}

function stateOf(chance: number): string {
  if (chance < 0.955) return 'succeeded';
  if (chance < 0.98) return 'declined';
  if (chance < 0.99) return 'expired';
  return chance < 0.9999 ? 'canceled' : 'needs_repair';
}

/** A name of syllables that is the number's alone. */
function wordOf(n: number, base: number): string {
  const syllables = ['ma', 'ro', 'li', 'ken', 'da', 'so', 'ti', 'var', 'ne', 'qui'];
  const word = [...String(n + base * 1_000)].map((digit) => syllables[Number(digit)] ?? '').join('');
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

function never(): never {
  throw new Error('There is nobody to pay, or nothing to pay for');
}
