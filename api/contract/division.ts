/** How a payment is divided, in sentences of the reader's language: what goes first, why, by which law. */
export interface DivisionView {
  heading: string;
  sentences: string[];
  /** What this is not: legal advice. */
  note: string;
}
