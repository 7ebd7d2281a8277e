import { formatUsd } from '../money/format.ts';
import { wordsIn, type OwnWords } from '../own-words.ts';
import type { ObligationKind } from '../policy/codes.ts';
import type { Explanation } from '../policy/explanation.ts';
import { divisionWords, type DivisionWords } from './division.ts';
import { languageOf, localeOf, type Language } from './language.ts';
import type { InEachLanguage } from './owed.ts';
import { en } from './receipt.en.ts';
import { es } from './receipt.es.ts';

/** What a receipt says. Minor units of USD. */
export interface ReceiptFacts {
  agencyName: string;
  agencyPhone: string;
  receiptNumber: number;
  /** When it was paid, and in which zone to say so. */
  paidAt: Date;
  timeZone: string;
  /** Whose account paid. */
  payerName: string;
  personName: string;
  personIdLast4: string;
  card: { brand: string; last4: string } | null;
  /** Of the bank account that was debited. */
  bankLast4: string | null;
  /** What the books say it paid, by what was owed, in the order of the rule. */
  lines: readonly { kind: ObligationKind; label: OwnWords; amountCents: bigint }[];
  /** What nothing was owed for any more when it arrived: the person's credit. */
  creditCents: bigint;
  amountCents: bigint;
  feeCents: bigint;
  stillOwedCents: bigint;
  /** When its entry was taken back, if it was. */
  takenBackAt: Date | null;
  /** The name of the rule by which it was divided, where `division` does not tell. */
  ruleName: OwnWords | null;
  /** How it was divided; null: it was paid before this was kept. */
  division: Explanation | null;
  /** Address of the page for print. */
  url: string;
}

/** A receipt in words: the page, the PDF and the mail all say this and no more. Amounts come as text. */
export interface ReceiptSheet {
  language: Language;
  /** As documents name their language, e.g. `es-US`. */
  locale: string;
  agency: string;
  title: string;
  /** Of the mail. */
  subject: string;
  greeting: string;
  /** What a reader must know first: that it is a reprint; that the payment was taken back. */
  marks: string[];
  facts: [name: string, value: string][];
  /** What was paid for, and the sums below. */
  head: [what: string, amount: string];
  lines: [what: string, amount: string][];
  sums: { what: string; amount: string; strong: boolean }[];
  division: DivisionWords | null;
  help: string;
  download: string;
  toPrint: string;
  pageOf: (page: number, pages: number) => string;
  /** Of the PDF, as it is kept. */
  fileName: string;
}

/** Sentences of receipts, a file a language. */
export interface ReceiptCatalogue {
  title: (receiptNumber: number) => string;
  fileName: (receiptNumber: number) => string;
  subject: (of: { title: string; agency: string; total: string }) => string;
  greeting: (agency: string) => string;
  /** It was printed or mailed before. */
  reprint: (when: string) => string;
  takenBack: (when: string) => string;
  /** The same in a word or two, for lists. */
  takenBackShort: string;
  number: string;
  date: string;
  payer: string;
  person: string;
  personValue: (name: string, idLast4: string) => string;
  tender: string;
  card: (brand: string, last4: string) => string;
  bank: (last4: string) => string;
  rule: string;
  what: string;
  amount: string;
  credit: string;
  kinds: Record<ObligationKind, string>;
  fee: string;
  total: string;
  stillOwed: string;
  help: (phone: string) => string;
  download: string;
  toPrint: (url: string) => string;
  pageOf: (page: number, pages: number) => string;
  /** At an address that is no receipt's. */
  none: string;
}

const catalogues: Record<Language, ReceiptCatalogue> = { en, es };

/**
 * A receipt in the nearest language we write. The same facts give the same words, but for the mark of a reprint.
 * @param reprintedAt when this was made, if it is not the first issue
 */
export function receiptSheet(tag: string, facts: ReceiptFacts, reprintedAt: Date | null): ReceiptSheet {
  const language = languageOf(tag);
  const locale = localeOf(language);
  const words = catalogues[language];
  const usd = (cents: bigint) => formatUsd(cents, locale);
  const when = instants(locale, facts.timeZone);
  const { agencyName: agency, receiptNumber, amountCents, feeCents, takenBackAt, division } = facts;
  const title = words.title(receiptNumber);
  const total = usd(amountCents + feeCents);
  const sum = (what: string, amount: string, strong = false) => ({ what, amount, strong });
  return {
    language,
    locale,
    agency,
    title,
    subject: words.subject({ title, agency, total }),
    greeting: words.greeting(agency),
    marks: [
      ...(takenBackAt === null ? [] : [words.takenBack(when(takenBackAt))]),
      ...(reprintedAt === null ? [] : [words.reprint(when(reprintedAt))]),
    ],
    facts: factsOf(language, facts, when),
    head: [words.what, words.amount],
    lines: [
      ...facts.lines.map((line): [string, string] => [
        nameOf(words, line.kind, wordsIn(line.label, language)),
        usd(line.amountCents),
      ]),
      ...(facts.creditCents === 0n
        ? []
        : [[words.credit, usd(facts.creditCents)] satisfies [string, string]]),
    ],
    sums: [
      sum(words.fee, usd(feeCents)),
      sum(words.total, total, true),
      sum(words.stillOwed, usd(facts.stillOwedCents)),
    ],
    division: division && divisionWords(language, division, facts.creditCents),
    help: words.help(facts.agencyPhone),
    download: words.download,
    toPrint: words.toPrint(facts.url),
    pageOf: words.pageOf,
    fileName: words.fileName(receiptNumber),
  };
}

function factsOf(language: Language, facts: ReceiptFacts, when: (at: Date) => string): [string, string][] {
  const { ruleName } = facts;
  const words = catalogues[language];
  const paidWith = paidWithOf(words, facts);
  return [
    [words.number, String(facts.receiptNumber)],
    [words.date, when(facts.paidAt)],
    [words.payer, facts.payerName],
    [words.person, words.personValue(facts.personName, facts.personIdLast4)],
    ...(paidWith === undefined ? [] : [[words.tender, paidWith] satisfies [string, string]]),
    ...(ruleName === null ? [] : [[words.rule, wordsIn(ruleName, language)] satisfies [string, string]]),
  ];
}

/** That a payment was taken back: in a word or two, and as its receipt says it, in every language. */
export function takenBackWords(at: Date, timeZone: string): Record<'short' | 'text', InEachLanguage> {
  const text = (language: Language) =>
    catalogues[language].takenBack(instants(localeOf(language), timeZone)(at));
  return {
    short: { en: en.takenBackShort, es: es.takenBackShort },
    text: { en: text('en'), es: text('es') },
  };
}

/** The card or the bank account that paid, in every language; undefined: it is not known. */
export function paidWithWords(of: Pick<ReceiptFacts, 'card' | 'bankLast4'>): InEachLanguage | undefined {
  const [english, spanish] = [paidWithOf(en, of), paidWithOf(es, of)];
  return english === undefined || spanish === undefined ? undefined : { en: english, es: spanish };
}

function paidWithOf(
  words: ReceiptCatalogue,
  { card, bankLast4 }: Pick<ReceiptFacts, 'card' | 'bankLast4'>,
): string | undefined {
  if (bankLast4 !== null) return words.bank(bankLast4);
  return card ? words.card(named(card.brand), card.last4) : undefined;
}

/**
 * A debt in the reader's language: its kind, and what the agency's own label tells beyond it. Of `Restitution, owed
 * jointly` that is the last two words; a label that says all by itself in this language stays as it is.
 */
function nameOf({ kinds }: ReceiptCatalogue, kind: ObligationKind, label: string): string {
  if (startOf(kinds[kind]).test(label)) return label;
  const rest = label.replace(startOf(en.kinds[kind]), '');
  return rest === '' ? kinds[kind] : `${kinds[kind]}, ${rest}`;
}

/** A kind at the start of a label, one or several of it, and what parts it from the rest. */
const startOf = (kind: string) => new RegExp(`^${kind}s?(?!\\p{L})[\\s,:–-]*`, 'iu');

/** As the networks write themselves; Stripe names them in lower case. */
const named = (brand: string) => brand.charAt(0).toUpperCase() + brand.slice(1);

const instants = (locale: string, timeZone: string) => (at: Date) => formatOf(locale, timeZone).format(at);

/** Made once for a language and an agency's zone: making one takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, timeZone: string): Intl.DateTimeFormat {
  const name = `${locale} ${timeZone}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  formats.set(name, format);
  return format;
}

/** At an address that is no receipt's. */
export const noReceipt = (tag: string): string => catalogues[languageOf(tag)].none;
