/** What became of a clerk's wish to have a receipt mailed again to its payer. */
export type SendReceiptAnswer =
  | { ok: true; sentTo: string }
  /** There is no receipt yet. */
  | { ok: false; reason: 'not_paid' }
  /** One is on its way, or went out some minutes ago. `againAt`, ISO: from then on it can be asked for again, once it is out. */
  | { ok: false; reason: 'sent_just_now'; againAt?: string };
