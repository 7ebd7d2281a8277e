import type { OwedCatalogue } from './owed.ts';

export const en: OwedCatalogue = {
  held: {
    appeal: 'On hold while an appeal is decided.',
    bankruptcy: 'On hold because of a bankruptcy case.',
    court_review: 'On hold while the court looks at it.',
    in_dispute: 'On hold while the agency checks the amount.',
    payee_unknown: 'On hold until it is known who is to get the money.',
    other: 'On hold. Ask the agency why.',
  },
  notNow: 'You do not have to pay it now.',
  credit: (amount) => `You have a credit of ${amount}. It pays what you are charged next.`,
  kept: 'Kept as credit',
  tooLarge:
    'What is owed adds up to more than we can show, so it cannot be paid here. Please call the agency: they can correct it.',
  ways: { card: 'Debit, credit or prepaid. Here and now.', bank_debit: 'Takes about 4 business days.' },
  fees: {
    card: (amount) => `A card adds a fee of ${amount}.`,
    bank_debit: (amount) => `A bank account adds a fee of ${amount}.`,
  },
  freeWays: 'The next step shows ways with no fee.',
};
