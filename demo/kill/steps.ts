import type { Moment } from './plan.ts';

/** What the payer does; each has one right end. */
export type StoryName = 'card' | '3-D Secure' | 'second try' | 'let go';
/** From when on the trap is set: what comes before it in the story must not spring it. */
export type Stage = 'pays' | 'passes the check' | 'tries again' | 'lets go';

/**
 * Where around the step. Of a call: `before`, nothing is sent; `received`, the other side has it and has done nothing;
 * `acted`, it has done it and not answered; `after`, it has answered and nobody has read that. Of a write: `before` and
 * `after` its commit. `received` and `acted` are "during".
 */
export type Side = 'before' | 'received' | 'acted' | 'after';

export interface Step {
  name: string;
  /** What it is for in the payment's life, for people. */
  what: string;
  sides: Partial<Record<Side, Moment>>;
  since?: Moment;
  /** Who takes part in it, besides api and worker. */
  needs: readonly ('Stripe' | 'Temporal' | 'mail' | 'api')[];
}

export interface StoryPart {
  story: StoryName;
  stage: Stage;
  steps: readonly Step[];
}

/** A call of ours to Stripe. @param status of its answer */
const call = (text: string, status = 200): Step['sides'] => ({
  before: { at: 'calls', text: `^${text}` },
  received: { at: 'served', text: `^${text}`, in: 'sandbox' },
  acted: { at: 'answers', text: `^${text}`, in: 'sandbox' },
  after: { at: 'answered', text: `^${text} ${status}$` },
});

/** A transaction of ours, told by one of its statements. */
const write = (text: string): Step['sides'] => ({
  before: { at: 'commits', text },
  after: { at: 'committed', text },
});

const insert = (table: string, value = '') => `INSERT INTO \\S*\\b${table}\\b[^\\n]*${value}`;
const update = (table: string, what: string) => `UPDATE \\S*\\b${table}\\b[^\\n]*${what}`;
const intent = 'POST /v1/payment_intents';
const booksOf = (state: string) => update('Payment', `"${state}"`);
const captured = insert('JournalEntry', 'payment_captured');

const confirm: Step = {
  name: 'confirm',
  what: 'Stripe is told to charge the card',
  sides: call(`${intent}/\\S+/confirm`),
  needs: ['Stripe', 'Temporal'],
};
const books: Step = {
  name: 'books',
  what: 'state, journal entry, receipt number and the wish to mail it',
  sides: write(captured),
  needs: ['Temporal'],
};

const card: readonly Step[] = [
  {
    name: 'pay rows',
    what: 'payment, try and outbox; after it, Temporal is told',
    sides: write(insert('Payment')),
    needs: ['Temporal', 'api'],
  },
  {
    name: 'gate',
    what: 'Temporal has taken it on; split frozen, amounts reserved',
    sides: write(insert('Reservation')),
    needs: ['Temporal'],
  },
  {
    name: 'create',
    what: 'the PaymentIntent is made, unconfirmed',
    sides: call(intent),
    needs: ['Stripe', 'Temporal'],
  },
  {
    name: 'intent’s id',
    what: 'its id is kept',
    sides: write(update('Payment', 'SET[^\\n]*stripePaymentIntentId')),
    needs: ['Stripe', 'Temporal'],
  },
  {
    name: 'sent',
    what: 'the compare-and-set from which on nothing expires',
    sides: write(update('PaymentAttempt', 'SET[^\\n]*sentAt')),
    needs: ['Stripe', 'Temporal'],
  },
  confirm,
  {
    name: 'charge’s facts',
    what: 'charge and card as Stripe told them',
    sides: write(update('Payment', 'SET[^\\n]*stripeChargeId')),
    needs: ['Temporal'],
  },
  books,
  {
    name: 'answer',
    what: 'the payer is told how it stands',
    sides: {
      before: { at: 'answers', text: '/trpc/payer.pay\\b' },
      after: { at: 'has_answered', text: '/trpc/payer.pay\\b' },
    },
    needs: ['api'],
  },
  {
    name: 'receipt mail',
    what: 'SMTP: before the connection; kept there and not acknowledged; acknowledged and not noted here',
    sides: {
      before: { at: 'connects', text: '^SMTP$' },
      acted: { at: 'named', text: '\\.eml$' },
      after: { at: 'commits', text: update('Notice', 'SET[^\\n]*sentAt') },
    },
    since: { at: 'committed', text: captured },
    needs: ['Temporal', 'mail'],
  },
  {
    name: 'balance list',
    what: 'the settlement pass asks Stripe for balance transactions',
    sides: call('GET /v1/balance_transactions\\S*'),
    since: { at: 'committed', text: captured },
    needs: ['Stripe', 'Temporal'],
  },
  {
    name: 'fee',
    what: 'the balance transaction is recorded, the processor’s fee posted',
    sides: write(insert('BalanceTransaction')),
    needs: ['Temporal', 'Stripe'],
  },
  { name: 'seal', what: 'the entry joins the chain', sides: write(insert('LedgerSeal')), needs: [] },
];

const threeDSecure: readonly Step[] = [
  {
    name: 'webhook',
    what: 'Stripe says that it succeeded; the row of the inbox is “acted”',
    sides: {
      before: { at: 'served', text: '/webhooks/stripe' },
      received: { at: 'commits', text: insert('StripeEvent', 'payment_intent.succeeded') },
      acted: { at: 'committed', text: insert('StripeEvent', 'payment_intent.succeeded') },
      after: { at: 'has_answered', text: '/webhooks/stripe' },
    },
    needs: ['Stripe', 'Temporal', 'api'],
  },
  {
    name: 'wake',
    what: 'the workflow was signaled, and the inbox says so',
    sides: write(update('StripeEvent', '"signaled"')),
    needs: ['Temporal', 'api'],
  },
  {
    name: 'read back',
    what: 'the payment is read at Stripe',
    sides: call('GET /v1/payment_intents/\\S+expand\\S+'),
    needs: ['Stripe', 'Temporal'],
  },
  books,
];

/** Every step of every story, in order. */
export const storyParts: readonly StoryPart[] = [
  { story: 'card', stage: 'pays', steps: card },
  {
    story: '3-D Secure',
    stage: 'pays',
    steps: [
      {
        name: 'asked',
        what: 'the bank wants the payer',
        sides: write(booksOf('requires_action')),
        needs: ['Temporal'],
      },
    ],
  },
  {
    story: '3-D Secure',
    stage: 'passes the check',
    steps: [
      {
        name: 'challenge',
        what: 'the payer’s browser tells the bank',
        sides: {
          received: { at: 'served', text: '/v1/sandbox/challenges/', in: 'sandbox' },
          acted: { at: 'answers', text: '/v1/sandbox/challenges/', in: 'sandbox' },
        },
        needs: ['Stripe'],
      },
      ...threeDSecure,
    ],
  },
  {
    story: 'second try',
    stage: 'pays',
    steps: [
      { ...confirm, name: 'declined confirm', sides: call(`${intent}/\\S+/confirm`, 402) },
      {
        name: 'decline',
        what: 'the first card’s decline in the books',
        sides: write(booksOf('declined')),
        needs: ['Temporal'],
      },
    ],
  },
  {
    story: 'second try',
    stage: 'tries again',
    steps: [
      {
        name: 'try rows',
        what: 'the second try and its outbox row',
        sides: write(insert('PaymentAttempt')),
        needs: ['Temporal', 'api'],
      },
      confirm,
      books,
    ],
  },
  {
    story: 'let go',
    stage: 'lets go',
    steps: [
      {
        name: 'wish',
        what: 'the timeline has the payer’s wish',
        sides: write(insert('PaymentEvent', 'let_go')),
        needs: ['Temporal', 'api'],
      },
      {
        name: 'cancel',
        what: 'Stripe is told to cancel',
        sides: call(`${intent}/\\S+/cancel`),
        needs: ['Stripe', 'Temporal'],
      },
      {
        name: 'canceled',
        what: 'the end in the books',
        sides: write(booksOf('canceled')),
        needs: ['Temporal'],
      },
    ],
  },
];
