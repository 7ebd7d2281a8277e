import { createTransport } from 'nodemailer';
import { briefError } from '../brief-error.ts';

/** One mail to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  language: string;
  /** Names the act, so that a second sending of the same mail is seen as the same. Opaque. */
  id: string;
}

export interface Mailer {
  /** @throws {MailRefused} this mail was not taken @throws {MailServerAway} none would have been */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** The mail server did not take a mail: its code, not its words, for they repeat the address. */
export class MailRefused extends Error {
  override name = 'MailRefused';

  constructor(error: unknown) {
    super(`The mail server did not take a mail: ${briefError(error).code ?? 'it gave no code'}`);
  }
}

/** No mail would have been taken: the server cannot be reached, or does not let us in. */
export class MailServerAway extends Error {
  override name = 'MailServerAway';

  constructor(error: unknown) {
    super(`The mail server cannot be used: ${briefError(error).code ?? 'it gave no code'}`);
  }
}

/** nodemailer's codes for what is wrong with this one mail: its people, or its text. */
const OF_THE_MAIL = ['EENVELOPE', 'EMESSAGE'];

/** Mail by SMTP. Nothing of a mail is ever logged here. */
export function smtpMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const transport = createTransport(smtpUrl, {});
  const domain = from.slice(from.indexOf('@') + 1);
  return {
    async send({ to, subject, text, html, language, id }) {
      const sent = transport.sendMail({
        from: { name: 'Onward', address: from },
        to,
        subject,
        text,
        html,
        messageId: `<${id}@${domain}>`,
        headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' },
      });
      await sent.catch((error: unknown) => {
        const { code } = briefError(error);
        throw code !== undefined && OF_THE_MAIL.includes(code)
          ? new MailRefused(error)
          : new MailServerAway(error);
      });
    },
    close: () => transport.close(),
  };
}
