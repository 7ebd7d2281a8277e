import type { DebitCatalogue } from './debit.ts';

const account = (last4: string | null) => (last4 === null ? '' : `, from the account ending ${last4}`);

export const en: DebitCatalogue = {
  consent: ({ agency, phone, total }) =>
    `I allow ${agency} to take ${total} once from the bank account I give here, through Stripe, today or on the next banking days. If it is not taken rightly, ${agency} may put that right in the same account. To stop it, I call ${phone} before it is taken.`,
  started: ({ agency, phone, total, last4, by }) => ({
    subject: `Your bank payment of ${total} to ${agency} is on its way`,
    lines: [
      `${agency} has asked your bank for ${total}${account(last4)}. This takes about 4 banking days.`,
      `It counts as paid when your bank has paid. We expect that by ${by}, and will mail you a receipt then.`,
      'If your bank does not pay, we will write to you, and you still owe what you owed before.',
    ],
    agreed: (when) => `On ${when} you agreed to this:`,
    help: `Questions, or do you want to stop it? Call ${phone}.`,
  }),
  failed: ({ agency, phone, total, last4, on, reason }) => ({
    subject: `Your bank did not pay ${total} to ${agency}`,
    lines: [
      `On ${on} you asked to pay ${total} to ${agency}${account(last4)}. Your bank did not pay.`,
      ...(reason === undefined ? [] : [reason]),
      'So nothing was paid, and there is no receipt. You still owe what you owed before.',
      `You can pay again, or another way, on the payment page of ${agency}. Your bank may ask a fee of its own.`,
      `Questions? Call ${phone}.`,
    ],
  }),
  returned: ({ agency, phone, total, last4, on, reason }) => ({
    subject: `Your bank took back ${total} that was paid to ${agency}`,
    lines: [
      `On ${on} you asked to pay ${total} to ${agency}${account(last4)}. Your bank paid it, and has taken it back since.`,
      ...(reason === undefined ? [] : [reason]),
      'So this payment does not count any more. What it had paid is owed again, and its receipt says so.',
      `You can pay again, or another way, on the payment page of ${agency}. Your bank may ask a fee of its own.`,
      `Questions? Call ${phone}.`,
    ],
  }),
  reasons: {
    account_closed: 'Your bank says that the account is closed.',
    debit_not_authorized: 'Your bank says that this payment was not allowed.',
    insufficient_funds: 'Your bank says that there was not enough money in the account.',
    no_account: 'Your bank says that it does not have this account.',
  },
  unticked: 'Tick the box to let us take this payment.',
  numbers: 'Those bank numbers do not match. Check them.',
  again: (total, by) =>
    `Your bank is already asked for ${total} for this. We expect that it pays by ${by}. Pay again?`,
  late: {
    again: (total, by) =>
      `Your bank is already asked for ${total} for this. We expected it by ${by}, so your bank is late, and may pay yet. Pay again?`,
    short: 'Your bank is late',
    title: 'Your bank is late with your payment',
    text: (by, phone) =>
      `It is not paid yet. We expected it by ${by}, so your bank is late. It counts as paid when your bank pays. We will e-mail you then, or if your bank says no. Until then, do not pay it again. Ask your bank about it, or call ${phone}.`,
  },
  onItsWay: {
    short: 'On its way',
    title: 'Your bank payment is on its way',
    text: (by) =>
      `It is not paid yet. It counts as paid when your bank pays, about ${by}. We will e-mail you then, or if your bank says no. You do not have to do anything.`,
  },
};
