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
  /** @throws where the mail server did not take it */
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
        throw new MailRefused(error);
      });
    },
    close: () => transport.close(),
  };
}
