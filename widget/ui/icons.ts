import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Line drawings on a 24 px grid; hidden from assistive technology, as a word stands beside each. */
const icon = (lines: SVGTemplateResult): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${lines}</svg>`;

export const icons = {
  globe: () =>
    icon(svg`<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/>`),
  person: () => icon(svg`<circle cx="12" cy="8" r="4"/><path d="M4 21c1-5 4.5-6 8-6s7 1 8 6"/>`),
  lock: () => icon(svg`<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>`),
  back: () => icon(svg`<path d="m15 18-6-6 6-6"/>`),
  go: () => icon(svg`<path d="m9 6 6 6-6 6"/>`),
  clock: () => icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>`),
  info: () => icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8h.01"/>`),
  warn: () => icon(svg`<path d="M12 4 2.8 20h18.4z"/><path d="M12 10v4M12 17h.01"/>`),
  done: () => icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`),
  print: () => icon(svg`<path d="M12 4v11M7 11l5 5 5-5M5 20h14"/>`),
};
