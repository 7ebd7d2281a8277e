import { parseOptions } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { commonPasswords } from './common-passwords.ts';
import { passwordFault, Passwords, PASSWORD_LEAST } from './passwords.ts';

const EMAIL = 'pat.longname@payer.example';

test.each([
  ['eleven char', 'password_too_short'],
  ['𝒂𝒃𝒄𝒅𝒆𝒇', 'password_too_short'], // six letters, however many bytes
  ['aaaaaaaaaaaaaaaa', 'password_too_common'],
  ['121212121212', 'password_too_common'],
  ['Password123456', 'password_too_common'],
  ['pass-word-1234', 'password_too_common'],
  ['PAT.longname@payer.example', 'password_too_common'],
  ['pat.longname', 'password_too_common'],
  ['correct horse 7 staples', null],
  ['doce letras ñandú', null],
] as const)('%s: %s', (password, fault) => {
  expect(passwordFault(password, EMAIL)).toBe(fault);
});

test('each common password is long enough to be in the list', () => {
  expect([...commonPasswords].filter((each) => each.length < 8)).toEqual([]);
  expect([...commonPasswords].filter((each) => each.length >= PASSWORD_LEAST).length).toBeGreaterThan(60);
});

test('a hash is argon2id at the agreed cost, and only its password fits', async () => {
  const passwords = new Passwords();
  const hash = await passwords.hash('a long enough sentence');
  expect(hash).toMatch(/^\$argon2id\$/);
  expect(parseOptions(hash)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  expect(await passwords.matches(hash, 'a long enough sentence')).toBe(true);
  expect(await passwords.matches(hash, 'a long enough sentencE')).toBe(false);
});

test('a password typed in composed or decomposed letters is one password', async () => {
  const passwords = new Passwords();
  const hash = await passwords.hash('contraseña secreta'.normalize('NFD'));
  expect(await passwords.matches(hash, 'contraseña secreta'.normalize('NFC'))).toBe(true);
});

test('where there is no account nothing matches, not even the stand-in’s password', async () => {
  expect(await new Passwords().matches(null, 'no account has this password')).toBe(false);
});

test('a hundred at once all end, each rightly', async () => {
  const passwords = new Passwords();
  const hash = await passwords.hash('a long enough sentence');
  const tries = Array.from({ length: 100 }, (_, i) =>
    passwords.matches(hash, i % 2 === 0 ? 'a long enough sentence' : 'another long sentence'),
  );
  const right = await Promise.all(tries);
  expect(right.filter(Boolean)).toHaveLength(50);
});

test('where there is no account a password is looked at all the same: it waits for its turn like any other', async () => {
  const passwords = new Passwords();
  const ended: string[] = [];
  const hashes = ['one', 'another'].map((word) => passwords.hash(word).then(() => ended.push('hash')));
  const looked = passwords.matches(null, 'any').then(() => ended.push('look'));
  await Promise.all([...hashes, looked]);
  expect(ended[0]).toBe('hash'); // both turns were taken
});
