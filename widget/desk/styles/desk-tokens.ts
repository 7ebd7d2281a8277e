import { css } from 'lit';

const light = css`
  --ow-canvas: #f3f5f4;
  --ow-info: #1c4e8c;
  --ow-info-soft: #e9f1fb;
  --ow-info-line: #adc8ea;
  --ow-lift: 0 1px 2px rgb(16 32 26 / 0.06);
`;

const dark = css`
  --ow-canvas: #0f1412;
  --ow-info: #a4c8f7;
  --ow-info-soft: #17273b;
  --ow-info-line: #345378;
  --ow-lift: none;
`;

/** What the desk needs beyond the widget's tokens; small type, small targets with a mouse. */
export const deskTokens = css`
  .desk {
    ${light}
    --ow-mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
    --ow-target: 32px;
    --d-size: 13.5px;
    --d-small: 12.5px;
    --d-least: 12px;
    --d-radius: 8px;
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([data-theme='light'])) .desk {
      ${dark}
    }
  }
  :host([data-theme='dark']) .desk {
    ${dark}
  }
  @media (pointer: coarse), (max-width: 759px) {
    .desk {
      --ow-target: 44px;
    }
  }
  @media (max-width: 759px) {
    .desk {
      --d-size: 15px;
      --d-small: 13.5px;
      --d-least: 13px;
    }
  }
`;
