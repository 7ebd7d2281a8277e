import type { FastifyPluginAsync } from 'fastify';
import type { Deps } from '../deps.ts';
import type { Dispatcher } from './dispatcher.ts';
import { inbox } from './inbox.ts';

/** POST /webhooks/stripe: what Stripe says is verified and kept; what it means is the dispatcher's to find out. */
export function webhooks(
  deps: Pick<Deps, 'db' | 'stripe' | 'clock'>,
  dispatcher: Pick<Dispatcher, 'kick'>,
): FastifyPluginAsync {
  const keep = inbox(deps);
  return async (server) => {
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
    server.post<{ Body: unknown }>('/stripe', async (req, reply) => {
      const signature = req.headers['stripe-signature'];
      const { body } = req;
      const facts =
        typeof signature === 'string' && Buffer.isBuffer(body)
          ? deps.stripe.readEvent(body, signature)
          : null;
      if (facts === null) {
        req.log.warn('a webhook was not signed for us, or is too old');
        return reply.code(400).type('text/plain').send('Not signed for us, or too old.');
      }
      await keep(facts);
      dispatcher.kick();
      return reply.code(200).send({ received: true });
    });
  };
}
