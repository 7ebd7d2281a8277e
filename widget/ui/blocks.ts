import { css } from './css.ts';

/** Notes and the band: what every step may show between its fields. */
export const blocks = css`
  .note,
  .band {
    display: flex;
    gap: var(--ow-3);
    padding: var(--ow-4);
    font-size: var(--ow-size-2);
    background: var(--ow-surface-2);
    border: 1px solid var(--ow-line);
    border-radius: var(--ow-radius);
  }
  .note > svg,
  .band > svg {
    margin-top: 1px;
  }
  .note.warn,
  .band {
    background: var(--ow-warn-soft);
    border-color: var(--ow-warn-line);
  }
  .note.warn > svg,
  .band > svg {
    color: var(--ow-warn);
  }
  .band {
    flex-wrap: wrap;
    align-items: center;
    padding: 6px var(--ow-5);
    border-width: 0 0 1px;
    border-radius: 0;
  }
  .band p {
    flex: 1 1 180px;
  }
  .band .link {
    min-height: var(--ow-target);
  }
`;
