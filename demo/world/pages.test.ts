import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { freePorts } from '../ports.ts';
import { agencies } from './agencies.ts';
import { foundAgency } from './found-agencies.ts';
import { agenciesOf, MANIFEST } from './manifest.ts';
import { addWorldOrigins, startWorldPages, worldRows } from './pages.ts';

const size = { people: 40, payments: 60, seed: 7, today: new Date('2026-11-26T00:00:00Z') };
const START = new Date('2026-11-26T00:00:00Z');

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'onward-pages-'));
});
afterEach(() => rm(dataFolder, { recursive: true }));

const holdAWorld = () =>
  writeFile(join(dataFolder, MANIFEST), JSON.stringify({ agencies: agenciesOf(size) }));

test('a data folder without a large world has no pages of it', async () => {
  expect(await startWorldPages({ dataFolder, port: 0, withSandbox: false })).toEqual([]);
});

test('each agency has a site of its own, which its own widget may be shown on, and somebody to be there', async () => {
  await holdAWorld();
  const { site: port } = await freePorts();
  const pages = await startWorldPages({ dataFolder, port, withSandbox: true });
  try {
    expect(new Set(pages.map(({ site }) => new URL(site.origin).hostname)).size).toBe(agencies.length);
    for (const { site, key, phone } of pages) {
      site.embed({ apiOrigin: 'http://localhost:4000' });
      const page = await (await fetch(site.origin)).text();
      expect(page).toContain(`<onward-pay agency="pk_sample_${key}">`);
      expect(page).toContain(phone);
      expect(page).not.toContain('Harbor');
    }
    const { db, read } = await aDatabase();
    for (const agency of agencies) await db.$transaction((tx) => foundAgency(tx, agency, START, new Map()));
    await addWorldOrigins(db, pages);
    await addWorldOrigins(db, pages); // a second start
    expect(await read.agencyOrigin.count()).toBe(agencies.length);
    const said = worldRows(pages).flat().join('\n');
    for (const { payer, staff } of pages)
      for (const { email } of [payer, ...staff]) expect(said).toContain(email);
    expect(pages.every(({ payer }) => payer.email.endsWith('@example.com'))).toBe(true);
  } finally {
    for (const { site } of pages) await site.close();
  }
});

test('it is not started with Stripe itself, which knows nothing of its payments', async () => {
  await holdAWorld();
  const starting = startWorldPages({ dataFolder, port: 0, withSandbox: false });
  await expect(starting).rejects.toThrow(/only the Stripe sandbox knows/);
});
