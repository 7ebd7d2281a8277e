import { formatUsd } from '../money/format.ts';
import { en } from './mail.en.ts';
import { es } from './mail.es.ts';
import { languageOf, localeOf, type Language } from './language.ts';

/** A mail's words, for people whose reader shows no HTML too. */
export interface Written {
  subject: string;
  text: string;
  html: string;
}

/** What a receipt says. Minor units of USD. */
export interface ReceiptFacts {
  agencyName: string;
  agencyPhone: string;
  receiptNumber: number;
  /** When it was paid, and in which zone to say so. */
  paidAt: Date;
  timeZone: string;
  personName: string;
  personIdLast4: string;
  card: { brand: string; last4: string } | null;
  lines: readonly { label: string; amountCents: bigint }[];
  amountCents: bigint;
  feeCents: bigint;
  stillOwedCents: bigint;
  /** Address of the page for print. */
  url: string;
}

/** Sentences of the mails, a file a language. */
export interface MailWords {
  verify: (agency: string) => { subject: string; before: string; after: string };
  known: (agency: string) => { subject: string; lines: string[] };
  receipt: (facts: ReceiptFacts, usd: (cents: bigint) => string, paidAt: string) => ReceiptWords;
  receiptPage: ReceiptPageWords;
}

/** What the page for print says besides. */
export interface ReceiptPageWords {
  /** With the number. */
  title: (receiptNumber: number) => string;
  /** Before the name of the rule. */
  divided: string;
  /** At an address that is no receipt's. */
  none: string;
}

export interface ReceiptWords {
  subject: string;
  greeting: string;
  rows: [string, string][];
  after: string[];
}

const catalogues: Record<Language, MailWords> = { en, es };

/** The code that proves an e-mail address. */
export function verifyMail(tag: string, { agencyName, code }: { agencyName: string; code: string }): Written {
  const { subject, before, after } = catalogues[languageOf(tag)].verify(agencyName);
  return written(
    subject,
    [before, code, after],
    `<p>${escape(before)}</p><p><strong>${escape(code)}</strong></p><p>${escape(after)}</p>`,
  );
}

/** To the owner of an address that somebody tried to create a second account with. */
export function knownEmailMail(tag: string, { agencyName }: { agencyName: string }): Written {
  const { subject, lines } = catalogues[languageOf(tag)].known(agencyName);
  return written(subject, lines, lines.map((line) => `<p>${escape(line)}</p>`).join(''));
}

/** The receipt of a payment. */
export function receiptMail(tag: string, facts: ReceiptFacts): Written {
  const words = receiptWords(tag, facts);
  const rows = words.rows.map(
    ([name, value]) =>
      `<tr><th scope="row" align="left">${escape(name)}</th><td align="right">${escape(value)}</td></tr>`,
  );
  const html = `<p>${escape(words.greeting)}</p><table>${rows.join('')}</table>${words.after.map((line) => `<p>${linked(line, facts.url)}</p>`).join('')}`;
  const text = [
    words.greeting,
    '',
    ...words.rows.map(([name, value]) => `${name}: ${value}`),
    '',
    ...words.after,
  ];
  return { subject: words.subject, text: text.join('\n'), html };
}

/** The words of a receipt, for the mail and the page for print alike. */
export function receiptWords(tag: string, facts: ReceiptFacts): ReceiptWords {
  const language = languageOf(tag);
  const paidAt = new Intl.DateTimeFormat(localeOf(language), {
    timeZone: facts.timeZone,
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(facts.paidAt);
  return catalogues[language].receipt(facts, (cents) => formatUsd(cents, localeOf(language)), paidAt);
}

/** The words of the page for print, beside those of the receipt. */
export const receiptPageWords = (tag: string): ReceiptPageWords => catalogues[languageOf(tag)].receiptPage;

const written = (subject: string, lines: string[], html: string): Written => ({
  subject,
  text: lines.join('\n\n'),
  html,
});

const linked = (line: string, url: string) =>
  escape(line).replace(escape(url), (address) => `<a href="${address}">${address}</a>`);

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
