import { bankAccountByNumber, TEST_ROUTING_NUMBER, type TestBankAccount } from '../cards/bank-accounts.ts';
import { invalidParam, notInSandbox } from '../errors.ts';
import type { Read } from '../params.ts';
import { missing, oneOf, text, unsupported } from '../params.ts';

/** The parameters that describe a bank account. */
export const bankShape = {
  account_holder_type: oneOf('company', 'individual'),
  account_number: text(),
  account_type: oneOf('checking', 'savings'),
  financial_connections_account: unsupported,
  routing_number: text(),
};

/** The test bank account of these numbers. @throws {StripeError} 400 for numbers that are no test account's */
export function bankFrom(input: Read<typeof bankShape>, prefix: string): TestBankAccount {
  const { account_number: number, routing_number: routing, account_holder_type: holder } = input;
  if (holder === undefined) throw missing(`${prefix}[account_holder_type]`);
  if (routing === undefined) throw missing(`${prefix}[routing_number]`);
  if (number === undefined) throw missing(`${prefix}[account_number]`);
  if (!isRoutingNumber(routing)) {
    throw invalidParam(
      'The routing number is not valid.',
      `${prefix}[routing_number]`,
      'routing_number_invalid',
    );
  }
  const bank = bankAccountByNumber(number);
  if (bank === undefined || routing !== TEST_ROUTING_NUMBER) {
    throw invalidParam(
      'You must use a test bank account number in test mode.',
      `${prefix}[account_number]`,
      'account_number_invalid',
    );
  }
  return bank;
}

/** Nine digits whose weighted sum is a multiple of ten. Rule: ABA routing transit number, checksum 3-7-1. */
export function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const weights = [3, 7, 1];
  return [...text].reduce((sum, digit, at) => sum + Number(digit) * (weights[at % 3] ?? 0), 0) % 10 === 0;
}

/** An account whose numbers were only typed is not known to be its holder's: Stripe would send it microdeposits. */
export const unlinked = (param: string) =>
  notInSandbox('bank accounts that are typed and not linked: they wait for microdeposits', param);
