import { randomUUID } from 'node:crypto';
import type { Quote } from '../../api/contract/index.ts';
import { noteLetGo } from '../../api/payer/cancel.ts';
import type { Selection } from '../../api/payer/inputs.ts';
import { beginPayment } from '../../api/payer/pay.ts';
import { quoteNow } from '../../api/payer/quote-now.ts';
import { requestDigest } from '../../api/payer/request-digest.ts';
import { beginAnotherTry } from '../../api/payer/try-again.ts';
import { TRIES_MINUTES } from '../../workflows/payment/states.ts';
import { onAccount } from '../../workflows/stripe/client.ts';
import { agencyId, personId } from './ids.ts';
import type { PlannedPayment } from './plan-payments.ts';
import type { PlannedPerson } from './plan-person.ts';
import type { World } from './world.ts';

/** Somebody who has an account and pays for themselves. */
export interface Payer {
  person: PlannedPerson;
  accountId: string;
  /** All that they owe: the page has everything chosen. */
  obligationIds: readonly string[];
}

/** What was chosen, and the quote that the payer saw of it. */
interface Seen {
  selection: Selection;
  quote: Quote;
}

/** Pay as planned. @returns how many payments that made; 0: nothing is owed any more */
export async function pay(world: World, payer: Payer, planned: PlannedPayment): Promise<number> {
  const { clock, carryOut, outside } = world;
  const seen = await choose(world, payer, planned);
  if (seen === null) return 0;
  clock.pass(52_000); // reads what it says, fills in the card
  const [card, other] = planned.cards;
  if (planned.course === 'failed') await outside.fault(PROCESSOR_FAILS);
  const paymentId = await begin(world, payer, seen, card);
  if (planned.course === 'sent_twice') {
    const second = await begin(world, payer, seen, card);
    await carryOut.first(paymentId);
    await carryOut.first(second);
    return 2;
  }
  await carryOut.first(paymentId);
  await goOn(world, payer, { paymentId, course: planned.course, other });
  return 1;
}

const PROCESSOR_FAILS = {
  kind: 'fail_before',
  match: { method: 'POST', path: '^/v1/payment_intents$', regex: true },
} as const;

/** What the payer does after the first try, and what time does. */
async function goOn(
  world: World,
  payer: Payer,
  { paymentId, course, other }: { paymentId: string; course: PlannedPayment['course']; other: string },
): Promise<void> {
  const { clock, carryOut, db } = world;
  switch (course) {
    case 'declined_then_paid':
      clock.pass(64_000);
      await tryAgain(world, payer, paymentId, other);
      return;
    case 'canceled': {
      clock.pass(23_000);
      const whose = { agencyId: agencyId(payer.person.agency.key), paymentId, state: 'declined' };
      await noteLetGo({ db, clock: clock.read }, whose);
      await carryOut.close(paymentId, 1, 'canceled');
      return;
    }
    case 'expired':
      clock.pass(TRIES_MINUTES * 60_000);
      await carryOut.close(paymentId, 1, 'expired');
      return;
    case 'left_at_the_bank':
      clock.pass(TRIES_MINUTES * 60_000);
      await carryOut.close(paymentId, 1, 'canceled');
      return;
    case 'paid':
    case 'failed':
    case 'sent_twice':
  }
}

/** As near to what they mean to pay as the page allows; what is due or everything only where they can pay it. */
async function choose(world: World, payer: Payer, planned: PlannedPayment): Promise<Seen | null> {
  const { choice, cents } = planned;
  const whole = choice === 'amount' ? null : await see(world, payer, { kind: choice });
  if (whole?.ok && whole.seen.quote.amountCents <= MOST_TIMES * cents) return whole.seen;
  const meant = await see(world, payer, { kind: 'other', amountCents: cents });
  if (meant.ok) return meant.seen;
  const { code, amountCents } = meant.refusal;
  const isBeside = code === 'amount_too_large' || code === 'amount_too_small';
  if (!isBeside || amountCents === undefined || amountCents <= 0) return null;
  const nearest = await see(world, payer, { kind: 'other', amountCents });
  return nearest.ok ? nearest.seen : null;
}

const MOST_TIMES = 3;

/** The quote for a choice, as the page shows it. */
async function see(world: World, { person, obligationIds, accountId }: Payer, choice: Selection['choice']) {
  const selection: Selection = { personId: personId(person.key), obligationIds: [...obligationIds], choice };
  const quoted = await quoteNow(world.db, quotedAgency(person), accountId, selection, world.clock.read());
  return quoted.ok ? { ok: true as const, seen: { selection, quote: quoted.quote } } : quoted;
}

const quotedAgency = ({ agency }: PlannedPerson) => ({ ...agency, id: agencyId(agency.key) });

async function begin(world: World, payer: Payer, seen: Seen, card: string): Promise<string> {
  const { person, accountId } = payer;
  const body = {
    ...seen.selection,
    quoteDigest: seen.quote.digest,
    confirmationToken: await cardToken(world, payer, card),
    payAgain: true,
  };
  const wish = {
    ...body,
    attemptKey: randomUUID(),
    from: { ipAddress: '203.0.113.1', userAgent: 'sample' },
    agency: quotedAgency(person),
    accountId,
    digest: requestDigest({ ...body, obligationIds: body.obligationIds.toSorted(), accountId }),
    now: world.clock.read(),
  };
  const begun = await world.db.$transaction((tx) => beginPayment(tx, wish));
  if (!begun.ok) throw new Error(`A sample payment is refused: ${begun.refusal.code}`);
  return begun.paymentId;
}

async function tryAgain(world: World, payer: Payer, paymentId: string, card: string): Promise<void> {
  const { person, accountId } = payer;
  const body = { paymentId, confirmationToken: await cardToken(world, payer, card) };
  const wish = {
    ...body,
    attemptKey: randomUUID(),
    session: { id: '', agencyId: agencyId(person.agency.key), accountId },
    digest: requestDigest({ ...body, accountId }),
    now: world.clock.read(),
  };
  const begun = await world.db.$transaction((tx) => beginAnotherTry(tx, wish));
  if (!begun.ok)
    throw new Error(`A sample payment cannot be tried again: ${begun.refusal.code}, ${paymentId}`);
  if (begun.n === null) throw new Error('A sample payment was tried again before.');
  await world.carryOut.try(paymentId, begun.n);
}

/** What Stripe's form gives the page for a card. */
async function cardToken({ outside }: World, { person }: Payer, card: string): Promise<string> {
  const token = await outside.stripe.testHelpers.confirmationTokens.create(
    { payment_method: card },
    onAccount(person.agency.stripeAccountId),
  );
  return token.id;
}
