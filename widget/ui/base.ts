import { css } from './css.ts';

/** The frame, resets and type. Every property that a page can leak into a shadow root is set on `.ow`. */
export const base = css`
  :host {
    display: block !important;
    min-inline-size: 0; /* no track and no row of the page is made wider than it would be */
    max-inline-size: 100%;
  }
  :host([hidden]) {
    display: none !important;
  }
  .ow {
    all: initial;
    direction: ltr; /* which "all" leaves alone; both languages are written so */
    display: block;
    container-type: inline-size;
    /* A container has no width of its own: centred, floated or in a row it would be a line of two pixels. */
    contain-intrinsic-inline-size: min(var(--ow-measure), 90vw);
    box-sizing: border-box;
    max-width: var(--ow-measure);
    overflow: clip;
    color: var(--ow-text);
    background: var(--ow-surface);
    font: var(--ow-weight) var(--ow-size-3) / 1.5 var(--ow-font);
    border: 1px solid var(--ow-line);
    border-radius: var(--ow-radius-l);
    box-shadow: var(--ow-shadow);
    overflow-wrap: break-word;
    -webkit-text-size-adjust: 100%;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
    list-style: none;
  }
  :where(button, input, select) {
    margin: 0;
  }
  h2 {
    font-size: var(--ow-size-5);
    line-height: 1.22;
    font-weight: var(--ow-weight-3);
    letter-spacing: -0.015em;
    text-wrap: balance;
  }
  h3,
  legend.head {
    font-size: var(--ow-size-4);
    line-height: 1.3;
    font-weight: var(--ow-weight-3);
    letter-spacing: -0.005em;
    margin-bottom: var(--ow-3);
  }
  b,
  strong {
    font-weight: var(--ow-weight-2);
  }
  svg {
    width: 20px;
    height: 20px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  a,
  .link {
    color: var(--ow-accent);
    font: inherit;
    font-weight: var(--ow-weight-2);
    text-decoration: underline 1px;
    text-underline-offset: 3px;
    background: none;
    border: 0;
    padding: 0;
    cursor: pointer;
    text-align: start;
  }
  a:hover,
  .link:hover {
    text-decoration-thickness: 2px;
  }
  .link {
    min-height: 44px;
  }
  :is(a, button, input, select, summary, [tabindex]):focus-visible {
    outline: 3px solid var(--ow-focus);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px var(--ow-surface);
    border-radius: var(--ow-radius-s);
  }
  .num {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .whole {
    white-space: nowrap;
  }
  .muted {
    color: var(--ow-text-2);
  }
  .small {
    font-size: var(--ow-size-2);
  }
  .vh {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--ow-1);
    min-height: 52px;
    padding: var(--ow-1) var(--ow-3) var(--ow-1) var(--ow-5);
    border-bottom: 1px solid var(--ow-line);
    font-size: var(--ow-size-2);
  }
  .bar b {
    margin-inline-end: auto;
    line-height: 1.25;
    flex: 1 1 96px;
  }
  .bar button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: var(--ow-target);
    padding: 0 var(--ow-2);
    border: 0;
    background: none;
    color: var(--ow-text-2);
    font: inherit;
    border-radius: var(--ow-radius-s);
    cursor: pointer;
    max-width: 100%;
  }
  .bar button:hover {
    background: var(--ow-surface-2);
    color: var(--ow-text);
  }
  .body {
    padding: var(--ow-5) var(--ow-5) var(--ow-6);
  }
  .where {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: var(--ow-3);
    min-height: var(--ow-target);
    margin: -8px 0 var(--ow-2);
    font-size: var(--ow-size-2);
    color: var(--ow-text-2);
  }
  .where .link {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    min-height: var(--ow-target);
    margin-inline-start: -6px;
    padding-inline: 0 8px;
    text-decoration: none;
  }
  .where span {
    margin-inline-start: auto;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ow-1) var(--ow-4);
    align-items: center;
    padding: var(--ow-2) var(--ow-5);
    background: var(--ow-surface-2);
    border-top: 1px solid var(--ow-line);
    font-size: var(--ow-size-1);
    color: var(--ow-text-2);
  }
  .foot span {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    margin-inline-end: auto;
  }
  .foot svg {
    width: 16px;
    height: 16px;
  }
  .foot :is(a, .link) {
    color: inherit;
    font-weight: var(--ow-weight);
    padding: 14px 0;
  }
  .lead {
    color: var(--ow-text-2);
    margin-top: var(--ow-2);
    text-wrap: pretty;
  }
  .stack > * + * {
    margin-top: var(--ow-5);
  }
  .stack-l > * + * {
    margin-top: var(--ow-8);
  }
  @container (min-width: 520px) {
    .body {
      padding: var(--ow-6) var(--ow-8) var(--ow-8);
    }
    .bar,
    .foot {
      padding-inline: var(--ow-8);
    }
    .bar {
      padding-inline-end: var(--ow-5);
    }
  }
  @container (max-width: 400px) {
    .bar [lang] svg {
      display: none;
    }
    .foot span {
      flex: 1 0 100%;
    }
  }
  @container (max-width: 327px) {
    .body {
      padding-inline: var(--ow-4);
    }
    .bar {
      padding-inline-start: var(--ow-4);
    }
  }
`;
