import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum } from '../money/money.ts';
import type { NewPosting } from './entry.ts';
import {
  adjusted,
  assessed,
  bankMatched,
  captured,
  holdPassed,
  payoutFailed,
  payoutIssued,
  postingTable,
  processorFee,
  unappliedUsed,
  waived,
  type PaidLine,
} from './posting-rules.ts';

const amountCents = fc.bigInt({ min: 1n, max: 10n ** 12n });
const id = fc.uuid();
const line: fc.Arbitrary<PaidLine> = fc.record({
  obligationId: id,
  fundId: id,
  beneficiaryId: id,
  amountCents,
});
const payment = fc.record({
  paymentId: id,
  personId: id,
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
  unappliedCents: fc.oneof(fc.constant(0n), amountCents),
  feeCents: fc.oneof(fc.constant(0n), amountCents),
});

/** For each row of the table: its rule on any event of that kind. */
const rules: Record<keyof typeof postingTable, fc.Arbitrary<NewPosting[]>> = {
  obligation_assessed: line.map(assessed),
  obligation_waived: line.map(waived),
  obligation_adjusted: fc
    .record({ line, isLess: fc.boolean() })
    .map(({ line: { amountCents: cents, ...of }, isLess }) =>
      adjusted({ ...of, amountCents: isLess ? -cents : cents }),
    ),
  payment_captured: payment.map(captured),
  unapplied_used: fc
    .record({ personId: id, lines: fc.array(line, { minLength: 1, maxLength: 6 }) })
    .map(unappliedUsed),
  processor_fee: amountCents.map((feeCents) => processorFee({ feeCents })),
  payout_issued: fc.record({ amountCents }).map(payoutIssued),
  payout_failed: fc.record({ amountCents }).map(payoutFailed),
  bank_matched: fc.record({ amountCents }).map(bankMatched),
  hold_passed: fc.record({ beneficiaryId: id, amountCents }).map(holdPassed),
};

const kinds = Object.keys(postingTable).filter((key): key is keyof typeof postingTable => key in rules);
const codeOf = (account: string) => account.replace(/[:].*/, '');
const codesOf = (accounts: readonly string[]) => new Set(accounts.map(codeOf));

test.each(kinds)('%s moves the accounts of its row, each on its side, and sums to zero', (kind) => {
  const row = postingTable[kind];
  const seen = { debit: new Set<string>(), credit: new Set<string>() };
  fc.assert(
    fc.property(rules[kind], (postings) => {
      expect(sum(postings.map(({ amount }) => amount))).toBe(0n);
      for (const { account, amount } of postings) {
        expect(amount).not.toBe(0n);
        const side = amount > 0n ? 'debit' : 'credit';
        seen[side].add(codeOf(account));
        expect(codesOf(row[side])).toContain(codeOf(account));
      }
    }),
  );
  expect(seen).toEqual({ debit: codesOf(row.debit), credit: codesOf(row.credit) }); // no account is in the table for nothing
});

test('a payment is one charge of P and F: the clearing account has both, and each line its beneficiary and its memo pair', () => {
  const paid = { obligationId: 'o', fundId: 'f', beneficiaryId: 'b', amountCents: 8_000n };
  const postings = captured({
    paymentId: 'p',
    personId: 'x',
    lines: [paid],
    unappliedCents: 500n,
    feeCents: 200n,
  });
  expect(postings.map(({ account, amount }) => [account, amount])).toEqual([
    ['processor_clearing', 8_700n],
    ['payable_pending:b', -8_000n],
    ['unapplied:x', -500n],
    ['service_fee_income', -200n],
    ['assessed:f', 8_000n],
    ['receivable:o', -8_000n],
  ]);
});

test('of a line whose obligation was waived meanwhile, all is credit, and nothing fails', () => {
  const line = { obligationId: 'o', fundId: 'f', beneficiaryId: 'b', amountCents: 0n };
  const postings = captured({
    paymentId: 'p',
    personId: 'x',
    lines: [line],
    unappliedCents: 500n,
    feeCents: 0n,
  });
  expect(postings.map(({ account, amount }) => [account, amount])).toEqual([
    ['processor_clearing', 500n],
    ['unapplied:x', -500n],
  ]);
});

test('what is assessed and then paid or waived in full is owed no more', () => {
  fc.assert(
    fc.property(line, (paid) => {
      const receivable = (postings: NewPosting[]) =>
        sum(
          postings
            .filter(({ account }) => account === `receivable:${paid.obligationId}`)
            .map(({ amount }) => amount),
        );
      const owed = receivable(assessed(paid));
      const payment = { paymentId: 'p', personId: 'x', lines: [paid], unappliedCents: 0n, feeCents: 0n };
      expect(owed).toBe(paid.amountCents);
      expect(receivable(captured(payment))).toBe(-owed);
      expect(receivable(waived(paid))).toBe(-owed);
    }),
  );
});

test('nothing, and less than nothing, is not posted', () => {
  expect(() => processorFee({ feeCents: 0n })).toThrow(RangeError);
  expect(() => payoutIssued({ amountCents: -1n })).toThrow(RangeError);
  expect(() =>
    captured({ paymentId: 'p', personId: 'x', lines: [], unappliedCents: 0n, feeCents: 100n }),
  ).toThrow(RangeError);
});
