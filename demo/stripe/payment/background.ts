import type { Work } from '../jobs.ts';
import { finishCapture } from './charge.ts';
import { finishDebit } from './debit.ts';
import { returnDebit } from './return.ts';

/** What goes on after the answer. */
export const background: Work = { capture: finishCapture, debit: finishDebit, return: returnDebit };
