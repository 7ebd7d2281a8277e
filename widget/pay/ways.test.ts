import { expect, test } from 'vitest';
import { takeDebits } from './fixtures/bank-debits.ts';
import { refused } from './fixtures/fake-api.ts';
import { stage, until } from './fixtures/stage.ts';
import { aPayment, notPaid, quoteOf } from './fixtures/world.ts';

const on = stage();
const text = async (selector: string) =>
  (await on.page.locator(selector).allInnerTexts()).map((one) => one.replace(/\s+/g, ' ').trim());

test('every way to pay is there before the card, the cheapest first, with fee and total; free ways say where and when', async () => {
  await on.toCheck();
  expect(await text('.way > b')).toEqual(['Cash or money order', 'Card']);
  expect(await text('.way > .amt')).toEqual(['No fee', '$3.25 fee (2.5%)']);
  expect(await text('.way > .sub.num')).toEqual(['Total $130.00', 'Total $133.25']);
  await on.page.getByText('Where and when').click();
  expect(await text('.places > div')).toEqual([
    'At an office: Harbor City office 12 Pier Street, Harbor City Monday – Friday, 8:00 AM – 4:30 PM',
    'By mail: Cashier PO Box 9, Harbor City Takes money order',
  ]);
  const buttons = on.page.locator('#ways ~ ul :is(button, input)');
  expect(await buttons.count()).toBe(0); // only the card can be paid here
});

test('the same in Spanish', async () => {
  await on.toCheck();
  await on.page.getByRole('button', { name: 'Español' }).click();
  await on.heading('Revise y pague');
  expect(await text('.way > b')).toEqual(['Efectivo o giro postal', 'Tarjeta']);
  expect(await text('.way > .amt')).toEqual(['Sin cargo', 'Cargo de $3.25 (2.5%)']);
  await on.page.getByText('Dónde y cuándo').click();
  expect((await text('.places > div'))[0]).toMatch(
    /^En una oficina: .* lunes\s?[–-]\s?viernes, 8:00 a\.m\..*4:30 p\.m\./,
  );
});

test('a way that does not take the amount says what it takes', async () => {
  const { ways = [], ...quote } = quoteOf(13_000);
  const check = { tender: 'check', here: false, takes: false, leastCents: 2_500, mostCents: 10_000 } as const;
  on.api.on('payer.quote', () => ({ ok: true, quote: { ...quote, ways: [...ways, check] } }));
  await on.toCheck();
  expect(await text('.way:last-child')).toEqual([
    'Check From $25.00 to $100.00 Ask your office where: (555) 555-0142.',
  ]);
});

test('fee and total are spoken with each amount, before anything is committed', async () => {
  on.api.signedIn();
  await on.open();
  const spoken = on.page.locator('onward-pay .ow > [role=status]');
  await expect.poll(() => spoken.textContent()).toContain('Service fee $3.25, Total $133.25');
  await on.page.getByRole('radio', { name: /Everything/ }).check();
  await expect.poll(() => spoken.textContent()).toContain('Total $1,647.69');
});

test('where only the fee changed, that is what is said, in both languages: what is owed is what it was', async () => {
  await on.toCheck();
  const quote = { ...quoteOf(13_000), feeCents: 350, totalCents: 13_350, digest: 'digest-new-fee' };
  on.api.on('payer.quote', () => ({ ok: true, quote }));
  on.api.on('payer.pay', () => refused({ code: 'quote_changed', quote }));
  await on.page.getByRole('button', { name: 'Pay $133.25' }).click();
  await on.page.getByText('The fee changed to $3.50. Check the total.').waitFor();
  expect(await on.page.getByText('Your balance changed').count()).toBe(0);
  await on.page.getByRole('button', { name: 'Pay $133.50' }).waitFor();
  await on.page.getByRole('button', { name: 'Español' }).click();
  await on.page.getByText('El cargo cambió a $3.50. Revise el total.').waitFor();
});

const press = (name: string) => on.page.getByRole('button', { name, exact: true }).first().click();
const change = () => on.page.getByRole('button', { name: /^Change/ }).click();
const amounts = (cents: number) => {
  const { amountCents, feeCents, totalCents, lines } = quoteOf(cents);
  return { amountCents, feeCents, totalCents, lines };
};

/** A page that was loaded after a payment was declined, at its second try. */
async function atSecondTry(payment = notPaid()): Promise<void> {
  on.api.signedIn();
  on.api.on('payer.open', () => ({ payment }));
  await on.open();
  await press('Try another way');
  await on.heading('Check and pay');
  await on.page.getByLabel('Card number').waitFor();
  await on.page.locator('#ways').waitFor();
}

test('a second try has the same ways as the first, also after a reload; with a card it is the same payment', async () => {
  await on.toCheck();
  const before = await text('.way');
  on.api.on('payer.pay', () => ({ ok: true, payment: notPaid() }));
  await press('Pay $133.25');
  await press('Try another way');
  await on.page.getByLabel('Card number').waitFor();
  expect(await text('.way')).toEqual(before);
  await atSecondTry();
  expect(await text('.way')).toEqual(before);
  await press('Pay $133.25');
  await on.heading('Payment received');
  expect(on.api.asked('payer.tryAgain')).toMatchObject([{ paymentId: aPayment().id }]);
  expect(on.api.asked('payer.pay')).toHaveLength(1);
});

test('a bank account for a second try is another payment, of the same amount; a card after all is the same one', async () => {
  takeDebits(on.api);
  await atSecondTry();
  const way = (name: RegExp) => on.page.getByRole('radio', { name });
  await way(/^Bank account/).check();
  await on.page.getByRole('button', { name: 'Pay $130.50' }).waitFor();
  await way(/^Card/).check();
  await press('Pay $133.25');
  await on.heading('Payment received');
  expect(on.api.asked('payer.tryAgain')).toMatchObject([{ paymentId: aPayment().id }]);

  await atSecondTry();
  await way(/^Bank account/).check();
  await on.page.getByRole('checkbox', { name: /^I allow/ }).check();
  await press('Pay $130.50');
  await on.heading('Your bank payment is on its way');
  expect(on.api.asked('payer.tryAgain')).toHaveLength(1);
  const wish = { tender: 'bank_debit', quoteDigest: 'debit-13000', choice: { kind: 'due_now' } };
  expect(on.api.asked('payer.pay')).toMatchObject([{ ...wish, personId: 'person-alex', payAgain: false }]);
});

test('while the card form is being read, no other way can be chosen: what is sent is what was pressed', async () => {
  takeDebits(on.api);
  await atSecondTry();
  await on.page.evaluate(() => {
    const page = globalThis as { stripeBusy?: Promise<void>; stripeGo?: () => void };
    page.stripeBusy = new Promise((resolve) => (page.stripeGo = resolve));
  });
  await press('Pay $133.25');
  const quotes = on.api.asked('payer.quote').length;
  await on.page.getByRole('radio', { name: /^Bank account/ }).click({ force: true });
  await on.page.evaluate(() => (globalThis as { stripeGo?: () => void }).stripeGo?.());
  await on.heading('Payment received');
  expect(on.api.asked('payer.tryAgain')).toMatchObject([{ paymentId: aPayment().id }]);
  expect(on.api.asked('payer.pay')).toEqual([]);
  expect(on.api.asked('payer.quote')).toHaveLength(quotes);
});

test.each([
  [13_000, 'choice-due_now', ''],
  [160_750, 'choice-everything', ''],
  [4_005, 'choice-other', '40.05'],
])(
  'the amount of a second try, %i, is kept and can be changed: the declined payment is let go first',
  async (cents, chosen, typed) => {
    await atSecondTry({ ...notPaid(), ...amounts(cents) });
    await change();
    await on.heading('What you owe');
    expect(on.api.asked('payer.cancel')).toEqual([{ paymentId: aPayment().id }]);
    expect(await on.page.locator(`#${chosen}`).isChecked()).toBe(true);
    if (typed) expect(await on.page.locator('#amount').inputValue()).toBe(typed);
    await press('Continue');
    const { totalCents } = amounts(cents);
    await press(`Pay $${(totalCents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`);
    await on.heading('Payment received');
    expect(on.api.asked('payer.tryAgain')).toEqual([]);
    expect(on.api.asked('payer.pay')).toMatchObject([{ quoteDigest: `digest-${cents}` }]);
  },
);

test('a declined payment that cannot be let go keeps its amount, and nothing else is offered to pay', async () => {
  on.api.on('payer.cancel', () => aPayment());
  on.api.on('payer.status', () => aPayment());
  await atSecondTry();
  await change();
  await on.heading('Paying. Keep this page open.');
  await until(() => on.page.getByRole('button', { name: /^Pay \$/ }).count(), 0);
});

test('where the fee is another by now, ways of another total are not shown: the payment keeps its own', async () => {
  const declined = { ...notPaid(), feeCents: 300, totalCents: 13_300 };
  on.api.signedIn();
  on.api.on('payer.open', () => ({ payment: declined }));
  await on.open();
  await press('Try another way');
  await on.page.getByRole('button', { name: 'Pay $133.00' }).waitFor();
  await until(() => on.api.asked('payer.quote').length, 1);
  await press('Español');
  await on.heading('Revise y pague');
  expect(await on.page.locator('#ways').count()).toBe(0);
});
