import { css } from './css.ts';

/** Lists, choices, panels, outcomes: what only a signed-in payer sees. Adopted when their part is loaded. */
export const payerBlocks = css`
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    padding: 1px 9px;
    border-radius: 99px;
    font-size: var(--ow-size-1);
    font-weight: var(--ow-weight-2);
    line-height: 1.6;
    border: 1px solid var(--ow-line);
    background: var(--ow-surface-2);
    color: var(--ow-text-2);
    white-space: nowrap;
  }
  .chip svg {
    width: 14px;
    height: 14px;
  }
  .chip.warn {
    color: var(--ow-warn);
    background: var(--ow-warn-soft);
    border-color: var(--ow-warn-line);
  }
  .chip.ok {
    color: var(--ow-ok);
    background: var(--ow-ok-soft);
    border-color: var(--ow-ok-line);
  }
  .chip.bad {
    color: var(--ow-danger);
    background: var(--ow-danger-soft);
    border-color: var(--ow-danger-line);
  }
  .menu {
    flex: 1 0 100%;
    display: flex;
    flex-wrap: wrap;
    border-top: 1px solid var(--ow-line);
    margin-inline: calc(var(--ow-2) * -1);
  }
  .down {
    display: flex;
    rotate: 90deg;
  }
  .down svg {
    width: 16px;
    height: 16px;
  }
  [aria-expanded='true'] .down {
    rotate: -90deg;
  }
  .rows {
    border: 1px solid var(--ow-line);
    border-radius: var(--ow-radius);
    overflow: clip;
  }
  .rows > li {
    padding: 14px var(--ow-4);
  }
  .rows > li + li {
    border-top: 1px solid var(--ow-line);
  }
  .rows > li > div {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: 0 var(--ow-4);
    flex-wrap: wrap;
  }
  .rows .amt {
    font-weight: var(--ow-weight-3);
    margin-inline-start: auto;
  }
  .rows .sub {
    color: var(--ow-text-2);
    font-size: var(--ow-size-2);
  }
  .rows .end {
    margin-inline-start: auto;
    text-align: end;
  }
  .rows .open {
    display: inline-block;
    padding: 12px 12px 12px 0;
    margin: -6px 0 -12px;
  }
  .month::first-letter {
    text-transform: uppercase;
  }
  .rows > li > .links {
    justify-content: start;
  }
  .rows .sum {
    background: var(--ow-surface-2);
    font-weight: var(--ow-weight-3);
  }
  .panel {
    border-radius: var(--ow-radius);
    background: var(--ow-surface-2);
    border: 1px solid var(--ow-line);
    padding: var(--ow-4);
  }
  .panel details {
    margin-bottom: calc(var(--ow-2) * -1);
  }
  .split-bar {
    display: block;
    width: 100%;
    height: 10px;
    border-radius: 99px;
    margin: 0 0 var(--ow-3);
    stroke: none;
  }
  .split-bar rect {
    stroke: var(--ow-surface-2);
    stroke-width: 2;
    vector-effect: non-scaling-stroke;
  }
  .parts li {
    display: flex;
    gap: var(--ow-2);
    align-items: center;
    padding: 3px 0;
    font-size: var(--ow-size-2);
  }
  .parts li svg {
    width: 10px;
    height: 10px;
    border-radius: 3px;
    stroke: none;
  }
  .parts li .num {
    margin-inline-start: auto;
  }
  .parts + :is(.says, p) {
    margin-top: var(--ow-3);
  }
  .says {
    display: grid;
    gap: var(--ow-2);
    margin: 0 0 var(--ow-3);
    font-size: var(--ow-size-2);
  }
  .says li {
    padding-inline-start: var(--ow-3);
    border-inline-start: 3px solid var(--ow-line);
  }
  .k0 {
    fill: var(--ow-accent);
  }
  .k1 {
    fill: color-mix(in srgb, var(--ow-accent) 68%, var(--ow-surface));
  }
  .k2 {
    fill: color-mix(in srgb, var(--ow-accent) 46%, var(--ow-surface));
  }
  .k3 {
    fill: color-mix(in srgb, var(--ow-accent) 28%, var(--ow-surface));
  }
  .facts {
    border-top: 1px solid var(--ow-line);
  }
  .facts > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 var(--ow-3);
    padding: 11px 0;
    border-bottom: 1px solid var(--ow-line);
    align-items: baseline;
  }
  .facts dt {
    color: var(--ow-text-2);
    font-size: var(--ow-size-2);
    grid-column: 1 / -1;
  }
  .facts .act {
    margin: -11px 0;
  }
  .bill > div,
  .paper > div {
    display: flex;
    justify-content: space-between;
    gap: var(--ow-4);
    padding: 3px 0;
    align-items: baseline;
  }
  .bill dd {
    flex: none;
  }
  .bill .total {
    border-top: 1px solid var(--ow-line);
    margin-top: var(--ow-2);
    padding-top: var(--ow-3);
  }
  .bill .total dt {
    font-weight: var(--ow-weight-3);
  }
  .bill .total dd {
    font-size: var(--ow-size-5);
    font-weight: var(--ow-weight-3);
    letter-spacing: -0.01em;
    line-height: 1.1;
  }
  .paper {
    border: 1px solid var(--ow-line);
    border-radius: var(--ow-radius);
    padding: var(--ow-2) var(--ow-4);
  }
  .paper > div {
    padding: 9px 0;
  }
  .paper > div + div {
    border-top: 1px solid var(--ow-line);
  }
  .paper dt {
    flex: 1 1 60px;
    color: var(--ow-text-2);
    font-size: var(--ow-size-2);
  }
  .paper dd {
    text-align: end;
    white-space: normal;
  }
  .paper .strong :is(dt, dd) {
    font-weight: var(--ow-weight-3);
    font-size: var(--ow-size-3);
    color: var(--ow-text);
  }
  .outcome {
    text-align: center;
  }
  .outcome .big {
    font-size: calc(var(--ow-size-5) * 1.45);
    font-weight: var(--ow-weight-3);
    letter-spacing: -0.02em;
    line-height: 1.15;
    margin-top: var(--ow-2);
  }
  .seal {
    display: grid;
    place-items: center;
    width: 64px;
    height: 64px;
    border-radius: 50%;
    margin: var(--ow-2) auto var(--ow-4);
    background: var(--ow-ok-soft);
    color: var(--ow-ok);
  }
  .seal svg {
    width: 32px;
    height: 32px;
    stroke-width: 2.25;
  }
  .seal.wait {
    background: var(--ow-warn-soft);
    color: var(--ow-warn);
  }
  .spin {
    width: 34px;
    height: 34px;
    border-radius: 50%;
    border: 3px solid var(--ow-warn-line);
    border-top-color: var(--ow-warn);
    animation: spin 1.1s linear infinite;
  }
  .bone {
    height: 48px;
    border-radius: var(--ow-radius);
    background: var(--ow-surface-3);
  }
  .bone.s {
    height: 14px;
    width: 34%;
    margin: 0 0 8px;
    border-radius: 6px;
  }
  .bone + .bone.s {
    margin-top: var(--ow-3);
  }
  ::slotted([slot='card']) {
    display: block !important;
  }
  @keyframes spin {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spin {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .split-bar {
      display: none;
    }
  }
  @container (min-width: 520px) {
    .facts > div {
      grid-template-columns: 24% minmax(0, 1fr) auto;
    }
    .facts dt {
      grid-column: auto;
    }
  }
`;
