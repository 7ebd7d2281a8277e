import { expect, onTestFinished, test } from 'vitest';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { goStraight } from '../../prisma/rows.ts';
import { aCapturedPayment } from '../../workflows/ledger/fixtures.ts';
import { aClerk, aWorld, given, OWN_ORIGIN, signedIn, type Caller, type World } from '../test-world.ts';

async function exported(world: World, wanted: object, caller: Caller, list = 'payments') {
  const { token, origin, headers } = caller;
  const response = await world.server.inject({
    method: 'POST',
    url: `/desk-export/${list}`,
    headers: {
      'content-type': 'application/json',
      'x-onward': '1',
      ...(origin && { origin }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    payload: JSON.stringify(wanted),
  });
  const lines = response.body
    .replace(/^\ufeff/, '')
    .split('\r\n')
    .slice(0, -1);
  const [head = [], ...rows] = lines.map(cellsOf);
  return {
    status: response.statusCode,
    body: response.body,
    rows: rows.map((cells) => Object.fromEntries(head.map((name, n) => [name, cells[n] ?? '']))),
  };
}

/** As a spreadsheet reads a line. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .slice(0, -1)
    .map(([, cell = '']) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));

async function withPayments(count: number) {
  const world = await aWorld();
  const { db } = world.database;
  const { a, b } = world;
  const of = { accountId: a.account.id, personId: a.person.id, obligation: a.fee };
  for (let n = 0; n < count; n++) {
    const createdAt = new Date(Date.parse('2026-11-15T04:59:59Z') + Math.floor(n / 3) * 60_000);
    await aCapturedPayment(db, { ...of, amountCents: BigInt(100 + n), createdAt });
  }
  await aPayment(db, { ...of, state: 'declined', createdAt: new Date('2026-11-14T12:00:00Z') });
  await aCapturedPayment(db, { accountId: b.account.id, personId: b.person.id, obligation: b.fee });
  return { world, db, a, b, clerk: await aClerk(world, a, 'supervisor') };
}

test('an export has exactly the rows of the list, and what is paid in it is what the ledger has', async () => {
  const { world, db, a, clerk } = await withPayments(7);
  const list = { state: 'succeeded', text: 'pat', order: 'oldest' } as const;
  const shown = given(await world.call('staff', 'searchPayments', list, clerk)).rows;
  const { rows } = await exported(world, list, clerk);
  expect(rows.map((row) => row['Payment'])).toEqual(shown.map(({ id }) => id));
  expect(rows).toHaveLength(7);
  const cents = rows
    .map((row) => BigInt((row['Total USD'] ?? '').replace('.', '')))
    .reduce((sum, one) => sum + one, 0n);
  const clearing = await db.posting.findMany({
    where: { account: { agencyId: a.id, code: 'processor_clearing' }, entry: { kind: 'payment_captured' } },
  });
  expect(clearing.map(({ amount }) => amount).reduce((sum, one) => sum + one, 0n)).toBe(cents);
  const everything = await exported(world, {}, clerk);
  expect(everything.rows).toHaveLength(8);
});

test('a second agency’s staff never export a row of the first, by list or by id; nor does anybody else export any', async () => {
  const { world, db, a, b } = await withPayments(2);
  const clerkOfB = await aClerk(world, b, 'supervisor');
  const ids = (await db.payment.findMany({ where: { agencyId: a.id } })).map(({ id }) => id);
  expect((await exported(world, { ids }, clerkOfB)).rows).toEqual([]);
  expect(
    (await exported(world, { text: a.account.email }, clerkOfB)).rows.every(
      (row) => !ids.includes(row['Payment'] ?? ''),
    ),
  ).toBe(true);
  const payer = await signedIn(world, a);
  for (const caller of [
    { origin: OWN_ORIGIN },
    { ...payer, origin: OWN_ORIGIN },
    { ...clerkOfB, origin: a.origin },
    { ...clerkOfB, headers: { 'x-onward': '0' } },
  ]) {
    const { status, body } = await exported(world, {}, caller);
    expect([status, body.includes('Receipt')]).toEqual([401, false]);
  }
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '=HYPERLINK("http://evil.example","x")'])(
  'a cell that a spreadsheet would run is text: %j',
  async (givenName) => {
    const { world, db, a, clerk } = await withPayments(1);
    await db.person.update({ where: { id: a.person.id }, data: { givenName, familyName: 'Comma, "Quote"' } });
    const { rows } = await exported(world, {}, clerk);
    expect(rows[0]?.['Person']).toBe(`'${givenName} Comma, "Quote"`);
    expect(rows[0]?.['Total USD']).toMatch(/^\d+\.\d\d$/);
  },
);

test('a state is told in words, with its code beside it', async () => {
  const { world, clerk } = await withPayments(1);
  const { rows } = await exported(world, {}, clerk);
  expect(rows.map((row) => [row['State'], row['State code']])).toEqual([
    ['Paid', 'succeeded'],
    ['Declined', 'declined'],
  ]);
});

test('the way is named, of a bank debit with the day by which its bank should have paid', async () => {
  const { world, db, clerk } = await withPayments(1);
  const debit = { tender: 'bank_debit', cardLast4: '6789', state: 'processing' };
  await db.payment.updateMany({ where: { state: 'declined' }, data: debit });
  const { rows } = await exported(world, { order: 'oldest' }, clerk);
  const told = rows.map((row) => [row['Way'], row['Last 4'], row['Expected by']]);
  expect(told).toEqual([
    ['bank account', '6789', '2026-11-19'],
    ['visa', '4242', ''],
  ]);
  const ways = async (way: string) => (await exported(world, { way }, clerk)).rows.map((row) => row['Way']);
  expect([await ways('bank_debit'), await ways('card')]).toEqual([['bank account'], ['visa']]);
});

test('times are in the agency’s zone, with UTC beside them', async () => {
  const { world, clerk } = await withPayments(1);
  const { rows } = await exported(world, { state: 'succeeded' }, clerk);
  expect(rows[0]).toMatchObject({
    'Began (local)': '2026-11-14 23:59:59',
    'Began (UTC)': '2026-11-15 04:59:59',
    'Time zone': 'America/New_York',
  });
});

test('who exported what is in the audit trail, without what was searched for', async () => {
  const { world, db, clerk } = await withPayments(2);
  await exported(world, { text: 'Pat', state: 'succeeded' }, clerk);
  const trail = await db.auditEntry.findMany({
    where: { action: { startsWith: 'payments.export' } },
    orderBy: { action: 'asc' },
  });
  expect(trail).toMatchObject([
    {
      subjectId: trail[1]?.subjectId ?? 'one id',
      action: 'payments.export_began',
      actorId: clerk.staffId,
      detail: { state: 'succeeded', searched: 1 },
    },
    { action: 'payments.export_ended', actorId: clerk.staffId, detail: { rows: 2 } },
  ]);
  expect(JSON.stringify(trail)).not.toContain('Pat');
});

test('a clerk has the payments that they picked, and no whole list: by the role of the moment, and who was refused is in the trail', async () => {
  const { world, db, a } = await withPayments(2);
  const clerk = await aClerk(world, a);
  const ids = (await db.payment.findMany({ where: { agencyId: a.id } })).map(({ id }) => id);
  expect((await exported(world, { ids }, clerk)).rows).toHaveLength(3);
  for (const wanted of [{}, { state: 'succeeded' }, { text: 'pat' }]) {
    const { status, body } = await exported(world, wanted, clerk);
    expect([status, JSON.parse(body)]).toMatchObject([403, { roles: ['supervisor'] }]);
    expect(body).not.toContain('Receipt');
  }
  const trail = await db.auditEntry.findMany({ where: { action: 'payments.export_refused' } });
  expect(trail.map(({ actorId, detail }) => [actorId, detail])).toEqual(
    Array.from({ length: 3 }, () => [clerk.staffId, { what: 'payments', role: 'clerk' }]),
  );
  await db.staffMember.update({ where: { id: clerk.staffId }, data: { role: 'supervisor' } });
  expect((await exported(world, {}, clerk)).rows).toHaveLength(3);
  await db.staffMember.update({ where: { id: clerk.staffId }, data: { role: 'clerk' } });
  expect((await exported(world, {}, clerk)).status).toBe(403);
});

test('people are exported as they are listed, by supervisors; a name that is a formula is text, and the trail says how many', async () => {
  const { world, db, a, b, clerk: boss } = await withPayments(1);
  await db.person.update({ where: { id: a.person.id }, data: { givenName: '=1+1' } });
  await db.person.update({ where: { id: b.person.id }, data: { agencyPersonId: 'ONLYB' } });
  const list = { status: 'owes', order: 'owed' } as const;
  const { people } = given(await world.call('staff', 'findPeople', list, boss));
  expect(people.length).toBeGreaterThan(0);
  const { rows } = await exported(world, list, boss, 'people');
  const dollarsOf = (cents = 0) => (cents / 100).toFixed(2);
  expect(
    rows.map((row) => [row['Person ID'], row['Status'], row['Balance USD'], row['Past due USD']]),
  ).toEqual(
    people.map((each) => [
      each.agencyPersonId,
      'Owes',
      dollarsOf(each.balanceCents),
      dollarsOf(each.pastDueCents),
    ]),
  );
  expect(rows.map((row) => row['Given name'])).toContain("'=1+1");
  expect(rows.map((row) => row['Person ID'])).not.toContain('ONLYB');
  const clerk = await aClerk(world, a);
  expect((await exported(world, {}, clerk, 'people')).status).toBe(403);
  const trail = await db.auditEntry.findMany({ where: { action: { startsWith: 'people.export' } } });
  expect(trail.map(({ action, actorId, detail }) => [action, actorId, detail])).toEqual([
    ['people.export_began', boss.staffId, list],
    ['people.export_ended', boss.staffId, { rows: rows.length }],
    ['people.export_refused', clerk.staffId, { what: 'people', role: 'clerk' }],
  ]);
});

test('an export that breaks off is in the log, which quotes nobody, and has no end in the trail', async () => {
  const { world, db, clerk } = await withPayments(1);
  const { read } = world.deps;
  let statements = 0;
  let isBroken = true;
  goStraight(read, {
    rows: async (...statement) => {
      if (isBroken && ++statements > 1) throw new Error('row of pat@example.com'); // the first one: whose session it is
      return read.$queryRaw(...statement);
    },
    execute: (...statement) => read.$executeRaw(...statement),
  });
  onTestFinished(() => void (isBroken = false));
  await expect(exported(world, {}, clerk)).rejects.toThrow('destroyed');
  const log = world.logLines.join('');
  expect(log).toContain('an export broke off');
  expect(log).not.toContain('pat@example.com');
  const trail = await db.auditEntry.findMany({ where: { action: { startsWith: 'payments.export' } } });
  expect(trail.map(({ action }) => action)).toEqual(['payments.export_began']);
});
