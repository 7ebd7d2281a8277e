import { css } from 'lit';

/** Buttons, chips, cards and small tables: what both views are made of. */
export const blockStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 8px 16px;
    padding: 16px 16px 12px;
  }
  .head h1 {
    font-size: 20px;
    line-height: 1.25;
    font-weight: var(--ow-weight-3);
    letter-spacing: -0.012em;
    width: fit-content;
  }
  .head h1 + p {
    margin-top: 4px;
  }
  .head > :first-child {
    flex: 0 1 auto;
    min-width: 0;
  }
  .head .end {
    margin-inline-start: auto;
  }
  .head .acts {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 8px;
    margin-top: 0;
  }
  .head .acts .b {
    margin: 0;
  }
  .head .acts p {
    flex-basis: 100%;
    text-align: end;
  }
  .head .acts p:empty {
    display: none;
  }
  .head .after {
    margin-top: 12px;
  }
  .b {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-height: var(--ow-target);
    padding: 0 11px;
    border: 1px solid var(--ow-line-strong);
    border-radius: var(--d-radius);
    background: var(--ow-surface);
    color: var(--ow-text);
    font: var(--ow-weight-2) var(--d-size) / 1 var(--ow-font);
    text-decoration: none;
    cursor: pointer;
  }
  .b > svg {
    margin-inline-end: 7px;
  }
  .columns .b > svg {
    margin: 0;
  }
  .b > kbd {
    margin-inline-start: 7px;
  }
  .b:hover {
    background: var(--ow-surface-2);
  }
  .b.main {
    background: var(--ow-accent);
    border-color: var(--ow-accent);
    color: var(--ow-on-accent);
  }
  .b.main:hover {
    background: var(--ow-accent-hover);
  }
  .b.quiet,
  .b.quiet[aria-disabled='true'] {
    border-color: transparent;
    color: var(--ow-text-2);
  }
  .b[aria-pressed='true'] {
    background: var(--ow-accent-soft);
    border-color: var(--ow-accent-line);
    color: var(--ow-text);
  }
  .b[aria-disabled='true'] {
    background: var(--ow-surface);
    border-color: var(--ow-line-strong);
    color: var(--ow-text-3);
    cursor: default;
  }
  .field .hint {
    font-size: var(--d-small);
  }
  :is(.field, .view-form) .input {
    padding: 4px 10px;
    border-width: 1px;
    border-radius: var(--d-radius);
  }
  .sign-in .field .input {
    padding: 11px 14px;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    padding: 1px 8px;
    border: 1px solid var(--ow-line);
    border-radius: 99px;
    background: var(--ow-surface-2);
    color: var(--ow-text-2);
    font-size: var(--d-least);
    font-weight: var(--ow-weight-2);
    line-height: 1.6;
    white-space: nowrap;
  }
  .chip svg {
    width: 13px;
    height: 13px;
  }
  .chip.ok {
    color: var(--ow-ok);
    background: var(--ow-ok-soft);
    border-color: var(--ow-ok-line);
  }
  .chip.warn {
    color: var(--ow-warn);
    background: var(--ow-warn-soft);
    border-color: var(--ow-warn-line);
  }
  .chip.bad {
    color: var(--ow-danger);
    background: var(--ow-danger-soft);
    border-color: var(--ow-danger-line);
  }
  .chip.info {
    color: var(--ow-info);
    background: var(--ow-info-soft);
    border-color: var(--ow-info-line);
  }
  .failed {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    margin: 0 16px 12px;
    padding: 10px 12px;
    border: 1px solid var(--ow-danger-line);
    border-radius: 10px;
    background: var(--ow-danger-soft);
  }
  .failed > svg {
    color: var(--ow-danger);
  }
  .failed > div {
    flex: 1 1 220px;
  }
  .alone .failed {
    margin: 0;
  }
  .field-error {
    color: var(--ow-danger);
    font-weight: var(--ow-weight-2);
  }
  .card {
    min-width: 0;
    padding: 12px 14px;
    border: 1px solid var(--ow-line);
    border-radius: 10px;
    background: var(--ow-surface);
  }
  .card h2 {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: 8px;
    margin-bottom: 8px;
    font-size: 15px;
    font-weight: var(--ow-weight-3);
    letter-spacing: -0.005em;
  }
  .card h2 small {
    display: block;
    color: var(--ow-text-2);
    letter-spacing: 0;
  }
  .card h3 {
    margin: 14px 0 4px;
    font-size: var(--d-least);
    font-weight: var(--ow-weight-2);
    color: var(--ow-text-2);
  }
  .mini {
    width: 100%;
    border-collapse: collapse;
  }
  .mini + .mini {
    margin-top: 12px;
  }
  .mini caption {
    padding: 4px 0;
    text-align: start;
  }
  .mini small,
  .facts small {
    display: block;
    color: var(--ow-text-2);
  }
  .mini th {
    padding: 2px 0 5px;
    text-align: start;
    font-size: var(--d-least);
    font-weight: var(--ow-weight-2);
    color: var(--ow-text-2);
    vertical-align: top;
  }
  .mini td,
  .mini :is(tbody, tfoot) th {
    padding: 4px 0;
    border-top: 1px solid var(--ow-line);
    vertical-align: top;
  }
  .mini tbody th {
    font-size: inherit;
    font-weight: var(--ow-weight);
    color: inherit;
    overflow-wrap: anywhere;
  }
  .mini .part > * {
    border-top: 0;
    color: var(--ow-text-2);
  }
  .mini .part th {
    padding-inline-start: 14px;
  }
  .mini thead .r {
    width: 78px; /* so that tables under each other line up */
  }
  .mini .r {
    text-align: end;
    padding-inline-start: 10px;
  }
  .mini tfoot :is(td, th) {
    font-size: inherit;
    font-weight: var(--ow-weight-3);
    color: inherit;
  }
  .facts > div {
    display: grid;
    grid-template-columns: 112px minmax(0, 1fr);
    gap: 10px;
    padding: 4px 0;
  }
  .facts.bill > div {
    grid-template-columns: auto minmax(0, 1fr);
  }
  .facts dt {
    color: var(--ow-text-2);
  }
  .card > table + .facts {
    margin-top: 10px;
    padding-top: 6px;
    border-top: 1px solid var(--ow-line);
  }
  .bone {
    display: block;
    width: 72%;
    height: 10px;
    margin: 5px 0;
    border-radius: 5px;
    background: var(--ow-surface-3);
  }
  small .bone {
    width: 48%;
  }
  @media (max-width: 759px) {
    .head > :first-child {
      flex: 1 1 180px;
    }
  }
  @media (forced-colors: active) {
    .b {
      border-color: ButtonText;
    }
    .bone {
      background: GrayText;
    }
  }
`;
