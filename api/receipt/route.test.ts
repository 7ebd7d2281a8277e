import { expect, onTestFinished, test, vi } from 'vitest';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { aCapturedPayment, capture } from '../../workflows/ledger/fixtures.ts';
import { accounts, balancesOf, entriesAbout } from '../../workflows/ledger/read.ts';
import { storedWords } from '../../workflows/own-words.ts';
import { explanationJson } from '../../workflows/policy/explanation-schema.ts';
import { aClaim, anExplanation } from '../../workflows/policy/fixtures.ts';
import { aWorld, type World } from '../test-world.ts';
import { Press } from './pdf/press.ts';
import { allOf, readPdf } from './pdf/test-reader.ts';

const read = ({ server }: World, token: string, address = '203.0.113.1') =>
  server.inject({ method: 'GET', url: `/r/${token}`, headers: { 'x-forwarded-for': address } });

async function withReceipt(over: object = {}) {
  const world = await aWorld();
  const { account, person, fee, id } = world.a;
  const of = { accountId: account.id, personId: person.id, obligation: fee };
  const { receiptToken } = await aCapturedPayment(world.database.db, {
    ...of,
    allocationPolicyId: `${id}-allocation-1`,
    ...over,
  });
  return { world, token: receiptToken ?? '' };
}

test('who has the address reads the receipt: agency, number, lines, fee, total, rule, what is still owed', async () => {
  const { world, token } = await withReceipt();
  const page = await read(world, token);
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  for (const said of [
    'Sample County Probation',
    'Receipt 1',
    '$80.00',
    '$2.00',
    '$82.00',
    'Restitution first',
    '$150.00',
    'ID ending 213A',
    '4242',
    '+1 555 0100',
  ]) {
    expect(page.body).toContain(said);
  }
  expect(page.body).toContain('<html lang="en">');
  expect(page.body).not.toContain('48213A');
});

test('the page is in the language of the payment', async () => {
  const { world, token } = await withReceipt({ language: 'es' });
  const { body } = await read(world, token);
  expect(body).toContain('<html lang="es">');
  expect(body).toContain('Recibo 1');
});

test('the page says why the money went where it went, in the language of the payment', async () => {
  const division = explanationJson(anExplanation('TX', [aClaim('a', 'fine', 9_000n)], 8_000n));
  const { world, token } = await withReceipt({ division });
  const { body } = await read(world, token);
  expect(body).toContain('<h2>How this was divided</h2>');
  expect(body).toContain('<li>First, $80.00 goes to fines. Still owed for this: $10.00.</li>');
  const spanish = await withReceipt({ division, language: 'es' });
  const page = await read(spanish.world, spanish.token);
  expect(page.body).toContain('<li>Primero, $80.00 para multas. De esto todavía falta pagar $10.00.</li>');
});

test('nothing on the page can run or load, and nobody keeps or frames it', async () => {
  const { world, token } = await withReceipt();
  const { headers, body } = await read(world, token);
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
  );
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'x-content-type-options': 'nosniff',
  });
  expect(body).not.toMatch(/<script|<img|<link|<form|javascript:| on\w+=/);
});

test('what people are called cannot become markup', async () => {
  const { world, token } = await withReceipt();
  const { db } = world.database;
  await db.person.update({ where: { id: world.a.person.id }, data: { givenName: '<script>"&' } });
  expect((await read(world, token)).body).toContain('&lt;script&gt;&quot;&amp;');
});

test('every address that is no receipt’s gives one and the same page', async () => {
  const { world } = await withReceipt();
  const unpaid = await aPayment(world.database.db, {
    obligation: world.a.court,
    receiptToken: 'not-paid-yet',
  });
  const pages = await Promise.all(
    ['x', unpaid.receiptToken ?? '', 'a'.repeat(90), 'x.pdf', `${unpaid.receiptToken}.pdf`, '.pdf'].map(
      (token) => read(world, token),
    ),
  );
  expect(new Set(pages.map(({ statusCode }) => statusCode))).toEqual(new Set([404]));
  expect(new Set(pages.map(({ body }) => body)).size).toBe(1);
  const shown = pages.map(({ headers }) => [
    headers['content-type'],
    headers['cache-control'],
    headers['x-robots-tag'],
  ]);
  expect(new Set(shown.map(String)).size).toBe(1);
});

test('guessing is slowed by source', async () => {
  const world = await aWorld({ limits: { receiptPerSource: { tries: 2, seconds: 60 } } });
  await read(world, 'a');
  await read(world, 'b');
  const third = await read(world, 'c');
  expect([third.statusCode, Number(third.headers['retry-after']) > 0]).toEqual([429, true]);
  expect((await read(world, 'c', '203.0.113.2')).statusCode).toBe(404);
});

test('the page leads to the same receipt as a PDF, which nobody keeps, finds or passes on either', async () => {
  const { world, token } = await withReceipt({ language: 'es' });
  const page = await read(world, token);
  const [, path = '', name] =
    page.body.match(/<a href="([^"]+)" download="([^"]+)">Descargar PDF<\/a>/) ?? [];
  expect([path, name]).toEqual([`${token}.pdf`, 'recibo-1.pdf']);
  const { statusCode, headers, rawPayload } = await read(world, path);
  expect(statusCode).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'inline; filename="recibo-1.pdf"',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'x-content-type-options': 'nosniff',
  });
  const { language, title, text } = await readPdf(rawPayload);
  expect([language, title]).toEqual(['es-US', 'Sample County Probation: Recibo 1']);
  for (const said of ['Pat Sample', '$80.00', '$82.00', 'Todavía debe']) expect(text).toContain(said);
});

test('after an hour, page and PDF say that they are a reprint; until then each is the same again', async () => {
  const { world, token } = await withReceipt();
  const first = await read(world, token);
  const pdf = await read(world, `${token}.pdf`);
  expect(first.body).not.toContain('reprint');
  world.pass(-60_000);
  expect((await read(world, token)).body).toBe(first.body);
  expect((await read(world, `${token}.pdf`)).rawPayload.equals(pdf.rawPayload)).toBe(true);
  world.pass(24 * 3_600_000);
  const mark = /This is a reprint, made on [^.]+\. It is for the same one payment\./;
  const again = await read(world, token);
  expect(again.body).toMatch(mark);
  expect(again.body.replace(/<p class="mark">[^<]*<\/p>\n/, '')).toBe(first.body);
  const text = async (payload: Buffer) => (await readPdf(payload)).text;
  const reprint = await text((await read(world, `${token}.pdf`)).rawPayload);
  expect(reprint).toMatch(mark);
  const unmarked = (said: string) => said.replace(mark, '').replaceAll(/\s+/g, ' ');
  expect(unmarked(reprint)).toBe(unmarked(await text(pdf.rawPayload)));
});

test('the sums on the PDF are those of the ledger: lines and fee make the total, the total is what was charged', async () => {
  const world = await aWorld();
  const { account, person, restitution, fee, id: agencyId } = world.a;
  const { db } = world.database;
  const of = { accountId: account.id, personId: person.id };
  const payment = await aPayment(db, {
    ...of,
    obligation: restitution,
    amountCents: 12_345n,
    state: 'succeeded',
  });
  const [first] = payment.lines;
  if (first === undefined) throw new Error('the payment has no line');
  const { fundId, shares } = fee;
  const [share] = shares;
  const second = { ...first, n: 2, obligationId: fee.id, fundId, beneficiaryId: share?.beneficiaryId ?? '' };
  await db.paymentLine.create({ data: { ...second, amountCents: 2_345n } });
  await db.$transaction((tx) =>
    capture(tx, {
      ...payment,
      lines: [
        { ...first, amountCents: 10_000n },
        { ...second, amountCents: 2_345n },
      ],
    }),
  );
  const { rawPayload } = await read(world, `${payment.receiptToken}.pdf`);
  const [, sums] = allOf((await readPdf(rawPayload)).elements, 'Table');
  const rows = sums ? allOf([sums], 'TR').map(({ children }) => children.map(({ text }) => text)) : [];
  const cents = (name: string) =>
    BigInt((rows.find(([what]) => what?.startsWith(name))?.[1] ?? '').replaceAll(/[$,.]/g, ''));
  const [entry] = await entriesAbout(db, agencyId, payment.id);
  const charged = entry?.postings.find(({ account: code }) => code === 'processor_clearing')?.amount;
  expect(cents('Restitution') + cents('Supervision fee') + cents('Service fee')).toBe(charged);
  expect(cents('Total charged')).toBe(charged);
  const owed = await balancesOf(db, agencyId, [
    accounts.receivable(restitution.id),
    accounts.receivable(fee.id),
  ]);
  expect(cents('Still owed')).toBe([...owed.values()].reduce((sum, each) => sum + each, 0n));
});

test('where no PDF can be made the same receipt comes as a page, in its language, and the log quotes nobody', async () => {
  const { world, token } = await withReceipt({ language: 'es' });
  const print = vi.spyOn(Press.prototype, 'print').mockRejectedValue(new Error('row of pat@example.com'));
  onTestFinished(() => print.mockRestore());
  const { statusCode, headers, body } = await read(world, `${token}.pdf`);
  expect([statusCode, headers['retry-after'], headers['content-type']]).toEqual([
    503,
    '5',
    'text/html; charset=utf-8',
  ]);
  expect(body).toContain('Recibo 1');
  const log = world.logLines.join('');
  expect(log).toContain('a receipt was not made as a PDF');
  expect(log).not.toMatch(new RegExp(`pat@example.com|${token}`));
});

test('a reprint says what the first print said, of a debt named in both languages and of one from before there were two', async () => {
  const { world, token } = await withReceipt({ language: 'es' });
  const { db } = world.database;
  const { id } = world.a.fee;
  const lines = async () =>
    [...(await read(world, token)).body.matchAll(/<t[hd][^>]*>.*?<\/t[hd]>/g)].map(([cell]) => cell);
  const before = await lines();
  expect(before.join()).toContain('Cuota de supervisión');
  world.pass(2 * 60 * 60_000);
  expect(await lines()).toEqual(before);
  const label = storedWords({
    en: 'Supervision fee, in two parts',
    es: 'Cuota de supervisión, en dos partes',
  });
  await db.obligation.update({ where: { id }, data: { label } });
  const spanish = (await lines()).join();
  expect(spanish).toContain('Cuota de supervisión, en dos partes');
  expect(spanish).not.toContain('in two parts');
});
