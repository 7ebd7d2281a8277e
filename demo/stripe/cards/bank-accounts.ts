/** A test bank account of Stripe's, by its PaymentMethod name, and how a debit of it ends. */
export interface TestBankAccount {
  name: string;
  last4: string;
  /** absent: the debit never ends, until it is canceled */
  end?: 'succeeds' | DebitFailure;
  /** what its debits would lead to, which the sandbox has not: it is refused */
  leadsTo?: string;
}

/** Why the bank returned a debit, as `failure_code` says it. */
export interface DebitFailure {
  code: string;
  message: string;
}

function account(name: string, last4: string, end?: TestBankAccount['end']): TestBankAccount {
  return { name: `pm_usBankAccount_${name}`, last4, ...(end && { end }) };
}

/** Source: https://docs.stripe.com/payments/ach-direct-debit/accept-a-payment#test-account-numbers */
const ACCOUNTS: readonly TestBankAccount[] = [
  account('success', '6789', 'succeeds'),
  account('processing', '0009'),
  account('accountClosed', '1113', {
    code: 'account_closed',
    message: "The customer's bank account has been closed.",
  }),
  account('noAccount', '1116', {
    code: 'no_account',
    message: "The customer's bank account could not be located.",
  }),
  account('insufficientFunds', '2227', {
    code: 'insufficient_funds',
    message: "The customer's account has insufficient funds to cover this payment.",
  }),
  account('debitNotAuthorized', '3335', {
    code: 'debit_not_authorized',
    message: 'The customer has notified their bank that this payment was unauthorized.',
  }),
  account('weeklyLimitExceeded', '7771', {
    code: 'charge_exceeds_source_limit',
    message: 'This payment would exceed the weekly limit of what the account may be debited.',
  }),
  { ...account('riskLevelHighest', '4954'), leadsTo: 'a block by Radar' },
  { ...account('invalidCurrency', '4440'), leadsTo: 'a debit in a wrong currency' },
  { ...account('failMicrodeposits', '6661'), leadsTo: 'microdeposits' },
  { ...account('dispute', '5559'), leadsTo: 'a dispute' },
];

const byName = new Map(ACCOUNTS.map((row) => [row.name, row]));

export function bankAccountByName(name: string): TestBankAccount | undefined {
  return byName.get(name);
}
