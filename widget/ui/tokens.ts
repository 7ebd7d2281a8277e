import { css } from './css.ts';

/*
 * The design tokens on the inner wrapper, where the host page cannot reach them. An agency sets only the
 * `--onward-*` of the first block, anywhere above the element, or has set its brand with us (`--ow-brand-*` on the
 * host: what the page sets wins); the rest is derived. Sizes are px or em, never
 * rem: inside a host page 1rem follows the host's html rule.
 */

const light = css`
  color-scheme: light;
  --ow-accent: var(--onward-color-primary, var(--ow-brand-primary, #0b5f52));
  --ow-on-accent: var(--onward-color-on-primary, var(--ow-brand-on-primary, #ffffff));
  --ow-surface: var(--onward-color-background, #ffffff);
  --ow-text: var(--onward-color-text, #15211d);
  --ow-danger: var(--onward-color-danger, #b3261e);
  --ow-surface-2: #f4f7f5;
  --ow-surface-3: #e9efec;
  --ow-line: #dbe2de;
  --ow-line-strong: #75827c;
  --ow-text-2: #47564f;
  --ow-text-3: #5c6a64;
  --ow-accent-hover: #084a40;
  --ow-accent-soft: #e6f2ee;
  --ow-accent-line: #9cc8bb;
  --ow-danger-soft: #fdeeec;
  --ow-danger-line: #eeb4ae;
  --ow-warn: #855000;
  --ow-warn-soft: #fdf3e1;
  --ow-warn-line: #e6c383;
  --ow-ok: #17663a;
  --ow-ok-soft: #e6f5eb;
  --ow-ok-line: #a4d5b5;
  --ow-focus: #1a56d6;
  --ow-shadow: 0 1px 2px rgb(16 32 26 / 0.05), 0 10px 30px -12px rgb(16 32 26 / 0.18);
`;

const dark = css`
  color-scheme: dark;
  --ow-accent: var(--onward-color-primary, var(--ow-brand-dark-primary, #6fd0b6));
  --ow-on-accent: var(--onward-color-on-primary, var(--ow-brand-dark-on-primary, #06231c));
  --ow-surface: var(--onward-color-background, #151b19);
  --ow-text: var(--onward-color-text, #eef3f0);
  --ow-danger: var(--onward-color-danger, #ff9d93);
  --ow-surface-2: #1c2421;
  --ow-surface-3: #27322e;
  --ow-line: #303c37;
  --ow-line-strong: #7f908a;
  --ow-text-2: #b9c6c0;
  --ow-text-3: #a3b2ab;
  --ow-accent-hover: #93e0cb;
  --ow-accent-soft: #17332c;
  --ow-accent-line: #2f6355;
  --ow-danger-soft: #3a1c1a;
  --ow-danger-line: #7a3a34;
  --ow-warn: #f2bf70;
  --ow-warn-soft: #33270f;
  --ow-warn-line: #6e5523;
  --ow-ok: #8ad8a5;
  --ow-ok-soft: #162e20;
  --ow-ok-line: #2f6144;
  --ow-focus: #a9caff;
  --ow-shadow: 0 0 0 1px #27322e;
`;

/** For an element whose shadow root holds one `.ow`; `data-theme="light|dark"` on it wins over the system. */
export const tokens = css`
  .ow {
    ${light}
    --ow-font: var(
      --onward-font-family,
      var(
        --ow-brand-font,
        system-ui,
        -apple-system,
        'Segoe UI',
        Roboto,
        'Noto Sans',
        'Helvetica Neue',
        sans-serif
      )
    );
    --ow-base: max(16px, var(--onward-font-size-base, 16px));
    --ow-size-1: calc(var(--ow-base) * 0.8125);
    --ow-size-2: calc(var(--ow-base) * 0.9375);
    --ow-size-3: var(--ow-base);
    --ow-size-4: calc(var(--ow-base) * 1.1875);
    --ow-size-5: calc(var(--ow-base) * 1.625);
    --ow-weight: 400;
    --ow-weight-2: 550;
    --ow-weight-3: 650;
    --ow-unit: var(--onward-spacing-unit, 4px);
    --ow-1: var(--ow-unit);
    --ow-2: calc(var(--ow-unit) * 2);
    --ow-3: calc(var(--ow-unit) * 3);
    --ow-4: calc(var(--ow-unit) * 4);
    --ow-5: calc(var(--ow-unit) * 5);
    --ow-6: calc(var(--ow-unit) * 6);
    --ow-8: calc(var(--ow-unit) * 8);
    --ow-radius: var(--onward-border-radius, var(--ow-brand-radius, 10px));
    --ow-radius-s: calc(var(--ow-radius) * 0.6);
    --ow-radius-l: calc(var(--ow-radius) * 1.4);
    --ow-target: 48px;
    --ow-measure: 640px;
    --ow-fast: 120ms;
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([data-theme='light'])) .ow {
      ${dark}
    }
  }
  :host([data-theme='dark']) .ow {
    ${dark}
  }
  /* Soft accents follow the agency's colour where the browser can mix; said often, to outrank the dark block. */
  @supports (color: color-mix(in srgb, red, blue)) {
    .ow.ow.ow.ow {
      --ow-accent-hover: color-mix(in srgb, var(--ow-accent) 84%, var(--ow-text));
      --ow-accent-soft: color-mix(in srgb, var(--ow-accent) 10%, var(--ow-surface));
      --ow-accent-line: color-mix(in srgb, var(--ow-accent) 40%, var(--ow-surface));
    }
  }
  @media (prefers-contrast: more) {
    .ow.ow.ow.ow {
      --ow-line: var(--ow-line-strong);
      --ow-text-2: var(--ow-text);
      --ow-text-3: var(--ow-text);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .ow {
      --ow-fast: 0ms;
    }
  }
`;
