import { expect, test } from 'vitest';
import { MailRefused, type Mail } from '../../workflows/mail/mailer.ts';
import { runCommand } from '../agency/command.ts';
import { hashOf } from '../auth/token.ts';
import { accepted, closed, desk, invite, NEW_PASSWORD, opened, signIn } from './test-desk-links.ts';
import { aClerk, aWorld, given, OWN_ORIGIN, PASSWORD, type TestAgency, type World } from '../test-world.ts';

const MINUTE = 60_000;
const emailOf = ({ id }: TestAgency, role = 'clerk') => `${role}@${id}.example`;

const forgot = async (world: World, email: string, from = '192.0.2.1') =>
  given(await world.call('staff', 'forgotPassword', { email }, { ...desk, address: from }));

/** Ask for a link, and read the mail that follows. */
async function aLink(world: World, email = emailOf(world.a)) {
  const before = world.mails.length;
  expect(await forgot(world, email)).toEqual({ ok: true });
  await expect.poll(() => world.mails.length).toBe(before + 1);
  const mail = world.mails.at(-1);
  return { mail, token: /\/desk#\/new-password\/([\w-]{43})$/m.exec(mail?.text ?? '')?.[1] ?? '' };
}
const anInvitation = (world: World, email = emailOf(world.a), name = 'Casey Clerk') =>
  invite(world, world.a, { email, name, role: 'clerk' });

test('a mailed link sets a new password: in here, out everywhere else; its owner and another supervisor hear of it', async () => {
  const world = await aWorld();
  const clerk = await aClerk(world, world.a);
  await aClerk(world, world.a, 'supervisor');
  await aClerk(world, world.b, 'supervisor');
  const email = emailOf(world.a);
  const { mail, token } = await aLink(world, ` ${email.toUpperCase()} `);
  expect(mail).toMatchObject({ to: email, subject: expect.stringContaining('A new password') });
  expect(await opened(world, token)).toMatchObject({ invitation: { name: 'Casey Clerk', email } });
  expect((await world.call('staff', 'tasks', {}, clerk)).status).toBe(200); // until it is used
  const set = await accepted(world, token);
  expect(set).toMatchObject({ ok: true, session: { staff: { email, role: 'clerk' } } });
  const here = { ...desk, token: set.ok ? set.session.accessToken : '' };
  expect((await world.call('staff', 'tasks', {}, here)).status).toBe(200);
  expect((await world.call('staff', 'tasks', {}, clerk)).status).toBe(401);
  expect([await signIn(world, email, PASSWORD), await signIn(world, email, NEW_PASSWORD)]).toEqual([
    false,
    true,
  ]);
  await expect.poll(() => world.mails.length).toBe(3);
  expect(world.mails.slice(1).map(({ to, subject }) => [to, subject.includes('password')])).toEqual([
    [email, true],
    [emailOf(world.a, 'supervisor'), true],
  ]);
  const trail = await world.database.read.auditEntry.findMany({ where: { agencyId: world.a.id } });
  expect(trail.map(({ action, actorKind, detail }) => [action, actorKind, detail])).toEqual(
    expect.arrayContaining([
      ['staff.reset_asked', 'system', {}],
      ['staff.password_set', 'staff', { by: 'reset' }],
    ]),
  );
  expect(JSON.stringify(await world.database.read.staffInvitation.findMany())).not.toContain(token);
});

test('a mailbox that refuses its own notice keeps no supervisor from hearing of it', async () => {
  const world = await aWorld();
  await aClerk(world, world.a);
  await aClerk(world, world.a, 'supervisor');
  const { token } = await aLink(world);
  const { mailer } = world.deps;
  const send = async (mail: Mail) => {
    if (mail.to === emailOf(world.a)) throw new MailRefused(new Error('its mailbox is full'));
    await mailer.send(mail);
  };
  Object.assign(world.deps, { mailer: { ...mailer, send } });
  expect(await accepted(world, token)).toMatchObject({ ok: true });
  await expect.poll(() => world.mails.at(-1)?.to).toBe(emailOf(world.a, 'supervisor'));
  await expect.poll(() => world.logLines.join('')).toContain('mail after a new password failed');
});

test('every address has the same answer, before anybody looks who it is; a link goes to nobody who has not set a password', async () => {
  const world = await aWorld();
  await aClerk(world, world.a);
  const invitation = await anInvitation(world, 'dana@staff.example', 'Dana Okafor');
  const looked = Promise.withResolvers<never[]>();
  const { staffMember } = world.deps.read;
  const read = world.deps.read;
  Object.assign(read, { staffMember: { findMany: () => looked.promise } });
  expect(await forgot(world, emailOf(world.a))).toEqual({ ok: true });
  looked.resolve([]);
  await expect.poll(() => world.mails.length).toBe(1);
  Object.assign(read, { staffMember });
  for (const email of ['nobody@staff.example', 'dana@staff.example']) {
    const { mail, token } = await aLink(world, email);
    expect([mail?.to, mail?.subject, token]).toEqual([
      email,
      'Nobody signs in at the desk with this e-mail',
      '',
    ]);
  }
  await accepted(world, invitation);
  expect((await aLink(world, 'dana@staff.example')).token).not.toBe(''); // now she has one
  expect(await forgot(world, 'not an address')).toMatchObject({ refusal: { code: 'email_invalid' } });
});

test('a link works once, for fifteen minutes, and until another is asked for', async () => {
  const world = await aWorld();
  await aClerk(world, world.a);
  const first = await aLink(world);
  const second = await aLink(world);
  expect([await opened(world, first.token), await accepted(world, first.token)]).toEqual([closed, closed]);
  world.pass(15 * MINUTE);
  expect([await opened(world, second.token), await accepted(world, second.token)]).toEqual([closed, closed]);
  const third = await aLink(world);
  world.pass(15 * MINUTE - 1);
  expect(await accepted(world, third.token, 'short')).toMatchObject({
    refusal: { code: 'password_too_short' },
  });
  const answers = await Promise.all([
    accepted(world, third.token),
    accepted(world, third.token, 'another sentence'),
  ]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await accepted(world, third.token, 'a third sentence')).toEqual(closed);
});

test('a stranger who asks ends no invitation; whichever of the two is used ends the other, also at once', async () => {
  const world = await aWorld();
  await aClerk(world, world.a);
  const stays = await anInvitation(world);
  const asked = await aLink(world);
  expect(await accepted(world, stays)).toMatchObject({ ok: true });
  expect(await accepted(world, asked.token, 'another sentence')).toEqual(closed);

  const ended = await anInvitation(world);
  const used = await aLink(world);
  expect(await accepted(world, used.token)).toMatchObject({ ok: true });
  expect(await opened(world, ended)).toEqual(closed);

  const both = [await anInvitation(world), (await aLink(world)).token] as const;
  const answers = await Promise.all([accepted(world, both[0]), accepted(world, both[1], 'another sentence')]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);

  const over = await aLink(world);
  await anInvitation(world); // by who runs Onward: nothing from before works any more
  expect(await opened(world, over.token)).toEqual(closed);
});

test('who was removed is out: no session, password, link or invitation of theirs works, none is mailed, until they are invited anew', async () => {
  const world = await aWorld();
  const clerk = await aClerk(world, world.a);
  const other = await aClerk(world, world.a, 'supervisor');
  const links = [await anInvitation(world), (await aLink(world)).token];
  const around = { db: world.database.db, now: world.now(), origin: OWN_ORIGIN, read: () => '' };
  const remove = (email: string, key = world.a.key) =>
    runCommand(['staff', 'remove', key, '--email', email], around);
  await expect(remove(emailOf(world.a), world.b.key)).rejects.toThrow('nobody signs in');
  expect(await signIn(world, emailOf(world.a), PASSWORD)).toBe(true);
  expect((await remove(emailOf(world.a).toUpperCase())).join()).toContain('Out: Casey Clerk');
  expect((await world.call('staff', 'tasks', {}, clerk)).status).toBe(401);
  expect((await world.call('staff', 'tasks', {}, other)).status).toBe(200);
  expect(await signIn(world, emailOf(world.a), PASSWORD)).toBe(false);
  for (const token of links) expect(await accepted(world, token)).toEqual(closed);
  expect((await aLink(world)).token).toBe('');
  // A link that was being made just then.
  const token = 'x'.repeat(43);
  const { id, agencyId } = await world.database.read.staffMember.findFirstOrThrow({
    where: { email: emailOf(world.a) },
  });
  const times = { createdAt: world.now(), expiresAt: new Date(world.now().getTime() + MINUTE) };
  const late = { id: token, agencyId, staffId: id, kind: 'reset', tokenHash: hashOf(token), ...times };
  await world.database.db.staffInvitation.create({ data: late });
  expect([await opened(world, token), await accepted(world, token)]).toEqual([closed, closed]);
  expect(await accepted(world, await anInvitation(world))).toMatchObject({ ok: true });
  expect(await signIn(world, emailOf(world.a), NEW_PASSWORD)).toBe(true);
});

test('one address at two agencies has a link for each, and each changes its own password only', async () => {
  const world = await aWorld();
  const { staffId } = await aClerk(world, world.b);
  await aClerk(world, world.a);
  const email = emailOf(world.a);
  await world.database.db.staffMember.update({ where: { id: staffId }, data: { email } });
  await forgot(world, email);
  await expect.poll(() => world.mails.length).toBe(2);
  const tokens = world.mails.map(({ text }) => /new-password\/(\S+)/.exec(text)?.[1] ?? '');
  const agencies = await Promise.all(tokens.map((token) => opened(world, token)));
  expect(agencies.map((each) => each.ok && each.invitation.agencyName)).toHaveLength(2);
  const [first = '', second = ''] = tokens;
  await accepted(world, first);
  expect(await opened(world, second)).toMatchObject({ ok: true });
  const stored = await world.database.read.staffMember.findMany({ where: { email } });
  expect(new Set(stored.map(({ passwordHash }) => passwordHash)).size).toBe(2);
  expect(await signIn(world, email, PASSWORD)).toBe(true); // the other agency's
});

test('mails to one address and calls of one source are limited, and the limit is told alike for nobody’s', async () => {
  const world = await aWorld({ limits: { codeMailPerAddress: { tries: 2, seconds: 900 } } });
  await aClerk(world, world.a);
  for (const email of [emailOf(world.a), 'nobody@staff.example']) {
    const codes = [];
    for (let n = 0; n < 3; n++) {
      const answer = await forgot(world, email, `192.0.2.${n}`);
      codes.push(answer.ok || answer.refusal.code);
    }
    expect(codes).toEqual([true, true, 'too_many_mails']);
  }
});
