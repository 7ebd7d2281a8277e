import type { Draft } from '../../api/contract/index.ts';
import type { Payer } from './payer.ts';

const steps: readonly string[] = ['owe', 'check', 'history'] satisfies Draft['step'][];

/** Tells the server where the payer is and what they chose, so that a reload goes on there. Nothing is kept in the page. */
export class DraftKeeper {
  readonly #payer: Payer;
  #kept: string | undefined;

  constructor(payer: Payer) {
    this.#payer = payer;
  }

  /** What the server holds already. */
  begin(draft: Draft): void {
    this.#kept = JSON.stringify(draft);
  }

  /** Another payer's is not compared with. */
  forget(): void {
    this.#kept = undefined;
  }

  /** The step or a choice may have changed. Where a payer begins without a draft there is none to keep yet. */
  keep(): void {
    const draft = this.#now();
    if (!draft) return;
    const text = JSON.stringify(draft);
    const before = this.#kept;
    this.#kept = text;
    if (before === undefined || before === text) return;
    void this.#payer.flow.api.keepDraft(draft).catch(() => undefined); // the next change tries again
  }

  #now(): Draft | null {
    const { step, account, expired, personId, choice, draft, retryOf, bank } = this.#payer.state;
    if (!account || expired || retryOf || !steps.includes(step)) return null;
    const other = choice === 'other' && this.#payer.quoting.choice().ok;
    return {
      step: step as Draft['step'],
      personId,
      choice,
      ...(other && { amount: draft['amount'] }),
      ...(bank && { tender: 'bank_debit' }),
    };
  }
}
