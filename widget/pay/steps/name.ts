import type { ObligationView } from '../../../api/contract/index.ts';
import { en } from '../../i18n/en.ts';
import { whole } from '../../ui/whole.ts';
import type { Words } from '../../i18n/words.ts';

type Named = Pick<ObligationView, 'kind' | 'label'>;

/**
 * What the agency's label tells beyond the kind, which is shown in the reader's language: of `Restitution, owed
 * jointly` the last two words, of `Restitution` nothing.
 */
export function beyondKind({ kind, label }: Named): string {
  const start = en.kinds[kind].toLowerCase();
  if (!label.toLowerCase().startsWith(start)) return label;
  return label.slice(start.length).replace(/^[\s,:–-]+/, '');
}

/** Kind and the rest of the label in one line. */
export const fullName = (words: Words, named: Named) => whole(nameOf(words, named));

/** As `fullName`, as plain text. */
export function nameOf(words: Words, named: Named): string {
  const rest = beyondKind(named);
  return rest ? `${words.kinds[named.kind]}, ${rest}` : words.kinds[named.kind];
}
