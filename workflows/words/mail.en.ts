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
  receipt: (facts, usd, paidAt) => ({
    subject: `Receipt ${facts.receiptNumber} from ${facts.agencyName}: ${usd(facts.amountCents + facts.feeCents)}`,
    greeting: `${facts.agencyName} has received your payment. Thank you.`,
    rows: [
      ['Receipt number', String(facts.receiptNumber)],
      ['Date', paidAt],
      ['For', `${facts.personName}, ID ending ${facts.personIdLast4}`],
      ...(facts.card
        ? [['Paid with', `${facts.card.brand} card ending ${facts.card.last4}`] satisfies [string, string]]
        : []),
      ...facts.lines.map(({ label, amountCents }): [string, string] => [label, usd(amountCents)]),
      ['Service fee', usd(facts.feeCents)],
      ['Total charged', usd(facts.amountCents + facts.feeCents)],
      ['Still owed', usd(facts.stillOwedCents)],
    ],
    after: [`To print this receipt: ${facts.url}`, `Questions? Call ${facts.agencyPhone}.`],
  }),
  receiptPage: {
    title: (receiptNumber) => `Receipt ${receiptNumber}`,
    divided: 'Divided by the rule',
    none: 'There is no such receipt.',
  },
};
