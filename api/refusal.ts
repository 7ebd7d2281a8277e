import type { Refusal, RefusalCode } from './contract/index.ts';

/** An expected no, as an answer. */
export function no(code: RefusalCode, rest: Omit<Refusal, 'code'> = {}): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, ...rest } };
}
