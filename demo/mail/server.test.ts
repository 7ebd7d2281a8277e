import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMailSandbox, type MailSandbox } from './server.ts';

let folder: string;
let sandbox: MailSandbox;

const start = () => startMailSandbox({ smtpPort: 0, webPort: 0, folder });
const mailsTo = async (to: string) =>
  (await (await fetch(`${sandbox.url}/api/mails?to=${encodeURIComponent(to)}`)).json()).mails;

async function send(mail: { to: string; subject: string; text: string; html?: string }): Promise<void> {
  const transport = createTransport(sandbox.smtpUrl);
  await transport.sendMail({ from: 'payments@onward.example', ...mail });
  transport.close();
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onward-mail-'));
  sandbox = await start();
});
afterEach(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

test('a mail is found by its recipient, whatever the case, and newest first', async () => {
  await send({ to: 'Ana <ANA@example.com>', subject: 'First', text: 'Your code is 123 456.' });
  await send({ to: 'ben@example.com', subject: 'Other', text: 'Not for Ana.' });
  await send({ to: 'ana@example.com', subject: 'Second: ñ', text: 'A line.\n\nhttps://example.com/r/x' });
  const mails = await mailsTo('Ana@Example.com');
  expect(mails.map(({ subject }: { subject: string }) => subject)).toEqual(['Second: ñ', 'First']);
  expect(mails[1].text).toContain('123 456');
  expect(mails[1].to).toEqual(['ana@example.com']);
});

test('the page finds mails by part of a recipient’s address, and says where there is none', async () => {
  await send({ to: 'ana@example.com', subject: 'For Ana', text: 'A' });
  await send({ to: 'ben@example.com', subject: 'For Ben', text: 'B' });
  const page = async (query: string) => (await fetch(`${sandbox.url}/${query}`)).text();
  expect(await page('')).toMatch(/<form method="get"[^]*<input id="find" name="find"[^]*For Ben[^]*For Ana/);
  const found = await page('?find=ANA%40');
  expect(found).toContain('For Ana');
  expect(found).toContain('value="ANA@"');
  expect(found).not.toContain('For Ben');
  expect(await page('?find=cy')).toContain('No mail to such an address.');
});

test('an acknowledged mail is there after a restart', async () => {
  await send({ to: 'ana@example.com', subject: 'Kept', text: 'Still here.' });
  await sandbox.close();
  sandbox = await start();
  expect(await mailsTo('ana@example.com')).toMatchObject([
    { subject: 'Kept', text: expect.stringContaining('Still here.') },
  ]);
  expect(await readdir(folder)).toHaveLength(1); // no half-written file beside it
});

test('a mail is shown as text, and none of its markup reaches the page', async () => {
  const bad = '<script>document.title="x"</script><img src=x onerror=alert(1)>';
  await send({ to: 'ana@example.com', subject: bad, text: bad, html: `<p>Hello</p>${bad}` });
  const [mail] = await mailsTo('ana@example.com');
  for (const path of ['/', `/?to=${encodeURIComponent('"><script>')}`, `/mails/${mail.id}`]) {
    const shown = await fetch(`${sandbox.url}${path}`);
    expect(await shown.text()).not.toMatch(/<script>|<img/);
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  }
});

test('the HTML of a mail may run nothing, not even when opened by itself', async () => {
  await send({ to: 'ana@example.com', subject: 'Hi', text: 'Hi', html: '<p>Hi</p><script>1</script>' });
  const [mail] = await mailsTo('ana@example.com');
  const framed = await fetch(`${sandbox.url}/mails/${mail.id}/html`);
  const policy = framed.headers.get('content-security-policy');
  expect(policy).toMatch(/default-src 'none'.*; sandbox$/);
  expect(policy).not.toContain('script-src');
  expect(await (await fetch(`${sandbox.url}/mails/${mail.id}`)).text()).toContain('<iframe sandbox=""');
});

test.each(['/mails/..%2F..%2Fetc%2Fpasswd', '/mails/20260101T000000000Z-00000000', '/mails/x/raw'])(
  'what is no mail is not found: %s',
  async (path) => {
    expect((await fetch(`${sandbox.url}${path}`)).status).toBe(404);
  },
);
