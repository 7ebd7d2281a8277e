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
};
