import { en } from './office-code.en.ts';
import { es } from './office-code.es.ts';

/** What the page says where a payer gives a code that staff gave them: seldom shown, so that it comes with the question. */
export interface OfficeCodeWords {
  /** On the button that leads there. */
  have: string;
  title: string;
  lead: string;
  missing: string;
  /** On the button that leads back. */
  back: string;
}

/** The same in every language that we write: whoever reads it may change theirs. */
export const officeCodeWords = { en, es } as const;
