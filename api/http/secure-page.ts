import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { escape } from '../../workflows/words/escape.ts';
import { languageOf, type Language } from '../../workflows/words/language.ts';
import { agencyByKey, type PageAgency } from '../agency-by-key.ts';
import type { Deps } from '../deps.ts';

/** Where an agency's secure page is, on the origin of such pages. Nothing of a payer is in the address. */
export const securePath = (agencyKey: string) => `/pay/${encodeURIComponent(agencyKey)}`;

/**
 * GET /pay/:agencyKey: the form on a page of ours, for an agency's payers whose own page cannot show the card form, and
 * for agencies that embed nothing. Only our script and Stripe's, and nobody frames it.
 */
export function securePage(deps: Deps): FastifyPluginAsync {
  return async (server) => {
    server.get('/page.css', async (_, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=300').send(css),
    );
    server.get<{ Params: { agencyKey: string }; Querystring: { lang?: unknown } }>(
      '/:agencyKey',
      async (req, reply) => {
        const { agencyKey } = req.params;
        const agency = await agencyByKey(deps.read, agencyKey);
        reply.headers({
          'content-security-policy': policyOf(deps),
          'cache-control': 'no-store',
          'x-robots-tag': 'noindex, nofollow',
        });
        if (agency === null) return reply.code(404).type('text/plain').send('There is no such page.');
        req.agencyId = agency.id;
        if (isBesideTheDesk(req, deps)) return reply.redirect(addressOf(deps, agencyKey, req.url));
        const asked = req.query.lang;
        const language = languageOf(asked === 'en' || asked === 'es' ? asked : agency.language);
        return reply.type('text/html; charset=utf-8').send(htmlOf(agency, language, deps.origin()));
      },
    );
  };
}

/**
 * Opened on the api's origin, though these pages have one of their own: no call from there is answered. Behind a proxy
 * that names the api's host for both, what it says of the browser's counts, or the browser would be sent in circles.
 */
function isBesideTheDesk({ host, headers }: FastifyRequest, { origin, pageOrigin }: Deps): boolean {
  const [api, page] = [new URL(origin()).host, new URL(pageOrigin()).host];
  return api !== page && host === api && headers['x-forwarded-host'] !== page;
}

/** As `widget/pay/return-parameters.ts`: what Stripe adds opens a payment to whoever reads the address. */
const STRIPES = /^(payment|setup)_intent(_client_secret)?$|^redirect_status$/;

function addressOf({ pageOrigin }: Deps, agencyKey: string, asked: string): string {
  const address = new URL(securePath(agencyKey), pageOrigin());
  for (const [name, value] of new URL(asked, pageOrigin()).searchParams)
    if (!STRIPES.test(name)) address.searchParams.append(name, value);
  return address.href;
}

/** Our script and Stripe's, what they ask and frame, and nothing else; in sandbox mode the sandbox in Stripe's place too. */
function policyOf({ stripe, origin }: Deps): string {
  const sandbox = stripe.sandboxScriptUrl === undefined ? [] : [new URL(stripe.sandboxScriptUrl).origin];
  const stripes = ['https://js.stripe.com', 'https://*.js.stripe.com'];
  return [
    "default-src 'none'",
    ['script-src', origin(), ...stripes, ...sandbox].join(' '),
    "style-src 'self'",
    ['connect-src', origin(), 'https://api.stripe.com', ...sandbox].join(' '),
    ['frame-src', ...stripes, 'https://hooks.stripe.com', ...sandbox].join(' '),
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html onward',
  ].join('; ');
}

const words = {
  en: { title: 'Payments', script: 'This page needs JavaScript. To pay another way, call' },
  es: { title: 'Pagos', script: 'Esta página necesita JavaScript. Para pagar de otra forma, llame al' },
} as const satisfies Record<Language, object>;

const htmlOf = (
  { name, phone, publishableKey }: PageAgency,
  language: Language,
  api: string,
) => `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${escape(`${words[language].title} – ${name}`)}</title>
    <link rel="stylesheet" href="/pay/page.css" />
    <script type="module" async src="${escape(api)}/widget/v1/onward-pay.js"></script>
  </head>
  <body>
    <main>
      <h1>${escape(name)}</h1>
      <onward-pay agency="${escape(publishableKey)}">
        <noscript>${escape(`${words[language].script} ${phone}.`)}</noscript>
      </onward-pay>
    </main>
  </body>
</html>
`;

const css = `
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 1rem; }
`;
