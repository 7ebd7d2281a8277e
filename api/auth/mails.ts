/** The mails of sign-up and sign-in, in the payer's language (workflows/words). */
export interface AuthMails {
  /** With the code that proves the address. */
  verify(
    language: string,
    blanks: { agencyName: string; givenName: string; code: string; minutes: number },
  ): Mail;
  /** Somebody signed up with an address that has an account. */
  knownEmail(language: string, blanks: { agencyName: string; givenName: string }): Mail;
}

export interface Mail {
  subject: string;
  text: string;
  html?: string;
}
