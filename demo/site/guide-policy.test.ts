import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './csp.ts';
import { guidePolicy } from './guide-policy.ts';

const directives = (policy: string) =>
  new Map(
    policy
      .split(';')
      .map((directive) => directive.trim().split(/\s+/))
      .filter(([name]) => name)
      .map(([name = '', ...values]): [string, string[]] => [name, values]),
  );

test('the sample page’s policy is the guide’s, with more that it forbids and its own pictures', async () => {
  const hosts = { apiOrigin: 'https://pay.example.org' };
  const sample = directives(contentSecurityPolicy(hosts));
  const guide = directives(await guidePolicy(hosts));
  expect(guide.size).toBe(6);
  for (const [name, values] of guide) expect([name, values]).toEqual([name, sample.get(name)]);
  const more = [...sample.keys()].filter((name) => !guide.has(name));
  expect(more).toEqual(['default-src', 'img-src', 'base-uri', 'form-action', 'frame-ancestors']);
});

test('for the sandbox, every host of Stripe’s is the sandbox’s', async () => {
  const policy = await guidePolicy({ apiOrigin: 'http://localhost:4', sandboxOrigin: 'http://localhost:5' });
  expect(policy).not.toMatch(/stripe|example/);
  expect(directives(policy).get('connect-src')).toEqual(['http://localhost:4', 'http://localhost:5']);
});
