/** A test bank account of Stripe's, by its PaymentMethod name and number, and how a debit of it ends. */
export interface TestBankAccount {
  name: string;
  number: string;
  /** absent: the debit never ends, until it is canceled */
  end?: 'succeeds' | DebitFailure;
  /** the bank takes back what it has paid, for the reason that the dispute then has */
  returned?: string;
  /** what its debits would lead to, which the sandbox has not: it is refused */
  leadsTo?: string;
}

/** Why the bank returned a debit, as `failure_code` says it. */
export interface DebitFailure {
  code: string;
  message: string;
}

/** The one routing number that test bank accounts have. */
export const TEST_ROUTING_NUMBER = '110000000';

function account(name: string, number: string, end?: TestBankAccount['end']): TestBankAccount {
  return { name: `pm_usBankAccount_${name}`, number, ...(end && { end }) };
}

/** Source: https://docs.stripe.com/payments/ach-direct-debit/accept-a-payment#test-account-numbers */
const ACCOUNTS: readonly TestBankAccount[] = [
  account('success', '000123456789', 'succeeds'),
  account('processing', '000000000009'),
  account('accountClosed', '000111111113', {
    code: 'account_closed',
    message: "The customer's bank account has been closed.",
  }),
  account('noAccount', '000111111116', {
    code: 'no_account',
    message: "The customer's bank account could not be located.",
  }),
  account('insufficientFunds', '000222222227', {
    code: 'insufficient_funds',
    message: "The customer's account has insufficient funds to cover this payment.",
  }),
  account('debitNotAuthorized', '000333333335', {
    code: 'debit_not_authorized',
    message: 'The customer has notified their bank that this payment was unauthorized.',
  }),
  account('weeklyLimitExceeded', '000777777771', {
    code: 'charge_exceeds_source_limit',
    message: 'This payment would exceed the weekly limit of what the account may be debited.',
  }),
  { ...account('riskLevelHighest', '000000004954'), leadsTo: 'a block by Radar' },
  { ...account('invalidCurrency', '000444444440'), leadsTo: 'a debit in a wrong currency' },
  { ...account('failMicrodeposits', '000666666661'), leadsTo: 'microdeposits' },
  { ...account('dispute', '000555555559', 'succeeds'), returned: 'debit_not_authorized' },
];

const byName = new Map(ACCOUNTS.map((row) => [row.name, row]));
const byNumber = new Map(ACCOUNTS.map((row) => [row.number, row]));

export function bankAccountByName(name: string): TestBankAccount | undefined {
  return byName.get(name);
}

export const bankAccountByNumber = (number: string): TestBankAccount | undefined => byNumber.get(number);
