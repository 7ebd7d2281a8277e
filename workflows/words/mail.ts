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

const written = (subject: string, lines: string[], html: string): Written => ({
  subject,
  text: lines.join('\n\n'),
  html,
});
