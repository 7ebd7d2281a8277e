import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PaymentStory } from '../../api/contract/index.ts';
import { DeskBench } from './fixtures/open-desk.ts';
import { declined, paid } from './fixtures/samples.ts';

let bench: DeskBench;
beforeAll(async () => void (bench = await DeskBench.start()));
afterEach(() => bench.closePages());
afterAll(() => bench.close());

/** The payment's page, opened by its address as a reload would. */
async function openStory(story: PaymentStory, options = {}) {
  const desk = await bench.open(({ replies }) => void (replies.paymentStory = () => ({ result: story })), {
    hash: '#/payments/pay-0',
    ...options,
  });
  await desk.page.getByRole('heading', { name: 'Timeline' }).waitFor();
  return desk;
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

test('the address alone opens a payment; the title names no person', async () => {
  const { page, server } = await openStory(paid);
  expect(server.asked('paymentStory')).toEqual([{ paymentId: 'pay-0' }]);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('$133.25 from Alex Rivera');
  expect(await page.title()).toBe('Payment, receipt 1042 – Onward Desk');
  await page.reload();
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  expect(server.asked('searchPayments')).toEqual([]);
});

test('the rail tells when it was received, taken, posted and settled, in the agency’s zone', async () => {
  const { page } = await openStory(paid, { timezoneId: 'Asia/Tokyo' });
  const rail = page.getByRole('list', { name: 'Where this payment is' });
  expect((await rail.getByRole('listitem').allInnerTexts()).map(oneLine)).toEqual([
    'Received , done Nov 22, 7:41 PM',
    'Taken , done Nov 22, 7:42 PM',
    'Posted , done Nov 22, 7:42 PM',
    'Settled , done Nov 22, 7:43 PM',
  ]);
});

test('the timeline is by day of the agency, each kind a sentence, with UTC for whoever asks', async () => {
  const { page } = await openStory(paid, { timezoneId: 'Asia/Tokyo' });
  const timeline = page.getByRole('region', { name: 'Timeline' });
  expect(await timeline.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
    'Monday, November 23, 2026',
    'Sunday, November 22, 2026',
  ]);
  const said = (await timeline.locator('ol > li').allInnerTexts()).map(oneLine);
  expect(said[0]).toBe('12:00:02 AM comet_seen observatory tail 7'); // a kind that is not known, as it is
  expect(said).toContain(
    '7:41:11 PM The bank declined the card Nothing was charged in this try. Stripe Try 1 Stripe’s code card_declined Decline code insufficient_funds',
  );
  expect(await timeline.locator('time').first().getAttribute('title')).toBe('2026-11-23 05:00:02 UTC');
  expect(await timeline.getByText('2026-11-23 05:00:02 UTC').count()).toBe(0);
  await timeline.getByRole('button', { name: 'Show UTC' }).click();
  await timeline.getByText('2026-11-23 05:00:02 UTC').waitFor();
});

test('the timeline shows one kind of event alone, of those that are there, until another payment is opened', async () => {
  const { page } = await openStory(paid);
  const timeline = page.getByRole('region', { name: 'Timeline' });
  const events = timeline.locator('ol > li');
  const all = await events.count();
  const filter = timeline.getByRole('combobox', { name: 'Show' });
  const options = await filter.locator('option').allTextContents();
  expect([options[0], options.includes('The bank declined the card')]).toEqual(['All events', true]);
  expect(options).toHaveLength(new Set(options).size);
  await filter.selectOption('The bank declined the card');
  await timeline.getByText(`1 of ${all} events`).waitFor();
  expect((await events.allInnerTexts()).map(oneLine)).toEqual([
    expect.stringContaining('The bank declined the card'),
  ]);
  await filter.selectOption('All events');
  await expect.poll(() => events.count()).toBe(all);
  await filter.selectOption('comet_seen');
  await page.evaluate(() => (location.hash = '#/payments/other'));
  await expect.poll(() => events.count()).toBe(all);
});

test('where it went adds up to what the card was charged', async () => {
  const { page } = await openStory(paid);
  const split = page.getByRole('region', { name: 'Where it went' });
  expect((await split.getByRole('row').allInnerTexts()).map(oneLine)).toEqual([
    'Obligation Paid Left today',
    'Restitution Restitution fund · Dockside Bakery $50.00 $1,190.00',
    'Supervision, November Supervision fees · Harbor County $80.00 $0.00',
    'Total $130.00 $1,190.00',
  ]);
  expect(oneLine(await split.innerText())).toContain(
    'Service fee $3.25 Charged to the card $133.25 Split rule Restitution first',
  );
});

test('the split is told in words, as its payer is told', async () => {
  const division = {
    heading: 'How this was divided',
    sentences: ['First, $50.00 goes to restitution.'],
    note: 'No advice.',
  };
  const { page } = await openStory({ ...paid, division });
  const split = page.getByRole('region', { name: 'Where it went' });
  expect(await split.getByRole('heading', { name: 'How this was divided' }).count()).toBe(1);
  expect(await split.getByRole('listitem').allInnerTexts()).toEqual(['First, $50.00 goes to restitution.']);
});

test('an obligation with two beneficiaries is one row with a part for each, and owes what it owes once', async () => {
  const [restitution, ...rest] = paid.split;
  if (!restitution) throw new Error('the sample has no split');
  const beneficiaries = [
    { name: 'Dockside Bakery', amountCents: 3_334 },
    { name: 'Pier Nine', amountCents: 1_666 },
  ];
  const { page } = await openStory({ ...paid, split: [{ ...restitution, beneficiaries }, ...rest] });
  const split = page.getByRole('region', { name: 'Where it went' });
  expect((await split.getByRole('row').allInnerTexts()).map(oneLine)).toEqual([
    'Obligation Paid Left today',
    'Restitution Restitution fund $50.00 $1,190.00',
    'Dockside Bakery $33.34',
    'Pier Nine $16.66',
    'Supervision, November Supervision fees · Harbor County $80.00 $0.00',
    'Total $130.00 $1,190.00',
  ]);
});

test('what staff did to an obligation stands under it, and what became credit is part of the sum', async () => {
  const [restitution, ...rest] = paid.split;
  if (!restitution) throw new Error('the sample has no split');
  const by = { by: 'Terry Valdez', note: 'order of the court' };
  const acts = [
    { at: '2026-11-22T17:00:00Z', kind: 'held', holdReason: 'appeal', ...by },
    { at: '2026-11-23T17:00:00Z', kind: 'waived', amountCents: 1_000, ...by },
  ];
  const payment = { ...paid.payment, amountCents: 13_700 };
  const split = [{ ...restitution, acts }, ...rest];
  const { page } = await openStory({ ...paid, payment, split, creditCents: 700 });
  const card = page.getByRole('region', { name: 'Where it went' });
  const rows = (await card.getByRole('row').allInnerTexts()).map(oneLine);
  expect(rows[1]).toContain('Put on hold, Nov 22, 12:00 PM, by Terry Valdez: order of the court');
  expect(rows[1]).toContain('Waived $10.00, Nov 23, 12:00 PM, by Terry Valdez: order of the court');
  expect(rows.slice(-2)).toEqual(['Kept as credit of the person $7.00', 'Total $137.00 $1,190.00']);
  expect(await card.getByText('Off by').count()).toBe(0);
});

test('each entry shows debits and credits with their totals, memo lines apart, and is proved from its lines', async () => {
  const { page } = await openStory(paid);
  const entry = page.getByRole('region', { name: /Payment captured/ });
  expect(await entry.getByRole('table').count()).toBe(2);
  expect((await entry.getByRole('row', { name: /^Total/ }).allInnerTexts()).map(oneLine)).toEqual([
    'Total $133.25 $133.25',
    'Total $130.00 $130.00',
  ]);
  expect(oneLine(await entry.getByRole('row').nth(1).innerText())).toBe(
    'Stripe clearing processor_clearing balance after $812.50 Dr $133.25',
  );
  await entry.getByText('Balanced', { exact: true }).waitFor();
  await entry.getByText('No. 87', { exact: true }).waitFor();
  await page
    .getByRole('region', { name: /Stripe’s fee/ })
    .getByText('Not sealed yet')
    .waitFor();
});

test('a cent too few is seen', async () => {
  const [capture, ...others] = structuredClone(paid.entries);
  if (capture?.postings[1]) capture.postings[1].creditCents = 4_999;
  const { page } = await openStory({ ...paid, entries: capture ? [capture, ...others] : [] });
  const entry = page.getByRole('region', { name: /Payment captured/ });
  await entry.getByText('Off by $0.01').waitFor();
  expect(await entry.getByText('Balanced').count()).toBe(0);
});

test('Stripe’s ids, its fee and what it left, and the receipt are at hand', async () => {
  const { page } = await openStory(paid);
  const linked = page.getByRole('region', { name: 'Linked' });
  const text = oneLine(await linked.innerText());
  for (const id of ['pi_sample_3Q8f29', 'ch_sample_3Q8f29', 'acct_sample_harbor', 'txn_sample_1'])
    expect(text).toContain(id);
  expect(text).toContain('$133.25 $4.16 $129.09');
  expect(text).toContain('Available Nov 25, 2026'); // Stripe's day, in no zone
  const receipt = linked.getByRole('link', { name: /Receipt 1042/ });
  expect([await receipt.getAttribute('href'), await receipt.getAttribute('rel')]).toEqual([
    '/r/sample-receipt',
    'noopener noreferrer',
  ]);
});

test('each try tells how it ended and Stripe’s code', async () => {
  const { page } = await openStory(paid);
  const tries = page.getByRole('region', { name: 'Tries' });
  const [first = '', second = ''] = (await tries.locator('ol > li').allInnerTexts()).map(oneLine);
  expect(first).toMatch(/^Try 1 Declined Stripe’s code card_declined · insufficient_funds/);
  expect(second).toMatch(/^Try 2 Paid Started/);
});

test('of a declined payment nothing is said to be paid, charged or posted', async () => {
  const { page } = await openStory(declined);
  const text = oneLine(await page.getByRole('main').innerText());
  for (const claim of ['Where it went', 'Charged to the card', 'Balanced', 'Open receipt'])
    expect(text).not.toContain(claim);
  for (const fact of ['Where it would go', 'Declined · Nov 22, 7:41 PM', 'Nothing is posted', 'No receipt']) {
    expect(text).toContain(fact);
  }
});

test('a payment that is not there is told apart from a failure', async () => {
  const { page, server } = await bench.open(
    ({ replies }) => void (replies.paymentStory = () => ({ error: 'NOT_FOUND', status: 404 })),
    { hash: '#/payments/someone-elses' },
  );
  await page.getByRole('heading', { name: 'This payment is not here.' }).waitFor();
  server.replies.paymentStory = () => ({ error: 'INTERNAL_SERVER_ERROR', status: 500, requestId: 'req-9' });
  await page.evaluate(() => (location.hash = '#/payments/pay-0'));
  await page.getByRole('alert').getByText('Ref req-9').waitFor();
  server.replies.paymentStory = () => ({ result: paid });
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('a receipt is mailed again at a click, once however often it is clicked, and the clerk is told where to', async () => {
  const answer = Promise.withResolvers<undefined>();
  const { page, server } = await openStory(paid);
  server.replies.sendReceipt = async () => {
    await answer.promise;
    return { result: { ok: true, sentTo: 'alex@example.com' } };
  };
  await page.getByRole('button', { name: 'Mail it again' }).dblclick();
  await page.getByRole('button', { name: 'Asking for the mail' }).press('Enter');
  answer.resolve(undefined);
  const status = page.getByRole('status').filter({ hasText: 'On its way to alex@example.com' });
  await status.waitFor();
  expect(server.asked('sendReceipt')).toEqual([{ paymentId: 'pay-0' }]);
  const refusal = { ok: false, reason: 'sent_just_now', againAt: '2026-11-23T05:10:00.001Z' };
  server.replies.sendReceipt = () => ({ result: refusal });
  await page.getByRole('button', { name: 'Mail it again' }).click();
  const told = oneLine(await page.getByText('A mail with it went out some minutes ago').innerText());
  expect(told).toContain('You can send it again at 12:11 AM.'); // the agency's clock, and not too soon
});

test('what came of mailing a receipt is not told of the payment that is opened meanwhile', async () => {
  const answer = Promise.withResolvers<undefined>();
  const { page, server } = await openStory(paid);
  server.replies.sendReceipt = async () => {
    await answer.promise;
    return { result: { ok: true, sentTo: 'alex@example.com' } };
  };
  await page.getByRole('button', { name: 'Mail it again' }).click();
  server.replies.paymentStory = () => ({ result: { ...paid, payment: { ...paid.payment, id: 'pay-3' } } });
  await page.evaluate(() => (location.hash = '#/payments/pay-3'));
  await expect.poll(() => server.asked('paymentStory')).toHaveLength(2);
  const heard = page.waitForResponse(/sendReceipt/);
  answer.resolve(undefined);
  await (await heard).finished();
  await page.getByRole('button', { name: 'Mail it again' }).waitFor();
  expect(await page.getByText('On its way to').count()).toBe(0);
});

test('what has no receipt cannot be mailed', async () => {
  const { page } = await openStory(declined);
  expect(await page.getByRole('button', { name: 'Mail it again' }).count()).toBe(0);
});

test('what the ledger took in, and Stripe’s record of the money, stand in the timeline at their times', async () => {
  const { page } = await openStory(paid);
  const said = oneLine((await page.locator('.tl ol').allInnerTexts()).join(' '));
  expect(said).toContain(
    '7:43:40 PM In Stripe’s record of the money Stripe Amount $133.25 Stripe fee $4.16 Net $129.09',
  );
  expect(said).toMatch(/Posted to the ledger .* Obligations 2 Accounting date 2026-11-22/);
  expect(said.indexOf('Posted to the ledger')).toBeGreaterThan(said.indexOf('In Stripe’s record')); // newest first
});

test('in forced colours the open view and the stages passed are told from the others', async () => {
  const { page } = await openStory(declined);
  await page.emulateMedia({ forcedColors: 'active' });
  const looks = (selector: string, part: string) =>
    page.locator(selector).evaluateAll((all, part) => {
      const look = (node: Element) => getComputedStyle(node, part || null);
      return new Set(all.map((node) => look(node).outlineStyle + look(node).backgroundColor)).size;
    }, part);
  expect(await looks('.nav-link', '')).toBe(2);
  expect(await looks('.rail li', '::after')).toBe(2);
});
