import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anAgency } from '../../prisma/fixtures/agency.ts';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { aPayerAccount } from '../../prisma/fixtures/payer-account.ts';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { wordsOf } from './name-words.ts';

test('a name is its words: small, plain, each once', () => {
  expect(wordsOf('José Núñez-Ibáñez')).toEqual(['jose', 'nunez', 'ibanez']);
  expect(wordsOf("O’Brien  O'Brien (Jr.)")).toEqual(['obrien', 'jr']);
  expect(wordsOf('Nguyễn Thị Ánh')).toEqual(['nguyen', 'thi', 'anh']);
  expect(wordsOf('Нина Ω łukasz ß 日本')).toEqual(['нина', 'ω', 'lukasz', 's', '日本']);
  expect(wordsOf(' ')).toEqual([]);
});

const sign = fc.oneof(
  fc.constantFrom(..."aZ '-’.@éÑøłßễТΩ日\u0301\u{1f600}"),
  fc.integer({ min: 0x20, max: 0x24f }).map((code) => String.fromCodePoint(code)),
);
const name = fc.array(sign, { minLength: 1, maxLength: 60 }).map((signs) => signs.join(''));

test('the database keeps the words of every name as they are looked for, whoever writes it', async () => {
  const { db } = await aDatabase();
  const { id: agencyId } = await anAgency(db);
  const person = await aPerson(db, { agencyId });
  const account = await aPayerAccount(db, { agencyId });
  await fc.assert(
    fc.asyncProperty(name, name, async (givenName, familyName) => {
      await db.person.update({ where: { id: person.id }, data: { givenName, familyName } });
      await db.payerAccount.update({ where: { id: account.id }, data: { givenName, familyName } });
      const words = wordsOf(`${givenName} ${familyName}`);
      const number = person.agencyPersonId;
      expect(await personWords()).toEqual([...words, `#${number}`, `#${number.slice(-4)}`].toSorted());
      const local = wordsOf(account.email.split('@')[0] ?? '');
      expect(await payerWords()).toEqual([...new Set([...words, ...local, `@${account.email}`])].toSorted());
    }),
    { numRuns: 200 },
  );
  async function personWords() {
    const rows = await db.personWord.findMany({ where: { personId: person.id, agencyId } });
    return rows.map(({ word }) => word).toSorted();
  }
  async function payerWords() {
    const rows = await db.payerWord.findMany({ where: { accountId: account.id, agencyId } });
    return rows.map(({ word }) => word).toSorted();
  }
});
