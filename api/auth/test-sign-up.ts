import { expect } from 'vitest';
import { codeIn, PASSWORD, type Caller, type World } from '../test-world.ts';

export const ROBIN = 'robin@payer.example';

export const SIGN_UP = {
  givenName: ' Robin ',
  familyName: 'Sample',
  email: ' Robin@Payer.Example ',
  password: PASSWORD,
  language: 'en' as 'en' | 'es',
  acceptTerms: true,
};

/** Sign up on agency A's page, as Robin unless said otherwise. */
export async function signUp(world: World, over: Partial<typeof SIGN_UP> = {}, caller: Caller = {}) {
  const { key, origin } = world.a;
  return world.call('auth', 'signUp', { ...SIGN_UP, ...over }, { key, origin, ...caller });
}

/** A browser that signed up and waits for its code. */
export interface Waiting {
  pending: string;
  /** The code that was mailed for it; empty where the mail has none. */
  code: string;
  verify(code: string): Promise<unknown>;
  resend(): Promise<unknown>;
}

/** Sign up and read the mail that follows. */
export async function waiting(world: World, over: Partial<typeof SIGN_UP> = {}): Promise<Waiting> {
  const { key, origin } = world.a;
  const before = world.mails.length;
  const { data } = await signUp(world, over);
  if (!data?.ok) throw new Error(`not signed up: ${JSON.stringify(data)}`);
  await expect.poll(() => world.mails.length).toBe(before + 1);
  const { pending } = data;
  return {
    pending,
    code: world.mails.at(-1)?.text.match(/\b\d{6}\b/) ? codeIn(world.mails) : '',
    verify: async (code) =>
      (await world.call('auth', 'verifyEmail', { pending, code }, { key, origin })).data,
    resend: async () => (await world.call('auth', 'resendCode', { pending }, { key, origin })).data,
  };
}

/** A code that is not this one. */
export const other = (code: string) => (code === '000000' ? '000001' : '000000');

export const refusal = (code: string) => ({ ok: false, refusal: { code, field: 'code' } });
