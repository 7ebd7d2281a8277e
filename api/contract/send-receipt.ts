/** What became of a clerk's wish to have a receipt mailed again to its payer. */
export type SendReceiptAnswer =
  | { ok: true; sentTo: string }
  /** There is no receipt yet. */
  | { ok: false; reason: 'not_paid' }
  /** One was asked for some minutes ago. `againAt`, ISO: from then on it can be asked for again, once it is out. */
  | { ok: false; reason: 'sent_just_now'; againAt: string }
  /** One has waited for the mail server since then, ISO: it goes out by itself, and another would only wait behind it. */
  | { ok: false; reason: 'not_out_yet'; since: string };
