import { normaliseEmail } from '../auth/email-address.ts';
import { normaliseAgencyPersonId } from '../payer/agency-person-id.ts';
import { wordsOf } from './name-words.ts';
import { allOf, empty, indexed, sql, tested, thereIs, type Sql } from './payments-sql.ts';

const RECEIPT_MOST = 2 ** 31 - 1;
/** The longest words of what was typed are looked for; more would not narrow it. */
const WORDS_MOST = 6;
/** Behind every letter there is: where the words that begin with something end. */
const END = '\u{10ffff}';

/** Amounts and fees that come to a total. Minor units. */
type OfTotal = (totalCents: bigint) => readonly { amountCents: bigint; feeCents: bigint }[];

/** One way in which what was typed may name payments. */
export interface Way {
  /** A condition that an index answers. */
  rows: Sql;
  /** Its index has the agency's own alone; else whoever asks adds the agency. */
  isOwn: boolean;
  /** Whether the index has the rows in the list's order. If not, all of them must be looked at to sort them. */
  isSorted: boolean;
  /** Whom it names, where it names people: they may be too many to go through. */
  people?: Sql;
  /** The same as a test of one payment, for where there are too many rows to sort. */
  test?: Sql;
  /** The same test where it names too many people to go through them once. */
  testOfOne?: Sql;
}

/**
 * What a clerk typed, as ways to find payments: it may be a receipt number, an amount or a total, how the words of a
 * name begin, an e-mail, the agency's number for a person, the end of a card's number, or an id of ours or Stripe's.
 * @param ofTotal which payments come to a total by the agency's fee rules: an amount typed may include the fee
 */
export function waysOfText(agencyId: string, text: string, ofTotal: OfTotal): Way[] {
  const typed = text.normalize('NFC').trim();
  const own = sql`p."agencyId" = ${agencyId}`;
  const id = wholeId(typed);
  if (id !== undefined) return [{ rows: id, isOwn: false, isSorted: true }];
  return [
    ...payersNumber(typed),
    ...receiptNumber(own, typed),
    ...cardEnding(own, typed),
    ...amounts(own, typed, ofTotal),
    ...people(agencyId, typed),
  ];
}

/** A condition on the agency's own that few rows can meet, or whose index has them in order. */
const one = (rows: Sql): Way[] => [{ rows, isOwn: true, isSorted: true }];

/** An id of ours, or Stripe's: each looks like no other, and like nothing else that is looked for. */
function wholeId(typed: string): Sql | undefined {
  if (typed.startsWith('pi_')) return sql`p."stripePaymentIntentId" = ${typed}`;
  if (/^(ch|py)_/.test(typed)) return sql`p."stripeChargeId" = ${typed}`;
  return UUID.test(typed) ? sql`p."id" = ${typed.toLowerCase()}` : undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the payer was told to name, such as 4F2A-9C01: how the payment's id begins. */
function payersNumber(typed: string): Way[] {
  if (!/^[0-9a-f]{4}-?[0-9a-f]{4}$/i.test(typed)) return [];
  const first = typed.replace('-', '').toLowerCase();
  const after = (Number.parseInt(first, 16) + 1).toString(16).padStart(8, '0');
  const before = after.length > 8 ? empty : sql` AND p."id" < ${after}`;
  return [{ rows: sql`p."id" >= ${first}${before}`, isOwn: false, isSorted: false }];
}

const cardEnding = (own: Sql, typed: string): Way[] =>
  /^\d{4}$/.test(typed) ? one(sql`${own} AND p."cardLast4" = ${typed}`) : [];

function receiptNumber(own: Sql, typed: string): Way[] {
  const digits = typed.match(/^(?:(?:receipt|recibo)\s*)?#?(\d{1,10})$/i)?.[1];
  const number = Number(digits);
  if (digits === undefined || number > RECEIPT_MOST) return [];
  return one(sql`${own} AND p."receiptNumber" = ${number}`);
}

const AMOUNT = /^\$?(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{2}))?$/;

/** May what was typed be an amount? */
export const isAmount = (text: string): boolean => AMOUNT.test(text.normalize('NFC').trim());

function amounts(own: Sql, typed: string, ofTotal: OfTotal): Way[] {
  const [, dollars, cents = ''] = typed.match(AMOUNT) ?? [];
  if (dollars === undefined) return [];
  const asked = BigInt(dollars.replaceAll(',', '')) * 100n + BigInt(cents || '0');
  return [
    ...one(sql`${own} AND p."amountCents" = ${asked}`),
    ...ofTotal(asked).flatMap(({ amountCents, feeCents }) =>
      one(sql`${own} AND p."amountCents" = ${amountCents} AND p."feeCents" = ${feeCents}`),
    ),
  ];
}

/** Who is named: by the agency's number (whole, or its last four as the desk shows them), by e-mail, or by name. */
function people(agencyId: string, typed: string): Way[] {
  const number = normaliseAgencyPersonId(typed);
  const isNumber = /\d/.test(number) && !ONLY_AMOUNT.test(typed);
  const byNumber = isNumber ? [named(agencyId, PERSON, [exactly(`#${number}`)])] : [];
  if (!/\p{L}/u.test(typed)) return byNumber; // digits alone are no part of a name: they would find half the list
  if (typed.includes('@')) {
    return [...byNumber, named(agencyId, PAYER, [beginning(`@${normaliseEmail(typed)}`)])];
  }
  const words = wordsOf(typed).toSorted((a, b) => b.length - a.length);
  if (words.length === 0) return byNumber;
  const begun = words.slice(0, WORDS_MOST).map(beginning);
  return [...byNumber, named(agencyId, PERSON, begun), named(agencyId, PAYER, begun)];
}

/** Typed as an amount and as nothing else: with its sign, or to the cent. */
const ONLY_AMOUNT = /^(\$.*|[\d,]+\.\d{2})$/;

const PERSON = {
  table: sql`"PersonWord"`,
  id: sql`"personId"`,
  column: 'personId' as 'personId' | 'accountId',
};
const PAYER: typeof PERSON = { table: sql`"PayerWord"`, id: sql`"accountId"`, column: 'accountId' };

const exactly = (word: string) => sql`w."word" = ${word}`;
const beginning = (word: string) => sql`w."word" >= ${word} AND w."word" < ${word + END}`;

/** Payments of those who have a word for each condition; the first, which should say most, finds them. */
function named(agencyId: string, { table, id, column }: typeof PERSON, words: readonly Sql[]): Way {
  const [first = sql`FALSE`, ...others] = words;
  const has = (who: Sql, word: Sql) => thereIs(sql`${table} w WHERE w.${id} = ${who} AND ${word}`);
  const also = others.map((word) => has(sql`f.${id}`, word));
  const found = sql`SELECT f.${id} FROM (SELECT * FROM ${table} w WHERE w."agencyId" = ${agencyId} AND ${first}) f`;
  const all = sql`${found}${also.length > 0 ? sql` WHERE ${allOf(also)}` : empty}`;
  return {
    rows: sql`${indexed(column)} IN (${all})`,
    isOwn: true,
    isSorted: false,
    people: sql`SELECT 1 FROM ${table} w WHERE w."agencyId" = ${agencyId} AND ${first}`,
    test: sql`${tested(column)} IN (${all})`,
    testOfOne: allOf(words.map((word) => has(indexed(column), word))),
  };
}
