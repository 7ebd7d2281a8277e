import type { PaymentRow, PaymentStory, StaffSessionView } from '../../../api/contract/index.ts';

/** Invented people and figures, shaped as the contract has them. */
export const session: StaffSessionView = {
  accessToken: 'token-1',
  expiresAt: '2026-11-24T12:15:00.000Z',
  staff: {
    name: 'Morgan Ellis',
    email: 'morgan@harbor.example',
    role: 'clerk',
    agencyName: 'Harbor County Probation',
    timeZone: 'America/New_York',
  },
};

const states = [
  'succeeded',
  'succeeded',
  'declined',
  'succeeded',
  'unknown',
  'processing',
  'requires_action',
  'needs_repair',
  'expired',
  'frozen_by_moon',
];
const payers = ['Alex Rivera', 'Jordan Quill', 'Sam Okafor-Lindqvist', 'Riley Marsh', 'Casey Brook'];

/** The n-th row of the list, from 0, newest first. */
export function row(n: number): PaymentRow {
  const state = states[n % states.length] ?? 'succeeded';
  const payer = payers[n % payers.length] ?? 'Alex Rivera';
  const amountCents = 13_000 + n * 125;
  return {
    id: `pay-${n}`,
    createdAt: new Date(Date.parse('2026-11-23T00:41:08.000Z') - n * 5_400_000).toISOString(),
    state,
    ...(state === 'succeeded' && { receiptNumber: 1042 - n }),
    payerName: payer,
    personName: n % 3 === 0 ? payer : 'Taylor Rivera',
    personIdLast4: '0417',
    amountCents,
    feeCents: 325,
    totalCents: amountCents + 325,
    ...(state !== 'expired' && { cardBrand: 'visa', cardLast4: '4242' }),
  };
}

export const rows = (from: number, count: number) => Array.from({ length: count }, (_, n) => row(from + n));

const posting = (account: string, cents: number, balanceAfterCents: number) => ({
  account,
  unit: 'USD',
  ...(cents > 0 ? { debitCents: cents } : { creditCents: -cents }),
  balanceAfterCents,
});

const event = (at: string, kind: string, source: string, detail: Record<string, string | number> = {}) => ({
  at: `2026-11-${at}Z`,
  kind,
  source,
  detail,
});

const capture: PaymentStory['entries'][number] = {
  id: 'e1',
  key: 'payment/pay-0:capture',
  kind: 'payment_captured',
  occurredAt: '2026-11-23T00:42:31.000Z',
  recordedAt: '2026-11-23T00:42:31.500Z',
  accountingDate: '2026-11-22',
  sealSequence: 87,
  postings: [
    posting('processor_clearing', 13_325, 81_250),
    posting('payable_pending:b1', -5_000, -20_000),
    posting('payable_pending:b2', -8_000, -41_000),
    posting('service_fee_income', -325, -2_600),
    posting('assessed:f1', 5_000, -119_000),
    posting('receivable:o1', -5_000, 119_000),
    posting('assessed:f2', 8_000, 0),
    posting('receivable:o2', -8_000, 0),
  ],
};

const processorFee: PaymentStory['entries'][number] = {
  id: 'e2',
  key: 'balance_transaction/txn_sample_1:fee',
  kind: 'processor_fee',
  occurredAt: '2026-11-23T00:42:30.000Z',
  recordedAt: '2026-11-23T00:43:40.000Z',
  accountingDate: '2026-11-22',
  postings: [posting('processor_fees', 416, 2_912), posting('processor_clearing', -416, 80_834)],
};

/** A payment that was declined once, then taken, posted and receipted. */
export const paid: PaymentStory = {
  payment: {
    ...row(0),
    payerEmail: 'alex@payer.example',
    personId: 'person-1',
    statementDescriptor: 'HARBOR CO PROBATION',
    receiptUrl: '/r/sample-receipt',
    allocationRule: 'Restitution first',
    feeRule: 'Card fee, 2.5 %',
  },
  attempts: [
    {
      n: 1,
      state: 'declined',
      code: 'card_declined',
      declineCode: 'insufficient_funds',
      createdAt: '2026-11-23T00:41:08.000Z',
      sentAt: '2026-11-23T00:41:09.000Z',
      endedAt: '2026-11-23T00:41:11.000Z',
    },
    {
      n: 2,
      state: 'succeeded',
      createdAt: '2026-11-23T00:42:27.000Z',
      sentAt: '2026-11-23T00:42:28.000Z',
      endedAt: '2026-11-23T00:42:31.000Z',
    },
  ],
  split: [
    {
      obligationLabel: 'Restitution',
      obligationKind: 'restitution',
      fund: 'Restitution fund',
      beneficiary: 'Dockside Bakery',
      amountCents: 5_000,
      leftCents: 119_000,
    },
    {
      obligationLabel: 'Supervision, November',
      obligationKind: 'supervision_fee',
      fund: 'Supervision fees',
      beneficiary: 'Harbor County',
      amountCents: 8_000,
      leftCents: 0,
    },
  ],
  stripe: {
    account: 'acct_sample_harbor',
    paymentIntentId: 'pi_sample_3Q8f29',
    chargeId: 'ch_sample_3Q8f29',
    balanceTransactions: [
      {
        id: 'txn_sample_1',
        reportingCategory: 'charge',
        amountCents: 13_325,
        feeCents: 416,
        netCents: 12_909,
        occurredAt: '2026-11-23T00:42:30.000Z',
        availableOn: '2026-11-25T00:00:00.000Z',
        recordedAt: '2026-11-23T00:43:40.000Z',
      },
    ],
  },
  entries: [capture, processorFee],
  events: [
    event('23T00:41:08', 'created', 'payer', { n: 1 }),
    event('23T00:41:08.200', 'gate_opened', 'onward'),
    event('23T00:41:08.400', 'gate_allowed', 'onward', { allocation_version: 3, fee_version: 2 }),
    event('23T00:41:09', 'charge_sent', 'onward', { n: 1 }),
    event('23T00:41:11', 'declined', 'stripe', {
      n: 1,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
    }),
    event('23T00:42:27', 'tried_again', 'payer', { n: 2 }),
    event('23T00:42:28', 'charge_sent', 'onward', { n: 2 }),
    event('23T00:42:31', 'succeeded', 'stripe', { n: 2 }),
    event('23T04:59:58', 'receipt_sent', 'onward', { receipt_number: 1042 }),
    event('23T05:00:02', 'comet_seen', 'observatory', { tail: 7 }),
  ],
};

/** Another state of the same payment: nothing was taken. */
export const declined: PaymentStory = {
  ...paid,
  payment: { ...withoutReceipt(paid.payment), state: 'declined' },
  attempts: paid.attempts.slice(0, 1),
  stripe: { paymentIntentId: 'pi_sample_3Q8f29', balanceTransactions: [] },
  entries: [],
  events: paid.events.slice(0, 5),
};

function withoutReceipt({ receiptNumber: _, receiptUrl: __, ...payment }: PaymentStory['payment']) {
  return payment;
}
