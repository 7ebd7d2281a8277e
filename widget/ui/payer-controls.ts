import { css } from './css.ts';

/** Fields and choices that only a signed-in payer sees. */
export const payerControls = css`
  .trio {
    display: flex;
    gap: var(--ow-3);
  }
  .trio > div {
    width: 72px;
  }
  .trio > div:last-child {
    width: 104px;
  }
  .trio label {
    display: block;
    font-weight: var(--ow-weight);
    font-size: var(--ow-size-2);
    margin-bottom: 4px;
  }
  .money {
    position: relative;
    max-width: 220px;
  }
  .money::before {
    content: '$';
    position: absolute;
    inset-inline-start: 14px;
    top: 12px;
    color: var(--ow-text-2);
  }
  .money .input {
    padding-inline-start: 30px;
    font-variant-numeric: tabular-nums;
  }
  .choices {
    display: grid;
    gap: var(--ow-2);
  }
  .choice {
    display: grid;
    grid-template-columns: 22px minmax(0, 1fr) fit-content(55%);
    gap: 2px var(--ow-3);
    align-items: start;
    padding: 13px var(--ow-4);
    border: 1.5px solid var(--ow-line-strong);
    border-radius: var(--ow-radius);
    background: var(--ow-surface);
    cursor: pointer;
  }
  .choice:hover {
    background: var(--ow-surface-2);
  }
  .choice.on {
    border-color: var(--ow-accent);
    box-shadow: inset 0 0 0 1px var(--ow-accent);
    background: var(--ow-accent-soft);
  }
  .choice:has(input:focus-visible) {
    outline: 3px solid var(--ow-focus);
    outline-offset: 2px;
  }
  .choice input:focus-visible {
    outline: 0;
    box-shadow: none;
  }
  .choice .amt {
    font-weight: var(--ow-weight-3);
    text-align: end;
    white-space: normal;
  }
  .choice .sub {
    grid-column: 2 / -1;
    color: var(--ow-text-2);
    font-size: var(--ow-size-2);
    line-height: 1.4;
  }
  .way {
    grid-template-columns: minmax(0, 1fr) fit-content(55%);
    cursor: default;
  }
  .way .sub {
    grid-column: 1 / -1;
  }
  .way .sub.num {
    white-space: normal;
  }
  .places {
    display: grid;
    gap: var(--ow-3);
    padding-bottom: var(--ow-2);
  }
  .places dt {
    font-weight: var(--ow-weight-2);
    color: var(--ow-text);
  }
  .choices > .field {
    margin-top: var(--ow-3);
  }
  @media (forced-colors: active) {
    .choice.on {
      outline: 2px solid Highlight;
    }
  }
`;
