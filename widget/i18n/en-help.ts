import type { HelpWords } from './help-words.ts';

export const enHelp: HelpWords = {
  title: 'Help',
  lead: 'Press a question to see its answer. Nothing you typed is lost.',
  hours: 'Office hours',
  questions: {
    signIn: [
      [
        'I do not know my password',
        () => 'Press “Forgot password?”, or have a code sent. Both come by e-mail.',
      ],
      ['No e-mail came', () => 'Look in spam. Then check the address and send again.'],
      ['I cannot open my e-mail any more', (phone) => `Call ${phone}.`],
    ],
    account: [
      ['Where is my agency ID?', () => 'On your papers from the agency. Zeros and dashes do not matter.'],
      ['Why do you ask for my date of birth?', () => 'So that only you see what you owe.'],
      [
        'My record is not found',
        (phone) => `Call ${phone}. The agency may have your number or date written differently.`,
      ],
    ],
    owe: [
      ['A balance looks wrong', (phone) => `Call ${phone} before you pay.`],
      [
        'I cannot pay all of it',
        (phone) => `Choose another amount. Or call ${phone} and ask for a plan or a waiver.`,
      ],
      ['Where are my receipts?', () => 'Press your name at the top, then “Payments and receipts”.'],
    ],
    pay: [
      [
        'Can I be charged twice?',
        () => 'No. One payment is charged once, even if the page stops or you press twice.',
      ],
      ['My card does not work', (phone) => `Try another card, or call ${phone} about other ways to pay.`],
      [
        'Why is there a fee?',
        () => 'It is for paying here. Each way shows its own, and you see it before you pay.',
      ],
    ],
    after: [
      [
        'Did my payment go through?',
        () => 'This page says so as soon as we know, and a receipt comes by e-mail. Please do not pay again.',
      ],
      ['I closed the page', () => 'Sign in again. You find this payment under “Payments and receipts”.'],
      ['I paid the wrong amount', (phone) => `Call ${phone}.`],
    ],
  },
};
