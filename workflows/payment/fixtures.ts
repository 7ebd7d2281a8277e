import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { clientOf } from '../../demo/stripe/test-client.ts';
import { startSandbox, type Sandbox } from '../../demo/stripe/server.ts';
import { aDatabase, type DatabaseOptions, type TestDatabase } from '../../prisma/fixtures/database.ts';
import { anAgency } from '../../prisma/fixtures/agency.ts';
import { aPayerAccount } from '../../prisma/fixtures/payer-account.ts';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { anAssessedObligation } from '../ledger/fixtures.ts';
import { owedBy, rulesOn } from '../obligation/read.ts';
import { localDay } from '../policy/calendar.ts';
import type { PageTender } from '../policy/codes.ts';
import { quoteDigest } from '../policy/quote-digest.ts';
import { quoteOf, type Choice } from '../policy/quote.ts';
import { openStripe } from '../stripe/client.ts';
import { stripeGateway } from '../stripe/gateway.ts';
import type { PaymentDeps } from './activities/deps.ts';

/** An agency with rules, somebody who owes it a fee of $80.00 and restitution of $120.00, and a Stripe sandbox. */
export interface World {
  database: TestDatabase;
  deps: PaymentDeps;
  sandbox: Sandbox;
  /** The official client on the agency's account. */
  stripe: Stripe;
  agencyId: string;
  personId: string;
  accountId: string;
  /** restitution first in the rule */
  feeId: string;
  restitutionId: string;
  /** What the activities' clock says. */
  now: Date;
}

export async function aWorld(
  options: { sandboxUrl?: string; database?: DatabaseOptions } = {},
): Promise<World> {
  const database = await aDatabase(options.database);
  const { db } = database;
  const sandbox = await startSandbox({ port: 0 });
  const agency = await anAgency(db);
  await addRules(db, agency.id);
  const person = await aPerson(db, { agencyId: agency.id });
  const account = await aPayerAccount(db, { agencyId: agency.id, personId: person.id });
  const owes = { agencyId: agency.id, personIds: [person.id] };
  const fee = await anAssessedObligation(db, owes);
  const restitution = await anAssessedObligation(db, {
    ...owes,
    kind: 'restitution',
    assessedCents: 12_000n,
  });
  const world: World = {
    database,
    sandbox,
    stripe: clientOf(sandbox),
    agencyId: agency.id,
    personId: person.id,
    accountId: account.id,
    feeId: fee.id,
    restitutionId: restitution.id,
    now: new Date(),
    deps: {
      db,
      stripe: stripeGateway(
        openStripe({ secretKey: 'sk_test_sandbox', url: options.sandboxUrl ?? sandbox.url }),
      ),
      clock: () => world.now,
    },
  };
  return world;
}

async function addRules(db: PaymentDeps['db'], agencyId: string): Promise<void> {
  const row = { agencyId, version: 1, effectiveFrom: '2020-01-01', createdAt: new Date() };
  await db.policyVersion.createMany({
    data: [
      {
        ...row,
        id: randomUUID(),
        kind: 'allocation',
        rule: {
          family: 'strict_tiers',
          name: 'Restitution first',
          dueFirst: false,
          tiers: [['restitution']],
        },
      },
      {
        ...row,
        id: randomUUID(),
        kind: 'fee',
        rule: {
          name: 'Card and bank',
          paidBy: 'payer',
          rounding: { to: 'nearest' },
          tables: [
            {
              tenders: ['card'],
              bands: [{ fromCents: 1, upToCents: 100_000, flatCents: 325, basisPoints: 0 }],
            },
            {
              tenders: ['bank_debit'],
              bands: [{ fromCents: 1, upToCents: null, flatCents: 50, basisPoints: 0 }],
            },
          ],
        },
      },
      {
        ...row,
        id: randomUUID(),
        kind: 'limit',
        rule: { name: 'Bounds', leastCents: 100, mostCents: 100_000 },
      },
    ],
  });
}

/** The payer's quote for a choice, as the api would show it now. */
export async function aQuote(
  { deps, agencyId, personId, now }: World,
  choice: Choice,
  tender: PageTender = 'card',
) {
  const today = localDay(now, 'America/New_York');
  const owed = await owedBy(deps.db, { agencyId, personId, today });
  const rules = await rulesOn(deps.db, agencyId, today);
  const quote = quoteOf(owed, choice, rules, {}, tender);
  if (!quote.ok) throw new Error(quote.refusal.code);
  const digest = quoteDigest({ agencyId, personId }, choice, rules, quote.figures, tender);
  return { digest, figures: quote.figures, obligationIds: owed.map(({ id }) => id) };
}

/** A payment as the api writes it before its workflow starts, with one try, by card or bank account. @returns its id */
export async function aNewPayment(
  world: World,
  over: { choice?: Choice; card?: string; token?: string; accountId?: string } = {},
): Promise<string> {
  const { choice = { kind: 'everything' }, card = 'pm_card_visa', accountId = world.accountId } = over;
  const { deps, agencyId, personId, now } = world;
  const tender = card.startsWith('pm_usBankAccount') ? 'bank_debit' : 'card';
  const { digest, figures, obligationIds } = await aQuote(world, choice, tender);
  const id = randomUUID();
  await deps.db.payment.create({
    data: {
      id,
      agencyId,
      accountId,
      personId,
      state: 'created',
      amountCents: figures.amountCents,
      feeCents: figures.feeCents,
      choice,
      obligationIds,
      quoteDigest: digest,
      tender,
      language: 'en',
      createdAt: now,
      expiresAt: new Date(now.getTime() + 30 * 60_000),
    },
  });
  await aTry(world, id, 1, card, over.token);
  return id;
}

/** Try n of a payment, with the wish for it in the outbox. */
export async function aTry(
  world: World,
  paymentId: string,
  n: number,
  card = 'pm_card_visa',
  given?: string,
): Promise<void> {
  const { deps, agencyId, now, stripe } = world;
  const token = given ?? (await stripe.testHelpers.confirmationTokens.create({ payment_method: card })).id;
  const attempt = await deps.db.paymentAttempt.create({
    data: {
      id: randomUUID(),
      agencyId,
      paymentId,
      n,
      key: randomUUID(),
      requestDigest: 'b'.repeat(64),
      confirmationToken: token,
      stripeParams: {
        confirmation_token: token,
        use_stripe_sdk: true,
        ...(card.startsWith('pm_usBankAccount') && { mandate_data: MANDATE }),
      },
      state: 'created',
      createdAt: now,
    },
  });
  const wish = { id: randomUUID(), agencyId, kind: 'payment_attempt', subjectId: attempt.id };
  await deps.db.outbox.create({ data: { ...wish, createdAt: now, dueAt: now } });
}

const MANDATE = {
  customer_acceptance: {
    type: 'online',
    accepted_at: 1_790_000_000,
    online: { ip_address: '203.0.113.7', user_agent: 'a browser' },
  },
} as const;

/** Make the sandbox misbehave for the next requests that match. A cut connection takes two: the client asks once more. */
export async function aFault({ sandbox }: Pick<World, 'sandbox'>, fault: object): Promise<void> {
  const response = await fetch(`${sandbox.url}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** The keys of a step, as the workflow makes them. */
export const chargeStep = (paymentId: string, n = 1) => ({
  paymentId,
  n,
  createKey: `payment/${paymentId}:create`,
  confirmKey: `payment/${paymentId}:confirm:${n}`,
});
export const entryKey = (paymentId: string) => `payment/${paymentId}:capture`;
