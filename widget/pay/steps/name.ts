import { html, nothing } from 'lit';
import type { ObligationView } from '../../../api/contract/index.ts';
import { enPayer } from '../../i18n/en-payer.ts';
import { whole } from '../../ui/whole.ts';
import type { PayerWords } from '../../i18n/payer-words.ts';
import type { Payer } from '../payer.ts';

type Named = Pick<ObligationView, 'kind' | 'label'>;

/**
 * What the agency's label tells beyond the kind, which is shown in the reader's language: of `Restitution, owed
 * jointly` the last two words, of `Drug tests` nothing.
 */
export function beyondKind({ kinds }: PayerWords, { kind, label }: Named): string {
  const named = [kinds, enPayer.kinds].map(
    (words) => new RegExp(`^${words[kind]}s?(?!\\p{L})[\\s,:–-]*`, 'iu'),
  );
  return label.replace(named.find((start) => start.test(label)) ?? '', '');
}

/** What the agency itself wrote, marked as in its language. */
export const label = ({ state }: Pick<Payer, 'state'>, text: string) =>
  html`<span lang=${state.agency?.language ?? nothing}>${whole(text)}</span>`;

/** Kind and the rest of the label in one line. */
export function fullName(payer: Pick<Payer, 'words' | 'state'>, named: Named) {
  const rest = beyondKind(payer.words, named);
  return html`${payer.words.kinds[named.kind]}${rest ? html`, ${label(payer, rest)}` : nothing}`;
}

/** As `fullName`, as text within a sentence. */
export function nameOf(words: PayerWords, named: Named): string {
  const rest = beyondKind(words, named);
  return rest ? `${words.kinds[named.kind]}, ${rest}` : words.kinds[named.kind];
}
