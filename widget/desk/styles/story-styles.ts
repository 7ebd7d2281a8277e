import { css } from 'lit';

/** A payment's story: stage rail, timeline, facts beside it. */
export const storyStyles = css`
  .crumb {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-bottom: 2px;
    font-size: var(--d-small);
    color: var(--ow-text-2);
  }
  .sub {
    margin-top: 3px;
  }
  .whole {
    display: inline-block; /* it breaks only where it does not fit a line of its own */
    white-space: normal;
  }
  .why {
    display: grid;
    gap: 6px;
    margin-bottom: 8px;
  }
  .why li {
    padding-inline-start: 10px;
    border-inline-start: 3px solid var(--ow-line);
  }
  .rail {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr)); /* as many as stages.ts has stages */
    row-gap: 6px;
    margin: 2px 16px 16px;
  }
  .rail li {
    position: relative;
    padding: 22px 12px 0 0;
    font-size: var(--d-small);
    color: var(--ow-text-2);
  }
  .rail li::before {
    content: '';
    position: absolute;
    top: 7px;
    left: 0;
    right: 0;
    height: 2px;
    background: var(--ow-line);
  }
  .rail li:last-child::before {
    display: none;
  }
  .rail li::after {
    content: '';
    position: absolute;
    top: 2px;
    left: 0;
    width: 12px;
    height: 12px;
    border: 2px solid var(--ow-line-strong);
    border-radius: 50%;
    background: var(--ow-surface);
  }
  .rail .done::before {
    background: var(--ow-ok);
  }
  .rail .done::after {
    background: var(--ow-ok);
    border-color: var(--ow-ok);
  }
  .rail .now::after {
    border-color: var(--ow-accent);
    box-shadow: 0 0 0 4px var(--ow-accent-soft);
  }
  .rail .stopped::after {
    border-color: var(--ow-danger);
    border-radius: 2px;
  }
  .rail b {
    color: var(--ow-text);
  }
  .rail .when {
    display: block;
  }
  .cols {
    flex: 1;
    display: grid;
    grid-template-columns: minmax(0, 1fr) 400px;
    border-top: 1px solid var(--ow-line);
  }
  .cards {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 14px;
    padding: 14px 16px 24px;
    border-inline-start: 1px solid var(--ow-line);
    background: var(--ow-surface-2);
  }
  .course {
    padding: 14px 16px 24px;
  }
  .course > .bone {
    margin: 14px 0;
  }
  .tries {
    margin-top: 10px;
    padding-top: 14px;
    border-top: 1px solid var(--ow-line);
  }
  .tl-head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 10px;
  }
  :is(.tl-head, .tries) h2 {
    font-size: 15px;
    font-weight: var(--ow-weight-3);
  }
  .tl-head .muted {
    font-size: var(--d-small);
  }
  .tl-head .b {
    margin-inline-start: auto;
  }
  .tl-kind {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
    margin-block-start: 8px;
    font-size: var(--d-small);
  }
  .tl h3 {
    margin: 14px 0 6px;
    font-size: var(--d-least);
    font-weight: var(--ow-weight-2);
    color: var(--ow-text-2);
  }
  .tl ol > li {
    position: relative;
    display: grid;
    grid-template-columns: 82px 26px minmax(0, 1fr);
    gap: 0 8px;
    padding-bottom: 14px;
  }
  .tl ol > li::before {
    content: '';
    position: absolute;
    left: 102.5px;
    top: 26px;
    bottom: 0;
    width: 1px;
    background: var(--ow-line);
  }
  .tl ol > li:last-child::before {
    display: none;
  }
  .tl .when {
    padding-top: 4px;
    color: var(--ow-text-2);
    font-size: var(--d-least);
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .tl .when small {
    display: block;
    font-size: 11px;
  }
  .pin {
    z-index: 1;
    width: 26px;
    height: 26px;
    display: grid;
    place-items: center;
    border: 1px solid var(--ow-line);
    border-radius: 50%;
    background: var(--ow-surface);
    color: var(--ow-text-2);
  }
  .pin svg {
    width: 14px;
    height: 14px;
  }
  .pin.ok {
    color: var(--ow-ok);
    background: var(--ow-ok-soft);
    border-color: var(--ow-ok-line);
  }
  .pin.info {
    color: var(--ow-info);
    background: var(--ow-info-soft);
    border-color: var(--ow-info-line);
  }
  .pin.warn {
    color: var(--ow-warn);
    background: var(--ow-warn-soft);
    border-color: var(--ow-warn-line);
  }
  .pin.bad {
    color: var(--ow-danger);
    background: var(--ow-danger-soft);
    border-color: var(--ow-danger-line);
  }
  .what {
    padding-top: 2px;
    color: var(--ow-text-2);
  }
  .what b {
    color: var(--ow-text);
  }
  .details {
    display: flex;
    flex-wrap: wrap;
    gap: 0 14px;
    font-size: var(--d-least);
  }
  .details .mono {
    color: var(--ow-text);
  }
  .attempts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(240px, 1fr));
    gap: 12px;
    margin-top: 8px;
  }
  .attempts li {
    padding: 10px 14px;
    border: 1px solid var(--ow-line);
    border-radius: 10px;
  }
  @media (forced-colors: active) {
    .rail li::before {
      background: GrayText;
    }
    .rail .done::before,
    .rail .done::after {
      background: CanvasText;
      forced-color-adjust: none;
    }
    .rail .done::after {
      border-color: CanvasText;
    }
    .rail .now::after {
      outline: 2px solid Highlight;
      outline-offset: 2px;
    }
  }
  @media (max-width: 1079px) {
    .cols {
      grid-template-columns: minmax(0, 1fr);
    }
    .cards {
      border-inline-start: 0;
      border-top: 1px solid var(--ow-line);
    }
  }
  @media (max-width: 759px) {
    .rail {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .head .acts {
      justify-content: start;
      margin-inline-start: 0;
    }
    .head .acts p {
      text-align: start;
    }
    .tl ol > li {
      grid-template-columns: 26px minmax(0, 1fr);
    }
    .tl .when {
      grid-column: 2;
      text-align: start;
    }
    .pin {
      grid-column: 1;
      grid-row: 1;
    }
    .what {
      grid-column: 2;
    }
    .tl ol > li::before {
      left: 12.5px;
    }
  }
`;
