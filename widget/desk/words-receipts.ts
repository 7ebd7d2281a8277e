/** What is said of the receipts of several payments. */
export const receiptWords = {
  mail: 'Mail receipts again',
  mailing: (n: string, of: string) => `Mailing ${n} of ${of}`,
  ends: {
    sent: (n: string) => `${n} mailed.`,
    justNow: (n: string) => `${n} mailed a moment ago already.`,
    notOutYet: (n: string) => `${n} not out yet: it waits for the mail server, and goes out by itself.`,
    notPaid: (n: string) => `${n} not paid.`,
    failed: (n: string) => `${n} could not be mailed. Try again.`,
  },
};
