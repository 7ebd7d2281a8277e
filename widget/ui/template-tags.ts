import type { SVGTemplateResult, TemplateResult } from 'lit';

/*
 * Lit's template tags for a part that is loaded later and has no copy of Lit: what they make is data, marked so that
 * every copy and version of Lit knows it. The build puts this file in place of `lit` there (own-copies-plugin.config.ts).
 */

type Values = unknown[];

export const html = (strings: TemplateStringsArray, ...values: Values): TemplateResult<1> => ({
  _$litType$: 1,
  strings,
  values,
});
export const svg = (strings: TemplateStringsArray, ...values: Values): SVGTemplateResult => ({
  _$litType$: 2,
  strings,
  values,
});
export const nothing = Symbol.for('lit-nothing');
