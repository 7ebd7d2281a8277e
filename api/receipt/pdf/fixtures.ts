import { explanationJson, storedExplanation } from '../../../workflows/policy/explanation-schema.ts';
import { aClaim, anExplanation } from '../../../workflows/policy/fixtures.ts';
import type { ReceiptFacts } from '../../../workflows/words/receipt.ts';

const division = storedExplanation(
  explanationJson(
    anExplanation('TX', [aClaim('a', 'fine', 9_000n), aClaim('b', 'court_costs', 3_000n)], 8_000n),
  ),
);

/** A receipt of two debts, one of them paid in full. */
export const aReceipt = (over: Partial<ReceiptFacts> = {}): ReceiptFacts => ({
  agencyName: 'Sample County Probation',
  agencyPhone: '+1 555 0100',
  receiptNumber: 7,
  paidAt: new Date('2026-11-23T00:41:54Z'),
  timeZone: 'America/New_York',
  payerName: 'María Peña',
  personName: 'Łukasz Nguyễn',
  personIdLast4: '0417',
  card: { brand: 'visa', last4: '4242' },
  bankLast4: null,
  lines: [
    { kind: 'court_costs', label: 'Court costs', amountCents: 3_000n },
    { kind: 'supervision_fee', label: 'Supervision fee, November', amountCents: 5_000n },
  ],
  creditCents: 0n,
  amountCents: 8_000n,
  feeCents: 325n,
  stillOwedCents: 4_000n,
  takenBackAt: null,
  ruleName: null,
  division,
  url: 'http://localhost:4000/r/token',
  ...over,
});
