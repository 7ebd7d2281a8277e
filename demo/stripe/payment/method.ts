import type Stripe from 'stripe';
import type { TestBankAccount } from '../cards/bank-accounts.ts';
import { bankAccountByName } from '../cards/bank-accounts.ts';
import type { Call } from '../call.ts';
import { cardByKey, cardByName, keyOf } from '../cards/find.ts';
import type { TestCard } from '../cards/card.ts';
import { cardError, invalidParam, invalidRequest, notInSandbox } from '../errors.ts';
import { billingDetails } from '../objects/billing-details.ts';
import type { CardInput } from '../objects/payment-method.ts';
import type { BankInput } from '../objects/payment-method.ts';
import { newBankMethod, newPaymentMethod } from '../objects/payment-method.ts';
import { bankFrom, bankShape, unlinked } from './bank-data.ts';
import type { Hidden } from '../shelf.ts';
import { emit } from '../webhooks/events.ts';
import { metadata } from '../metadata.ts';
import { idOf } from './id-of.ts';
import { cardFrom, cardShape, laterThisDecade } from './card-data.ts';
import { declineOfSaving } from './issuer.ts';
import type { Read } from '../params.ts';
import { hash, list, missing, oneOf, text } from '../params.ts';

/** The parameters that describe a payment method; also `payment_method_data` elsewhere. */
export const methodShape = {
  type: text(),
  card: hash(cardShape),
  us_bank_account: hash(bankShape),
  billing_details: billingDetails,
  allow_redisplay: oneOf('always', 'limited', 'unspecified'),
  metadata,
  radar_options: hash({ session: text() }),
  payment_method_types: list(text()),
};
export type MethodInput = Read<typeof methodShape>;

/** A method of an account, with the test card or test bank account behind it. */
export type Method = CardMethod | BankMethod;
export interface CardMethod {
  method: Stripe.PaymentMethod;
  card: TestCard;
}
export interface BankMethod {
  method: Stripe.PaymentMethod;
  bank: TestBankAccount;
}

/** The payment method that a parameter names: an id, or a test name (`pm_card_visa`), which makes a new one. */
export function methodNamed(call: Call, id: string, param = 'payment_method'): Method {
  const card = cardByName(id);
  if (card && id.startsWith('pm_')) {
    refuseBeyond(card, param);
    return keepMethod(call, { card, cvcGiven: true, ...laterThisDecade(call.now) });
  }
  const bank = bankAccountByName(id);
  if (bank) {
    refuseBeyond(bank, param);
    return keepBankMethod(call, { bank });
  }
  return { method: call.shelf.given('payment_method', id, param), ...instrumentBehind(call, id) };
}

/** A payment method from card data or a test token. @throws {StripeError} 402 for data that no issuer would accept */
export function methodFrom(call: Call, input: MethodInput, prefix = ''): CardMethod {
  const nameOf = (key: string) => (prefix === '' ? key : `${prefix}[${key}]`);
  if (input.type === undefined) throw missing(nameOf('type'));
  if (input.type === 'us_bank_account') throw unlinked(nameOf('us_bank_account'));
  if (input.type !== 'card') throw notInSandbox(`payment methods of type ${input.type}`, nameOf('type'));
  if (input.card === undefined) throw missing(nameOf('card'));
  const read = cardFrom(call, input.card, nameOf('card'));
  refuseBeyond(read.card, nameOf('card'));
  return keepMethod(call, {
    ...read,
    ...(input.billing_details && { billing: input.billing_details }),
    ...(input.allow_redisplay && { allowRedisplay: input.allow_redisplay }),
    ...(input.metadata && { metadata: input.metadata }),
  });
}

/**
 * A bank account as the sandbox's stripe.js has it from its form, which stands for the window in which a payer signs in
 * to their bank: it is linked, and may be debited at once.
 */
export function linkedBankFrom(call: Call, input: MethodInput, prefix: string): BankMethod {
  const account = `${prefix}[us_bank_account]`;
  if (input.us_bank_account === undefined) throw missing(account);
  if (input.billing_details?.name === undefined) throw missing(`${prefix}[billing_details][name]`);
  const bank = bankFrom(input.us_bank_account, account);
  refuseBeyond(bank, account);
  const { account_holder_type: holderType, account_type: accountType } = input.us_bank_account;
  return keepBankMethod(call, {
    bank,
    billing: input.billing_details,
    ...(holderType && { holderType }),
    ...(accountType && { accountType }),
  });
}

/** What is behind a payment method or confirmation token of this account. */
export function instrumentBehind(
  { shelf }: Call,
  id: string,
): { card: TestCard } | { bank: TestBankAccount } {
  const hidden = shelf.hidden(id.startsWith('ctoken_') ? 'confirmation_token' : 'payment_method', id);
  const bank = bankAccountByName(hidden.bank ?? '');
  if (bank) return { bank };
  const card = cardByKey(hidden.card ?? '');
  if (!card) throw new Error(`${id} is of no test card or account`);
  return { card };
}

export function cardBehind(call: Call, id: string): TestCard {
  const instrument = instrumentBehind(call, id);
  if ('card' in instrument) return instrument.card;
  throw new Error(`${id} is no card`);
}

/** How the shelf remembers what is behind a method or token. */
export function hiddenOf(instrument: { card: TestCard } | { bank: TestBankAccount }): Hidden {
  return 'card' in instrument ? { card: keyOf(instrument.card) } : { bank: instrument.bank.name };
}

/** Save a method to a customer. @throws {StripeError} 402 where the card's check declines */
export function attach(call: Call, chosen: Method, customer: string): Stripe.PaymentMethod {
  if ('card' in chosen) refuseUnsavable(chosen);
  const attached = { ...chosen.method, customer };
  call.shelf.replace(attached);
  return attached;
}

/** Take a method from its customer, for good: it can neither pay nor be attached again. */
export function detach(call: Call, method: Stripe.PaymentMethod): Stripe.PaymentMethod {
  const detached = { ...method, customer: null };
  call.shelf.replace(detached);
  call.shelf.hide('payment_method', method.id, { used: true, setUp: false });
  emit(call, 'payment_method.detached', detached, method);
  return detached;
}

function refuseUnsavable(chosen: CardMethod): void {
  const decline = chosen.card.authentication === undefined ? declineOfSaving(chosen) : undefined;
  if (!decline) return;
  const { code, declineCode = 'generic_decline', message } = decline;
  throw cardError(message, { code, decline_code: declineCode });
}

/** Never a payment that would end otherwise with Stripe. */
function refuseBeyond({ leadsTo }: { leadsTo?: string }, param: string): void {
  if (leadsTo !== undefined) throw notInSandbox(`what this test payment method leads to: ${leadsTo}`, param);
}

/** @throws {StripeError} 400 if the method is saved to somebody else, in the words and with the parameters recorded */
export function refuseForeignMethod(
  { method }: Method,
  customer: string | null,
  intent: 'PaymentIntent' | 'SetupIntent' = 'PaymentIntent',
): void {
  if (method.customer === null || method.customer === customer) return;
  if (customer === null && intent === 'SetupIntent') {
    throw invalidRequest(
      `The payment method supplied (${method.id}) belongs to the Customer ${idOf(method.customer) ?? ''}. Please include ` +
        'the Customer in the `customer` parameter on the SetupIntent.',
      { param: 'payment_method' },
    );
  }
  if (customer === null) {
    throw invalidRequest(
      `The \`payment_method\` parameter supplied ${method.id} belongs to the Customer ${idOf(method.customer) ?? ''}. ` +
        'Please include the Customer in the `customer` parameter on the PaymentIntent.',
      { code: 'parameter_missing', param: 'source' },
    );
  }
  throw invalidRequest(
    `The PaymentMethod ${method.id} does not belong to the Customer you supplied ${customer}. Please use this ` +
      'PaymentMethod with the Customer that it belongs to instead.',
    { param: 'payment_method' },
  );
}

/**
 * A method that nobody saved pays once.
 * Rule: https://docs.stripe.com/api/payment_methods/attach (to use it again, attach it to a Customer first)
 */
export function refuseUsedMethod({ shelf }: Call, { method }: Method, attaching = false): void {
  if (method.customer !== null || !shelf.hidden('payment_method', method.id).used) return;
  if (attaching) {
    throw invalidRequest(
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, ' +
        'and may not be used again.',
    );
  }
  throw invalidRequest(
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with ' +
      'a connected account without Customer attachment, or was detached from a Customer. It may not be used again. ' +
      'To use a PaymentMethod multiple times, you must attach it to a Customer first.',
    { param: 'payment_method' },
  );
}

/** Only a method that is nobody's, and can still be somebody's, is attached. */
export function refuseTaken(call: Call, chosen: Method): void {
  if (chosen.method.customer !== null)
    throw notInSandbox('moving a payment method between customers', 'customer');
  refuseUsedMethod(call, chosen, true);
}

export function markUsed({ shelf }: Call, chosen: Method): void {
  shelf.hide('payment_method', chosen.method.id, { used: true });
}

function keepMethod(call: Call, input: CardInput): CardMethod {
  const method = newPaymentMethod(input, call.now);
  call.shelf.add(method, hiddenOf(input));
  return { method, card: input.card };
}

function keepBankMethod(call: Call, input: BankInput): BankMethod {
  const method = newBankMethod(input, call.now);
  call.shelf.add(method, hiddenOf(input));
  return { method, bank: input.bank };
}

/** @throws {StripeError} 400 when two ways to name the method are used at once */
export function refuseBoth(first: string, second: string): never {
  throw invalidParam(
    `You may only specify one of these parameters: ${first}, ${second}.`,
    first,
    'parameters_exclusive',
  );
}
