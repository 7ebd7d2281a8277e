import { expect, test } from 'vitest';
import { aClerk, aWorld, given, type Caller, type World } from '../test-world.ts';

const minutes = (world: World, n: number) => new Date(world.now().getTime() - n * 60_000);

async function aTask(world: World, id: string, over: object = {}) {
  return world.database.db.staffTask.create({
    data: {
      id,
      agencyId: world.a.id,
      kind: 'unplaced_event',
      subjectId: `evt_${id}`,
      reason: 'no_payment_of_this_agency',
      createdAt: world.now(),
      ...over,
    },
  });
}

async function atDesk() {
  const world = await aWorld();
  return { world, clerk: await aClerk(world, world.a) };
}

const open = async (world: World, clerk: Caller) => given(await world.call('staff', 'tasks', {}, clerk));
const close = async (world: World, clerk: Caller, taskId: string, note = 'A test at Stripe, no money.') =>
  world.call('staff', 'closeTask', { taskId, note }, clerk);

test('the agency’s open tasks are told, oldest first, and no others', async () => {
  const { world, clerk } = await atDesk();
  await aTask(world, 'newer', { createdAt: minutes(world, 1) });
  await aTask(world, 'older', {
    kind: 'payment_needs_repair',
    subjectId: 'payment-1',
    reason: 'Stripe gave no final answer',
    createdAt: minutes(world, 90),
  });
  await aTask(world, 'closed', { closedAt: world.now() });
  await aTask(world, 'of-b', { agencyId: world.b.id });
  expect(await open(world, clerk)).toEqual({
    tasks: [
      {
        id: 'older',
        kind: 'payment_needs_repair',
        subjectId: 'payment-1',
        paymentId: 'payment-1',
        reason: 'Stripe gave no final answer',
        createdAt: '2026-11-16T16:30:00.000Z',
      },
      {
        id: 'newer',
        kind: 'unplaced_event',
        subjectId: 'evt_newer',
        reason: 'no_payment_of_this_agency',
        createdAt: '2026-11-16T17:59:00.000Z',
      },
    ],
    total: 2,
    asOf: '2026-11-16T18:00:00.000Z',
  });
});

test('of very many the oldest are told, and how many there are', async () => {
  const { world, clerk } = await atDesk();
  for (let n = 0; n < 203; n++) await aTask(world, `t${n}`, { createdAt: minutes(world, 300 - n) });
  const { tasks, total } = await open(world, clerk);
  expect([tasks.length, tasks[0]?.id, tasks.at(-1)?.id, total]).toEqual([200, 't0', 't199', 203]);
});

test('a closed task is open no more, and who closed it, when and why is in the audit trail', async () => {
  const { world, clerk } = await atDesk();
  await aTask(world, 'task');
  expect(given(await close(world, clerk, 'task', '  A test at Stripe. '))).toEqual({ ok: true });
  expect((await open(world, clerk)).tasks).toEqual([]);
  const entries = await world.database.db.auditEntry.findMany({ where: { action: 'task.closed' } });
  expect(entries).toMatchObject([
    {
      agencyId: world.a.id,
      at: world.now(),
      actorKind: 'staff',
      actorId: clerk.staffId,
      subjectId: 'task',
      detail: { kind: 'unplaced_event', about: 'evt_task', note: 'A test at Stripe.' },
    },
  ]);
});

test('two clerks at once: one closes it, the other hears so', async () => {
  const { world, clerk } = await atDesk();
  await aTask(world, 'task');
  const answers = await Promise.all([1, 2].map(async () => given(await close(world, clerk, 'task'))));
  expect(answers).toContainEqual({ ok: true });
  expect(answers).toContainEqual({
    ok: false,
    reason: 'closed_already',
    role: 'clerk',
    at: world.now().toISOString(),
  });
  expect(await world.database.db.auditEntry.count({ where: { action: 'task.closed' } })).toBe(1);
});

test('a task about a return leads to its payment, and is closed by whoever has seen to it', async () => {
  const { world, clerk } = await atDesk();
  await aTask(world, 'task', { kind: 'debit_returned', subjectId: 'payment-1' });
  const { tasks } = given(await world.call('staff', 'tasks', undefined, clerk));
  expect(tasks).toMatchObject([{ kind: 'debit_returned', paymentId: 'payment-1' }]);
  expect(given(await close(world, clerk, 'task'))).toEqual({ ok: true });
});

test('a task about a payment is not closed by hand', async () => {
  const { world, clerk } = await atDesk();
  await aTask(world, 'task', { kind: 'payment_needs_repair', subjectId: 'payment-1' });
  expect(given(await close(world, clerk, 'task'))).toEqual({ ok: false, reason: 'closes_by_itself' });
  expect((await open(world, clerk)).total).toBe(1);
  expect(await world.database.db.auditEntry.count({ where: { action: 'task.closed' } })).toBe(0);
});

test('a task is closed with a note or not at all', async () => {
  const { world, clerk } = await atDesk();
  await aTask(world, 'task');
  for (const note of ['', '   ', 'x'.repeat(501)]) {
    const { status, error } = await close(world, clerk, 'task', note);
    expect([status, error?.data['fields']]).toEqual([400, [expect.objectContaining({ path: 'note' })]]);
  }
  expect((await open(world, clerk)).total).toBe(1);
});

test('another agency’s task is not there', async () => {
  const { world, clerk } = await atDesk();
  await aTask(world, 'of-b', { agencyId: world.b.id });
  expect((await close(world, clerk, 'of-b')).status).toBe(404);
  expect(await world.database.db.staffTask.findUniqueOrThrow({ where: { id: 'of-b' } })).toMatchObject({
    closedAt: null,
  });
});
