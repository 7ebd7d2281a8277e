import type { FastifyInstance } from 'fastify';
import { readFile, readdir } from 'node:fs/promises';
import { extname } from 'node:path';

const BROWSER = new URL('./browser/', import.meta.url);
const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};
/** The modules that become the one classic script `stripe.js`, each after those it imports. */
const HOST_MODULES = [
  'integration-error.js',
  'frame.js',
  'payment-element.js',
  'elements.js',
  'next-action.js',
  'stripe.js',
];

/** The frames load nothing from elsewhere, send nothing elsewhere, and may stand in any page: that is their use. */
const FRAME_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const EVERYWHERE = {
  'Access-Control-Allow-Origin': '*',
  'Cache-Control': 'no-cache',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** `stripe.js` for the host page, and the documents of its frames with all they load. */
export async function serveBrowserFiles(server: FastifyInstance): Promise<void> {
  const script = await hostScript();
  server.get('/stripe.js', async (_request, reply) =>
    reply.headers(EVERYWHERE).type(String(TYPES['.js'])).send(script),
  );
  const frames = new URL('frames/', BROWSER);
  for (const name of await readdir(frames)) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const content = await readFile(new URL(name, frames));
    const headers = extname(name) === '.html' ? { ...EVERYWHERE, ...FRAME_HEADERS } : EVERYWHERE;
    server.get(`/frames/${name}`, async (_request, reply) => reply.headers(headers).type(type).send(content));
  }
  server.options('/v1/*', async (_request, reply) => reply.code(204).headers(PREFLIGHT).send());
}

const FRAME_HEADERS = { 'Content-Security-Policy': FRAME_POLICY, 'Referrer-Policy': 'no-referrer' };
const PREFLIGHT = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers':
    'authorization, content-type, idempotency-key, stripe-account, stripe-version',
  'Access-Control-Max-Age': '600',
};

/** One script of several modules, as a page loads it: classic, and nothing global but `Stripe`. */
async function hostScript(): Promise<string> {
  const modules = await Promise.all(
    HOST_MODULES.map((name) => readFile(new URL(`host/${name}`, BROWSER), 'utf8')),
  );
  const bodies = modules.map((text) => text.replaceAll(/^import [^;]*;$/gm, '').replaceAll(/^export /gm, ''));
  return `(() => {\n'use strict';\n${bodies.join('\n')}\n})();\n`;
}
