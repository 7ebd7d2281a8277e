import type { StaffRefusal } from './obligation.ts';

/** An account that is a person's own, as staff see it. */
export interface StaffAccount {
  id: string;
  email: string;
  /** Staff have taken the person's record from it since. */
  isFormer?: true;
  /** The code that staff made for it last. */
  code?: {
    madeAt: string;
    by: string;
    /** While it works: until when. */
    until?: string;
    usedAt?: string;
  };
}

/**
 * A preview says whose account it is, and whether a code that still works ends; else there is the code, eight digits,
 * which nobody can read again, and until when it works.
 */
export type OfficeCodeAnswer =
  | { ok: true; email: string; endsOne: boolean }
  | { ok: true; email: string; code: string; until: string }
  | { ok: false; refusal: Pick<StaffRefusal, 'code'> };
