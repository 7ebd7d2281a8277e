import type { ObligationView } from '../../../api/contract/index.ts';
import { enPayer } from '../../i18n/en-payer.ts';
import { whole } from '../../ui/whole.ts';
import type { PayerWords } from '../../i18n/payer-words.ts';

type Named = Pick<ObligationView, 'kind' | 'label'>;

/**
 * What the agency's label tells beyond the kind, which is shown in the reader's language: of `Restitution, owed
 * jointly` the last two words, of `Restitution` nothing.
 */
export function beyondKind({ kind, label }: Named): string {
  const start = enPayer.kinds[kind].toLowerCase();
  if (!label.toLowerCase().startsWith(start)) return label;
  return label.slice(start.length).replace(/^[\s,:–-]+/, '');
}

/** Kind and the rest of the label in one line. */
export const fullName = (words: PayerWords, named: Named) => whole(nameOf(words, named));

/** As `fullName`, as plain text. */
export function nameOf(words: PayerWords, named: Named): string {
  const rest = beyondKind(named);
  return rest ? `${words.kinds[named.kind]}, ${rest}` : words.kinds[named.kind];
}
