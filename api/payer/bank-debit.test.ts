import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PaymentState } from '../../workflows/payment/states.ts';
import { aWorld, given, signedIn, type Caller, type World } from '../test-world.ts';

const band = { fromCents: 1, upToCents: null, flatCents: 0, basisPoints: 0 };
const FEES = {
  name: 'Card and bank',
  paidBy: 'payer',
  rounding: { to: 'nearest' },
  tables: [
    { tenders: ['card'], bands: [{ ...band, flatCents: 325 }] },
    { tenders: ['bank_debit'], bands: [{ ...band, flatCents: 25 }] },
  ],
};

/** An agency whose fees know bank debits, and that offers them. */
async function ready(bankDebits = true): Promise<{ world: World; payer: Caller }> {
  const world = await aWorld();
  const { db } = world.database;
  const { id: agencyId } = world.a;
  await db.agency.update({ where: { id: agencyId }, data: { settings: { bankDebits } } });
  await db.policyVersion.create({
    data: {
      id: 'bank-fee',
      agencyId,
      kind: 'fee',
      version: 2,
      effectiveFrom: '2026-01-02',
      rule: FEES,
      createdAt: world.now(),
    },
  });
  return { world, payer: await signedIn(world, world.a) };
}

const selectionOf = ({ a: { person, fee, restitution } }: World) => ({
  personId: person.id,
  obligationIds: [fee.id, restitution.id],
  choice: { kind: 'due_now' as const },
  tender: 'bank_debit' as const,
});

async function quoteOf(world: World, payer: Caller) {
  const quoted = given(await world.call('payer', 'quote', selectionOf(world), payer));
  if (!quoted.ok) throw new Error(quoted.refusal.code);
  return quoted.quote;
}

async function requestOf(world: World, payer: Caller) {
  const quote = await quoteOf(world, payer);
  return {
    ...selectionOf(world),
    quoteDigest: quote.digest,
    consent: quote.debit?.version,
    attemptKey: randomUUID(),
    confirmationToken: 'ctoken_bank1',
    payAgain: false,
  };
}

/** What the workflow would do, as far as the payer sees it. */
function endsIn(world: World, state: PaymentState, attempt: object = {}) {
  world.workflows.whenCarried = async (id, n) => {
    const { db } = world.database;
    await db.payment.update({ where: { id }, data: { state } });
    await db.paymentAttempt.updateMany({ where: { paymentId: id, n }, data: { state, ...attempt } });
    return state;
  };
}

test('the quote of a debit has its own fee, what the payer agrees to, and the day on which it is expected', async () => {
  const { world, payer } = await ready();
  const quote = await quoteOf(world, payer);
  expect(quote).toMatchObject({ amountCents: 13_000, feeCents: 25, feeBasisPoints: 19, totalCents: 13_025 });
  expect(quote.debit?.text).toMatch(/^I allow .+ to take \$130\.25 once from the bank account/);
  expect(quote.feeNote?.es).toBe('Con cuenta de banco se suma un cargo de $0.25.');
  expect(quote.debit?.unticked).toBe('Tick the box to let us take this payment.');
  expect(quote.ways?.map(({ tender, here }) => [tender, here])).toEqual([
    ['bank_debit', true],
    ['card', true],
  ]);
});

test('where an agency does not offer debits, a debit is quoted as a card, and cannot be paid', async () => {
  const { world, payer } = await ready(false);
  const quote = await quoteOf(world, payer);
  expect(quote.debit).toBeUndefined();
  expect(quote).toMatchObject({ feeCents: 325 });
  expect(quote.ways?.map(({ tender }) => tender)).toEqual(['card']);
});

test('an amount that debits do not take is quoted by card, which takes it', async () => {
  const { world, payer } = await ready();
  const few = [{ ...band, upToCents: 10_000, flatCents: 25 }];
  const tables = [...FEES.tables.slice(0, 1), { tenders: ['bank_debit'], bands: few }];
  const rule = { ...FEES, tables };
  await world.database.db.policyVersion.updateMany({ where: { id: 'bank-fee' }, data: { rule } });
  const quote = await quoteOf(world, payer);
  expect(quote).toMatchObject({ feeCents: 325, feeNote: { en: 'A card adds a fee of $3.25.' } });
  expect(quote.debit).toBeUndefined();
  expect(quote.ways?.at(-1)).toMatchObject({ tender: 'bank_debit', takes: false, mostCents: 10_000 });
});

test('what is agreed to belongs to this one quote: another of the same total is agreed to anew', async () => {
  const { world, payer } = await ready();
  const ask = async (choice: object) =>
    given(await world.call('payer', 'quote', { ...selectionOf(world), ...choice }, payer));
  const [first, other] = await Promise.all([
    ask({}),
    ask({ choice: { kind: 'other', amountCents: 13_000 } }),
  ]);
  if (!first.ok || !other.ok) throw new Error('refused');
  expect(first.quote.debit?.text).toBe(other.quote.debit?.text);
  expect(first.quote.debit?.version).not.toBe(other.quote.debit?.version);
});

test('a debit that was quoted is not paid once the agency offers it no more: the quote has changed', async () => {
  const { world, payer } = await ready();
  const request = await requestOf(world, payer);
  const settings = { bankDebits: false };
  await world.database.db.agency.update({ where: { id: world.a.id }, data: { settings } });
  expect((await world.call('payer', 'pay', request, payer)).data).toMatchObject({
    ok: false,
    refusal: { code: 'quote_changed', quote: { feeCents: 325 } },
  });
  expect(await world.database.db.payment.count()).toBe(0);
});

test('nobody is debited who did not agree to this very text', async () => {
  const { world, payer } = await ready();
  const { consent: _agreed, ...request } = await requestOf(world, payer);
  for (const more of [{}, { consent: '1999-01-01' }]) {
    const answer = (await world.call('payer', 'pay', { ...request, ...more }, payer)).data;
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'quote_changed' } });
  }
  expect(await world.database.db.payment.count()).toBe(0);
});

test('who agreed in one language is not held to the text in another: the quote has changed', async () => {
  const { world, payer } = await ready();
  const request = await requestOf(world, payer);
  await world.call('account', 'setLanguage', { language: 'es' }, payer); // in another tab, say
  expect((await world.call('payer', 'pay', request, payer)).data).toMatchObject({
    ok: false,
    refusal: { code: 'quote_changed', quote: { debit: { text: expect.stringContaining('$130.25') } } },
  });
  expect(await world.database.db.payment.count()).toBe(0);
});

test.each<[string, (world: World) => Promise<unknown>]>([
  ['language', ({ database }) => database.db.payerAccount.updateMany({ data: { language: 'es' } })],
  ['telephone number', ({ database }) => database.db.agency.updateMany({ data: { phone: '+15550001111' } })],
])('where the text has another %s since it was shown, it is shown again first', async (_, change) => {
  const { world, payer } = await ready();
  const request = await requestOf(world, payer);
  await change(world);
  const answer = (await world.call('payer', 'pay', request, payer)).data;
  expect(answer).toMatchObject({ ok: false, refusal: { code: 'quote_changed' } });
  expect(await world.database.db.payment.count()).toBe(0);
});

test('what was agreed to is kept as it was shown, with when and from where, and goes to Stripe as the mandate', async () => {
  const { world, payer } = await ready();
  const request = await requestOf(world, payer);
  const from = { ...payer, headers: { ...payer.headers, 'user-agent': 'A browser' } };
  expect((await world.call('payer', 'pay', request, from)).data).toMatchObject({
    ok: true,
    payment: { tender: 'bank_debit', totalCents: 13_025 },
  });
  const attempt = await world.database.db.paymentAttempt.findFirstOrThrow({ include: { consent: true } });
  const { ipAddress = '' } = attempt.consent ?? {};
  expect(attempt.consent).toMatchObject({
    version: request.consent,
    language: 'en',
    text: expect.stringContaining('$130.25 once'),
    at: world.now(),
    userAgent: 'A browser',
  });
  expect(ipAddress).not.toBe('');
  expect(attempt.stripeParams).toEqual({
    confirmation_token: 'ctoken_bank1',
    use_stripe_sdk: true,
    mandate_data: {
      customer_acceptance: {
        type: 'online',
        accepted_at: Math.floor(world.now().getTime() / 1000),
        online: { ip_address: ipAddress, user_agent: 'A browser' },
      },
    },
  });
  const changed = world.database.db.debitConsent.updateMany({ data: { text: 'else' } });
  await expect(changed).rejects.toThrow(/Foreign key|is append-only/); // the first is Prisma's name for SQLite's ABORT
});

test('while a bank has not answered, the payment is on its way wherever it shows, and keeps no page', async () => {
  const { world, payer } = await ready();
  endsIn(world, 'processing');
  const request = await requestOf(world, payer);
  const answer = given(await world.call('payer', 'pay', request, payer));
  const paidBy = expect.stringMatching(/^2026-\d\d-\d\d$/);
  expect(answer).toMatchObject({ ok: true, payment: { status: 'processing', onItsWay: { paidBy } } });
  expect((await world.call('payer', 'open', {}, payer)).data).toEqual({});
  expect((await world.call('payer', 'history', {}, payer)).data?.items).toMatchObject([
    { status: 'processing', onItsWay: { paidBy } },
  ]);
  const owed = given(await world.call('payer', 'owed', { personId: request.personId }, payer));
  expect(owed.onItsWay?.en).toMatch(
    /\$130\.25\. It is not paid yet\. It counts as paid when your bank pays, about .+day/,
  );
});

test('a day that is past is not said to be awaited: the bank is late, and what to do', async () => {
  const { world, payer } = await ready();
  endsIn(world, 'processing');
  const request = await requestOf(world, payer);
  await world.call('payer', 'pay', request, payer);
  world.pass(8 * 24 * 3_600_000);
  const later = await signedIn(world, world.a);
  const { phone } = await world.database.db.agency.findUniqueOrThrow({ where: { id: world.a.id } });
  const owed = given(await world.call('payer', 'owed', { personId: request.personId }, later));
  const [listed] = given(await world.call('payer', 'history', {}, later)).items;
  const paymentId = listed?.id ?? '';
  const shown = given(await world.call('payer', 'status', { paymentId }, later));
  for (const says of [owed.onItsWay, listed?.onItsWay?.text, shown.onItsWay?.text]) {
    expect(says?.en).toMatch(/We expected it by .+day.*, so your bank is late\. .*do not pay it again\./);
    expect(says?.es).toMatch(
      /Lo esperábamos a más tardar el .+: su banco se ha atrasado\. .*no lo pague otra vez\./,
    );
    for (const text of [says?.en, says?.es]) expect(text).toContain(phone);
  }
  const titles = [owed.onItsWay, listed?.onItsWay?.title, shown.onItsWay?.title, listed?.onItsWay?.short];
  const late = {
    en: expect.stringMatching(/^Your bank is late((?!on its way).)*$/),
    es: expect.stringMatching(/^Su banco se ha atrasado((?!en camino).)*$/),
  };
  expect(titles).toEqual(titles.map(() => late));
  const again = { ...request, attemptKey: randomUUID(), confirmationToken: 'ctoken_bank2' };
  expect((await world.call('payer', 'pay', again, later)).data).toMatchObject({
    refusal: {
      says: {
        en: expect.stringMatching(
          /We expected it by .+, so your bank is late, and may pay yet\. Pay again\?$/,
        ),
      },
    },
  });
});

test('two tabs at the same instant: one debit, and the other tab is asked first', async () => {
  const { world, payer } = await ready();
  endsIn(world, 'processing');
  const request = await requestOf(world, payer);
  const tabs = ['ctoken_tab1', 'ctoken_tab2'].map((confirmationToken) =>
    world.call('payer', 'pay', { ...request, confirmationToken, attemptKey: randomUUID() }, payer),
  );
  const answers = (await Promise.all(tabs)).map(({ data }) => data);
  expect(answers.filter((answer) => answer?.ok)).toHaveLength(1);
  expect(answers.find((answer) => !answer?.ok)).toMatchObject({ refusal: { code: 'paid_moments_ago' } });
  const { db } = world.database;
  expect([await db.payment.count(), await db.debitConsent.count()]).toEqual([1, 1]);
});

test('the same debit days later is asked about first: its bank has not answered', async () => {
  const { world, payer } = await ready();
  endsIn(world, 'processing');
  const request = await requestOf(world, payer);
  await world.call('payer', 'pay', request, payer);
  world.pass(2 * 24 * 3_600_000);
  const later = await signedIn(world, world.a);
  const again = { ...request, attemptKey: randomUUID(), confirmationToken: 'ctoken_bank2' };
  expect((await world.call('payer', 'pay', again, later)).data).toMatchObject({
    ok: false,
    refusal: {
      code: 'paid_moments_ago',
      amountCents: 13_025,
      says: { en: expect.stringMatching(/^Your bank is already asked for \$130\.25 .+ Pay again\?$/) },
    },
  });
});

test.each([
  ['card_form_expired', 'timed_out'],
  ['insufficient_funds', 'debit_no_funds'],
  ['account_closed', 'debit_returned'],
])('a debit that came back with %s is told as %s, and is not tried again', async (code, told) => {
  const { world, payer } = await ready();
  endsIn(world, 'failed', { state: 'declined', code });
  expect((await world.call('payer', 'pay', await requestOf(world, payer), payer)).data).toMatchObject({
    payment: { status: 'failed', failure: { code: told, mayTryAgain: false } },
  });
});
