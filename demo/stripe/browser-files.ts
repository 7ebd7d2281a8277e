import type { FastifyInstance } from 'fastify';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('./js/', import.meta.url);
const SCRIPT = 'text/javascript; charset=utf-8';
const PAGE = 'text/html; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

/** Path → type; the file of the same name is in `js/` and served as it is. */
const FILES: Record<string, string> = {
  'stripe.js': SCRIPT,
  'elements.js': SCRIPT,
  'payment-element.html': PAGE,
  'payment-element.js': SCRIPT,
  'card-fields.js': SCRIPT,
  'words.js': SCRIPT,
  'frame.css': STYLE,
  'challenge.html': PAGE,
  'challenge.js': SCRIPT,
};

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

/** `stripe.js` for the host page, and the documents of its frames. */
export function serveBrowserFiles(server: FastifyInstance): void {
  for (const [name, type] of Object.entries(FILES)) {
    const path = fileURLToPath(new URL(name, FOLDER));
    server.get(`/${name}`, async (_request, reply) => {
      if (type === PAGE) void reply.header('Content-Security-Policy', FRAME_POLICY).header('Referrer-Policy', 'no-referrer');
      return reply
        .headers({
          'Access-Control-Allow-Origin': '*',
          'Cache-Control': 'no-cache',
          'Cross-Origin-Resource-Policy': 'cross-origin',
          'X-Content-Type-Options': 'nosniff',
        })
        .type(type)
        .send(await readFile(path));
    });
  }
  server.options('/v1/*', async (_request, reply) =>
    reply
      .code(204)
      .headers({
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Methods': 'GET, POST',
        'Access-Control-Allow-Headers': 'authorization, content-type, idempotency-key, stripe-account, stripe-version',
        'Access-Control-Max-Age': '600',
      })
      .send(),
  );
}
