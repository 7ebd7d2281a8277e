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
  .filter select {
    max-width: 170px;
  }
  .filter .amount {
    width: 96px;
    text-align: end;
  }
  .more-filters summary {
    min-height: var(--ow-target);
    align-content: center;
    padding: 0 4px;
    color: var(--ow-link, var(--ow-accent));
    cursor: pointer;
  }
  .more-filters > div {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    padding: 8px 0 4px;
  }
  .more-filters[open] {
    flex-basis: 100%;
  }
  .views {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    padding: 0 16px 10px;
  }
  .views ul {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .views a {
    display: inline-flex;
    align-items: center;
    min-height: var(--ow-target);
    padding: 0 10px;
    border: 1px solid transparent;
    border-radius: 999px;
    color: var(--ow-text-2);
    text-decoration: none;
  }
  .views a:hover {
    background: var(--ow-surface-2);
  }
  .views a[aria-current] {
    border-color: var(--ow-accent);
    background: var(--ow-accent-soft);
    color: var(--ow-text);
    font-weight: var(--ow-weight-2);
  }
  .views .notice {
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 0;
  }
  .view-form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px;
    flex-basis: 100%;
  }
  .picked {
    position: sticky;
    bottom: 0;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 8px 16px;
    border-top: 1px solid var(--ow-line-strong);
    background: var(--ow-surface);
  }
  .picked p {
    margin: 0;
    margin-inline-end: auto;
  }
  :is(.tbl, .list) input[type='checkbox'] {
    width: 18px;
    height: 18px;
    margin: 1px 0 0;
    accent-color: var(--ow-accent);
  }
  .list input[type='checkbox'] {
    position: relative;
    z-index: 1;
    width: 24px;
    height: 24px;
  }
  .tbl td.pick {
    width: 34px;
    padding-inline-end: 0;
  }
  .filters .end {
    display: flex;
    flex-wrap: wrap;
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
  .tbl td.pick + th,
  .tbl .day {
    white-space: nowrap;
  }
  .tbl :is(th, td).r {
    text-align: end;
  }
  .tbl.low :is(tbody th, td) {
    height: 41px;
  }
  .tbl :is(th, td):first-child {
    padding-inline-start: 16px;
    white-space: nowrap;
  }
  .tbl :is(th, td):last-child {
    padding-inline-end: 16px;
  }
  .rows :is(a, input) {
    scroll-margin-block: 44px 64px; /* what stays at the top and at the bottom */
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
    .rows :is(a, input) {
      scroll-margin-block-end: 180px;
    }
    .views nav {
      min-width: 0;
      margin-inline: -16px;
      padding-inline: 16px;
      overflow-x: auto;
    }
    .views ul {
      flex-wrap: nowrap;
      width: max-content;
      padding-block: 4px;
    }
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
    .more-filters,
    .filters > .b {
      grid-column: 1 / -1;
    }
    .more-filters > div {
      display: grid;
      grid-template-columns: 1fr 1fr;
    }
    .filter :is(select, .amount) {
      width: 100%;
      max-width: none;
    }
    .filters .end {
      grid-column: 1 / -1;
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: end;
      width: 100%;
    }
    .filters .end > span {
      grid-column: 1 / -1;
    }
  }
  @media (forced-colors: active) {
    .views a:not([aria-current]) {
      border-color: Canvas;
    }
    .tbl tbody tr:focus-within > * {
      outline: 1px solid Highlight;
    }
  }
`;
