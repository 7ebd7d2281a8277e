import { expect, test } from 'vitest';
import { runCommand } from '../api/agency/command.ts';
import { USAGE } from '../api/agency/usage.ts';
import { aDatabase } from '../prisma/fixtures/database.ts';
import { readTree } from './source.ts';

const tree = readTree(['.md']);
const operate = tree.get('docs/operate.md') ?? '';
const embed = tree.get('docs/embed.md') ?? '';

/** What a shell makes of a line. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:"[^"]*"|[^\s"\\])+/g)].map(([word]) => word.replaceAll('"', ''));

test('the command of docs/operate.md takes an agency on as it stands there, with its file, and prints the snippet of docs/embed.md', async () => {
  const command = /^npm run agency -- (add [\s\S]*?)\n```/m.exec(operate)?.[1] ?? '';
  const settings = /^```json\n([\s\S]*?)\n```/m.exec(operate)?.[1] ?? '';
  const snippet = /^```html\n([\s\S]*?)\n```/m.exec(embed)?.[1] ?? '';
  const { db } = await aDatabase();
  const around = { db, now: new Date(), origin: 'https://pay.example.org', read: () => settings };
  const said = (await runCommand([...wordsOf(command), '--settings', 'agency.json'], around)).join('\n');
  expect(said).toContain('Taken on: Harbor County Probation.');
  const agency = await db.agency.findFirstOrThrow();
  expect(agency.settings).toEqual({
    places: expect.any(Array),
    brand: expect.any(Object),
    bankDebits: false,
  });
  const printed = snippet
    .replace('pk_…', agency.publishableKey)
    .replace('+15550100', '5555550142')
    .replace('(555) 0100', '(555) 555-0142')
    .replace(/\n<p>|\n +<p>/, '\n  <p>');
  expect(said.endsWith(printed)).toBe(true);
});

test('every option of `npm run agency` that docs/operate.md names is one that there is, and the other way round', () => {
  const section = operate.split('\n## Taking an agency on')[1]?.split('\n## ')[0] ?? '';
  const named = section.match(/--[a-z][a-z-]+/g) ?? [];
  expect(named).toContain('--stripe-account');
  expect(named.filter((option) => !USAGE.includes(option))).toEqual([]);
  const unnamed = (USAGE.match(/--[a-z][a-z-]+/g) ?? []).filter((option) => !section.includes(option));
  expect(unnamed).toEqual([]);
});
