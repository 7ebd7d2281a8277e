import { expect, test } from 'vitest';
import type { TryResult } from './messages.ts';
import { booking, charging, reading, scriptedPayments, type Script } from './test-scripts.ts';

const on = scriptedPayments();
const { aScript, carryOut } = on;
const patiently = { timeout: 20_000 };

test('the straight way asks gate, charge and books once each, under keys of the business id', async () => {
  const { paymentId, script } = aScript({ charge: [{ kind: 'succeeded' }], books: ['succeeded'] });
  expect(await carryOut(paymentId)).toBe('succeeded');
  expect(script.asked).toEqual([['gate', {}], charging(1), booking(1, { kind: 'succeeded' })]);
  expect(await on.scheduledFor(paymentId)).toEqual([]); // all of it in one workflow task
});

test('who waits where the worker is hears once the books are committed; Temporal’s own answer waits for the task’s end', async () => {
  const taskEnds = Promise.withResolvers<void>();
  const whenBooked: Script['whenBooked'] = (step, state) => {
    on.client.onBooked(step, state);
    return taskEnds.promise;
  };
  const { paymentId } = aScript({ charge: [{ kind: 'succeeded' }], books: ['succeeded'], whenBooked });
  expect(await carryOut(paymentId)).toBe('succeeded');
  taskEnds.resolve();
  expect(await carryOut(paymentId)).toBe('succeeded'); // by Temporal: nobody tells it here any more
});

test('a first charge that fails within the gate’s workflow task is repeated under the same keys by Temporal’s', async () => {
  const failure = Promise.reject(new Error('Stripe asks to slow down'));
  failure.catch(() => undefined);
  const { paymentId, script } = aScript({ charge: [failure, { kind: 'succeeded' }], books: ['succeeded'] });
  expect(await carryOut(paymentId)).toBe('succeeded');
  const again = [['gate', {}], charging(1), booking(1, { kind: 'succeeded' })];
  expect(script.asked).toEqual([['gate', {}], charging(1), ...again]);
  expect(await on.scheduledFor(paymentId)).toEqual(['charge']);
});

test('a charge that fails at once ends the payment: it is not read for what came late', async () => {
  const { paymentId, script } = aScript({ charge: [{ kind: 'failed' }], books: ['failed'] });
  expect(await carryOut(paymentId)).toBe('failed');
  expect(script.asked).toEqual([['gate', {}], charging(1), booking(1, { kind: 'failed' })]);
  expect(await on.scheduledFor(paymentId)).toEqual([]);
});

test('a denied payment is never charged', async () => {
  const { paymentId, script } = aScript({ gate: { state: 'denied' } });
  expect(await carryOut(paymentId)).toBe('denied');
  expect(script.asked).toEqual([['gate', {}]]);
});

test('a decline answers, and another try charges under a new key on the same intent', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'declined' }, { kind: 'succeeded' }],
    books: ['declined', 'succeeded'],
  });
  expect(await carryOut(paymentId)).toBe('declined');
  expect(await carryOut(paymentId, 2)).toBe('succeeded');
  expect(script.asked.slice(3)).toEqual([charging(2), booking(2, { kind: 'succeeded' })]);
  expect(await on.scheduledFor(paymentId)).toEqual(['charge']); // asked for by an update: kept before it is sent
});

test('a bank debit answers as on its way, and ends when Stripe says that the bank has paid', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'processing' }],
    readBack: [{ kind: 'processing' }, { kind: 'succeeded' }],
    books: ['processing', 'succeeded'],
  });
  expect(await carryOut(paymentId)).toBe('processing');
  await on.client.wakePayment(paymentId); // as Stripe's first event does
  await expect.poll(() => script.asked.length, patiently).toBe(4);
  await on.client.wakePayment(paymentId);
  await expect.poll(() => script.asked.at(-1), patiently).toEqual(booking(1, { kind: 'succeeded' }));
  expect(script.asked.slice(2)).toEqual([
    booking(1, { kind: 'processing' }),
    reading(1, false),
    reading(1, false),
    booking(1, { kind: 'succeeded' }),
  ]);
});

test('a debit on its way is read and booked though another try was asked for as it left', async () => {
  const { paymentId, script } = aScript({
    gate: { state: 'processing', n: 1, wanted: 2 },
    readBack: [{ kind: 'succeeded' }],
    books: ['succeeded'],
  });
  await on.client.drivePayment(paymentId);
  await on.client.wakePayment(paymentId);
  await expect.poll(() => script.asked.at(-1), patiently).toEqual(booking(1, { kind: 'succeeded' }));
});

test('a bank debit that comes back days later fails, and is not tried again', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'processing' }],
    readBack: [{ kind: 'declined' }],
    books: ['processing', 'failed'],
  });
  expect(await carryOut(paymentId)).toBe('processing');
  await on.client.wakePayment(paymentId);
  await expect.poll(() => script.asked.at(-1), patiently).toEqual(booking(1, { kind: 'declined' }));
  expect(await carryOut(paymentId, 2)).toBe(null);
});

test('the same try asked for many times at once is carried out once, and all hear the same', async () => {
  const { paymentId, script } = aScript({ charge: [{ kind: 'succeeded' }], books: ['succeeded'] });
  const answers = await Promise.all(Array.from({ length: 5 }, () => carryOut(paymentId)));
  expect(answers).toEqual(Array.from({ length: 5 }, () => 'succeeded'));
  expect(script.asked).toHaveLength(3);
  expect(await carryOut(paymentId)).toBe('succeeded'); // after its end, too
});

test('a declined payment that nobody tries again is canceled at Stripe and expires', async () => {
  const { paymentId, script } = aScript({
    gate: { expiresAt: new Date(Date.now() + 300).toISOString() },
    charge: [{ kind: 'declined' }],
    readBack: [{ kind: 'canceled' }],
    books: ['declined', 'expired'],
  });
  expect(await carryOut(paymentId)).toBe('declined');
  await expect
    .poll(() => script.asked.slice(3), patiently)
    .toEqual([reading(1, true), booking(1, { kind: 'expired' })]);
  expect(await carryOut(paymentId, 2)).toBe(null); // ended: the row's state tells
});

test('a declined payment that its payer lets go is canceled at Stripe and ends at once', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'declined' }],
    readBack: [{ kind: 'canceled' }],
    books: ['declined', 'canceled'],
  });
  expect(await carryOut(paymentId)).toBe('declined');
  await on.client.cancelPayment(paymentId, 20_000);
  expect(script.asked.slice(3)).toEqual([reading(1, true), booking(1, { kind: 'canceled' })]);
  await on.client.cancelPayment(paymentId, 20_000); // nothing runs: no harm
});

test('a declined payment is not let go before Stripe has canceled it', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'declined' }],
    readBack: [{ kind: 'unknown', cause: 'no_answer' }, { kind: 'canceled' }],
    books: ['declined', 'canceled'],
  });
  expect(await carryOut(paymentId)).toBe('declined');
  const canceled = on.client.cancelPayment(paymentId, 20_000);
  await expect.poll(() => script.asked.length, patiently).toBe(4);
  await on.client.wakePayment(paymentId); // for the minute between two readings
  await canceled;
  expect(script.asked.slice(3)).toEqual([
    reading(1, true),
    reading(1, true),
    booking(1, { kind: 'canceled' }),
  ]);
});

test('money that arrives for a declined payment is booked when Stripe says so', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'declined' }],
    readBack: [{ kind: 'declined' }, { kind: 'succeeded' }],
    books: ['declined', 'succeeded'],
  });
  expect(await carryOut(paymentId)).toBe('declined');
  await on.client.wakePayment(paymentId);
  await expect.poll(() => script.asked.length, patiently).toBe(4);
  await on.client.wakePayment(paymentId);
  await expect.poll(() => script.asked.at(-1), patiently).toEqual(booking(1, { kind: 'succeeded' }));
  expect(script.asked[3]).toEqual(reading(1, false));
});

test('a payment that people look at is canceled when it was read unconfirmed over two minutes', async () => {
  const unconfirmed: TryResult = { kind: 'unknown', cause: 'unconfirmed' };
  const { paymentId, script } = aScript({
    gate: { state: 'needs_repair' },
    readBack: [unconfirmed, unconfirmed, { kind: 'canceled' }],
    books: ['canceled'],
  });
  await on.client.drivePayment(paymentId);
  await expect
    .poll(async () => {
      await on.client.wakePayment(paymentId);
      return script.asked.at(-1);
    }, patiently)
    .toEqual(booking(1, { kind: 'canceled' }));
  expect(script.asked.slice(1, 4)).toEqual([reading(1, false), reading(1, false), reading(1, true)]);
});

test('a payment whose charge is under way cannot be canceled', async () => {
  const { promise, resolve } = Promise.withResolvers<TryResult>();
  const { paymentId, script } = aScript({ charge: [promise], books: ['succeeded'] });
  const answer = carryOut(paymentId);
  await expect.poll(() => script.asked.length, patiently).toBe(2);
  await on.client.cancelPayment(paymentId, 20_000);
  resolve({ kind: 'succeeded' });
  expect(await answer).toBe('succeeded');
  expect(script.asked.some(([activity]) => activity === 'readBack')).toBe(false);
});

test('an unknown outcome answers at once, repeats the same request, and ends when Stripe has answered', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'unknown', cause: 'no_answer' }, { kind: 'succeeded' }],
    books: ['unknown', 'succeeded'],
  });
  expect(await carryOut(paymentId)).toBe('unknown');
  await on.client.wakePayment(paymentId);
  await expect.poll(() => script.asked.at(-1), patiently).toEqual(booking(1, { kind: 'succeeded' }));
  expect(script.asked.filter(([activity]) => activity === 'charge')).toEqual([charging(1), charging(1)]);
});

test('an answer lost again is asked for again soon, though nobody speaks: a payer may be there', async () => {
  const lost: TryResult = { kind: 'unknown', cause: 'no_answer' };
  const { paymentId, script } = aScript({
    charge: [lost, lost, { kind: 'succeeded' }],
    books: ['unknown', 'succeeded'],
  });
  expect(await carryOut(paymentId)).toBe('unknown');
  await expect.poll(() => script.asked.at(-1), patiently).toEqual(booking(1, { kind: 'succeeded' }));
  expect(script.asked.filter(([activity]) => activity === 'charge')).toHaveLength(3);
});

test('read unconfirmed twice, it is canceled before anyone is told that nothing was charged', async () => {
  const unconfirmed: TryResult = { kind: 'unknown', cause: 'unconfirmed' };
  const { paymentId, script } = aScript({
    charge: [{ kind: 'unknown', cause: 'server_error' }, unconfirmed],
    readBack: [unconfirmed, { kind: 'canceled' }],
    books: ['unknown', 'canceled'],
  });
  expect(await carryOut(paymentId)).toBe('unknown');
  await expect
    .poll(async () => {
      await on.client.wakePayment(paymentId); // each word of Stripe's stands for a minute
      return script.asked.at(-1);
    }, patiently)
    .toEqual(booking(1, { kind: 'canceled' }));
  expect(script.asked.filter(([activity]) => activity === 'readBack')).toEqual([
    reading(1, false),
    reading(1, true),
  ]);
});

test('what could not be sent is sent again, the same', async () => {
  const { paymentId, script } = aScript({
    charge: [{ kind: 'unsent' }, { kind: 'succeeded' }],
    books: ['succeeded'],
  });
  expect(await carryOut(paymentId)).toBe('succeeded');
  expect(script.asked.slice(1)).toEqual([charging(1), charging(1), booking(1, { kind: 'succeeded' })]);
});

test('driven again from the rows, a payment goes on where it stood', async () => {
  const { paymentId, script } = aScript({
    gate: { state: 'declined', n: 1, wanted: 2 },
    charge: [{ kind: 'succeeded' }],
    books: ['succeeded'],
  });
  await on.client.drivePayment(paymentId);
  await expect
    .poll(() => script.asked)
    .toEqual([['gate', {}], charging(2), booking(2, { kind: 'succeeded' })]);
});

test('a repair of an ended payment reads once, and books money that arrived', async () => {
  const { paymentId, script } = aScript({
    gate: { state: 'expired' },
    readBack: [{ kind: 'succeeded' }],
    books: ['succeeded'],
  });
  expect(await on.client.wakePayment(paymentId)).toBe('not_running');
  await on.client.repairPayment(paymentId);
  await expect
    .poll(() => script.asked)
    .toEqual([['gate', {}], reading(1, false), booking(1, { kind: 'succeeded' })]);
});

test('a charge that takes longer than the caller waits: null, and the payment runs on', async () => {
  const { promise, resolve } = Promise.withResolvers<TryResult>();
  const { paymentId, script } = aScript({ charge: [promise], books: ['succeeded'] });
  expect(await on.client.carryOut({ paymentId, n: 1, attemptKey: paymentId }, 400)).toBe(null);
  resolve({ kind: 'succeeded' });
  await expect.poll(() => script.asked.at(-1), patiently).toEqual(booking(1, { kind: 'succeeded' }));
});
