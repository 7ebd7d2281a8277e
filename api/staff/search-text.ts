import type { Db } from '../../prisma/client.ts';
import { containing } from '../../prisma/containing.ts';
import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { normaliseEmail } from '../auth/email-address.ts';
import { normaliseAgencyPersonId } from '../payer/agency-person-id.ts';

const RECEIPT_MOST = 2 ** 31 - 1;

/** Amounts and fees that come to a total. Minor units. */
type OfTotal = (totalCents: bigint) => readonly { amountCents: bigint; feeCents: bigint }[];

/**
 * What a clerk typed, as a condition: it may be a receipt number, an amount or a total, a name, an e-mail, the
 * agency's number for a person, the end of a card's number, or an id of ours or Stripe's.
 * @param read whose condition it is
 * @param ofTotal which payments come to a total by the agency's fee rules: an amount typed may include the fee
 */
export function textCondition(read: Db, text: string, ofTotal: OfTotal): Prisma.PaymentWhereInput {
  const typed = text.normalize('NFC').trim();
  if (typed === '') return {};
  return {
    OR: [
      { id: typed.toLowerCase() },
      { stripePaymentIntentId: typed },
      { stripeChargeId: typed },
      ...payersNumber(typed),
      ...receiptNumber(typed),
      ...cardEnding(typed),
      ...amount(typed, ofTotal),
      ...agencyNumber(typed),
      ...words(read, typed),
    ],
  };
}

/** What the payer was told to name, such as 4F2A-9C01: how the payment's id begins. */
function payersNumber(typed: string): Prisma.PaymentWhereInput[] {
  if (!/^[0-9a-f]{4}-?[0-9a-f]{4}$/i.test(typed)) return [];
  return [{ id: { startsWith: typed.replace('-', '').toLowerCase() } }];
}

const cardEnding = (typed: string): Prisma.PaymentWhereInput[] =>
  /^\d{4}$/.test(typed) ? [{ cardLast4: typed }] : [];

function receiptNumber(typed: string): Prisma.PaymentWhereInput[] {
  const digits = typed.match(/^(?:(?:receipt|recibo)\s*)?#?(\d{1,10})$/i)?.[1];
  const number = Number(digits);
  return digits !== undefined && number <= RECEIPT_MOST ? [{ receiptNumber: number }] : [];
}

function amount(typed: string, ofTotal: OfTotal): Prisma.PaymentWhereInput[] {
  const [, dollars, cents = ''] = typed.match(/^\$?(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{2}))?$/) ?? [];
  if (dollars === undefined) return [];
  const asked = BigInt(dollars.replaceAll(',', '')) * 100n + BigInt(cents || '0');
  return [{ amountCents: asked }, ...ofTotal(asked)];
}

/** In full, or its last four as the desk shows them. */
function agencyNumber(typed: string): Prisma.PaymentWhereInput[] {
  const number = normaliseAgencyPersonId(typed);
  if (!/\d/.test(number)) return [];
  const whole = { person: { agencyPersonId: number } };
  return number.length === 4 ? [whole, { person: { agencyPersonId: { endsWith: number } } }] : [whole];
}

/** Digits alone are no part of a name or an address: they would find half the list. */
function words(read: Db, typed: string): Prisma.PaymentWhereInput[] {
  if (!/\p{L}/u.test(typed)) return [];
  return [{ account: { email: containing(read, normaliseEmail(typed)) } }, nameCondition(read, typed)];
}

/** Every word is in the payer's name, or every word in the person's. */
function nameCondition(read: Db, typed: string): Prisma.PaymentWhereInput {
  const parts = typed.split(/\s+/).slice(0, 6);
  const inName = (word: string) => ({
    OR: [{ givenName: containing(read, word) }, { familyName: containing(read, word) }],
  });
  return { OR: [{ account: { AND: parts.map(inName) } }, { person: { AND: parts.map(inName) } }] };
}
