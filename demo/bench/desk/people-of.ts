import { randomUUID } from 'node:crypto';
import type { Db } from '../../../prisma/client.ts';
import { anObligation } from '../../../prisma/fixtures/obligation.ts';
import { OBLIGATION_KINDS } from '../../../workflows/policy/codes.ts';
import type { WriteRows } from './write-rows.ts';

const FAMILIES = 2_000;
const GIVENS = 400;
const OFFICES = ['North', 'South', 'East', 'West', 'Harbor'];
const BATCH = 2_000;

/** Somebody who pays, with an account and two obligations. */
export interface Who {
  id: string;
  givenName: string;
  familyName: string;
  agencyPersonId: string;
  accountId: string;
  email: string;
  debts: readonly Debt[];
}

interface Debt {
  obligationId: string;
  fundId: string;
  beneficiaryId: string;
}

/** An agency's people: few names are common and most are rare. @param at when all of them came */
export async function peopleOf(
  db: Db,
  write: WriteRows,
  { agencyId, count, at, random }: { agencyId: string; count: number; at: Date; random: () => number },
): Promise<Who[]> {
  const patterns = await Promise.all(
    OBLIGATION_KINDS.map((kind) => anObligation(db, { agencyId, kind, assessedCents: 100_000_000n })),
  );
  const people: Who[] = [];
  for (let from = 0; from < count; from += BATCH) {
    const some: Who[] = [];
    const obligations: Record<string, unknown>[] = [];
    for (let n = from; n < Math.min(count, from + BATCH); n++) {
      const owed = [0, Math.floor(random() * patterns.length)].map((index) => patterns[index] ?? never());
      const rows = owed.map(({ shares: _, obligors: __, fund: ___, ...row }) => ({
        ...row,
        id: randomUUID(),
        assessedCents: Number(row.assessedCents),
        dueToDateCents: Number(row.dueToDateCents),
      }));
      obligations.push(...rows);
      const debts = rows.map(({ id: obligationId, fundId }, index) => ({
        obligationId,
        fundId,
        beneficiaryId: owed[index]?.shares[0]?.beneficiaryId ?? never(),
      }));
      some.push({ ...nameOf(n, random), id: randomUUID(), accountId: randomUUID(), debts });
    }
    await writeSome(write, { agencyId, at, random }, some, obligations);
    people.push(...some);
  }
  return people;
}

async function writeSome(
  write: WriteRows,
  { agencyId, at, random }: { agencyId: string; at: Date; random: () => number },
  some: readonly Who[],
  obligations: readonly Record<string, unknown>[],
): Promise<void> {
  await write(
    'Person',
    some.map(({ id, givenName, familyName, agencyPersonId }) => ({
      id,
      givenName,
      familyName,
      agencyPersonId,
      agencyId,
      birthDate: '1990-01-31',
      office: OFFICES[Math.floor(OFFICES.length * random() ** 2)] ?? '',
    })),
  );
  await write(
    'PayerAccount',
    some.map(({ accountId: id, givenName, familyName, email }) => ({
      id,
      agencyId,
      givenName,
      familyName,
      email,
      passwordHash: 'none',
      language: 'en',
      createdAt: at,
    })),
  );
  await write('Obligation', obligations);
  const each = some.flatMap(({ id: personId, debts }) => debts.map((debt) => ({ ...debt, personId })));
  await write(
    'ObligationObligor',
    each.map(({ obligationId, personId }) => ({ obligationId, personId })),
  );
  await write(
    'ObligationShare',
    each.map(({ obligationId, beneficiaryId }) => ({ obligationId, beneficiaryId, weight: 1 })),
  );
}

function nameOf(n: number, random: () => number) {
  const givenName = wordOf(Math.floor(GIVENS * random() ** 2), 3);
  const familyName = wordOf(5_000 + Math.floor(FAMILIES * random() ** 2), 7);
  return {
    givenName,
    familyName,
    agencyPersonId: String(100_000 + n * 7),
    email: `${givenName}.${n}@payer.example`.toLowerCase(),
  };
}

/** A name of syllables that is the number's alone. */
function wordOf(n: number, base: number): string {
  const syllables = ['ma', 'ro', 'li', 'ken', 'da', 'so', 'ti', 'var', 'ne', 'qui'];
  const word = [...String(n + base * 1_000)].map((digit) => syllables[Number(digit)] ?? '').join('');
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

function never(): never {
  throw new Error('An obligation of the fixtures has nobody who receives it');
}
