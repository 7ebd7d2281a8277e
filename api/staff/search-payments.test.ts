import { expect, test } from 'vitest';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { aCapturedPayment, allTakenBack } from '../../workflows/ledger/fixtures.ts';
import { aClerk, aWorld, given } from '../test-world.ts';
import { nextDay, startOfDay } from './day-bounds.ts';
import { listOf } from './list-payments.ts';
import { pageOf } from './page-of-payments.ts';
import type { Place } from './payments-cursor.ts';

/** Three payments of agency A, and one of B that nothing may find. */
async function withPayments() {
  const world = await aWorld();
  const { db } = world.database;
  const { a, b } = world;
  const of = { accountId: a.account.id, personId: a.person.id, obligation: a.fee };
  const at = (iso: string) => ({ createdAt: new Date(iso) });
  const paid = await aPayment(db, { ...of, state: 'succeeded', ...at('2026-11-15T17:00:00Z') });
  const declined = await aPayment(db, {
    ...of,
    state: 'declined',
    amountCents: 13_000n,
    feeCents: 325n,
    ...at('2026-11-16T04:59:59Z'),
  });
  const other = await aPayment(db, {
    obligation: a.court,
    state: 'succeeded',
    ...at('2026-11-16T05:00:00Z'),
  });
  await db.payerAccount.update({
    where: { id: other.accountId },
    data: { givenName: 'Robin', familyName: 'Example', email: 'robin@payer.example' },
  });
  await db.person.update({
    where: { id: other.personId },
    data: { givenName: 'Kim', agencyPersonId: '777-1300' },
  });
  await aPayment(db, {
    accountId: b.account.id,
    personId: b.person.id,
    obligation: b.fee,
    state: 'succeeded',
  });
  const clerk = await aClerk(world, a);
  const names = new Map([
    [paid.id, 'paid'],
    [declined.id, 'declined'],
    [other.id, 'other'],
  ]);
  const search = async (wanted: Parameters<typeof world.call<'staff', 'searchPayments'>>[2]) =>
    given(await world.call('staff', 'searchPayments', wanted, clerk)).rows.map(
      ({ id }) => names.get(id) ?? id,
    );
  return { world, clerk, search, paid, declined, other };
}

test('what a clerk types finds the payment, and nothing of another agency', async () => {
  const { search, paid, declined, other, world } = await withPayments();
  const pi = declined.stripePaymentIntentId ?? '';
  const finds: [string, string[]][] = [
    ['', ['other', 'declined', 'paid']],
    ['1', ['paid']], // the receipt number
    ['#2', ['other']],
    ['Receipt 2', ['other']], // as the mail has it
    ['4242', ['other', 'paid']], // the card's end
    [`${paid.id.slice(0, 4)}-${paid.id.slice(4, 8)}`.toUpperCase(), ['paid']], // what the payer was told
    ['80.00', ['other', 'paid']],
    ['$80', ['other', 'paid']],
    ['133.25', ['declined']], // amount and fee
    ['130', ['declined']],
    ['1300', ['other']],
    ['$13.00', []], // an amount is nobody's number, though one ends in its digits
    ['13.00', []],
    ['Pat', ['declined', 'paid']],
    ['pat sample', ['declined', 'paid']],
    ['sample pat', ['declined', 'paid']],
    ['robin', ['other']],
    ['Kim', ['other']],
    ['PAT@payer.example', ['declined', 'paid']],
    ['048213-a', ['declined', 'paid']],
    ['213A', ['declined', 'paid']],
    [pi, ['declined']],
    [paid.id, ['paid']],
    [other.stripeChargeId ?? '', ['other']],
    ['%', []],
    ["' OR 1=1 --", []],
    ['nobody', []],
    ['99999999999', []],
    [world.b.account.id, []],
  ];
  for (const [text, found] of finds) expect([text, await search({ text })]).toEqual([text, found]);
});

test('a payment has the day from which Stripe pays its charge out, once that is in Stripe’s record', async () => {
  const { world, clerk, paid } = await withPayments();
  const { agencyId } = paid;
  const transaction = (id: string, reportingCategory: string, day: string, entryId: string | null = id) => ({
    agencyId,
    id,
    entryId,
    type: reportingCategory,
    reportingCategory,
    amountCents: 8_200n,
    feeCents: 268n,
    netCents: 7_932n,
    currency: 'usd',
    paymentId: paid.id,
    occurredAt: new Date('2026-11-15T17:00:00Z'),
    availableOn: new Date(day),
    recordedAt: new Date('2026-11-15T18:00:00Z'),
  });
  await world.database.db.balanceTransaction.createMany({
    data: [
      transaction('txn_refund', 'refund', '2026-11-16T00:00:00Z'),
      transaction('txn_charge', 'charge', '2026-11-17T00:00:00Z'),
      transaction('txn_pending', 'charge', '2026-11-16T00:00:00Z', null),
    ],
  });
  const { rows } = given(await world.call('staff', 'searchPayments', { state: 'succeeded' }, clerk));
  expect(rows.map(({ id, payoutFrom }) => [id === paid.id, payoutFrom])).toEqual([
    [false, undefined],
    [true, '2026-11-17T00:00:00.000Z'],
  ]);
  const story = given(await world.call('staff', 'paymentStory', { paymentId: paid.id }, clerk));
  expect(story.payment.payoutFrom).toBe('2026-11-17T00:00:00.000Z');
});

test('a state, and local days of the agency, narrow the list', async () => {
  const { search } = await withPayments();
  expect(await search({ state: 'declined' })).toEqual(['declined']);
  expect(await search({ state: 'no such state' })).toEqual([]);
  expect(await search({ from: '2026-11-16' })).toEqual(['other']); // midnight in New York is 05:00 UTC
  expect(await search({ to: '2026-11-15' })).toEqual(['declined', 'paid']);
  expect(await search({ from: '2026-11-15', to: '2026-11-15', text: 'pat', state: 'succeeded' })).toEqual([
    'paid',
  ]);
});

test('every payment is on one page, newest first; the first page says how many there are', async () => {
  const world = await aWorld();
  const { account, person, fee } = world.a;
  for (let n = 0; n < 23; n++) {
    const createdAt = new Date(world.now().getTime() + Math.floor(n / 4) * 1000);
    await aPayment(world.database.db, {
      accountId: account.id,
      personId: person.id,
      obligation: fee,
      createdAt,
    });
  }
  const clerk = await aClerk(world, world.a);
  const seen: { id: string; createdAt: string }[] = [];
  const totals: (number | undefined)[] = [];
  let cursor: string | undefined;
  do {
    const page = given(
      await world.call('staff', 'searchPayments', { limit: 5, ...(cursor && { cursor }) }, clerk),
    );
    seen.push(...page.rows);
    totals.push(page.total);
    cursor = page.next;
  } while (cursor !== undefined);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(23);
  const times = seen.map(({ createdAt }) => createdAt);
  expect(times).toEqual(times.toSorted().toReversed());
  expect(totals).toEqual([23, undefined, undefined, undefined, undefined]);
});

test.each(['newest', 'oldest', 'largest', 'smallest'] as const)(
  'while payments come in, pages neither skip nor repeat one that was there: %s',
  async (order) => {
    const world = await aWorld();
    const { account, person, fee } = world.a;
    const add = (n: number) =>
      aPayment(world.database.db, {
        accountId: account.id,
        personId: person.id,
        obligation: fee,
        amountCents: BigInt(1_000 + (n % 3) * 100), // many of the same amount and the same moment
        createdAt: new Date(world.now().getTime() + (n % 4) * 1000),
      });
    const there = new Set<string>();
    for (let n = 0; n < 23; n++) there.add((await add(n)).id);
    const clerk = await aClerk(world, world.a);
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let n = 0; n === 0 || cursor !== undefined; n++) {
      const asked = { order, limit: 4, text: 'sample', ...(cursor && { cursor }) };
      const page = given(await world.call('staff', 'searchPayments', asked, clerk));
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
      if (n < 4) for (let more = 0; more < 3; more++) await add(n + more);
    }
    expect(seen.filter((id) => there.has(id)).toSorted()).toEqual([...there].toSorted());
    expect(new Set(seen).size).toBe(seen.length);
  },
);

test('filters narrow the list together: way, amount, kind of obligation, office', async () => {
  const { world, search, paid, other } = await withPayments();
  const { db } = world.database;
  await db.payment.update({ where: { id: other.id }, data: { cardBrand: 'amex' } });
  await db.person.update({ where: { id: other.personId }, data: { office: 'Harbor' } });
  expect(await search({ way: 'amex' })).toEqual(['other']);
  expect(await search({ leastCents: 8_001 })).toEqual(['declined']);
  expect(await search({ mostCents: 8_000 })).toEqual(['other', 'paid']);
  expect(await search({ leastCents: 8_000, mostCents: 8_000, state: 'succeeded' })).toEqual([
    'other',
    'paid',
  ]);
  expect(await search({ kind: 'court_costs' })).toEqual(['other']);
  expect(await search({ kind: 'supervision_fee', text: 'pat' })).toEqual(['declined', 'paid']);
  expect(await search({ office: 'Harbor' })).toEqual(['other']);
  expect(await search({ office: 'Harbor', text: paid.id })).toEqual([]);
  expect(await search({ order: 'largest', office: 'Main office' })).toEqual(['declined', 'paid']);
  expect(await search({ order: 'oldest' })).toEqual(['paid', 'declined', 'other']);
  expect(await search({ order: 'smallest', mostCents: 8_000 })).toEqual(['paid', 'other']);
});

test('a bank debit is found by its tender and the end of its account, and says when it is expected', async () => {
  const { world, clerk, search, declined } = await withPayments();
  const { db } = world.database;
  const debit = { tender: 'bank_debit', cardBrand: null, cardLast4: '6789' };
  await db.payment.update({ where: { id: declined.id }, data: debit });
  expect(await search({ way: 'bank_debit' })).toEqual(['declined']);
  expect(await search({ way: 'card' })).toEqual(['other', 'paid']);
  expect(await search({ text: '6789' })).toEqual(['declined']);
  const asked = { way: 'bank_debit', order: 'largest' } as const;
  const rowOf = async () => given(await world.call('staff', 'searchPayments', asked, clerk)).rows[0];
  expect(await rowOf()).toMatchObject({ id: declined.id, tender: 'bank_debit', cardLast4: '6789' });
  expect(Object.keys((await rowOf()) ?? {})).not.toContain('paidBy');
  const processing = { state: 'processing', createdAt: new Date('2026-11-21T04:00:00Z') }; // Friday evening in New York
  await db.payment.update({ where: { id: declined.id }, data: processing });
  expect(await rowOf()).toMatchObject({ paidBy: '2026-11-27' }); // Thanksgiving does not count
  world.pass(Date.parse('2026-11-28T04:59:00Z') - world.now().getTime()); // still Friday in New York
  const later = await aClerk(world, world.a, 'supervisor');
  const isLate = async () => given(await world.call('staff', 'searchPayments', asked, later)).rows[0]?.isLate;
  expect(await isLate()).toBeUndefined();
  world.pass(60_000);
  expect(await isLate()).toBe(true);
});

test('a debit that its bank took back says when, in the list and in its story', async () => {
  const { world, clerk } = await withPayments();
  const { db } = world.database;
  const { id: agencyId, account, person, fee } = world.a;
  const of = { accountId: account.id, personId: person.id, obligation: fee, amountCents: 1_000n };
  const [paid, other] = [await aCapturedPayment(db, of), await aCapturedPayment(db, of)];
  const at = new Date('2026-12-02T15:00:00Z');
  await allTakenBack(db, agencyId, at);
  await db.payment.update({ where: { id: other.id }, data: { tender: 'bank_debit' } });
  const { rows } = given(await world.call('staff', 'searchPayments', { state: 'succeeded' }, clerk));
  const told = new Map(rows.map(({ id, returnedAt }) => [id, returnedAt]));
  expect([told.get(other.id), told.get(paid.id)]).toEqual([at.toISOString(), undefined]); // a card's is no return
  const story = given(await world.call('staff', 'paymentStory', { paymentId: other.id }, clerk));
  expect(story.payment.returnedAt).toBe(at.toISOString());
});

test('a page tests so many rows and no more; the rest is found further on, once each', async () => {
  const { world } = await withPayments();
  const { read } = world.database;
  const list = await listOf(read, world.a.id, { order: 'newest', way: 'visa' });
  const found: string[] = [];
  let after: Place | undefined;
  let pages = 0;
  do {
    const page = await pageOf(read, list, { limit: 5, testedMost: 1, ...(after && { after }) });
    found.push(...page.places.map(({ id }) => id));
    if (pages === 0) expect(page.total).toBeUndefined(); // there may be more
    after = page.next;
    pages++;
  } while (after !== undefined);
  expect(found).toHaveLength(2);
  expect(pages).toBeGreaterThan(2);
});

test('what is found too often to be sorted is found all the same', async () => {
  const { world, paid, declined, other } = await withPayments();
  const { read } = world.database;
  for (const order of ['newest', 'smallest'] as const) {
    const list = await listOf(read, world.a.id, { order, text: 'pat' }, { sortedMost: 0 });
    const { places } = await pageOf(read, list, { limit: 5 });
    expect(places.map(({ id }) => id)).toEqual(
      order === 'newest' ? [declined.id, paid.id] : [paid.id, declined.id],
    );
    const few = await listOf(
      read,
      world.a.id,
      { order, office: 'Main office', leastCents: 1 },
      { sortedMost: 0 },
    );
    expect((await pageOf(read, few, { limit: 5 })).places.map(({ id }) => id).toSorted()).toEqual(
      [paid, declined, other].map(({ id }) => id).toSorted(),
    );
  }
});

test('a row says who, for whom, how much and how it stands', async () => {
  const { world, clerk, paid } = await withPayments();
  const { rows } = given(await world.call('staff', 'searchPayments', { text: paid.id }, clerk));
  expect(rows).toEqual([
    {
      id: paid.id,
      createdAt: '2026-11-15T17:00:00.000Z',
      state: 'succeeded',
      receiptNumber: 1,
      payerName: 'Pat Sample',
      personName: 'Sample Person',
      personIdLast4: '213A',
      amountCents: 8_000,
      feeCents: 200,
      totalCents: 8_200,
      tender: 'card',
      cardBrand: 'visa',
      cardLast4: '4242',
    },
  ]);
});

test.each([
  ['America/New_York', '2026-11-16', '2026-11-16T05:00:00.000Z'],
  ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z'], // clocks go forward at two
  ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z'],
  ['America/Havana', '2026-03-08', '2026-03-08T05:00:00.000Z'], // there is no midnight on that day
  ['Pacific/Kiritimati', '2026-11-16', '2026-11-15T10:00:00.000Z'],
  ['Pacific/Pago_Pago', '2026-11-16', '2026-11-16T11:00:00.000Z'],
])('in %s, %s begins at %s', (timeZone, day, begins) => {
  expect(startOfDay(day, timeZone).toISOString()).toBe(begins);
});

test('the day after the last of a month or a year', () => {
  expect(['2026-02-28', '2026-12-31'].map(nextDay)).toEqual(['2026-03-01', '2027-01-01']);
});
