import { css } from 'lit';

/** People, and what one of them owes. */
export const peopleStyles = css`
  .find-people {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px;
    padding: 0 16px 12px;
  }
  .find-people .field {
    flex: 1 1 220px;
    max-width: 480px;
  }
  .part-heading {
    padding: 12px 16px 0;
    font-size: 16px;
    font-weight: var(--ow-weight-3);
  }
  .part-acts,
  .credit,
  .nothing,
  .needs {
    padding: 0 16px;
  }
  .nothing {
    padding-block: 8px;
  }
  .owed {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr));
    align-items: start;
    gap: 12px;
    padding: 12px 16px;
  }
  .card h3.what {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 8px;
    margin: 0 0 8px;
    font-size: 15px;
    color: var(--ow-text);
    overflow-wrap: anywhere;
  }
  .card summary {
    min-height: var(--ow-target);
    align-content: center;
    cursor: pointer;
  }
  .acts .b {
    margin: 0 6px 6px 0;
  }
  .owed > .card:has(form) {
    grid-column: 1 / -1; /* what an act does is a table */
  }
  .act-form {
    max-width: 880px;
    margin: 12px 0;
  }
  .card .act-form {
    padding: 12px 0 0;
    border: 0;
    border-top: 1px solid var(--ow-line);
    border-radius: 0;
  }
  .act-form h3 {
    margin: 0 0 10px;
    font-size: 15px;
    font-weight: var(--ow-weight-3);
    color: var(--ow-text);
  }
  section > .act-form {
    margin-inline: 16px;
  }
  .act-fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
    align-items: end;
    gap: 10px 12px;
  }
  .act-form textarea {
    height: auto;
    resize: vertical;
  }
  .effect {
    margin-top: 12px;
  }
  .effect .mini thead .r {
    width: 34%;
  }
  .effect .mini thead td {
    border: 0;
  }
  .effect .mini th {
    overflow-wrap: break-word;
  }
  .effect .mini td {
    white-space: normal;
  }
  .effect h4 {
    font-size: inherit;
    font-weight: var(--ow-weight-3);
  }
  .effect .code {
    font-size: 22px;
    letter-spacing: 0.06em;
  }
`;
