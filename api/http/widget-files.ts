import { existsSync } from 'node:fs';
import files from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';

/**
 * The widget's built files, for any page: they are public, and what they may do is the procedures' to decide.
 * Module scripts come by CORS; pages under COEP need the resource policy.
 */
export function widgetFiles(folder: string): FastifyPluginAsync {
  return async (server) => {
    if (!existsSync(folder)) return; // not built: 404
    await server.register(files, {
      root: folder,
      prefix: '/',
      index: false,
      decorateReply: false,
      cacheControl: false,
      preCompressed: true, // the build packs each file
      setHeaders: (reply, path) => {
        reply.header('access-control-allow-origin', '*');
        reply.header('cross-origin-resource-policy', 'cross-origin');
        reply.header('cache-control', cacheFor(path));
      },
    });
  };
}

/** The entry moves with each fix; a chunk with a hash in its name never changes. */
function cacheFor(path: string): string {
  return /-[\w-]{8,}\.js(\.\w+)?$/.test(path) && !/\/onward-pay\.js(\.\w+)?$/.test(path)
    ? 'public, max-age=31536000, immutable'
    : 'public, max-age=300';
}
