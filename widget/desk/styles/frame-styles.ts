import { css } from 'lit';

/** Navigation, top bar, sign-in, the list of keys. */
export const frameStyles = css`
  .skip {
    position: absolute;
    z-index: 2;
    inset: 8px auto auto 8px;
    padding: 8px 12px;
    border-radius: var(--d-radius);
    background: var(--ow-accent);
    color: var(--ow-on-accent);
  }
  .skip:not(:focus) {
    clip-path: inset(50%);
  }
  .shell {
    display: grid;
    grid-template-columns: 212px minmax(0, 1fr);
    min-height: 100vh;
  }
  .nav {
    position: sticky;
    top: 0;
    height: 100vh;
    overflow-y: auto;
    display: flex;
    flex-direction: column;
    padding: 12px 10px;
  }
  .nav-head {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 10px;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 9px;
    font-size: inherit;
    font-weight: var(--ow-weight-3);
  }
  .brand small,
  .who small {
    display: block;
    color: var(--ow-text-2);
    line-height: 1.2;
  }
  .nav .brand {
    padding: 6px 8px 14px;
  }
  .mark {
    width: 26px;
    height: 26px;
    flex: none;
    border-radius: 8px;
    display: grid;
    place-items: center;
    background: var(--ow-accent);
    color: var(--ow-on-accent);
  }
  .b.menu-button {
    display: none;
  }
  .nav-items {
    flex: 1;
    display: flex;
    flex-direction: column;
    gap: 2px;
  }
  .nav-link {
    display: flex;
    align-items: center;
    gap: 9px;
    min-height: var(--ow-target);
    padding: 0 8px;
    border-radius: 7px;
    color: var(--ow-text-2);
    text-decoration: none;
  }
  .nav-link:hover {
    background: var(--ow-surface-3);
    color: var(--ow-text);
  }
  .nav-link[aria-current] {
    background: var(--ow-surface);
    color: var(--ow-text);
    font-weight: var(--ow-weight-2);
    box-shadow:
      0 0 0 1px var(--ow-line),
      var(--ow-lift);
  }
  .who {
    margin-top: auto;
    padding: 16px 8px 4px;
    display: grid;
    gap: 10px;
  }
  .who p {
    display: flex;
    gap: 9px;
    align-items: center;
    min-width: 0;
  }
  .page {
    display: flex;
    flex-direction: column;
    min-width: 0;
    margin: 8px 8px 8px 0;
    border: 1px solid var(--ow-line);
    border-radius: 12px;
    background: var(--ow-surface);
    overflow: clip;
  }
  main {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-width: 0;
  }
  .top {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 50px;
    padding: 8px 16px;
    border-bottom: 1px solid var(--ow-line);
  }
  .search {
    flex: 1;
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    max-width: 420px;
    min-height: var(--ow-target);
    padding: 0 6px 0 10px;
    border: 1px solid var(--ow-line-strong);
    border-radius: var(--d-radius);
    color: var(--ow-text-2);
  }
  .search input {
    flex: 1;
    align-self: stretch;
    min-width: 0;
    padding: 4px 0;
    border: 0;
    background: none;
    color: var(--ow-text);
    font: inherit;
    appearance: none;
  }
  .search input::placeholder {
    color: var(--ow-text-3);
    opacity: 1;
  }
  .search:focus-within {
    outline: 2px solid var(--ow-focus);
    outline-offset: 1px;
  }
  .search input:focus-visible {
    outline: 0;
  }
  .keys-button {
    margin-inline-start: auto;
  }
  .alone {
    min-height: 100vh;
    display: grid;
    place-content: center;
    grid-template-columns: minmax(0, 380px);
    gap: 16px;
    padding: 16px;
  }
  .sign-in {
    --ow-target: 44px;
    --ow-radius: var(--d-radius);
    display: grid;
    gap: 16px;
    padding: 28px;
    font-size: 15px;
    border: 1px solid var(--ow-line);
    border-radius: 12px;
    background: var(--ow-surface);
    box-shadow: var(--ow-shadow);
  }
  .sign-in h2 {
    font-size: 20px;
    line-height: 1.25;
    font-weight: var(--ow-weight-3);
    letter-spacing: -0.012em;
  }
  .sign-in h3 {
    font-size: 15px;
    font-weight: var(--ow-weight-3);
  }
  .sign-in form {
    display: grid;
    gap: 16px;
  }
  .sign-in .btn {
    min-height: 44px;
    padding-block: 8px;
    font-size: 15px;
  }
  .sign-in .b {
    justify-content: center;
    min-height: 44px;
  }
  .over {
    position: fixed;
    z-index: 3;
    inset: 0;
    overflow-y: auto;
    display: grid;
    place-content: center;
    grid-template-columns: minmax(0, 380px);
    padding: 16px;
    background: color-mix(in srgb, var(--ow-canvas) 88%, transparent);
    backdrop-filter: blur(8px); /* the view stays, but nobody reads on over a shoulder */
  }
  dialog {
    width: min(360px, calc(100vw - 32px));
    padding: 20px;
    border: 1px solid var(--ow-line);
    border-radius: 12px;
    background: var(--ow-surface);
    color: inherit;
    box-shadow: var(--ow-shadow);
  }
  dialog::backdrop {
    background: rgb(8 16 13 / 0.45);
  }
  dialog form {
    display: grid;
    gap: 14px;
    justify-items: start;
  }
  dialog h2 {
    font-size: 17px;
    font-weight: var(--ow-weight-3);
  }
  .columns {
    width: 100%;
  }
  .columns li {
    display: flex;
    align-items: center;
    min-height: 34px;
  }
  .columns .check {
    flex: 1;
  }
  .columns .b[aria-disabled] {
    opacity: 0.45;
  }
  .keys {
    width: 100%;
  }
  .keys > div {
    display: grid;
    grid-template-columns: 80px 1fr;
    padding: 4px 0;
  }
  .keys kbd {
    display: inline-block;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: var(--ow-target);
  }
  @media (forced-colors: active) {
    .nav-link[aria-current] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
  @media (max-width: 1079px) {
    .shell {
      display: block;
    }
    .nav {
      position: static;
      height: auto;
      padding: 6px 16px;
    }
    .nav .brand {
      padding: 6px 0;
    }
    .b.menu-button {
      display: inline-flex;
    }
    .nav:not(.open) .nav-items {
      display: none;
    }
    .nav-items {
      padding: 8px 0;
    }
    .page {
      margin: 0;
      border-width: 1px 0 0;
      border-radius: 0;
      min-height: calc(100vh - 56px);
    }
  }
  @media (max-width: 759px) and (pointer: coarse) {
    .b.keys-button {
      display: none;
    }
  }
  @media (max-width: 759px) {
    .search {
      max-width: none;
    }
    .sign-in {
      padding: 20px;
    }
  }
`;
