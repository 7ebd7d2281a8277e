import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aCapturedPayment } from '../workflows/ledger/fixtures.ts';
import { aPayment } from '../prisma/fixtures/payment.ts';
import { procedureNames } from './http/log-requests.ts';
import { aCode, aLink } from './auth/test-getting-in.ts';
import { waiting } from './auth/test-sign-up.ts';
import { aClerk, aWorld, OWN_ORIGIN, signedIn, type Caller, type World } from './test-world.ts';

const PROVEN = 'a'.repeat(64);

/** What somebody of agency B asks of agency A's things, for every procedure there is; and what they must hear. */
interface Attempt {
  input: unknown;
  status: number;
  /** Where the answer is 200: what it must be. */
  data?: unknown;
}

/** Procedures before sign-in know no ids: what they say of an address of agency A must be what they say of none. */
const withoutIds: Readonly<Record<string, unknown>> = {
  'agency.view': {},
  'auth.signUp': null, // signs up at B, whatever A has; the next two know its token only: see the last test
  'auth.verifyEmail': null,
  'auth.resendCode': null,
  'auth.sendCode': null, // the same answer for every address; what follows knows its token only: see the last tests
  'auth.forgotPassword': { email: 'only-at-a@payer.example', language: 'en' },
  'auth.openReset': { token: 'x'.repeat(43) },
  'auth.proveIdentity': {
    token: 'x'.repeat(43),
    identity: { kind: 'record', agencyPersonId: 'ONLYATA1', birthDate: '1990-01-31' },
  },
  'auth.setPassword': { proof: 'x'.repeat(43), password: 'a long enough sentence' },
  'auth.signIn': { email: 'only-at-a@payer.example', password: 'a long enough sentence' },
  'auth.refresh': {},
  'auth.signOut': {},
  'staff.signIn': { email: 'nobody@staff.example', password: 'a long enough sentence' },
  'staff.refresh': {},
  'staff.signOut': {},
  'staff.forgotPassword': { email: 'nobody@staff.example' },
  'staff.openInvitation': { token: 'x'.repeat(43) }, // what follows knows the token only, which names one agency's one
  'staff.acceptInvitation': { token: 'x'.repeat(43), password: 'a long enough sentence' },
};

async function attemptsOn(world: World): Promise<Record<string, Attempt>> {
  const { a, database } = world;
  const of = { accountId: a.account.id, personId: a.person.id, obligation: a.fee };
  const paid = await aCapturedPayment(database.db, of);
  const declined = await aPayment(database.db, {
    ...of,
    state: 'declined',
    expiresAt: new Date('2027-01-01'),
  });
  const key = declined.attempts[0]?.key;
  const selection = { personId: a.person.id, obligationIds: [a.fee.id], choice: { kind: 'everything' } };
  const token = { attemptKey: randomUUID(), confirmationToken: 'ctoken_1' };
  return {
    'account.setLanguage': { input: { language: 'es' }, status: 200, data: { ok: true } }, // B's own account
    'record.match': {
      input: { agencyPersonId: 'ONLYATA1', birthDate: '1990-01-31' },
      status: 200,
      data: { ok: false, refusal: { code: 'record_not_matched' } },
    },
    'payer.owed': { input: { personId: a.person.id }, status: 404 },
    'payer.quote': { input: selection, status: 404 },
    'payer.pay': { input: { ...selection, ...token, quoteDigest: PROVEN, payAgain: false }, status: 404 },
    'payer.tryAgain': { input: { ...token, paymentId: declined.id }, status: 404 },
    'payer.cancel': { input: { paymentId: declined.id }, status: 404 },
    'payer.status': { input: { paymentId: paid.id }, status: 404 },
    'payer.keepDraft': { input: { step: 'owe', personId: a.person.id, choice: 'everything' }, status: 404 },
    'payer.open': { input: {}, status: 200, data: {} },
    'payer.statusOfAttempt': { input: { attemptKey: key }, status: 200, data: {} },
    'payer.history': { input: {}, status: 200, data: { items: [] } },
    ...(await attemptsAtDesk(world, paid.id)),
  };
}

async function attemptsAtDesk(world: World, paidId: string): Promise<Record<string, Attempt>> {
  const { a, database } = world;
  const task = await database.db.staffTask.create({
    data: {
      id: randomUUID(),
      agencyId: a.id,
      kind: 'unplaced_event',
      subjectId: 'evt_of_a',
      reason: 'no_payment_of_this_agency',
      createdAt: world.now(),
    },
  });
  const act = { actId: randomUUID(), obligationId: a.fee.id, note: 'Not mine.' };
  const ofA = await aClerk(world, a);
  const view = await database.db.savedView.create({
    data: {
      id: randomUUID(),
      agencyId: a.id,
      staffId: ofA.staffId,
      name: 'Of A',
      list: {},
      createdAt: world.now(),
    },
  });
  return {
    ...(await attemptsToCharge(world)),
    'staff.searchPayments': { input: { text: 'Pat' }, status: 200, data: { rows: [], total: 0 } },
    'staff.paymentsViews': {
      input: {},
      status: 200,
      data: { own: [], shared: expect.anything(), offices: [world.b.person.office] },
    },
    'staff.keepColumns': { input: { columns: ['state'] }, status: 200, data: { ok: true } }, // B's own
    'staff.saveView': { input: { viewId: view.id, name: 'Not mine', list: {} }, status: 404 },
    'staff.removeView': { input: { viewId: view.id, isRemoved: true }, status: 404 },
    'staff.paymentStory': { input: { paymentId: paidId }, status: 404 },
    'staff.tasks': {
      input: {},
      status: 200,
      data: { tasks: [], total: 0, asOf: world.now().toISOString() },
    },
    'staff.sendReceipt': { input: { paymentId: paidId }, status: 404 },
    'staff.releaseRecord': { input: { taskId: task.id, note: 'Not mine.' }, status: 404 },
    'staff.obligations': { input: { personId: a.person.id }, status: 404 },
    'staff.makeOfficeCode': {
      input: { personId: a.person.id, accountId: a.account.id, note: 'Not mine.' },
      status: 404,
    },
    'staff.holdObligation': { input: { ...act, reason: 'appeal' }, status: 404 },
    'staff.releaseObligation': { input: act, status: 404 },
    'staff.adjustObligation': { input: { ...act, fromCents: 8_000, toCents: 9_000 }, status: 404 },
    'staff.waiveObligation': { input: { ...act, amountCents: 1 }, status: 404 },
    'staff.closeTask': { input: { taskId: task.id, note: 'Not mine.' }, status: 404 },
  };
}

/** Charging the person of agency A, and what they owe each month. */
async function attemptsToCharge({ a, database, now }: World): Promise<Record<string, Attempt>> {
  const charge = {
    actId: randomUUID(),
    note: 'Not mine.',
    personId: a.person.id,
    fundId: a.fee.fundId,
    kind: 'supervision_fee',
    label: 'A fee',
    shares: [{ beneficiaryId: a.fee.shares[0]?.beneficiaryId }],
  };
  const { id: feeId } = await database.db.monthlyFee.create({
    data: {
      id: randomUUID(),
      agencyId: a.id,
      personId: a.person.id,
      fundId: a.fee.fundId,
      kind: 'supervision_fee',
      label: 'A fee',
      amountCents: 4_000n,
      dayOfMonth: 5,
      createdAt: now(),
    },
  });
  const feeAct = { actId: randomUUID(), feeId, note: 'Not mine.' };
  return {
    'staff.assessObligation': {
      input: { ...charge, assessedCents: 100, assessedOn: '2026-11-01', terms: { how: 'unsaid' } },
      status: 404,
    },
    'staff.startMonthlyFee': {
      input: { ...charge, amountCents: 100, dayOfMonth: 5, firstDueOn: '2026-12-05' },
      status: 404,
    },
    'staff.changeMonthlyFee': { input: { ...feeAct, fromCents: 4_000, toCents: 1 }, status: 404 },
    'staff.endMonthlyFee': { input: { ...feeAct, lastDueOn: '2026-12-05' }, status: 404 },
    'staff.findPeople': {
      input: { text: 'ONLYATA1' },
      status: 200,
      data: { people: [], total: 0, asOf: now().toISOString() },
    },
    'staff.countPeople': { input: { text: 'ONLYATA1' }, status: 200, data: { total: 0 } },
    'staff.spendCredit': {
      input: { actId: randomUUID(), note: 'Not mine.', personId: a.person.id },
      status: 404,
    },
    'staff.chargeOptions': { input: { personId: a.person.id }, status: 404 },
  };
}

test('no procedure gives another agency’s session anything of an agency', async () => {
  const world = await aWorld();
  await onlyAtA(world);
  const attempts = await attemptsOn(world);
  const known = [...Object.keys(attempts), ...Object.keys(withoutIds)];
  expect(known.toSorted()).toEqual(procedureNames.toSorted()); // a new procedure must be thought about here

  const payer = await signedIn(world, world.b);
  const clerk = await aClerk(world, world.b);
  for (const [name, { input, status, data }] of Object.entries(attempts)) {
    const caller: Caller = name.startsWith('staff.') ? clerk : payer;
    const reply = await world.post(name, input, caller);
    expect([name, reply.status]).toEqual([name, status]);
    if (data !== undefined) expect([name, reply.data]).toEqual([name, data]);
  }
  expect(await world.database.db.payment.count()).toBe(2);
  expect(await world.database.db.outbox.count()).toBe(0);
  expect(await world.database.db.staffTask.count({ where: { closedAt: null } })).toBe(1);
  expect([...world.workflows.carried, ...world.workflows.canceled]).toEqual([]);
});

test('a session is of no use with another agency’s key, page, or both', async () => {
  const world = await aWorld();
  const { a, b } = world;
  const payer = await signedIn(world, a);
  const attempts = await attemptsOn(world);
  const payerNames = Object.keys(attempts).filter((name) => !name.startsWith('staff.'));
  for (const name of payerNames) {
    const bothOther = await world.post(name, attempts[name]?.input, {
      ...payer,
      key: b.key,
      origin: b.origin,
    });
    const keyOther = await world.post(name, attempts[name]?.input, { ...payer, key: b.key });
    const originOther = await world.post(name, attempts[name]?.input, { ...payer, origin: b.origin });
    expect([name, bothOther.status, keyOther.status, originOther.status]).toEqual([name, 401, 403, 403]);
  }
});

test('a page that two agencies list keeps their sessions apart', async () => {
  const world = await aWorld();
  const { a, b } = world;
  await world.database.db.agencyOrigin.create({ data: { agencyId: b.id, origin: a.origin } });
  const payer = await signedIn(world, a);
  expect((await world.call('payer', 'open', {}, payer)).status).toBe(200);
  expect((await world.call('payer', 'open', {}, { ...payer, key: b.key })).status).toBe(401);
  const { token: _, ...cookieOnly } = payer;
  const refreshed = await world.call('auth', 'refresh', {}, { ...cookieOnly, key: b.key });
  expect(refreshed.data).toMatchObject({ ok: false });
});

test('without a session, nothing behind sign-in answers', async () => {
  const world = await aWorld();
  const { key, origin } = world.a;
  for (const [name, { input }] of Object.entries(await attemptsOn(world))) {
    const caller = name.startsWith('staff.') ? { origin: OWN_ORIGIN } : { key, origin };
    expect([name, (await world.post(name, input, caller)).status]).toEqual([name, 401]);
    const forged = { ...caller, token: 'x'.repeat(43) };
    expect([name, (await world.post(name, input, forged)).status]).toEqual([name, 401]);
  }
});

test('what agency A knows of an address, agency B does not say', async () => {
  const world = await aWorld();
  await onlyAtA(world);
  for (const [name, input] of Object.entries(withoutIds)) {
    if (input === null || name === 'agency.view') continue;
    const { key, origin } = world.b;
    const caller = name.startsWith('staff.') ? { origin: OWN_ORIGIN } : { key, origin };
    const known = await world.post(name, input, caller);
    const unknown = await world.post(name, swap(input), caller);
    expect([name, known.data]).toEqual([name, unknown.data]);
  }
  await expect.poll(() => world.mails.length).toBe(4); // of forgotPassword, to two addresses that B, or the desk, does not know
  for (const { subject } of world.mails) expect(subject).toMatch(/^No(body| account)/);
});

test('a mailed link and a mailed code of agency A open nothing at agency B', async () => {
  const world = await aWorld();
  const { a, b } = world;
  const atB = { key: b.key, origin: b.origin };
  const { token, prove } = await aLink(world);
  const wrong = { ok: false, refusal: { code: 'link_expired' } };
  const record = { kind: 'record', agencyPersonId: '48213A', birthDate: '1990-01-31' } as const;
  expect((await world.call('auth', 'openReset', { token }, atB)).data).toEqual(wrong);
  expect((await world.call('auth', 'proveIdentity', { token, identity: record }, atB)).data).toEqual(wrong);
  const proof = await prove();
  const set = await world.call('auth', 'setPassword', { proof, password: 'another sentence' }, atB);
  expect(set.data).toEqual(wrong);

  const { pending, code } = await aCode(world);
  expect((await world.call('auth', 'verifyEmail', { pending, code }, atB)).data).toMatchObject({ ok: false });
  const own = await world.call('auth', 'verifyEmail', { pending, code }, { key: a.key, origin: a.origin });
  expect(own.data).toMatchObject({ ok: true }); // no try was used up
});

test('a sign-up at agency A is none at agency B, with the right token and the right code', async () => {
  const world = await aWorld();
  const { a, b } = world;
  const { pending, code } = await waiting(world);
  const atB = { key: b.key, origin: b.origin };
  const proved = await world.call('auth', 'verifyEmail', { pending, code }, atB);
  expect(proved.data).toMatchObject({ ok: false, refusal: { code: 'code_wrong' } });
  world.pass(31_000);
  await world.call('auth', 'resendCode', { pending }, atB);
  const own = await world.call('auth', 'verifyEmail', { pending, code }, { key: a.key, origin: a.origin });
  expect(own.data).toMatchObject({ ok: true }); // no try was used up, and no other code made
});

/** At B the seeded account has another address, and the number is nobody's. */
async function onlyAtA({ database: { db }, a, b }: World): Promise<void> {
  await db.payerAccount.update({ where: { id: a.account.id }, data: { email: 'only-at-a@payer.example' } });
  await db.person.update({ where: { id: a.person.id }, data: { agencyPersonId: 'ONLYATA1' } });
  expect(b.account.email).toBe('pat@payer.example');
}

const swap = (input: unknown): unknown =>
  JSON.parse(JSON.stringify(input).replaceAll('only-at-a@', 'nowhere@')) as unknown;
