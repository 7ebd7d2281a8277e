import { html, nothing } from 'lit';
import type { ObligationView, OwnWords } from '../../../api/contract/index.ts';
import { enPayer } from '../../i18n/en-payer.ts';
import { whole } from '../../ui/whole.ts';
import type { AllWords } from '../../i18n/payer-words.ts';
import type { Payer } from '../payer.ts';

type Named = Pick<ObligationView, 'kind' | 'label'>;

/**
 * What the agency's label tells beyond the kind, which is shown in the reader's language: of `Restitution, owed
 * jointly` the last two words, of `Drug tests` nothing.
 */
export function beyondKind(words: AllWords, { kind, label }: Named): string {
  const text = own(words, label);
  const named = [words.kinds, enPayer.kinds].map(
    (kinds) => new RegExp(`^${kinds[kind]}s?(?!\\p{L})[\\s,:–-]*`, 'iu'),
  );
  return text.replace(named.find((start) => start.test(text)) ?? '', '');
}

/** What the agency itself wrote: in the reader's language where it did so in both. */
export const own = ({ language }: Pick<AllWords, 'language'>, words: OwnWords) =>
  typeof words === 'string' ? words : words[language];

/** The same of a debt, beyond its kind; marked as in the agency's language where it is in that alone. */
export const label = ({ state, words }: Pick<Payer, 'words' | 'state'>, named: Named) =>
  html`<span lang=${(typeof named.label === 'string' && state.agency?.language) || nothing}
    >${whole(beyondKind(words, named))}</span
  >`;

/** Kind and the rest of the label in one line. */
export function fullName(payer: Pick<Payer, 'words' | 'state'>, named: Named) {
  const rest = beyondKind(payer.words, named);
  return html`${payer.words.kinds[named.kind]}${rest ? html`, ${label(payer, named)}` : nothing}`;
}

/** As `fullName`, as text within a sentence. */
export function nameOf(words: AllWords, named: Named): string {
  const rest = beyondKind(words, named);
  return rest ? `${words.kinds[named.kind]}, ${rest}` : words.kinds[named.kind];
}
