import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { receiptOf } from '../../workflows/payment/receipt.ts';
import { receiptSheet } from '../../workflows/words/receipt.ts';
import type { Api } from '../api.ts';
import { sourceOf } from '../auth/source-of.ts';
import { logFailure } from '../http/log-failure.ts';
import { noReceiptPage, receiptPolicy, receiptHtml } from './page.ts';
import { Press } from './pdf/press.ts';
import { reprintedAt } from './reprint.ts';

/**
 * GET /r/:token: a receipt for print; GET /r/:token.pdf: the same as a PDF. Who has the address may read it; every other
 * address is the same nothing.
 */
export function receiptPage(api: Api): FastifyPluginAsync {
  return async (server) => {
    const press = new Press();
    server.addHook('onClose', () => press.close());
    server.get<{ Params: { name: string } }>('/:name', async (req, reply) => {
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
      return answer(api, press, req, reply);
    });
  };
}

const PDF = '.pdf'; // no token has a point

async function answer(
  { deps }: Api,
  press: Press,
  req: FastifyRequest<{ Params: { name: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { name } = req.params;
  const isPdf = name.endsWith(PDF);
  const receiptToken = isPdf ? name.slice(0, -PDF.length) : name;
  const receipt = await receiptOf(deps.read, { receiptToken }, deps.origin());
  reply.type('text/html; charset=utf-8');
  if (receipt === null) return reply.code(404).send(noReceiptPage);
  req.agencyId = receipt.agencyId;
  const { language, issuedAt } = receipt;
  const again = reprintedAt(receipt, deps.clock());
  const sheet = receiptSheet(language, receipt, again);
  const page = receiptHtml(sheet, `${receiptToken}${PDF}`);
  if (!isPdf) return reply.send(page);
  const pdf = await press
    .print({ language, facts: receipt, issuedAt, reprintedAt: again })
    .catch((error: unknown) => logFailure(req.log, 'a receipt was not made as a PDF', error));
  // The page says the same, and to whom opened the PDF it is worth more than an error.
  if (pdf === undefined) return reply.code(503).header('retry-after', '5').send(page);
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${sheet.fileName}"`)
    .header('content-language', sheet.locale)
    .send(pdf);
}
