import type { Db } from '../../../prisma/client.ts';

const SAMPLES = 2_000;

/** What a bench asks for: rows that are there. */
export interface Sample {
  id: string;
  createdAt: Date;
  state: string;
  receiptNumber: number | null;
  amountCents: number;
  cardLast4: string;
  givenName: string;
  familyName: string;
  agencyPersonId: string;
  email: string;
}

/** Every so many-th of the agency's payments in the order of time: of the same rows always the same ones. */
export async function samplesOf(read: Db, agencyId: string, payments: number): Promise<Sample[]> {
  const every = Math.ceil(payments / SAMPLES);
  const ids = await read.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM (SELECT "id", row_number() OVER (ORDER BY "createdAt", "id") AS "n" FROM "Payment" WHERE "agencyId" = ${agencyId}) each
      WHERE "n" % ${every} = 1 OR ${every} = 1 ORDER BY "n"`;
  const samples: Sample[] = [];
  for (let from = 0; from < ids.length; from += 500) {
    const some = ids.slice(from, from + 500).map(({ id }) => id);
    const rows = await read.payment.findMany({
      where: { id: { in: some } },
      include: { person: true, account: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    for (const { person, account, amountCents, cardLast4, ...row } of rows) {
      const { givenName, familyName, agencyPersonId } = person;
      const { id, createdAt, state, receiptNumber } = row;
      const who = { givenName, familyName, agencyPersonId, email: account.email };
      samples.push({
        id,
        createdAt,
        state,
        receiptNumber,
        amountCents: Number(amountCents),
        cardLast4: cardLast4 ?? '',
        ...who,
      });
    }
  }
  return samples;
}
