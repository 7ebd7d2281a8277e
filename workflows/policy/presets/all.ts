import { ar } from './ar.ts';
import { ca } from './ca.ts';
import { de } from './de.ts';
import { federal } from './federal.ts';
import { fl } from './fl.ts';
import { hi } from './hi.ts';
import { id } from './id.ts';
import { mi } from './mi.ts';
import { mt } from './mt.ts';
import { pa } from './pa.ts';
import type { Preset } from './preset.ts';
import { tx } from './tx.ts';
import { wi } from './wi.ts';

/** The presets, in the order of docs/policy.md. */
export const presets: readonly Preset[] = [pa, mi, ca, id, hi, ar, tx, de, mt, fl, wi, federal];
