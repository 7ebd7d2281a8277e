import { expect, test, vi } from 'vitest';
import { aPayerAccount } from '../../prisma/fixtures/payer-account.ts';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { PASSWORD, signedIn } from '../test-world.ts';
import { Passwords } from './passwords.ts';
import { aLink, expired, NEW_PASSWORD, RECORD, setPassword, signInWith } from './test-getting-in.ts';
import { aDesk, audited, office, proofOf } from './test-office-desk.ts';
import { refusal } from './test-sign-up.ts';

const DAY_MS = 24 * 3_600_000;
const wrong = refusal('code_wrong');
const late = refusal('code_expired');

test('link and code from staff set a password: signed out elsewhere, told by mail, and written down', async () => {
  const { world, a, codeOf, desk, accounts } = await aDesk();
  const elsewhere = await signedIn(world, a);
  const code = await codeOf();
  expect(code).toMatch(/^\d{8}$/);
  const { answer } = await aLink(world);
  const proof = proofOf(await answer(office(`${code.slice(0, 4)} ${code.slice(4)}`)));
  expect((await setPassword(world, proof)).data).toMatchObject({ ok: true });
  expect((await world.call('payer', 'open', {}, elsewhere)).status).toBe(401);
  expect(await signInWith(world, NEW_PASSWORD)).toMatchObject({ ok: true });
  await expect.poll(() => world.mails.length).toBe(2);
  expect(world.mails[1]).toMatchObject({
    to: a.account.email,
    subject: expect.stringContaining('was changed'),
  });

  const [made, ...more] = await audited(world, 'account.office_code_made');
  expect([made, more]).toMatchObject([
    {
      actorKind: 'staff',
      actorId: desk.staffId,
      subjectId: a.account.id,
      detail: { personId: a.person.id, note: 'Driving licence seen.' },
    },
    [],
  ]);
  const [used] = await audited(world, 'account.office_code_used');
  expect(used).toMatchObject({ actorKind: 'payer', subjectId: a.account.id, at: world.now() });
  expect(Object(used?.detail)).toEqual({ codeId: Object(made?.detail).codeId });
  expect(await accounts()).toEqual([
    {
      id: a.account.id,
      email: a.account.email,
      code: { madeAt: world.now().toISOString(), by: 'Casey Clerk', usedAt: world.now().toISOString() },
    },
  ]);
});

test('the code without a link, and a link without the code, open nothing', async () => {
  const { world, codeOf } = await aDesk();
  const code = await codeOf();
  const page = { key: world.a.key, origin: world.a.origin };
  const identity = office(code);
  const noLink = await world.call('auth', 'proveIdentity', { token: 'x'.repeat(43), identity }, page);
  expect(noLink.data).toEqual(expired);
  expect((await world.call('auth', 'verifyEmail', { pending: 'x', code }, page)).data).toMatchObject({
    ok: false,
  });
  expect((await setPassword(world, code)).data).toEqual(expired);
  const { answer } = await aLink(world);
  expect(await answer(office(code.replace(/.$/, (last) => String((Number(last) + 1) % 10))))).toEqual(wrong);
});

test('a code works for a day', async () => {
  const { world, codeOf, accounts, signInAgain } = await aDesk();
  const code = await codeOf();
  world.pass(DAY_MS - 60_000);
  expect(await (await aLink(world)).answer(office(code))).toMatchObject({ ok: true });
  await signInAgain();
  const next = await codeOf();
  expect((await accounts())[0]?.code?.until).toBe(new Date(world.now().getTime() + DAY_MS).toISOString());
  world.pass(DAY_MS);
  await signInAgain();
  expect(await (await aLink(world)).answer(office(next))).toEqual(late);
  expect((await accounts())[0]?.code).not.toHaveProperty('until');
});

test('a code is used once: not by the next link, nor after the password', async () => {
  const { world, codeOf } = await aDesk();
  const code = await codeOf();
  const first = await aLink(world);
  const proof = proofOf(await first.answer(office(code)));
  const second = await aLink(world);
  expect(await second.answer(office(code))).toEqual(late);
  expect((await setPassword(world, proof)).data).toMatchObject({ ok: true });
  expect(await first.answer(office(code))).toEqual(expired);
  expect(await (await aLink(world)).answer(office(code))).toEqual(late);
});

test('the same link may give it again, as its answer may have been lost: another proof, and the first is dead', async () => {
  const { world, codeOf } = await aDesk();
  const code = await codeOf();
  const { answer } = await aLink(world);
  const [first, second] = [proofOf(await answer(office(code))), proofOf(await answer(office(code)))];
  expect((await setPassword(world, first)).data).toEqual(expired);
  expect((await setPassword(world, second)).data).toMatchObject({ ok: true });
  expect(await audited(world, 'account.office_code_used')).toHaveLength(1);
});

test('who used up the day’s answers about the record has not used up the code', async () => {
  const { world, codeOf } = await aDesk({ limits: { identityPerAccount: { tries: 1, seconds: 86_400 } } });
  const code = await codeOf();
  const { answer } = await aLink(world);
  await answer({ ...RECORD, birthDate: '1990-02-01' });
  expect(await answer(RECORD)).toMatchObject({ refusal: { code: 'too_many_tries' } });
  expect(await answer(office(code))).toMatchObject({ ok: true });
});

test('a code opens its own account, at its own agency', async () => {
  const { world, codeOf, db, a } = await aDesk();
  await aPayerAccount(db, { agencyId: a.id, email: 'other@payer.example' });
  const code = await codeOf();
  const others = await aLink(world, 'other@payer.example');
  expect(await others.answer(office(code))).toEqual(wrong);
  const { token } = await aLink(world);
  const atB = { key: world.b.key, origin: world.b.origin };
  const identity = office(code);
  expect((await world.call('auth', 'proveIdentity', { token, identity }, atB)).data).toEqual(expired);
  expect((await db.officeCode.findFirstOrThrow()).tries).toBe(0);
});

test('an account without a code answers as one whose code is another, after the same work', async () => {
  const matches = vi.spyOn(Passwords.prototype, 'matches');
  const { world } = await aDesk();
  const before = matches.mock.calls.length; // the desk's sign-in
  expect(await (await aLink(world)).answer(office('12345678'))).toEqual(wrong);
  expect(matches.mock.calls.slice(before)).toEqual([[null, '12345678']]);
});

test('where the account has no record any more the code opens it too; what was given before staff took it does not', async () => {
  const { world, codeOf, db, a, accounts, desk } = await aDesk();
  const proof = proofOf(await (await aLink(world)).answer(office(await codeOf())));
  const before = await codeOf();
  await db.staffTask.create({
    data: {
      id: 'task',
      agencyId: a.id,
      kind: 'record_claimed_twice',
      subjectId: a.person.id,
      reason: 'sample',
      createdAt: world.now(),
    },
  });
  const released = await world.call('staff', 'releaseRecord', { taskId: 'task', note: 'Not theirs.' }, desk);
  expect(released.data).toEqual({ ok: true });
  const { open, answer } = await aLink(world);
  expect(await open()).toMatchObject({ reset: { check: 'code' } });
  expect(await answer(office(before))).toEqual(late);
  expect((await setPassword(world, proof)).data).toEqual(expired);
  expect(await accounts()).toMatchObject([{ isFormer: true }]);
  expect(await answer(office(await codeOf()))).toMatchObject({ ok: true });
});

test('an account that became another person’s own is not opened by a code for who had it before, nor is one made', async () => {
  const { world, ask, codeOf, db, a, accounts } = await aDesk();
  const { id: accountId } = a.account;
  await db.payerLink.updateMany({ where: { accountId }, data: { state: 'revoked' } });
  const code = await codeOf(); // of an account that is nobody's own
  const { id: personId } = await aPerson(db, { agencyId: a.id });
  const own = { relation: 'self', state: 'active', createdAt: world.now() };
  await db.payerLink.create({ data: { id: 'own', agencyId: a.id, accountId, personId, ...own } });
  expect(await (await aLink(world)).answer(office(code))).toEqual(late);
  expect((await ask()).status).toBe(404);
  expect(await accounts()).toEqual([]);
  expect((await ask({ personId })).data).toMatchObject({ ok: true });
});

test('what was proved with a code sets no password once the account has become another person’s own', async () => {
  const { world, codeOf, db, a } = await aDesk();
  await db.payerLink.updateMany({ data: { state: 'revoked' } });
  const payer = await signedIn(world, a);
  const proof = proofOf(await (await aLink(world)).answer(office(await codeOf())));
  const { agencyPersonId, birthDate } = await aPerson(db, { agencyId: a.id, agencyPersonId: '7311' });
  const matched = await world.call('record', 'match', { agencyPersonId, birthDate }, payer);
  expect(matched.data).toMatchObject({ ok: true });
  expect((await setPassword(world, proof)).data).toEqual(expired);
  expect(await signInWith(world, PASSWORD)).toMatchObject({ ok: true });
});

test('a new password ends a code that was not used', async () => {
  const { world, codeOf } = await aDesk();
  const code = await codeOf();
  await setPassword(world, await (await aLink(world)).prove());
  expect(await (await aLink(world)).answer(office(code))).toEqual(late);
});

test('a code is made for an account that is or was the person’s own, by a supervisor of their agency', async () => {
  const { world, ask, a, db, promote } = await aDesk();
  const stranger = await aPayerAccount(db, { agencyId: a.id });
  const sender = await aPayerAccount(db, { agencyId: a.id, personId: a.person.id, relation: 'sender' });
  for (const accountId of [stranger.id, sender.id, world.b.account.id, 'nowhere'])
    expect((await ask({ accountId })).status).toBe(404);
  expect((await ask({ personId: world.b.person.id })).status).toBe(404);
  expect((await ask({ note: ' ' })).status).toBe(400);
  await promote('clerk');
  expect((await ask()).data).toEqual({ ok: false, refusal: { code: 'supervisors_only' } });
  expect((await ask({ isPreview: true })).data).toEqual({ ok: false, refusal: { code: 'supervisors_only' } });
  expect(await db.officeCode.count()).toBe(0);
});

test('a preview makes none and ends none, and says whether one would', async () => {
  const { world, ask, codeOf, a } = await aDesk();
  const preview = async () => (await ask({ isPreview: true })).data;
  expect(await preview()).toEqual({ ok: true, email: a.account.email, endsOne: false });
  const code = await codeOf();
  expect(await preview()).toEqual({ ok: true, email: a.account.email, endsOne: true });
  expect(await (await aLink(world)).answer(office(code))).toMatchObject({ ok: true });
  expect(await audited(world, 'account.office_code_made')).toHaveLength(1);
});

test('a code is in no log, and no plain digest of it is stored', async () => {
  const { world, codeOf, db } = await aDesk();
  const code = await codeOf();
  await (await aLink(world)).answer(office(code));
  expect(world.logLines.join('')).not.toContain(code);
  const rows = await db.officeCode.findMany();
  expect(rows.map(({ codeHash }) => codeHash)).toEqual([expect.stringMatching(/^\$argon2id\$/)]);
  expect(JSON.stringify([rows, await db.auditEntry.findMany()])).not.toContain(code);
});
