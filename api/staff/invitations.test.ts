import { expect, test } from 'vitest';
import { Sessions } from '../auth/sessions.ts';
import {
  accepted,
  closed,
  desk,
  invite as inviteTo,
  NEW_PASSWORD,
  opened,
  signIn,
} from './test-desk-links.ts';
import { aClerk, aWorld, OWN_ORIGIN, PASSWORD, type World } from '../test-world.ts';

const WHO = { name: 'Dana Okafor', email: 'dana@staff.example', role: 'supervisor' };
const DAY_MS = 86_400_000;
const invite = (world: World, who = WHO, agency = world.a) => inviteTo(world, agency, who);

test('an invitation names who is invited, sets a password once, and signs in; nothing stored gives it away', async () => {
  const world = await aWorld();
  const token = await invite(world);
  expect(await opened(world, token)).toMatchObject({ invitation: { name: 'Dana Okafor', email: WHO.email } });
  expect(await signIn(world, WHO.email, '')).toBe(false);
  const answer = await accepted(world, token);
  expect(answer).toMatchObject({ ok: true, session: { staff: { role: 'supervisor' } } });
  const bearer = answer.ok ? answer.session.accessToken : '';
  expect((await world.call('staff', 'tasks', {}, { ...desk, token: bearer })).status).toBe(200);
  expect(await signIn(world, WHO.email, NEW_PASSWORD)).toBe(true);
  expect(await opened(world, token)).toEqual(closed);
  expect(await accepted(world, token, 'another sentence')).toEqual(closed);
  const { read } = world.database;
  const rows = [await read.staffInvitation.findMany(), await read.auditEntry.findMany(), world.logLines];
  expect(JSON.stringify(rows)).not.toContain(token);
  const actions = (await read.auditEntry.findMany()).map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['staff.invited', 'staff.password_set']));
});

test('whose name comes with signs that nobody sees is invited by what is seen, and again by either', async () => {
  const world = await aWorld();
  const pasted = { ...WHO, name: '\u200eDana \u061cOkafor' };
  for (const who of [pasted, WHO, pasted])
    expect(await opened(world, await invite(world, who))).toMatchObject({ invitation: { name: WHO.name } });
});

test('a link ends after seven days, and with a newer one', async () => {
  const world = await aWorld();
  const first = await invite(world);
  const second = await invite(world);
  expect(await opened(world, first)).toEqual(closed);
  expect(await opened(world, second)).toMatchObject({ ok: true });
  world.pass(7 * DAY_MS);
  expect(await opened(world, second)).toEqual(closed);
  expect(await accepted(world, second)).toEqual(closed);
});

test('a password that is easy to guess is refused and the link stays good', async () => {
  const world = await aWorld();
  const token = await invite(world);
  expect(await accepted(world, token, 'short')).toMatchObject({ refusal: { code: 'password_too_short' } });
  expect(await accepted(world, token)).toMatchObject({ ok: true });
});

test('who has a new password by invitation is signed out everywhere else; until then the old one works', async () => {
  const world = await aWorld();
  const clerk = await aClerk(world, world.a);
  const { email, name, role } = await world.database.read.staffMember.findUniqueOrThrow({
    where: { id: clerk.staffId },
  });
  const token = await invite(world, { email, name, role });
  expect((await world.call('staff', 'tasks', {}, clerk)).status).toBe(200);
  expect(await signIn(world, email, PASSWORD)).toBe(true);
  await accepted(world, token);
  expect((await world.call('staff', 'tasks', {}, clerk)).status).toBe(401);
  expect(await signIn(world, email, PASSWORD)).toBe(false);
});

test('of two uses of one link at the same moment one sets the password', async () => {
  const world = await aWorld();
  const token = await invite(world);
  const answers = await Promise.all([
    accepted(world, token, NEW_PASSWORD),
    accepted(world, token, 'another sentence'),
  ]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

test('an invitation for somebody with another name or role is refused, and so is one without an address', async () => {
  const world = await aWorld();
  await invite(world);
  await expect(invite(world, { ...WHO, role: 'clerk' })).rejects.toThrow('Dana Okafor, supervisor');
  await expect(invite(world, { ...WHO, email: 'dana' })).rejects.toThrow('--email');
  await expect(invite(world, { ...WHO, role: 'owner' })).rejects.toThrow('clerk or supervisor');
  expect(await world.database.read.staffMember.count()).toBe(1);
});

test('who was just coming in with the password from before stays out once a link has set another', async () => {
  const world = await aWorld();
  const { staffId } = await aClerk(world, world.a);
  const { db, read } = world.database;
  const { agencyId, email, name, role, passwordHash } = await read.staffMember.findUniqueOrThrow({
    where: { id: staffId },
  });
  const sessions = new Sessions({ db, read, clock: world.now });
  const shown = { staffId, passwordHash }; // the moment before, the password was right
  expect(await sessions.openForStaff(agencyId, shown, OWN_ORIGIN)).not.toBeNull();
  await accepted(world, await invite(world, { email, name, role }));
  expect(await sessions.openForStaff(agencyId, shown, OWN_ORIGIN)).toBeNull();
});

test('of two links made at the same moment the one that is used ends the other', async () => {
  const world = await aWorld();
  const [first, second] = [await invite(world), await invite(world)];
  await world.database.db.staffInvitation.updateMany({ data: { usedAt: null } }); // as two commands at once leave them
  expect(await accepted(world, first)).toMatchObject({ ok: true });
  expect(await accepted(world, second, 'another sentence')).toEqual(closed);
});
