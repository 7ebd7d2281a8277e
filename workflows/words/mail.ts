import { escape } from './escape.ts';
import { en } from './mail.en.ts';
import { es } from './mail.es.ts';
import { languageOf, type Language } from './language.ts';

/** A mail's words, for people whose reader shows no HTML too. */
export interface Written {
  subject: string;
  text: string;
  html: string;
}

/** Sentences of the mails, a file a language. */
export interface MailWords {
  verify: (agency: string) => { subject: string; before: string; after: string };
  known: (agency: string) => { subject: string; lines: string[] };
  unknown: (agency: string) => { subject: string; lines: string[] };
  reset: (agency: string, url: string) => { subject: string; lines: string[] };
  passwordChanged: (agency: string, phone: string) => { subject: string; lines: string[] };
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
  return inLines(catalogues[languageOf(tag)].known(agencyName));
}

/** To an address that somebody wanted to sign in with, or a new password for, and that has no account. */
export function unknownEmailMail(tag: string, { agencyName }: { agencyName: string }): Written {
  return inLines(catalogues[languageOf(tag)].unknown(agencyName));
}

/** The link for a new password. */
export function resetMail(tag: string, { agencyName, url }: { agencyName: string; url: string }): Written {
  return inLines(catalogues[languageOf(tag)].reset(agencyName, url), url);
}

/** To an account's owner, after its password was changed. */
export function passwordChangedMail(
  tag: string,
  { agencyName, phone }: { agencyName: string; phone: string },
): Written {
  return inLines(catalogues[languageOf(tag)].passwordChanged(agencyName, phone));
}

const written = (subject: string, lines: string[], html: string): Written => ({
  subject,
  text: lines.join('\n\n'),
  html,
});

/** @param url made a link where a line has it */
export const inLines = ({ subject, lines }: { subject: string; lines: string[] }, url = ''): Written =>
  written(subject, lines, lines.map((line) => `<p>${linked(line, url)}</p>`).join(''));

const linked = (line: string, url: string) =>
  url === ''
    ? escape(line)
    : escape(line).replace(escape(url), (address) => `<a href="${address}">${address}</a>`);
