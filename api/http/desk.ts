import { existsSync } from 'node:fs';
import files from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';

/** Only our own scripts, only their sinks, no frame anywhere. Lit makes its templates under the policy `lit-html`. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Onward desk</title>
    <script type="module" src="/desk/assets/onward-desk.js"></script>
  </head>
  <body>
    <onward-desk></onward-desk>
    <noscript>The desk needs JavaScript.</noscript>
  </body>
</html>
`;

/** The desk's page and its built files, for our own origin. */
export function desk(folder: string): FastifyPluginAsync {
  return async (server) => {
    server.get('', async (_, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', policy)
        .header('cache-control', 'no-store')
        .send(page),
    );
    if (!existsSync(folder)) return;
    await server.register(files, {
      root: folder,
      prefix: '/assets/',
      index: false,
      decorateReply: false,
      preCompressed: true, // the build packs each file
    });
  };
}
