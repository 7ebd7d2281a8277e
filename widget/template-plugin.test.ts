import { expect, test } from 'vitest';
import { shorten } from './template-plugin.config.ts';

test('white space in markup becomes one space and never none', () => {
  const code = 'const a = html`\n  <b>\n    ${x}  y\n  </b> <i></i>\n`;';
  expect(shorten(code, 'a.ts')).toBe('const a = html` <b> ${x} y </b> <i></i> `;');
});

test('an attribute loses the quotes that it does not need, a tag the space before its end', () => {
  const code = 'html`<a class="b-c" title="d e" lang=${x}\n> f</a>`; svg`<path r="9"/>`;';
  expect(shorten(code, 'a.ts')).toBe('html`<a class=b-c title="d e" lang=${x}> f</a>`; svg`<path r="9"/>`;');
});

test('style sheets keep the spaces that mean something', () => {
  const code = 'css`\n  /* why */\n  .a :hover, .b:is(i) {\n    margin: 0 calc(1px + 2px);\n    ${x}\n  }\n`';
  expect(shorten(code, 'a.ts')).toBe('css` .a :hover,.b:is(i){margin:0 calc(1px + 2px);${x}}`');
});

test('other strings are left alone', () => {
  expect(shorten('const a = `x   y`; const b = "c   d";', 'a.ts')).toBeNull();
});
