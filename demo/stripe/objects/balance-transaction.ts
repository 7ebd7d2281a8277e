import type Stripe from 'stripe';
import { newId } from '../ids.ts';

const DAY_SECONDS = 24 * 60 * 60;
const AVAILABLE_AFTER_DAYS = 2;
/** Stripe's published price for domestic cards in the US: 2.9 % + 30 cents. */
const FEE_PER_MILLE = 29;
const FEE_FIXED_CENTS = 30;
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

/** `status` follows from the time of reading. */
export function asOf(transaction: Stripe.BalanceTransaction, now: number): Stripe.BalanceTransaction {
  return { ...transaction, status: transaction.available_on <= now ? 'available' : 'pending' };
}

/** 2.9 % + 30 cents, half a cent rounds up. */
export function cardFeeCents(amountCents: number): number {
  return Math.floor((amountCents * FEE_PER_MILLE + 500) / 1000) + FEE_FIXED_CENTS;
}

/** Bank debits cost 0.8 %, at most five dollars. */
export function debitFeeCents(amountCents: number): number {
  return Math.min(Math.floor((amountCents * DEBIT_FEE_PER_MILLE + 500) / 1000), DEBIT_FEE_MAX_CENTS);
}

function midnightAfter(now: number, days: number): number {
  return Math.ceil(now / DAY_SECONDS) * DAY_SECONDS + (days - 1) * DAY_SECONDS;
}
