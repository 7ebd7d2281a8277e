import { createHash } from 'node:crypto';
import type { PageTender } from './codes.ts';
import type { Choice, QuoteFigures } from './quote.ts';
import type { Rules } from './rules.ts';

/**
 * A digest that names exactly one quote: whose, for what choice, how it is made, by which rule versions, with which result.
 * `pay` and the gate recompute it; another digest means that the payer saw something that is no longer true.
 * @returns SHA-256, hex
 */
export function quoteDigest(
  whose: { agencyId: string; personId: string },
  choice: Choice,
  rules: Rules,
  figures: Pick<QuoteFigures, 'amountCents' | 'feeCents' | 'lines'>,
  tender: PageTender = 'card',
): string {
  const facts = [
    whose.agencyId,
    whose.personId,
    choice.kind,
    choice.kind === 'other' ? choice.amountCents : null,
    rules.allocation.versionId,
    rules.fee.versionId,
    rules.limit.versionId,
    String(figures.amountCents),
    String(figures.feeCents),
    figures.lines.map(({ obligationId, amountCents }) => [obligationId, String(amountCents)]),
    ...(tender === 'card' ? [] : [tender]), // a card's digests stay what they were
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
