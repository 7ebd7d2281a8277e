import { css } from 'lit';

/** The payments list, as a table and as a list. */
export const listStyles = css`
  .filters {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 0 16px 12px;
  }
  .filter {
    display: inline-flex;
    align-items: center;
    gap: 7px;
    color: var(--ow-text-2);
  }
  .filter :is(select, input) {
    min-height: var(--ow-target);
    padding: 0 8px;
    border: 1px solid var(--ow-line-strong);
    border-radius: var(--d-radius);
    background: var(--ow-surface);
    color: var(--ow-text);
    font: inherit;
  }
  .filters .end {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-inline-start: auto;
    color: var(--ow-text-2);
    font-size: var(--d-small);
  }
  .rows.old {
    opacity: 0.6;
  }
  .tbl {
    width: 100%;
    border-collapse: collapse;
    border-top: 1px solid var(--ow-line);
  }
  .tbl thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    padding: 7px 8px;
    border-bottom: 1px solid var(--ow-line);
    background: var(--ow-surface);
    color: var(--ow-text-2);
    font-size: var(--d-least);
    font-weight: var(--ow-weight-2);
    text-align: start;
    white-space: nowrap;
  }
  .tbl :is(tbody th, td) {
    height: 55px;
    padding: 8px;
    border-bottom: 1px solid var(--ow-line);
    text-align: start;
    font-weight: var(--ow-weight);
    vertical-align: top;
  }
  .tbl :is(th, td).r {
    text-align: end;
  }
  .tbl :is(th, td):first-child {
    padding-inline-start: 16px;
    white-space: nowrap;
  }
  .tbl :is(th, td):last-child {
    padding-inline-end: 16px;
  }
  .tbl small {
    display: block;
    color: var(--ow-text-2);
  }
  .tbl tbody:not([aria-hidden]) tr {
    cursor: pointer;
  }
  .tbl tbody tr:hover > * {
    background: var(--ow-surface-2);
  }
  .tbl tbody tr:focus-within > * {
    background: var(--ow-accent-soft);
  }
  .tbl tbody tr:focus-within > :first-child {
    box-shadow: inset 3px 0 0 var(--ow-accent);
  }
  .tbl a,
  .list a {
    font-weight: var(--ow-weight-2);
    text-decoration: none;
  }
  .tbl a:hover,
  .list a:hover {
    text-decoration: underline;
  }
  .list {
    border-top: 1px solid var(--ow-line);
  }
  .list li {
    position: relative;
    display: grid;
    gap: 3px;
    padding: 12px 16px;
    border-bottom: 1px solid var(--ow-line);
  }
  .list a::after {
    content: '';
    position: absolute;
    inset: 0; /* the whole item is the target */
  }
  .list li:focus-within {
    background: var(--ow-accent-soft);
    box-shadow: inset 3px 0 0 var(--ow-accent);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: baseline;
    gap: 0 12px;
  }
  .list .small {
    color: var(--ow-text-2);
    font-size: var(--d-small);
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: 12px;
    padding: 48px 16px;
    border-top: 1px solid var(--ow-line);
    color: var(--ow-text-2);
  }
  .more {
    padding: 16px;
    text-align: center;
  }
  @media (max-width: 759px) {
    .filters {
      display: grid;
      grid-template-columns: 1fr 1fr;
    }
    .filter {
      display: grid;
      gap: 3px;
      min-width: 0;
    }
    .filter:first-child,
    .filters > .b {
      grid-column: 1 / -1;
    }
    .filters .end {
      grid-column: 1 / -1;
      width: 100%;
      justify-content: space-between;
    }
  }
  @media (forced-colors: active) {
    .tbl tbody tr:focus-within > * {
      outline: 1px solid Highlight;
    }
  }
`;
