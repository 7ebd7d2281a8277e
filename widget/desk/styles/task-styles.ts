import { css } from 'lit';

/** Today: what waits for somebody, and the note with which it is closed. */
export const taskStyles = css`
  .count {
    margin-inline-start: auto;
    padding: 0 7px;
    border: 1px solid var(--ow-warn-line);
    border-radius: 99px;
    background: var(--ow-warn-soft);
    color: var(--ow-warn);
    font-size: var(--d-least);
    font-weight: var(--ow-weight-2);
  }
  .head .line {
    align-items: center;
  }
  .notice {
    margin: 0 16px 12px;
    padding: 10px 12px;
    border: 1px solid var(--ow-info-line);
    border-radius: 10px;
    background: var(--ow-info-soft);
  }
  .tasks {
    border-top: 1px solid var(--ow-line);
  }
  .tasks > li {
    display: grid;
    grid-template-columns: 26px minmax(0, 1fr);
    gap: 0 12px;
    padding: 14px 16px;
    border-bottom: 1px solid var(--ow-line);
  }
  .tasks > li:focus-within {
    background: var(--ow-surface-2);
    box-shadow: inset 3px 0 0 var(--ow-accent);
  }
  .tasks .pin {
    grid-column: 1;
  }
  .tasks .what {
    max-width: 68ch;
  }
  .tasks h2 {
    color: var(--ow-text);
    font-size: 15px;
    font-weight: var(--ow-weight-3);
    letter-spacing: -0.005em;
  }
  .tasks .details {
    margin-top: 6px;
  }
  .acts {
    margin-top: 10px;
  }
  .note-form {
    display: grid;
    justify-items: start;
    gap: 10px;
    margin-top: 12px;
  }
  .note-form .field {
    width: 100%;
  }
  .note-form textarea {
    display: block;
    height: auto;
    padding-block: 8px;
    font-size: inherit;
    resize: vertical;
  }
`;
