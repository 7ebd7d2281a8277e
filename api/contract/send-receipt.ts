/** What became of a clerk's wish to have a receipt mailed again to its payer. */
export type SendReceiptAnswer =
  | { ok: true; sentTo: string }
  /** not_paid: there is no receipt yet. sent_just_now: one is on its way, or went out some minutes ago. */
  | { ok: false; reason: 'not_paid' | 'sent_just_now' };
