import { expect, test } from 'vitest';
import { stage } from './fixtures/stage.ts';
import { aheadView, heldView, owedView, paid, quoteOf } from './fixtures/world.ts';

const on = stage();
const press = (name: string) => on.page.getByRole('button', { name, exact: true }).click();
const payButton = () => on.page.getByRole('button', { name: /^Pay \$/ });
const setAside = '$15.00 is set aside for a payment that is not finished.';

test('what a payment under way holds is owed still, and said to be held', async () => {
  on.api.on('payer.owed', () => heldView());
  on.api.signedIn();
  await on.open();
  await on.page.getByText(setAside).waitFor();
  await on.page.getByText('$15.00 is being paid. Nothing else is due now.').waitFor();
  expect(await on.page.getByText('Nothing is due now.').count()).toBe(0);
  expect(await on.page.locator('.sum').innerText()).toContain('$1,607.50');
  const all = on.page.locator('.choice', { hasText: 'Everything' });
  expect((await all.innerText()).replace(/\s+/g, ' ')).toBe('Everything $1,592.50 All that can be paid now');
});

const onHold = {
  en: 'On hold while an appeal is decided. You do not have to pay it now.',
  es: 'En pausa mientras se decide una apelación. No tiene que pagarlo ahora.',
};

test('a debt on hold is shown with the reason, in the language that is spoken, and not asked for', async () => {
  const { obligations, ...owed } = owedView();
  const [first, ...rest] = obligations;
  if (!first) throw new Error('no obligation in the sample');
  const held = { ...first, dueCents: 0, onHold };
  on.api.on('payer.owed', () => ({
    ...owed,
    obligations: [held, ...rest],
    dueCents: 8_000,
    payableCents: 36_750,
  }));
  on.api.signedIn();
  await on.open();
  await on.page.getByText(onHold.en).waitFor();
  const all = on.page.locator('.choice', { hasText: 'Everything' });
  expect((await all.innerText()).replace(/\s+/g, ' ')).toBe('Everything $367.50 All that can be paid now');
  await press('Español');
  await on.page.getByText(onHold.es).waitFor();
});

test('where all that is owed is on hold, nothing is asked for or offered', async () => {
  const [first] = owedView().obligations;
  if (!first) throw new Error('no obligation in the sample');
  const held = { ...first, dueCents: 0, onHold };
  on.api.on('payer.owed', () =>
    owedView({ obligations: [held], balanceCents: 124_000, dueCents: 0, payableCents: 0 }),
  );
  on.api.signedIn();
  await on.open();
  await on.page.getByText(onHold.en).waitFor();
  await on.page.getByText('You owe nothing today.').waitFor();
  expect(await on.page.getByRole('radio').count()).toBe(0);
});

test('of instalments: what is due, how much of it is past due, and what comes next and when', async () => {
  const { obligations, ...owed } = owedView();
  const [first] = obligations;
  if (!first) throw new Error('no obligation in the sample');
  const next = { dueOn: '2026-12-15', amountCents: 5_000 };
  const late = { ...first, dueCents: 15_000, pastDueCents: 10_000, pastDue: true, dueOn: '2026-09-15', next };
  on.api.on('payer.owed', () => ({ ...owed, obligations: [late], dueCents: 15_000 }));
  on.api.signedIn();
  await on.open();
  const row = on.page.locator('.rows li').first();
  await on.page.getByText('$50.00 due Dec 15').waitFor();
  expect((await row.innerText()).replace(/\s+/g, ' ')).toContain('$150.00 due Past due $100.00');
  await on.page.getByText('Keeps you up to date through Tuesday, December 15').waitFor();
});

test('where the rule leaves something due unpaid, what is due is not said to keep one up to date', async () => {
  on.api.on('payer.owed', () => owedView({ dueNowClears: false }));
  on.api.signedIn();
  await on.open();
  const due = on.page.locator('.choice', { hasText: 'What is due' });
  await due.waitFor();
  expect((await due.innerText()).replace(/\s+/g, ' ').trim()).toBe('What is due $130.00');
});

test('of what is due, the day is told: none may wait, all by one day, or through the last of several', async () => {
  const days = async (...of: string[]) => {
    const [first] = owedView().obligations;
    if (!first) throw new Error('no obligation in the sample');
    const obligations = of.map((dueOn) => ({ ...first, dueOn }));
    on.api.on('payer.owed', () => owedView({ obligations, dueCents: 10_000, dueOn: of[0] ?? '' }));
    on.api.signedIn();
    await on.open();
    const lead = on.page.locator('.lead', { hasText: 'Balances are from' });
    await lead.waitFor();
    return (await lead.innerText()).replace(/ Balances.*/, '');
  };
  expect(await days('2026-11-02', '2026-11-02')).toBe('$100.00 is due now.');
  expect(await days('2026-12-01', '2026-12-01')).toBe('$100.00 is due by Tuesday, December 1.');
  expect(await days('2026-12-01', '2026-12-04')).toBe('$100.00 is due through Friday, December 4.');
});

test('before the step that asks for a card: what a card adds, and that other ways are free, as the server says it', async () => {
  on.api.signedIn();
  await on.open();
  const panel = on.page.locator('.panel.split');
  await panel.getByText('A card adds a fee of $3.25. The next step shows ways with no fee.').waitFor();
  await on.page.getByRole('button', { name: 'Español' }).click();
  await panel.getByText('Con tarjeta se suma un cargo de $3.25.').waitFor();
  const { feeNote: _note, ...quote } = quoteOf(13_000);
  on.api.on('payer.quote', () => ({ ok: true, quote }));
  await on.page.reload();
  await panel.waitFor();
  expect(await panel.getByText(/fee of/).count()).toBe(0);
});

test('credit is told; a payment of more than is owed shows what of it is kept', async () => {
  const credit = { en: 'You have a credit of $5.00.', es: 'Tiene un saldo a favor de $5.00.' };
  on.api.on('payer.owed', () => owedView({ credit }));
  const name = { en: 'Kept as credit', es: 'Queda como saldo a favor' };
  on.api.on('payer.quote', () => ({
    ok: true,
    quote: { ...quoteOf(13_000), credit: { amountCents: 700, name } },
  }));
  on.api.signedIn();
  await on.open();
  await on.page.getByText(credit.en).waitFor();
  await on.page.locator('.parts li', { hasText: 'Kept as credit' }).waitFor();
  const parts = await on.page.locator('.parts li').allInnerTexts();
  expect(parts.at(-1)?.replace(/\s+/g, ' ')).toBe('Kept as credit $7.00');
});

test('where payments under way hold all of it, nothing is offered to be paid', async () => {
  const [, , , fourth] = owedView().obligations;
  const only = { ...fourth, id: 'o4', kind: 'drug_test', label: '', balanceCents: 1_500 } as const;
  const held = { ...only, heldCents: 1_500, dueCents: 0, pastDueCents: 0, pastDue: false };
  on.api.on('payer.owed', () =>
    owedView({ obligations: [held], balanceCents: 1_500, dueCents: 0, payableCents: 0 }),
  );
  on.api.signedIn();
  await on.open();
  await on.page.getByText(setAside).waitFor();
  expect(await on.page.getByRole('radio').count()).toBe(0);
  expect(await on.page.getByRole('button', { name: 'Continue' }).count()).toBe(0);
});

test('with nothing due, nothing is chosen before the payer chooses', async () => {
  on.api.on('payer.owed', () => aheadView());
  on.api.signedIn();
  await on.open();
  await on.page.getByText('Nothing is due now. You can pay ahead.').waitFor();
  await on.page.getByText('How much do you want to pay ahead?').waitFor();
  expect(await on.page.getByRole('radio', { checked: true }).count()).toBe(0);
  await press('Continue');
  await on.page.getByRole('link', { name: 'Choose how much to pay.' }).click();
  const first = on.page.getByRole('radio', { name: /Everything/ });
  expect(await first.evaluate((node) => (node.getRootNode() as ShadowRoot).activeElement === node)).toBe(
    true,
  );
  expect(on.api.asked('payer.quote')).toEqual([]);
  await first.check();
  await press('Continue');
  await on.heading('Check and pay');
});

test('what is late stands first, and what a choice leaves late is said before it is paid', async () => {
  on.api.signedIn();
  await on.open();
  await on.page.getByText('Where your $130.00 goes').waitFor();
  expect(await on.page.locator('.rows b').first().innerText()).toBe('Drug test');
  const late = on.page.getByText('Still past due after this: Drug test, October 14, $15.00.');
  expect(await late.count()).toBe(0);
  await on.page.getByRole('radio', { name: /Another amount/ }).check();
  await on.page.getByLabel('Amount in dollars').fill('25');
  await late.waitFor();
  await press('Continue');
  await on.heading('Check and pay');
  await on.page.getByLabel('Card number').waitFor();
  await payButton().click();
  await on.heading('Payment received');
  await late.waitFor();
  expect(await on.page.getByText('You are up to date.').count()).toBe(0);
});

test('what is more than one payment may be is not offered: it could only be refused', async () => {
  on.api.signedIn();
  on.api.on('payer.owed', () => owedView({ mostCents: 10_000 }));
  await on.open();
  await on.page.getByText('From $5.00 to $100.00').waitFor();
  expect(await on.page.getByRole('radio').evaluateAll((all) => all.map(({ id }) => id))).toEqual([
    'choice-other',
  ]);
  expect(await on.page.getByRole('radio').isChecked()).toBe(true);
  await on.page.getByLabel('Amount in dollars').fill('100');
  await on.page.getByText('Where your $100.00 goes').waitFor();
  on.api.on('payer.owed', () => owedView({ mostCents: 13_000 }));
  await on.open();
  await on.page.getByText('Where your $130.00 goes').waitFor();
  expect(await on.page.getByRole('radio').evaluateAll((all) => all.map(({ id }) => id))).toEqual([
    'choice-due_now',
    'choice-other',
  ]);
});

test('what was wrong with an amount is no longer said once another one can be paid', async () => {
  on.api.signedIn();
  await on.open();
  await on.page.getByRole('radio', { name: /Another amount/ }).check();
  await on.page.getByLabel('Amount in dollars').fill('a lot');
  await press('Continue');
  const problem = on.page.getByText('Enter dollars and cents, like 25.00.');
  await problem.first().waitFor();
  await on.page.getByLabel('Amount in dollars').fill('25');
  await on.page.getByText('Where your $25.00 goes').waitFor();
  expect(await problem.count()).toBe(0);
});

test('the receipt says for whom it is, with which card, and where the payer stands', async () => {
  await on.toCheck();
  const { obligations, ...owed } = owedView();
  on.api.on('payer.owed', () => ({ ...owed, obligations: obligations.slice(0, 2) }));
  await payButton().click();
  await on.heading('Payment received');
  await on.page
    .getByText('You are up to date. Your next payment of $75.00 is due Tuesday, December 1.')
    .waitFor();
  const receipt = (await on.page.locator('.paper').innerText()).replace(/\s+/g, ' ');
  expect(receipt).toContain('For Alex Rivera');
  expect(receipt).toContain('Visa card ending 4242');
});

test('a receipt stands without what is owed, when that cannot be read', async () => {
  await on.toCheck();
  on.api.on('payer.pay', () => ({ ok: true, payment: paid() }));
  await on.page.route('**/payer.owed', (route) => route.abort());
  await payButton().click();
  await on.heading('Payment received');
  expect(await on.page.getByText('Something broke').count()).toBe(0);
});

test('the number of a case does not break across lines, nor does a telephone number, which can be called', async () => {
  const [first, ...rest] = owedView().obligations;
  if (!first) throw new Error('no obligation in the sample');
  const docket = { ...first, label: 'Restitution, case 24-CR-0417' };
  on.api.on('payer.owed', () => owedView({ obligations: [docket, ...rest] }));
  on.api.signedIn();
  await on.open();
  const number = on.page.locator('.rows').getByText('24-CR-0417', { exact: true });
  expect(await number.evaluate((node) => getComputedStyle(node).whiteSpace)).toBe('nowrap');
  await on.page.getByText('Can’t pay right now?').click();
  const phone = on.page.getByRole('link', { name: '(555) 555-0142', exact: true });
  expect(await phone.getAttribute('href')).toBe('tel:5555550142');
  expect(await phone.evaluate((node) => getComputedStyle(node).whiteSpace)).toBe('nowrap');
});

test('on a small screen the account’s button keeps its drawing and its arrow', async () => {
  await on.newPage({ viewport: { width: 360, height: 740 } });
  on.api.signedIn();
  await on.open();
  await on.heading('What you owe');
  const drawings = on.page.getByRole('button', { name: /Alex$/ }).locator('svg');
  expect(await drawings.evaluateAll((all) => all.filter((one) => one.checkVisibility()).length)).toBe(2);
});
