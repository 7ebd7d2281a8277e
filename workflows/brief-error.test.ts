import { expect, test } from 'vitest';
import { z } from 'zod';
import { aDatabase } from '../prisma/fixtures/database.ts';
import { aPerson } from '../prisma/fixtures/person.ts';
import { briefError } from './brief-error.ts';
import { LedgerConflict } from './ledger/entry.ts';

const thrownBy = (call: () => Promise<unknown>) =>
  call().then(
    () => Promise.reject(new Error('it did not throw')),
    (error: unknown) => error,
  );

test('an error of the database quotes no row', async () => {
  const { db } = await aDatabase();
  const person = await aPerson(db, { familyName: 'Invented-Secret' });
  const error = await thrownBy(() => db.person.create({ data: person }));
  expect(briefError(error)).toMatchObject({ name: 'PrismaClientKnownRequestError', code: 'P2002' });
  expect(JSON.stringify(briefError(error))).not.toContain('Invented-Secret');
  const invalid = await thrownBy(() =>
    db.person.create({ data: JSON.parse(JSON.stringify({ ...person, office: 7 })) }),
  );
  expect(JSON.stringify(briefError(invalid))).not.toContain('Invented-Secret');
});

test('a class of ours keeps its words; anything else has its name, its code and its places', () => {
  expect(briefError(new LedgerConflict('payment/7:capture'))).toMatchObject({
    name: 'LedgerConflict',
    message: expect.stringContaining('payment/7:capture') as unknown,
  });
  const plain = briefError(
    new Error('row of jane@example.com', { cause: new RangeError('jane@example.com') }),
  );
  expect(plain).toMatchObject({ name: 'Error', cause: { name: 'RangeError' } });
  expect(plain.at?.[0]).toContain('brief-error.test.ts');
  expect(JSON.stringify(plain)).not.toContain('jane');
  const refused = Object.assign(new Error('550 no such user jane@example.com'), { code: 'EENVELOPE' });
  const brief = briefError(refused);
  expect(brief).toMatchObject({ name: 'Error', code: 'EENVELOPE' });
  expect(JSON.stringify(brief)).not.toContain('jane');
  const shape = z.strictObject({ email: z.email() }).safeParse({ email: 'jane at example' });
  expect(briefError(shape.error)).not.toHaveProperty('message');
  expect(briefError('text')).toEqual({ name: 'string' });
});
