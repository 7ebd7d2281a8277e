import type { MailWords } from './mail.ts';

export const en: MailWords = {
  verify: (agency) => ({
    subject: `Your code for ${agency}`,
    before: `Enter this code on the payment page of ${agency}:`,
    after:
      'It works for 15 minutes, on the page where you asked for it. If you did not ask for it, ignore this mail and give the code to nobody.',
  }),
  known: (agency) => ({
    subject: `You already have an account with ${agency}`,
    lines: [
      `Somebody, perhaps you, tried to create an account with this e-mail address on the payment page of ${agency}.`,
      'You already have one. Go back to the page and sign in with your password.',
      'If it was not you, nothing happened and you can ignore this mail.',
    ],
  }),
  unknown: (agency) => ({
    subject: `No account with ${agency} has this e-mail`,
    lines: [
      `Somebody, perhaps you, tried to sign in with this e-mail address on the payment page of ${agency}.`,
      'No account there has this address. Go back to the page and try another e-mail of yours, or create an account.',
      'If it was not you, nothing happened and you can ignore this mail.',
    ],
  }),
  reset: (agency, url) => ({
    subject: `A new password for ${agency}`,
    lines: [
      `Open this link to choose a new password for the payment page of ${agency}:`,
      url,
      'It works for 15 minutes and once. We will ask you who you are first.',
      'If you did not ask for it, ignore this mail. Your password stays as it is.',
    ],
  }),
  passwordChanged: (agency, phone) => ({
    subject: `Your password for ${agency} was changed`,
    lines: [
      `The password of your account on the payment page of ${agency} was changed just now, and every other device was signed out.`,
      `If it was not you, call ${phone} now.`,
    ],
  }),
};
