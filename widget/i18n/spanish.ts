import { enPayer } from './en-payer.ts';
import { en } from './en.ts';
import { esPayer } from './es-payer.ts';
import { es } from './es.ts';
import { inOrder } from './in-order.ts';

/**
 * All that is said in Spanish, a line a sentence: the first screens', an empty line, then those of a payer's screens.
 * The one chunk of that language. Worked out when the widget is built (worked-out-plugin.config.ts).
 */
export const spanish = [inOrder(en, es), inOrder(enPayer, esPayer)]
  .map((lines) => lines.join('\n'))
  .join('\n\n');
