import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSite, type Site } from './server.ts';

const apiOrigin = 'http://localhost:4000';
const sandboxOrigin = 'http://localhost:4004';
let site: Site;

beforeEach(async () => {
  site = await startSite({ port: 0, publishableKey: 'pk_sample' });
});
afterEach(() => site.close());

const directivesOf = (response: Response) =>
  new Map(
    response.headers
      .get('content-security-policy')
      ?.split('; ')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
  );

test('it is another site than the product on localhost', () => {
  expect(site.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test.each(['/', '/es', '/hostile', '/es/hostile'])(
  '%s carries one script and one element of the product, and nothing inline',
  async (path) => {
    site.embed({ apiOrigin, sandboxOrigin });
    const page = await (await fetch(site.origin + path)).text();
    expect(page.match(/<script[^>]*localhost:4000[^>]*>/g)).toEqual([
      `<script type="module" async src="${apiOrigin}/widget/v1/onward-pay.js">`,
    ]);
    expect(page.match(/<onward-pay [^>]*>/g)).toEqual(['<onward-pay agency="pk_sample">']);
    expect(page).not.toMatch(/<script>|<style|style="|\son\w+="/);
  },
);

test('the fallback inside the element names a telephone for when nothing loads', async () => {
  site.embed({ apiOrigin, sandboxOrigin });
  const page = await (await fetch(site.origin)).text();
  expect(page).toMatch(/<onward-pay[^>]*>\s*<p class="fallback">.*<a href="tel:\+15555550142">/);
});

test('its policy lets in only itself, the product and the sandbox', async () => {
  site.embed({ apiOrigin, sandboxOrigin });
  const policy = directivesOf(await fetch(site.origin));
  expect(Object.fromEntries(policy)).toEqual({
    'default-src': ["'none'"],
    'script-src': ["'self'", apiOrigin, sandboxOrigin],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'connect-src': [apiOrigin, sandboxOrigin],
    'frame-src': [sandboxOrigin],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['lit-html', 'onward'],
  });
});

test('without a sandbox the policy names Stripe’s own hosts, and no wider ones', async () => {
  site.embed({ apiOrigin });
  const policy = directivesOf(await fetch(site.origin));
  expect(policy.get('script-src')).toEqual([
    "'self'",
    apiOrigin,
    'https://js.stripe.com',
    'https://*.js.stripe.com',
  ]);
  expect(policy.get('frame-src')).toContain('https://hooks.stripe.com');
  expect(policy.get('connect-src')).toEqual([apiOrigin, 'https://api.stripe.com']);
});

test('the hostile page is led to from the index, and turns to the other direction', async () => {
  site.embed({ apiOrigin, sandboxOrigin });
  const textOf = async (path: string) => (await fetch(site.origin + path)).text();
  expect(await textOf('/')).toContain('<a href="/hostile">');
  const first = await textOf('/hostile');
  expect(first).toMatch(/<html lang="en" dir="ltr">/);
  const [, turned = ''] = /<a href="([^"]*dir=rtl)">/.exec(first) ?? [];
  expect(await textOf(turned)).toMatch(/<html lang="en" dir="rtl">[^]*<a href="[/]hostile\?dir=ltr">/);
  const sheet = await textOf('/hostile.css');
  expect(sheet).toMatch(/\* \{\s*all: unset !important;/);
  expect(sheet).toMatch(/font-size: 62\.5%/);
});

test('before the product listens the page says so instead of showing half a page', async () => {
  const early = await fetch(site.origin);
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '2']);
});
