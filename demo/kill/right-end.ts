import type { Db } from '../../prisma/client.ts';
import { countMoney, lookInto } from '../e2e/count-money.ts';
import type { Mail } from '../mail/store.ts';
import type { Machine } from './machine.ts';
import type { StoryName } from './steps.ts';

/** What a story leaves behind when all of it is right. */
interface End {
  state: string;
  charges: number;
  tries: readonly string[];
}

const ends: Readonly<Record<StoryName, End>> = {
  card: { state: 'succeeded', charges: 1, tries: ['succeeded'] },
  '3-D Secure': { state: 'succeeded', charges: 1, tries: ['succeeded'] },
  'second try': { state: 'succeeded', charges: 1, tries: ['declined', 'succeeded'] },
  'let go': { state: 'canceled', charges: 0, tries: ['declined'] },
};

/**
 * What is not (yet) as it must be in the end, a sentence each: state and tries; one PaymentIntent, one charge, one
 * entry, one receipt, its fee posted, or none of them; nothing reserved, waiting or unsealed; no work for people; and
 * the money on all three sides to the cent, of this payment and all before it.
 * @param copies how often the receipt's mail may have come under its one message id
 */
export async function notRight(
  machine: Machine,
  paymentId: string,
  story: StoryName,
  copies: number,
): Promise<string[]> {
  const end = ends[story];
  const wrong: string[] = [];
  const expect = (what: string, found: unknown, wanted: unknown) => {
    const [is, shouldBe] = [found, wanted].map((value) => JSON.stringify(value));
    if (is !== shouldBe) wrong.push(`${what}: ${is} instead of ${shouldBe}`);
  };
  await lookInto(machine.databaseUrl, async (read) => {
    await lookAtPayment(read, paymentId, end, expect);
    if (wrong.length > 0) return; // the rest is for later
    await lookAtRest(read, expect);
    await lookAtMails(machine, read, paymentId, end, copies, wrong);
  });
  if (wrong.length > 0) return wrong;
  const intents = await machine.sandbox.intentsOf(paymentId);
  expect(
    'PaymentIntents',
    intents.map(({ status }) => status),
    [end.state],
  );
  const paid = (await machine.sandbox.charges()).filter(
    ({ payment_intent: intent }) => intent === intents[0]?.id,
  );
  expect('charges', paid.length, end.charges);
  const waiting = await machine.sandbox.waitingDeliveries();
  expect('webhooks on their way', waiting, 0);
  if (wrong.length === 1 && waiting > 0) await machine.sandbox.deliverNow(); // all else is right without them
  return [...wrong, ...(await moneyBreaks(machine))];
}

type Expect = (what: string, found: unknown, wanted: unknown) => void;

async function lookAtPayment(read: Db, paymentId: string, end: End, expect: Expect): Promise<void> {
  const { state, attempts, reservations } = await read.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: { attempts: { orderBy: { n: 'asc' } }, reservations: { where: { releasedAt: null } } },
  });
  expect('state', state, end.state);
  expect(
    'tries',
    attempts.map((attempt) => attempt.state),
    end.tries,
  );
  expect('reservations', reservations.length, 0);
  const entries = (kind: string) => read.journalEntry.count({ where: { subjectId: paymentId, kind } });
  expect('entries', await entries('payment_captured'), end.charges);
  expect('entries of the processor’s fee', await entries('processor_fee'), end.charges);
  const linked = { paymentId, entryId: { not: null } };
  expect('balance transactions', await read.balanceTransaction.count({ where: linked }), end.charges);
  const told = (kind: string) => read.paymentEvent.count({ where: { paymentId, kind } });
  expect('“sent” in the timeline', await told('charge_sent'), end.tries.length);
  expect(`“${end.state}” in the timeline`, await told(end.state), 1);
}

/** Of the whole machine: nothing is left lying. */
async function lookAtRest(read: Db, expect: Expect): Promise<void> {
  expect('wishes in the outbox', await read.outbox.count({ where: { doneAt: null } }), 0);
  expect('events in the inbox', await read.stripeEvent.count({ where: { processedAt: null } }), 0);
  expect('tasks for staff', await read.staffTask.count({ where: { closedAt: null } }), 0);
  const seals = await read.ledgerSeal.count();
  expect('sealed entries', seals, await read.journalEntry.count());
}

/** Mailed, noted as sent, and the same mail each time. */
async function lookAtMails(
  { addresses }: Machine,
  read: Db,
  paymentId: string,
  end: End,
  copies: number,
  wrong: string[],
): Promise<void> {
  const notices = await read.notice.findMany({ where: { paymentId } });
  const unsent = notices.filter(({ sentAt }) => sentAt === null);
  const { mails } = (await (await fetch(`${addresses.mail}/api/mails`)).json()) as { mails: Mail[] };
  const came = mails.filter(({ messageId }) => notices.some(({ id }) => messageId.includes(id)));
  if (notices.length !== end.charges || unsent.length > 0 || came.length < end.charges)
    wrong.push(`receipts: ${notices.length} wished for, ${unsent.length} not sent, ${came.length} came`);
  if (came.length > end.charges * copies) wrong.push(`the receipt came ${came.length} times`);
}

/** A machine on which nobody has paid yet has nothing to agree on. */
async function moneyBreaks({ databaseUrl, addresses, sandbox }: Machine): Promise<string[]> {
  const { breaks, payments } = await countMoney(databaseUrl, addresses);
  const charges = await sandbox.charges();
  return payments === 0 && charges.length === 0
    ? breaks.filter((line) => !line.startsWith('There is no payment'))
    : breaks;
}
