import type Stripe from 'stripe';
import { newId } from '../ids.ts';

const DAY_SECONDS = 24 * 60 * 60;
const AVAILABLE_AFTER_DAYS = 2;
/** Stripe's published price for domestic cards in the US: 2.9 % + 30 cents. */
const FEE_PER_MILLE = 29;
const FEE_FIXED_CENTS = 30;
/** Standard settlement: https://docs.stripe.com/payments/ach-direct-debit#timing */
const DEBIT_SETTLES_AFTER_DAYS = 4;
const DEBIT_FEE_PER_MILLE = 8;
const DEBIT_FEE_MAX_CENTS = 500;

export interface ChargedMoney {
  chargeId: string;
  amountCents: number;
  currency: string;
  description: string | null;
  feeCents: number;
  /** available at once instead of in two days */
  bypassPending?: boolean | undefined;
}

/** What a successful charge does to the account's balance. */
export function newBalanceTransaction(money: ChargedMoney, now: number): Stripe.BalanceTransaction {
  const { feeCents: fee } = money;
  return {
    id: newId('txn'),
    object: 'balance_transaction',
    amount: money.amountCents,
    available_on: money.bypassPending ? now : midnightAfter(now, AVAILABLE_AFTER_DAYS),
    balance_type: 'payments',
    created: now,
    currency: money.currency,
    description: money.description,
    exchange_rate: null,
    fee,
    fee_details: [
      {
        amount: fee,
        application: null,
        currency: money.currency,
        description: 'Stripe processing fees',
        type: 'stripe_fee',
      },
    ],
    net: money.amountCents - fee,
    reporting_category: 'charge',
    source: money.chargeId,
    status: 'pending',
    type: 'charge',
  };
}

/**
 * What a bank debit does to it as it is handed to the network, days before the bank pays: pending until then.
 * Rule: https://support.stripe.com/questions/changes-to-balance-transaction-behavior-for-debit-payment-methods
 */
export function newDebitTransaction(money: Omit<ChargedMoney, 'feeCents'>, now: number) {
  return {
    ...newBalanceTransaction({ ...money, feeCents: debitFeeCents(money.amountCents) }, now),
    available_on: midnightAfterBusinessDays(now, DEBIT_SETTLES_AFTER_DAYS),
    type: 'payment',
  } satisfies Stripe.BalanceTransaction;
}

/**
 * Its reversal, where the bank does not pay: amount and fee come back, and on the day on which they would have been there.
 * Rule: https://docs.stripe.com/reports/balance-transaction-types, `payment_failure_refund`
 */
export function newDebitReversal(of: Stripe.BalanceTransaction, now: number): Stripe.BalanceTransaction {
  const back = (cents: number) => 0 - cents; // not −0
  return {
    ...of,
    id: newId('txn'),
    amount: back(of.amount),
    available_on: Math.max(of.available_on, now),
    created: now,
    fee: back(of.fee),
    fee_details: of.fee_details.map((detail) => ({ ...detail, amount: back(detail.amount) })),
    net: back(of.net),
    reporting_category: 'charge_failure',
    type: 'payment_failure_refund',
  };
}

/** `status` follows from the time of reading. */
export function asOf(transaction: Stripe.BalanceTransaction, now: number): Stripe.BalanceTransaction {
  return { ...transaction, status: transaction.available_on <= now ? 'available' : 'pending' };
}

/** 2.9 % + 30 cents, half a cent rounds up. */
export function cardFeeCents(amountCents: number): number {
  return Math.floor((amountCents * FEE_PER_MILLE + 500) / 1000) + FEE_FIXED_CENTS;
}

/** Bank debits cost 0.8 %, at most five dollars. */
function debitFeeCents(amountCents: number): number {
  return Math.min(Math.floor((amountCents * DEBIT_FEE_PER_MILLE + 500) / 1000), DEBIT_FEE_MAX_CENTS);
}

function midnightAfter(now: number, days: number): number {
  return Math.ceil(now / DAY_SECONDS) * DAY_SECONDS + (days - 1) * DAY_SECONDS;
}

/** Monday to Friday. Of holidays, and of the hour after which a debit counts as the next day's, the sandbox knows nothing. */
function midnightAfterBusinessDays(now: number, days: number): number {
  let day = midnightAfter(now, 0);
  for (let left = days; left > 0;) {
    day += DAY_SECONDS;
    if (new Date(day * 1000).getUTCDay() % 6 !== 0) left--;
  }
  return day;
}
