import { expect } from 'vitest';
import type { Caller, World } from '../test-world.ts';

export const RECORD = { kind: 'record', agencyPersonId: '00-48213a', birthDate: '1990-01-31' } as const;
export const NEW_PASSWORD = 'a sentence that is new';
export const expired = { ok: false, refusal: { code: 'link_expired' } };

/** Agency A's page, nobody signed in. */
export const pageOf = ({ a: { key, origin } }: World): Caller => ({ key, origin });

/** The newest mail, once there are so many. */
async function mailAfter(world: World, before: number) {
  await expect.poll(() => world.mails.length).toBe(before + 1);
  const mail = world.mails.at(-1);
  if (mail === undefined) throw new Error('no mail');
  return mail;
}

/** Ask for a code on agency A's page, as the seeded account unless said otherwise, and read the mail that follows. */
export async function aCode(world: World, email = world.a.account.email) {
  const page = pageOf(world);
  const before = world.mails.length;
  const { data } = await world.call('auth', 'sendCode', { email, language: 'en' }, page);
  if (!data?.ok) throw new Error(`no code: ${JSON.stringify(data)}`);
  const mail = await mailAfter(world, before);
  const { pending } = data;
  return {
    pending,
    mail,
    /** Empty where the mail has none. */
    code: mail.text.match(/\b\d{4} \d{4}\b/)?.[0] ?? '',
    enter: (code: string) => world.call('auth', 'verifyEmail', { pending, code }, page),
  };
}

/** Ask for a link for the seeded account of agency A, and read the mail that follows. */
export async function aLink(world: World, email = world.a.account.email) {
  const page = pageOf(world);
  const before = world.mails.length;
  await world.call('auth', 'forgotPassword', { email, language: 'en' }, page);
  const mail = await mailAfter(world, before);
  const token = mail.text.match(/#onward-reset=([\w-]+)/)?.[1] ?? '';
  const answer = async (identity: Parameters<typeof world.call<'auth', 'proveIdentity'>>[2]['identity']) =>
    (await world.call('auth', 'proveIdentity', { token, identity }, page)).data;
  return {
    mail,
    token,
    answer,
    open: async () => (await world.call('auth', 'openReset', { token }, page)).data,
    /** Answer rightly. */
    prove: async () => {
      const answered = await answer(RECORD);
      if (!answered?.ok) throw new Error(`not proved: ${JSON.stringify(answered)}`);
      return answered.proof;
    },
  };
}

export const setPassword = async (world: World, proof: string, password = NEW_PASSWORD) =>
  world.call('auth', 'setPassword', { proof, password }, pageOf(world));

export const signInWith = async (world: World, password: string, email = world.a.account.email) =>
  (await world.call('auth', 'signIn', { email, password }, pageOf(world))).data;
