import type { Refusal, RefusalCode, ResetRefusalCode } from './contract/index.ts';

export interface No<Code = RefusalCode> {
  ok: false;
  refusal: Refusal<Code>;
}

/** An expected no, as an answer. */
export function no<Code extends ResetRefusalCode>(code: Code, rest: Omit<Refusal, 'code'> = {}): No<Code> {
  return { ok: false, refusal: { code, ...rest } };
}
