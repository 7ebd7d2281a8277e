import type { Mail } from '../mail/store.ts';
import { until } from './until.ts';

/** What a person does with their mailbox: wait for a mail, read the code in it. */
export class Inbox {
  readonly #mailUrl: string;
  readonly #email: string;

  constructor(mailUrl: string, email: string) {
    this.#mailUrl = mailUrl;
    this.#email = email;
  }

  /** Newest first. */
  async mails(): Promise<Mail[]> {
    const answer = await fetch(`${this.#mailUrl}/api/mails?to=${encodeURIComponent(this.#email)}`);
    const { mails } = (await answer.json()) as { mails: Mail[] };
    return mails;
  }

  /** The newest mail whose subject matches, once it is there. */
  mail(subject: RegExp): Promise<Mail> {
    return until(
      `a mail to ${this.#email} about ${subject}`,
      async () => (await this.mails()).find((mail) => subject.test(mail.subject)) ?? null,
    );
  }

  /** The code in the newest mail that has one. */
  async code(): Promise<string> {
    const { text } = await this.mail(/code/i);
    const code = /^\s*(\d[\d -]{4,}\d)\s*$/m.exec(text)?.[1];
    if (code === undefined) throw new Error(`There is no code in the mail: ${text}`);
    return code;
  }
}
