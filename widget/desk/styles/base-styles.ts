import { css } from 'lit';

/** Resets and type. */
export const baseStyles = css`
  :host {
    display: block;
  }
  .desk {
    min-height: 100vh;
    background: var(--ow-canvas);
    color: var(--ow-text);
    font: var(--ow-weight) var(--d-size) / 1.45 var(--ow-font);
    overflow-wrap: break-word;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  small {
    font-size: var(--d-least);
    font-weight: var(--ow-weight);
  }
  b {
    font-weight: var(--ow-weight-2);
  }
  svg {
    width: 16px;
    height: 16px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  a {
    color: inherit;
  }
  .link {
    color: var(--ow-accent);
    text-decoration: underline 1px;
    text-underline-offset: 2px;
  }
  :is(a, button, input, select, textarea, [tabindex]):focus-visible {
    outline: 2px solid var(--ow-focus);
    outline-offset: 1px;
    border-radius: 6px;
  }
  .num {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .r {
    text-align: end;
  }
  .muted {
    color: var(--ow-text-2);
  }
  .mono {
    font-family: var(--ow-mono);
    font-size: var(--d-least);
    overflow-wrap: anywhere;
  }
  .vh {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  kbd {
    display: inline-block;
    min-width: 20px;
    padding: 3px 5px;
    font: var(--ow-weight-2) 11px/1 var(--ow-font);
    text-align: center;
    border: 1px solid var(--ow-line);
    border-bottom-width: 2px;
    border-radius: 5px;
    background: var(--ow-surface);
    color: var(--ow-text-2);
  }
  @media (pointer: coarse), (max-width: 759px) {
    kbd {
      display: none;
    }
  }
`;
