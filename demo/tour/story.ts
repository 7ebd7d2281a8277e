import { DeskPage } from '../e2e/desk-page.ts';
import { Inbox } from '../e2e/inbox.ts';
import { PayerPage } from '../e2e/payer-page.ts';
import type { Addresses } from '../demo.ts';
import { newcomer, payers, staff } from '../sample/world.ts';
import type { Step } from '../steps.ts';
import { desktop, phone, type Camera } from './camera.ts';
import type { Views } from './picture.ts';

const DECLINED = '4000 0000 0000 0002';
const GOOD = '4242 4242 4242 4242';
const EMAIL = 'casey.morgan@example.com';

/** What the tour needs, and what it shows in the picture of the product. */
export interface Stage {
  addresses: Addresses & { mail: string; stripe: string };
  camera: Camera;
  step: Step;
  /** Filled on the way. */
  views: Partial<Views>;
}

/** A person creates an account, is declined once, pays, and gets the receipt. @returns the receipt's number */
export async function newcomerPays({ addresses, camera, step, views }: Stage): Promise<string> {
  const page = await camera.open(phone);
  const payer = new PayerPage(page, addresses.agency);
  const inbox = new Inbox(addresses.mail, EMAIL);

  await step('The agency’s page opens on a phone', async () => {
    await payer.open();
    await camera.shoot(page, 'agency-page');
  });
  await step('A person creates an account', async () => {
    await payer.createAccount({ ...newcomer, email: EMAIL, password: 'three gulls on a pier' });
    await camera.shoot(page, 'enter-the-code');
  });
  await step('… and proves the e-mail with the code sent to it', async () =>
    payer.verify(await inbox.code()),
  );
  await step('… and is matched to the agency’s record', async () => {
    await camera.shoot(page, 'match-your-record');
    await payer.matchRecord(newcomer.agencyId, newcomer.birthDate);
  });
  await step('What is owed is shown; another amount is chosen', async () => {
    await payer.chooseOther('130.00');
    await camera.shoot(page, 'what-you-owe');
    views.phone = await camera.view(page, 'What you owe');
  });
  await step(
    'The fee is shown before anything is paid',
    async () => {
      await payer.goToCheck();
      return payer.fact('Service fee');
    },
    (fee) => fee,
  );
  await step('The bank declines the card, and the page says so plainly', async () => {
    await payer.typeCard(DECLINED);
    await camera.shoot(page, 'check-and-pay');
    await payer.payButton().click();
    await payer.heading('Your bank said no to this card').waitFor();
    await page.getByText('You were not charged.').first().waitFor();
    await camera.shoot(page, 'declined');
  });
  await step('Another card is taken', async () => {
    await payer.button('Try another way').click();
    await payer.heading('Check and pay').waitFor();
    await payer.typeCard(GOOD);
    await payer.payButton().click();
    await payer.received();
    await camera.shoot(page, 'payment-received');
  });
  const number = await payer.fact('Receipt number');
  await step(
    'The receipt comes by mail and opens for print',
    async () => {
      const mail = await inbox.mail(/receipt/i);
      await page.goto(`${addresses.mail}/mails/${mail.id}`);
      await page.getByRole('heading', { name: mail.subject }).waitFor();
      await page.frameLocator('iframe').getByText('Total charged').waitFor();
      await camera.shoot(page, 'receipt-mail');
      const url = /https?:\/\/\S+\/r\/\S+/.exec(mail.text)?.[0];
      if (url === undefined) throw new Error(`The mail names no receipt to print: ${mail.text}`);
      await page.goto(url);
      await page.getByText(number).first().waitFor();
      await camera.shoot(page, 'receipt-for-print');
    },
    () => `receipt ${number}`,
  );
  return number;
}

/** Somebody who has an account pays what is due, and reloads the page while the bank is asked. */
export async function knownPayerReloads({ addresses, camera, step }: Stage): Promise<void> {
  const [{ email, password }] = payers;
  const page = await camera.open(phone);
  const payer = new PayerPage(page, addresses.agency);

  await step('A payer with an account signs in', async () => {
    await payer.open();
    await payer.signIn(email, password);
    await camera.shoot(page, 'due-now');
  });
  await step('… pays what is due, and reloads the page in the middle', async () => {
    await payer.goToCheck();
    await payer.typeCard(GOOD);
    await slowConfirm(addresses.stripe);
    await payer.payButton().click();
    await payer.heading(/Paying|checking/).waitFor();
    await page.reload();
    await payer.heading(/Paying|checking|received/).waitFor();
    await camera.shoot(page, 'reloaded');
  });
  await step('… and sees the payment end well, once', async () => {
    await payer.received();
    await camera.shoot(page, 'received-after-reload');
  });
}

/** A clerk finds the payment by its receipt and reads its whole story. */
export async function clerkLooks({ addresses, camera, step, views }: Stage, receipt: string): Promise<void> {
  const clerk = staff[0];
  const page = await camera.open(desktop);
  const desk = new DeskPage(page, addresses.desk);

  await step('A clerk signs in to the desk', async () => {
    await desk.signIn(clerk.email, clerk.password);
    await camera.shoot(page, 'desk-payments');
  });
  await step('… finds the payment by its receipt', async () => desk.openStory(await desk.find(receipt)));
  await step(
    '… and sees its whole story',
    async () => {
      await page
        .getByText(/^pi_\w+/)
        .first()
        .waitFor();
      await page
        .getByText(/^ch_\w+/)
        .first()
        .waitFor();
      for (const name of ['Where it went', /Payment captured/, /Stripe’s fee/, 'Tries', 'Linked']) {
        await page.getByRole('heading', { name }).first().waitFor();
      }
      await camera.shoot(page, 'desk-story');
      views.desk = await camera.view(page);
    },
    () => 'split, Stripe’s ids, ledger entries, tries, times',
  );
}

/** The sandbox takes three seconds over the next confirm, as a bank may. */
async function slowConfirm(sandbox: string): Promise<void> {
  const fault = { kind: 'slow', ms: 3_000, match: { method: 'POST', path: '/confirm$', regex: true } };
  const answer = await fetch(`${sandbox}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  if (!answer.ok) throw new Error(`The sandbox refused the fault: ${await answer.text()}`);
}
