import { expect, test } from 'vitest';
import { literalFindings } from './literals.ts';
import { readTree, said, type Tree } from './source.ts';

const one = (source: string, path = 'widget/pay/steps/planted.ts'): Tree => new Map([[path, source]]);

test('every word of the widget comes from a catalogue', () => {
  expect(literalFindings(readTree(['.ts'])).map(said)).toEqual([]);
});

test.each([
  'html`<p>Pay now</p>`',
  'html`<p>${amount} is due</p>`',
  'html`Pay`',
  'html`<button aria-label="Close">x</button>`',
  "html`<input placeholder='Your name' />`",
  'html`<p title=${late ? "Late" : nothing}></p>`',
  'html`<p>${late ? "Past due" : nothing}</p>`',
  'html`<p>${late && `due ${day}`}</p>`',
  'html`<p>${button({ label: "Continue" })}</p>`',
])('words in markup are found: %s', (source) => {
  expect(literalFindings(one(source))).toHaveLength(1);
});

test.each([
  'html`<p class="muted small">${words.owe.title} – ${amount}&nbsp;</p>`',
  'html`<p class=${late ? "chip warn" : "chip"} aria-label=${words.close}>${late ? words.late : nothing}</p>`',
  'html`<!-- a note --><svg viewBox="0 0 24 24"><path d="M4 5h3" /></svg>`',
  'html`<button type="submit" @click=${() => go("check")}>${button({ label: words.go, kind: "second" })}</button>`',
])('what no reader sees is left alone: %s', (source) => {
  expect(literalFindings(one(source))).toEqual([]);
});

test('tests and other rooms may say what they like', () => {
  const said = 'html`<p>Pay now</p>`';
  expect(literalFindings(one(said, 'widget/pay/planted.test.ts'))).toEqual([]);
  expect(literalFindings(one(said, 'api/receipt/planted.ts'))).toEqual([]);
});
