import { runCommand } from '../agency/command.ts';
import { given, OWN_ORIGIN, type TestAgency, type World } from '../test-world.ts';

export const NEW_PASSWORD = 'a sentence of her own';
export const desk = { origin: OWN_ORIGIN };
export const closed = { ok: false, refusal: { code: 'link_expired' } };

interface Invitee {
  name: string;
  email: string;
  role: string;
}

/** Invite as who runs Onward does, somebody who is there or new. @returns the link's token */
export async function invite(world: World, agency: TestAgency, who: Invitee): Promise<string> {
  const around = { db: world.database.db, now: world.now(), origin: OWN_ORIGIN, read: () => '' };
  const { email, name, role } = who;
  const argv = ['staff', 'invite', agency.key, '--email', email, '--name', name, '--role', role];
  const said = await runCommand(argv, around);
  return /\/desk#\/invitation\/(\S+)/.exec(said.join('\n'))?.[1] ?? '';
}

export const opened = async (world: World, token: string) =>
  given(await world.call('staff', 'openInvitation', { token }, desk));
export const accepted = async (world: World, token: string, password = NEW_PASSWORD) =>
  given(await world.call('staff', 'acceptInvitation', { token, password }, desk));
export const signIn = async (world: World, email: string, password: string) =>
  given(await world.call('staff', 'signIn', { email, password }, desk)).ok;
