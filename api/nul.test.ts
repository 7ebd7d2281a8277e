import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathOfNul } from './nul.ts';
import { aClerk, aWorld, signedIn } from './test-world.ts';

test('a NUL is found wherever it is, and nowhere else', () => {
  const withoutNul = fc.jsonValue().filter((value) => !JSON.stringify(value).includes(String.raw`\u0000`));
  fc.assert(
    fc.property(withoutNul, (value) => {
      expect(pathOfNul(value)).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(withoutNul, fc.string(), (value, text) => {
      expect(pathOfNul({ a: value, b: [1, { c: `${text.replaceAll('\0', '')}\0` }] })).toEqual([
        'b',
        '1',
        'c',
      ]);
    }),
  );
});

test('a text with a NUL is refused by its field, of a payer, of staff, and before anybody signed in', async () => {
  const world = await aWorld();
  const clerk = await aClerk(world, world.a);
  const payer = await signedIn(world, world.a);
  const { key, origin } = world.a;
  const note = { actId: randomUUID(), obligationId: world.a.fee.id, note: 'a\0b', reason: 'appeal' };
  const asked: [string, object, object, string][] = [
    ['staff.holdObligation', note, clerk, 'note'],
    ['staff.findPeople', { text: 'a\0' }, clerk, 'text'],
    ['payer.owed', { personId: '\0' }, payer, 'personId'],
    ['auth.signIn', { email: 'a\0@b.example', password: 'x' }, { key, origin }, 'email'],
  ];
  for (const [path, body, caller, field] of asked) {
    const { status, error } = await world.post(path, body, caller);
    expect([path, status]).toEqual([path, 400]);
    expect(error?.data['fields']).toEqual([{ path: field, message: 'must not contain the character NUL' }]);
  }
});

test('a NUL in the address of a receipt or of a page of ours leads nowhere, as every address that is nobody’s', async () => {
  const { server } = await aWorld();
  for (const url of ['/r/%00', '/r/%00.pdf', '/pay/%00', '/pay/pk_%00'])
    expect([url, (await server.inject({ method: 'GET', url })).statusCode]).toEqual([url, 404]);
});
