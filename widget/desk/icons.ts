import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { icons as shared } from '../ui/icons.ts';

const drawing = (lines: SVGTemplateResult) => (): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${lines}</svg>`;

const icons = {
  clock: shared.clock,
  done: shared.done,
  lock: shared.lock,
  person: shared.person,
  people: drawing(
    svg`<circle cx="9" cy="9" r="3.5" /><path d="M2.5 20c.8-4 3.4-5 6.5-5s5.7 1 6.5 5M15.5 5.8a3.5 3.5 0 0 1 0 6.4M18 15.6c1.9.8 3 2.2 3.5 4.4" />`,
  ),
  warn: shared.warn,
  arrow: drawing(svg`<path d="M4 12h14M13 6.5l5.5 5.5-5.5 5.5" />`),
  columns: drawing(svg`<rect x="3" y="5" width="18" height="14" rx="2" /><path d="M9 5v14M15 5v14" />`),
  up: drawing(svg`<path d="m6 14 6-6 6 6" />`),
  down: drawing(svg`<path d="m6 10 6 6 6-6" />`),
  bank: drawing(svg`<path d="M3 10 12 4l9 6zM5 20h14M6 10v7M10 10v7M14 10v7M18 10v7" />`),
  card: drawing(svg`<rect x="3" y="5" width="18" height="14" rx="2" /><path d="M3 10h18M7 15h3" />`),
  cross: drawing(svg`<path d="M6 6l12 12M18 6 6 18" />`),
  download: drawing(svg`<path d="M12 4v11M7 11l5 5 5-5M5 20h14" />`),
  inbox: drawing(svg`<path d="M4 13 6 5h12l2 8v6H4z" /><path d="M4 13h5l1 2h4l1-2h5" />`),
  list: drawing(svg`<path d="M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01" />`),
  mail: drawing(svg`<rect x="3" y="5" width="18" height="14" rx="2" /><path d="m4 7 8 6 8-6" />`),
  menu: drawing(svg`<path d="M4 7h16M4 12h16M4 17h16" />`),
  receipt: drawing(svg`<path d="M7 3h10v18l-2.5-1.6L12 21l-2.5-1.6L7 21z" /><path d="M10 8h4M10 12h4" />`),
  refresh: drawing(svg`<path d="M19 12a7 7 0 1 1-2-5l2 2" /><path d="M19 4v5h-5" />`),
  search: drawing(svg`<circle cx="11" cy="11" r="6" /><path d="m20 20-4.5-4.5" />`),
  send: drawing(svg`<path d="M4 12 20 4l-5 16-4-6z" />`),
  shield: drawing(svg`<path d="M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6z" />`),
} satisfies Record<string, () => TemplateResult>;

export type IconName = keyof typeof icons;

/** A line drawing beside a word: it says nothing by itself, so assistive tools do not hear of it. */
export const icon = (name: IconName): TemplateResult => icons[name]();
