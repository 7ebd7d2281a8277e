import type { FastifyPluginAsync } from 'fastify';
import { sourceOf } from '../auth/source-of.ts';
import type { Api } from '../api.ts';
import { findReceipt } from './find-receipt.ts';
import { noReceiptPage, receiptPolicy, receiptHtml } from './page.ts';

/** GET /r/:token: a receipt for print. Who has the address may read it; every other address is the same nothing. */
export function receiptPage(api: Api): FastifyPluginAsync {
  return async (server) => {
    server.get<{ Params: { token: string } }>('/:token', async (req, reply) => {
      reply.headers({
        'content-security-policy': receiptPolicy,
        'cache-control': 'no-store',
        'x-robots-tag': 'noindex, nofollow',
      });
      const retryAfter = await api.throttle.take(['receiptPerSource', sourceOf(req.ip)]);
      if (retryAfter !== null) {
        return reply
          .code(429)
          .header('retry-after', String(retryAfter))
          .type('text/plain')
          .send('Too many requests.');
      }
      const receipt = await findReceipt(api.deps, req.params.token);
      reply.type('text/html; charset=utf-8');
      if (receipt === null) return reply.code(404).send(noReceiptPage);
      req.agencyId = receipt.agencyId;
      return reply.send(receiptHtml(receipt));
    });
  };
}
