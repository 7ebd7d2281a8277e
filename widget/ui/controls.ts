import { css } from './css.ts';

/** Fields, buttons, the error summary. */
export const controls = css`
  .beside {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: baseline;
    column-gap: var(--ow-3);
  }
  .beside > :not(label, .link) {
    grid-column: 1 / -1;
  }
  .beside > .link {
    grid-area: 1 / 2;
    margin-block: -10px;
    text-align: end;
  }
  .field > label:not(.tick),
  .field > .label {
    display: block;
    font-weight: var(--ow-weight-2);
    margin-bottom: 6px;
  }
  .field .hint {
    color: var(--ow-text-2);
    font-size: var(--ow-size-2);
    margin: -2px 0 6px;
  }
  .input {
    display: block;
    width: 100%;
    min-width: 0;
    min-height: var(--ow-target);
    padding: 11px 14px;
    font: inherit;
    color: inherit;
    background: var(--ow-surface);
    border: 1.5px solid var(--ow-line-strong);
    border-radius: var(--ow-radius);
    appearance: none;
  }
  select.input {
    appearance: auto;
  }
  .input:focus-visible {
    border-color: var(--ow-focus);
    outline-offset: 0;
  }
  .reveal {
    position: relative;
  }
  .reveal .input {
    padding-inline-end: 104px;
  }
  .reveal button {
    position: absolute;
    inset-inline-end: 0;
    top: 0;
    min-width: var(--ow-target);
    min-height: var(--ow-target);
    padding: 0 14px;
    border: 0;
    background: none;
    font: inherit;
    font-size: var(--ow-size-2);
    font-weight: var(--ow-weight-2);
    color: var(--ow-accent);
    cursor: pointer;
  }
  .code {
    max-width: 220px;
    letter-spacing: 0.12em;
    font-variant-numeric: tabular-nums;
  }
  .tick {
    display: flex;
    gap: var(--ow-3);
    align-items: flex-start;
    min-height: var(--ow-target);
    padding: 12px 0;
    cursor: pointer;
  }
  input:is([type='radio'], [type='checkbox']) {
    width: 22px;
    height: 22px;
    margin: 1px 0 0;
    accent-color: var(--ow-accent);
    flex: none;
  }
  .field.bad {
    border-inline-start: 4px solid var(--ow-danger);
    padding-inline-start: var(--ow-4);
  }
  .field.bad .input {
    border-color: var(--ow-danger);
    border-width: 2px;
  }
  .field .error {
    color: var(--ow-danger);
    font-weight: var(--ow-weight-2);
    margin-bottom: 6px;
  }
  .problem {
    border: 2px solid var(--ow-danger);
    border-radius: var(--ow-radius);
    padding: var(--ow-4) var(--ow-5);
  }
  .problem h3 {
    margin-bottom: var(--ow-2);
  }
  .problem a {
    color: var(--ow-danger);
    display: inline-block;
    padding: 3px 0;
  }
  .btn {
    display: flex;
    width: 100%;
    align-items: center;
    justify-content: center;
    gap: var(--ow-2);
    min-height: 52px;
    padding: 12px 20px;
    border: 1.5px solid transparent;
    border-radius: var(--ow-radius);
    background: var(--ow-accent);
    color: var(--ow-on-accent);
    font: var(--ow-weight-3) var(--ow-size-3) / 1.25 var(--ow-font);
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    transition: background var(--ow-fast);
  }
  .btn:hover {
    background: var(--ow-accent-hover);
  }
  .btn.two {
    background: var(--ow-surface);
    color: var(--ow-text);
    border-color: var(--ow-line-strong);
    font-weight: var(--ow-weight-2);
  }
  .btn.two:hover {
    background: var(--ow-surface-2);
  }
  .btn[aria-disabled='true'] {
    background: var(--ow-surface-3);
    color: var(--ow-text-2);
    border-color: transparent;
    cursor: default;
  }
  .btn:focus-visible,
  .input:focus-visible,
  .problem:focus-visible {
    border-radius: var(--ow-radius);
  }
  .btns {
    display: grid;
    gap: var(--ow-3);
  }
  .or {
    display: flex;
    align-items: center;
    gap: var(--ow-3);
    color: var(--ow-text-2);
    font-size: var(--ow-size-2);
  }
  .or::before,
  .or::after {
    content: '';
    flex: 1;
    height: 1px;
    background: var(--ow-line);
  }
  details > summary {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: var(--ow-target);
    list-style: none;
    cursor: pointer;
    color: var(--ow-accent);
    font-weight: var(--ow-weight-2);
    font-size: var(--ow-size-2);
    text-decoration: underline 1px;
    text-underline-offset: 3px;
  }
  details > summary::-webkit-details-marker {
    display: none;
  }
  details > summary svg {
    width: 16px;
    height: 16px;
  }
  details[open] > summary svg {
    transform: rotate(90deg);
  }
  details > p {
    padding-bottom: var(--ow-2);
    font-size: var(--ow-size-2);
    color: var(--ow-text-2);
  }
  @media (forced-colors: active) {
    .btn {
      border-color: ButtonText;
    }
  }
`;
