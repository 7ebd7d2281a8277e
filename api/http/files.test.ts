import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { fastify, type FastifyInstance } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { aWorld } from '../test-world.ts';
import { desk } from './desk.ts';
import { widgetFiles } from './widget-files.ts';

/** A server with built files in place. */
async function withFiles(): Promise<FastifyInstance> {
  const folder = mkdtempSync(join(tmpdir(), 'onward-files-'));
  mkdirSync(join(folder, 'v1'));
  writeFileSync(join(folder, 'v1', 'onward-pay.js'), 'export {};');
  writeFileSync(join(folder, 'v1', 'card-a1b2c3d4.js'), 'export {};');
  for (const name of ['v1/onward-pay.js', 'v1/card-a1b2c3d4.js']) {
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync('export {};'));
    writeFileSync(join(folder, `${name}.gz`), gzipSync('export {};'));
  }
  writeFileSync(join(folder, 'onward-desk.js'), 'export {};');
  writeFileSync(`${folder}.secret`, 'not for the world');
  const server = fastify();
  await server.register(widgetFiles(folder), { prefix: '/widget' });
  await server.register(desk(folder), { prefix: '/desk' });
  onTestFinished(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
    rmSync(`${folder}.secret`);
  });
  return server;
}

test('any page may load the widget as a module, also under COEP', async () => {
  const server = await withFiles();
  const entry = await server.inject({
    url: '/widget/v1/onward-pay.js',
    headers: { origin: 'https://a.example' },
  });
  expect(entry.statusCode).toBe(200);
  expect(entry.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'public, max-age=300',
    'content-type': expect.stringContaining('/javascript'),
  });
  const chunk = await server.inject({ url: '/widget/v1/card-a1b2c3d4.js' });
  expect(chunk.headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

test('who takes packed files gets them, as the same script under the same rules', async () => {
  const server = await withFiles();
  const asked = (url: string, encoding: string) =>
    server.inject({ url, headers: { 'accept-encoding': encoding } });
  for (const [encoding, used] of [
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['identity', undefined],
  ] as const) {
    const { headers } = await asked('/widget/v1/onward-pay.js', encoding);
    expect([encoding, headers['content-encoding'], headers['vary']]).toEqual([
      encoding,
      used,
      'accept-encoding',
    ]);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=300',
      'content-type': expect.stringContaining('/javascript'),
      'access-control-allow-origin': '*',
    });
  }
  const chunk = await asked('/widget/v1/card-a1b2c3d4.js', 'br');
  expect([chunk.headers['content-encoding'], chunk.headers['cache-control']]).toEqual([
    'br',
    'public, max-age=31536000, immutable',
  ]);
  expect((await asked('/desk/assets/onward-desk.js', 'br')).statusCode).toBe(200);
});

test('only what was built is served', async () => {
  const server = await withFiles();
  for (const url of [
    '/widget/',
    '/widget/v1',
    '/widget/%2e%2e%2fsecret',
    '/widget/../x.secret',
    '/desk/assets/',
  ]) {
    expect([url, (await server.inject({ url })).statusCode]).toEqual([url, expect.toBeOneOf([403, 404])]);
  }
});

test('the desk is a page of our own origin under Trusted Types, that nobody frames', async () => {
  const server = await withFiles();
  const page = await server.inject({ url: '/desk' });
  expect(page.body).toContain('<onward-desk></onward-desk>');
  const policy = String(page.headers['content-security-policy']);
  for (const rule of ["script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"]) {
    expect(policy).toContain(rule);
  }
  expect(policy).not.toContain('unsafe');
  expect((await server.inject({ url: '/desk/assets/onward-desk.js' })).statusCode).toBe(200);
});

test('in the whole server each page keeps its own policy', async () => {
  const { server } = await aWorld();
  const page = await server.inject({ url: '/desk' });
  expect(page.headers['content-security-policy']).toContain('trusted-types lit-html');
  const missing = await server.inject({ url: '/widget/v1/onward-pay.js' });
  expect(missing.statusCode).toBe(404);
  expect(missing.headers['content-security-policy']).toBe("default-src 'none';frame-ancestors 'none'");
});
