import { aClerk, aWorld, given, OWN_ORIGIN, PASSWORD, type World } from '../test-world.ts';
import type { aLink } from './test-getting-in.ts';

/** A supervisor of A at the desk, with A's person in front of them. */
export async function aDesk(over: Parameters<typeof aWorld>[0] = {}) {
  const world = await aWorld(over);
  const { a, database } = world;
  let desk = await aClerk(world, a);
  const promote = (role = 'supervisor') => database.db.staffMember.updateMany({ data: { role } });
  await promote();
  const input = { personId: a.person.id, accountId: a.account.id, note: 'Driving licence seen.' };
  const ask = (more: Partial<typeof input & { isPreview: boolean }> = {}) =>
    world.call('staff', 'makeOfficeCode', { ...input, ...more }, desk);
  /** The next day. */
  const signInAgain = async () => {
    const email = `clerk@${a.id}.example`;
    const { data } = await world.call(
      'staff',
      'signIn',
      { email, password: PASSWORD },
      { origin: OWN_ORIGIN },
    );
    if (data?.ok) desk = { ...desk, token: data.session.accessToken };
  };
  const codeOf = async () => {
    const { data } = await ask();
    if (!data?.ok || !('code' in data)) throw new Error(`no code: ${JSON.stringify(data)}`);
    return data.code;
  };
  const accounts = async () =>
    given(await world.call('staff', 'obligations', { personId: a.person.id }, desk)).accounts;
  return { world, a, db: database.db, desk, promote, ask, codeOf, accounts, signInAgain };
}

export const office = (code: string) => ({ kind: 'office', code }) as const;
export const proofOf = (answer: Awaited<ReturnType<Awaited<ReturnType<typeof aLink>>['answer']>>) => {
  if (!answer?.ok) throw new Error(`not proved: ${JSON.stringify(answer)}`);
  return answer.proof;
};
export const audited = (world: World, action: string) =>
  world.database.db.auditEntry.findMany({ where: { action } });
